"""What is said of day 0 must name what there is, and what was decided until then must be decided for every case."""

from collections.abc import Iterable, Iterator
from typing import Any

from gtmsim.mechanisms.staff.section import TEAMS, found_headcount
from gtmsim.scenario.checks.policies import problems_of
from gtmsim.scenario.language.problems import Problem, nearest
from gtmsim.scenario.resolved.decisions import points_of
from gtmsim.scenario.sections.before import SEEN_LATER, Before
from gtmsim.scenario.sections.market import Market
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
WHERE: Path = ("run", "initial")
PLAN: Path = (*WHERE, "plan")


def start_problems(scenario: Scenario) -> Iterator[Problem]:
    """What is wrong with `run.initial`."""
    market, said = scenario.market, scenario.run.initial
    if not isinstance(said, Initial):
        return
    kinds = [] if market.content is None else list(market.content.kinds)
    named: list[tuple[Path, Iterable[str], Iterable[str], str]] = [
        ((*WHERE, "customers"), said.customers, market.segments, "segment"),
        ((*WHERE, "pipeline"), said.pipeline, market.segments, "segment"),
        ((*WHERE, "spend"), said.spend, market.channels, "channel"),
        ((*WHERE, "terms"), said.terms, market.segments, "segment"),
        ((*WHERE, "term_mix"), said.term_mix, market.segments, "segment"),
        ((*WHERE, "billing"), said.billing, market.segments, "segment"),
        ((*PLAN, "collection"), said.plan.collection, market.segments, "segment"),
        ((*PLAN, "promo_share"), said.plan.promo_share, market.channels, "channel"),
        ((*PLAN, "contact_capture_rate"), said.plan.contact_capture_rate, market.channels, "channel"),
        ((*PLAN, "lead_magnets"), said.plan.lead_magnets, market.channels, "channel"),
        ((*PLAN, "content"), said.plan.content, kinds, "kind of content"),
    ]
    for each in named:
        yield from unknown(*each)
    yield from _needs(market, scenario, said.plan)
    yield from _people(scenario, said)
    for point in points_of(scenario):
        policy = getattr(said.plan.policies, point.name) if point.name in SEEN_LATER else None
        if policy is not None:
            yield from problems_of(scenario, point, policy, (*PLAN, "policies", point.name))


def unknown(path: Path, said: Iterable[str], known: Iterable[str], what: str) -> Iterator[Problem]:
    """Names that stand for nothing."""
    names = list(known)
    for name in said:
        if name not in names:
            yield Problem("E_UNKNOWN", f"no {what} is called `{name}`", nearest(name, names), path=(*path, name))


def _needs(market: Market, scenario: Scenario, said: Before) -> Iterator[Problem]:
    """What was done must have been done in this market."""
    for key, there, what in (
        ("website", scenario.plan.website is not None, "the plan has no website"),
        ("enrichment", market.qualification.fit_noise > 0.0, "the fit of a lead is seen without any error"),
        ("community", market.community is not None, "nothing says what members of a community do"),
        ("referral_reward", market.referrals is not None, "nobody refers anybody"),
    ):
        value: Any = getattr(said, key)
        if not there and value != type(said).model_fields[key].get_default(call_default_factory=True):
            yield Problem("E_MISSING", what, "leave it out", path=(*PLAN, key))
    kind = said.community
    if kind is not None and kind.kind == "groups" and kind.group_size is None:
        yield Problem("E_MISSING", "groups of what size?", "say `group_size`", path=(*PLAN, "community"))


def _people(scenario: Scenario, said: Initial) -> Iterator[Problem]:
    """Who worked in a way must have been there."""
    for team in TEAMS:
        ours: Any = getattr(said.plan.teams, team)
        if any(value is not None for value in dict(ours).values()) and not found_headcount(scenario, team):
            got, hint = f"day 0 finds nobody in the {team} team", f"say `run.initial.headcount.{team}`, or leave it out"
            yield Problem("W_UNUSED", got, hint, path=(*PLAN, "teams", team))
    for path, hours in (
        ((*PLAN, "working_hours"), said.plan.working_hours),
        *(((*PLAN, "teams", team, "working_hours"), getattr(said.plan.teams, team).working_hours) for team in TEAMS),
    ):
        if hours is not None and hours.closes <= hours.opens:
            got = f"closes at {hours.closes:g}h, opens at {hours.opens:g}h"
            yield Problem("E_RANGE", got, "need opens < closes", path=(*path, "closes"))
        if hours is not None and not hours.days:
            yield Problem("E_RANGE", "nobody ever works", "name at least one day", path=(*path, "days"))
