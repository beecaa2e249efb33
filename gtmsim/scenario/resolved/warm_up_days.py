"""How long before day 0 the firm has to be lived until what day 0 finds has forgotten where that began.

From means and tails alone: longer than needed costs time, shorter leaves too little under way.
"""

from collections.abc import Iterable
from math import ceil, inf, sqrt
from typing import NamedTuple

from gtmsim.mechanisms.committee.rules import CommitteeInputs
from gtmsim.mechanisms.staff.rules import TeamInputs
from gtmsim.mechanisms.subscription.rules import SegmentInputs
from gtmsim.rules.calendar import HOUR
from gtmsim.rules.chance import EXPONENTIAL, LOGNORMAL, Law, law_mean, law_quantile
from gtmsim.rules.maths import exp, normal_quantile
from gtmsim.scenario.resolved.inputs import Inputs

FAR = 0.9999  # of durations lie below what is looked back on
LATE = 0.99
MOST_LEADS = 365  # days for which leads are followed at most
MOST = 1800  # days at most: a little less than accounts have a past
WEEK = 7
RELAXED = 5.0  # times the relaxation time of a queue, after which under 1 % of where it began is left
TIRED = 4.0  # times the mean patience, after which hardly anybody is left who waited when it began
LIVES = 2.0  # of deals, one after another in each place, after which nobody sees where the first began


class Demand(NamedTuple):
    """Leads of one mode that come to qualification."""

    leads: float  # a day
    hours: float  # of work for each
    patience: float  # mean, endless where they never tire [day]


def far(law: Law, u: float = FAR) -> float:
    """A duration that few exceed [its unit]."""
    return law_quantile(law, u)


def met(law: Law, u: float) -> float:
    """A quantile of the durations that are met at an unrelated instant, in proportion to their length [its unit]."""
    if law.shape == EXPONENTIAL:
        return 2.0 * law_quantile(law, u)
    if law.shape == LOGNORMAL:
        return law.location * exp(law.sigma * (law.sigma + normal_quantile(u)))
    return law.location


def lead_days(inputs: Inputs, demand: Iterable[Demand], nurtured: float) -> int:
    """Days before day 0 from which leads are followed; `nurtured` [day] is how long one may be written to."""
    demands = [each for each in demand if each.leads > 0.0]
    served = [inputs.teams[team] for team in (inputs.sdr, inputs.ae) if team >= 0]
    if not demands:
        return 0
    work = max(far(mode.work) for mode in (inputs.active, inputs.passive))
    if not served:
        return min(MOST_LEADS, ceil(work / 24.0 + nurtured))
    queue = min(RELAXED * relaxation(served[0], demands), TIRED * max(each.patience for each in demands))
    days = max(2.0 * WEEK, queue + work / hours_a_day(served[0]))
    return ceil(min(float(MOST_LEADS), days + nurtured))


def relaxation(team: TeamInputs, demands: list[Demand]) -> float:
    """Time in which a team's queue forgets e-fold how long it was [day]; that of M/M/c, endless if it only grows."""
    load = sum(each.leads * each.hours for each in demands)
    leads = sum(each.leads for each in demands)
    capacity = sum(person.end < 0 for person in team.persons) * hours_a_day(team)
    if not load or not capacity:
        return inf if load else 0.0
    busy = load / capacity
    return inf if busy >= 1.0 else busy / leads / (1.0 - sqrt(busy)) ** 2


def hours_a_day(team: TeamInputs) -> float:
    """Work that one person does on a day of the week, the others included [hour]."""
    before = team.working.before
    days = min(len(before) - 1, 52 * WEEK)
    worked: int = before[days] - before[0]
    return max(1e-6, worked / HOUR / days * team.productive)


class Selling(NamedTuple):
    """How long deals of a segment are open, if nobody waits."""

    longest: float  # one that goes all the way [day]
    mean: float  # all of them, lost ones included [day]
    work: float  # of the AE team for one of them [hour]
    tail: float  # what the longest phase may take beyond its mean, where day 0 meets it [day]


def selling(inputs: Inputs, segment: SegmentInputs, approval: float) -> Selling:
    """The phases of a deal one after another; `approval` [day] is the longest that a discount may take."""
    think = max(touch.think for touch in inputs.touches)
    effort = segment.effort * max(touch.work for touch in inputs.touches)
    a_day = 24.0 if inputs.ae < 0 else hours_a_day(inputs.teams[inputs.ae])
    reached, longest, mean, work, tails = 1.0, 0.0, 0.0, 0.0, [0.0]
    for stage in inputs.stages:
        hours, thinks = effort * law_mean(stage.work), think * law_mean(stage.think)
        longest += hours / a_day + thinks
        mean += reached * (hours / a_day + thinks)
        work += reached * hours
        tails.append(think * met(stage.think, LATE) - thinks)
        reached *= stage.goes_on
    end = committee_days(segment.committee) + approval
    tails += [met(law, LATE) - law_mean(law) for law in (segment.committee.gap, segment.committee.review)]
    found = Selling(longest + end, mean + reached * end, work, max(tails))
    if inputs.window is None:
        return found
    closes = far(inputs.window, LATE)
    return found._replace(longest=min(found.longest, closes), tail=min(found.tail, closes))


def committee_days(said: CommitteeInputs) -> float:
    """Mean time before the committee [day]."""
    members = sum(role.seats * role.role.chance for role in said.roles)
    return (said.meetings + said.more_meetings * members) * law_mean(said.gap) + law_mean(said.review)


def deal_days(inputs: Inputs, found: list[Selling], pipeline: list[int]) -> float:
    """Days before day 0 from which deals are lived, one after another in each place of the pipeline."""
    queue = 0.0
    if inputs.ae >= 0:
        team = inputs.teams[inputs.ae]
        people = max(1, sum(person.end < 0 for person in team.persons))
        queue = sum(n * each.work for n, each in zip(pipeline, found, strict=True)) / people / hours_a_day(team)
        if inputs.window is not None:
            queue = min(queue, law_mean(inputs.window))
    days = (each.longest + each.tail + LIVES * each.mean for n, each in zip(pipeline, found, strict=True) if n)
    return min(max(days, default=0.0) + queue, float(MOST))
