"""What a scenario must satisfy beyond each of its values: known names, lengths, and odd things worth a word."""

from collections.abc import Iterator
from typing import Any

from gtmsim.mechanisms import declared
from gtmsim.scenario.checks.accounts import account_problems
from gtmsim.scenario.checks.content import content_problems
from gtmsim.scenario.checks.correlations import correlation_problems
from gtmsim.scenario.checks.policies import policy_problems, unmet
from gtmsim.scenario.checks.search import search_problems
from gtmsim.scenario.checks.start import start_problems, unknown
from gtmsim.scenario.language.param import Schedule, values
from gtmsim.scenario.language.problems import Problem, nearest
from gtmsim.scenario.language.spelling import percent
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
REFERRAL = "referral"  # the channel of referred leads, named by the engine


def problems(scenario: Scenario) -> list[Problem]:
    """Errors and warnings of a scenario whose values are each valid; `path` says where, marks are the loader's."""
    return [
        *_names(scenario),
        *start_problems(scenario),
        *_of_mechanisms(scenario),
        *_shapes(scenario),
        *account_problems(scenario),
        *_schedules(scenario),
        *content_problems(scenario),
        *policy_problems(scenario),
        *unmet(scenario),
        *search_problems(scenario),
        *correlation_problems(scenario),
        *_odd(scenario),
    ]


def _of_mechanisms(scenario: Scenario) -> Iterator[Problem]:
    """What each mechanism has to say of it."""
    for _, problems_of in declared("problems", "section"):
        yield from problems_of(scenario)


def _names(scenario: Scenario) -> Iterator[Problem]:
    market, plan = scenario.market, scenario.plan
    for name, channel in market.channels.items():
        yield from unknown(("market", "channels", name, "segments"), channel.segments, market.segments, "segment")
    for name, segment in market.segments.items():
        if segment.committee not in market.committees:
            hint = nearest(segment.committee, market.committees)
            path = ("market", "segments", name, "committee")
            yield Problem("E_UNKNOWN", f"no committee is called `{segment.committee}`", hint, path=path)
    yield from unknown(("plan", "spend"), plan.spend, market.channels, "channel")
    for said in ("terms", "offers", "renewal_offers", "training", "collection", "payment_fees"):
        yield from unknown(("plan", said), getattr(plan, said), market.segments, "segment")
    yield from unknown(("market", "collection"), market.collection, market.segments, "segment")
    yield from unknown(("market", "upgrades"), market.upgrades, market.segments, "segment")
    if REFERRAL in market.channels:
        where = ("market", "channels", REFERRAL)
        yield Problem(
            "E_NAME", f"`{REFERRAL}` is the name of the channel of referred leads", "choose another name", path=where
        )
    seen: set[str] = set()
    for i, stage in enumerate(market.selling.stages):
        if stage.name in seen:
            where_ = ("market", "selling", "stages", i, "name")
            yield Problem(
                "E_NAME", f"two stages are called `{stage.name}`", "give each stage a name of its own", path=where_
            )
        seen.add(stage.name)


def _shapes(scenario: Scenario) -> Iterator[Problem]:
    market, plan, run = scenario.market, scenario.plan, scenario.run
    if run.start.day != 1:
        first = run.start.replace(day=1)
        got = f"a run starts on the first of a month, got {run.start}"
        yield Problem("E_RANGE", got, f"write {first}", path=("run", "start"))
    if not market.segments:
        yield Problem("E_MISSING", "no segment", "name at least one kind of customer", path=("market", "segments"))
    for name, channel in market.channels.items():
        if channel.seasonality is not None and len(channel.seasonality) != 12:
            got = f"{len(channel.seasonality)} values for 12 months"
            yield Problem("E_LENGTH", got, "January to December", path=("market", "channels", name, "seasonality"))
        if channel.in_market_share < 1.0 and market.qualification.out_of_market is None:
            got = f"channel `{name}` brings leads that are out of market, and nothing says how they fare"
            yield Problem(
                "E_MISSING", got, "add `out_of_market:` beside `in_market:`", path=("market", "qualification")
            )
    hours = [(("plan", "working_hours"), plan.working_hours)]
    for team in ("sdr", "ae", "csm"):
        own = getattr(plan.teams, team)
        if own is not None and own.working_hours is not None:
            hours.append((("plan", "teams", team, "working_hours"), own.working_hours))  # type: ignore[arg-type]
    for path, said in hours:
        if said.closes <= said.opens:
            got = f"closes at {said.closes:g}h, opens at {said.opens:g}h"
            yield Problem("E_RANGE", got, "need opens < closes", path=(*path, "closes"))
        if not said.days:
            yield Problem("E_RANGE", "nobody ever works", "name at least one day", path=(*path, "days"))


def _schedules(scenario: Scenario) -> Iterator[Problem]:
    run = scenario.run
    for path, _, value in values(scenario):
        if not isinstance(value, Schedule):
            continue
        if value.monthly and len(value.values) != run.months:
            of, long = len(value.values), "1 month" if run.months == 1 else f"{run.months} months"
            got = f"{of} value{'' if of == 1 else 's'} for {long}"
            yield Problem("E_LENGTH", got, "one value for each month of the run", path=path)
        first = value.dates[0] if value.dates else None
        if not value.monthly and first is not None and first > run.start:
            got = f"the first date is {first}, the run starts on {run.start}"
            yield Problem("E_RANGE", got, "say the value from the start on", path=path)


def _odd(scenario: Scenario) -> Iterator[Problem]:
    market, plan, run = scenario.market, scenario.plan, scenario.run
    for team, busy in (("sdr", bool(market.channels)), ("ae", bool(market.selling.stages))):
        said: Any = getattr(plan.teams, team)
        where: Path = ("plan", "teams", team)
        if said is None and busy:
            got = f"there is no {team} team: its work costs nothing and nobody waits for it"
            yield Problem("W_NO_TEAM", got, "give it a headcount and a salary", path=where)
        elif said is not None and busy and not any(said.headcount.values):
            got = "nobody is in the team, so what waits for it waits for ever"
            yield Problem("W_STARVED", got, "give it somebody, or leave the team out", path=(*where, "headcount"))
    members = plan.community is not None and plan.community.kind != "none" and plan.community.csm_hours > 0.0
    needs = members or any(segment.csm_hours > 0.0 for segment in market.segments.values())
    if market.coverage_effects is not None and needs and plan.teams.csm is None:
        got = "customers need CSM hours and there is no csm team"
        hint = "add `csm` with a headcount, or leave `market.coverage_effects` out"
        yield Problem("W_STARVED", got, hint, path=("plan", "teams", "csm"))
    if plan.teams.csm is not None and (market.coverage_effects is None or not needs):
        got = "the csm team costs money and changes nothing"
        hint = "say `market.coverage_effects` and the segments' `csm_hours`"
        yield Problem("W_UNUSED", got, hint, path=("plan", "teams", "csm"))
    for name, segment in market.segments.items():
        path = ("market", "segments", name, "churn")
        term = plan.terms.get(name, 12)
        if segment.churn > 0.6:
            got = f"{segment.churn:.0%} of the customers leave in a year"
            stay = f"write `{percent(float(f'{1.0 - segment.churn:.12g}'))}` if so many are to stay"
            hint = f"{stay}, or check the period" if segment.churn < 1.0 else "check the number and its period"
            yield Problem("W_UNUSUAL", got, hint, path=path)
        elif term == 1 and 0.0 < segment.churn < 0.05:
            got = f"{segment.churn:.1%} a year is little for monthly contracts"
            yield Problem("W_UNIT", got, "churn is said per contract year; was a monthly rate meant?", path=path)
    if run.initial == "empty":
        got = "a start-up company: no customers and no pipeline, so the first quarters are ramp"
        yield Problem("W_EMPTY_START", got, "say its customers in `run.initial` if it has any", path=("run", "initial"))
