"""Whom customers refer, how many new ones each brings, and how fast that grows; only the estimate of a size asks."""

from collections import Counter
from math import exp, inf
from typing import NamedTuple

from gtmsim.rules.chance import EXPONENTIAL, LOGNORMAL, Law, law_mean, law_quantile
from gtmsim.rules.referral import Referring, readiness
from gtmsim.scenario.resolved.channels import law_inputs
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.scenario.size.growth import LARGEST, terms_of_a_life

YEAR_DAYS = 365.25
POINTS = 16  # of a law of delays
Delays = list[tuple[float, Law]]  # how many times, and how long [day]


class Referred(NamedTuple):
    """What the customers of a segment bring."""

    leads: float  # within the horizon
    each: float  # new customers that a customer brings over its whole life, if nobody waits for us


NOBODY = Referred(0.0, 0.0)


def referred(scenario: Scenario, segment: str, won: float, found: float, win_chance: float, term: int) -> Referred:
    """What customers refer: a branching process, at the growth that terms and delays allow.

    `won` customers come evenly over the horizon, `found` are there on day 0; a referred lead is won by `win_chance`.
    """
    said = scenario.market.referrals
    if said is None or said.rate == 0.0:
        return NOBODY
    success = scenario.market.coverage_effects
    nobody = scenario.plan.teams.csm is None and any(g.csm_hours > 0.0 for g in scenario.market.segments.values())
    referring = Referring(said.base_share, said.half_saturation_reward, 0.0 if success is None else success.referrals)
    willing = readiness(referring, scenario.plan.referral_reward, 0.0 if nobody else 1.0)
    rate = said.rate * willing
    born = rate * win_chance
    terms = terms_of_a_life(scenario, segment, term)
    each = born * terms * term / 12.0
    delays = _delays(scenario, segment)
    growth = _growth(born, term / 12.0, terms, delays)
    years = scenario.run.months / 12.0
    if abs(growth) * years < 1e-6:
        return Referred(rate * (found * years + won * years / 2.0), each)
    grown = (exp(min(LARGEST, growth * years)) - 1.0) / growth
    # Who is referred is a customer only after the delays, so that growth begins late.
    late = 1.0 if growth < 0.0 else 1.0 / (1.0 + born * _late(growth, delays))
    while_all = max(years, late * grown) if growth > 0.0 else grown
    while_won = (grown - years) / growth
    while_won = max(years * years / 2.0, late * while_won) if growth > 0.0 else while_won
    return Referred(rate * (found * while_all + won / years * while_won), each)


def _growth(born: float, term: float, terms: float, delays: Delays) -> float:
    """Growth [1/year] of customers of whom each wins `born` a year after some delays, and may leave after each term.

    Euler and Lotka: what a customer brings over its life, each counted by when it comes, is one. Who is new does not
    leave before its first term [year] ends, and in a growing firm most are new.
    """
    lost = 1.0 / (terms * term)
    stays = 1.0 - 1.0 / terms
    if born <= lost:
        low, high = -lost, 0.0
        later = sum(times * law_mean(law) for times, law in delays) / YEAR_DAYS
        for _ in range(60):
            middle = 0.5 * (low + high)
            more = middle + lost < born * exp(min(LARGEST, -middle * later))
            low, high = (middle, high) if more else (low, middle)
        return 0.5 * (low + high)
    low, high = 0.0, born
    for _ in range(40):
        middle = 0.5 * (low + high)
        gone = exp(-min(LARGEST, middle * term))
        life = (1.0 - gone) / middle / (1.0 - stays * gone)
        more = born * life * _counted(middle, delays) > 1.0
        low, high = (middle, high) if more else (low, middle)
    return 0.5 * (low + high)


def _counted(growth: float, delays: Delays) -> float:
    """Mean of exp(-growth x delay): what comes late counts less, but soon comes soon, however long the mean [1]."""
    found = 1.0
    for times, law in delays:
        found *= _transform(growth / YEAR_DAYS, law) ** times
    return found


def _transform(rate: float, law: Law) -> float:
    points = POINTS if law.sigma > 0.0 and law.shape == LOGNORMAL else 1
    if points == 1 and law.shape == EXPONENTIAL:
        return 1.0 / (1.0 + rate * law.location)
    return sum(exp(-min(LARGEST, rate * law_quantile(law, (i + 0.5) / points))) for i in range(points)) / points


def _late(growth: float, delays: Delays) -> float:
    """Mean of delay x exp(-growth x delay) [year]."""
    step = 1e-4 * growth
    return max(0.0, (_counted(growth - step, delays) - _counted(growth + step, delays)) / (2.0 * step))


def _delays(scenario: Scenario, segment: str) -> Delays:
    """From a referral to the value of the customer that it brings, if nobody waits for us."""
    market = scenario.market
    kind = market.segments[segment]
    committee = market.committees[kind.committee]
    members = sum(role.seats * role.participation for role in committee.roles.values())
    found: Counter[Law] = Counter()
    for stage in market.selling.stages:
        found[law_inputs(stage.buyer_delay)] += 1
    parts: Delays = [(float(times), law) for law, times in found.items()]
    parts.append(
        (committee.min_meetings + committee.meetings_per_member * members, law_inputs(committee.time_between_meetings))
    )
    parts.append((1.0, law_inputs(committee.review)))
    parts.append((1.0, law_inputs(kind.onboarding)))
    return [part for part in parts if part[0] > 0.0 and part[1].location > 0.0 and part[1].location < inf]
