"""What a scenario can offer to a decision: the values of a fact that some case has, where that is surely less than all.

Only what is certain is said here: a value that is left out comes in no run of the scenario.
"""

from collections.abc import Iterator
from typing import NamedTuple

from gtmsim.policies.facts import TOTALS, DecisionPoint, Fact, Span, Spans
from gtmsim.policies.literals import CellError
from gtmsim.policies.points import NUMBER, POINTS
from gtmsim.policies.reading import value_of
from gtmsim.policies.spans import united
from gtmsim.scenario.language.cells import read_literal
from gtmsim.scenario.resolved.decisions import NONE, answers_of, default_of
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.sections.plan import Plan
from gtmsim.scenario.sections.policies import Policy
from gtmsim.scenario.sections.schema import Scenario

LEAD_POINTS = ("lead_score", "lead_routing", "disqualification", "nurture")  # which no deal of day 0 meets
DEAL_POINTS = ("effort", "discount")  # which deals of day 0 meet without points
LATER_POINTS = ("renewal_offer", "save_play")  # which a customer meets when its first contract ends


class Offered(NamedTuple):
    """The values of a fact that come, and why no others do."""

    spans: Spans
    why: str
    hint: str


def offered(scenario: Scenario, point: DecisionPoint) -> dict[str, Offered]:
    """By the name of a fact what the scenario offers of it; nothing is said of a fact that may be anything."""
    facts = {fact.name: fact for fact in point.facts}
    found: dict[str, Offered] = {}
    for name, names, why, hint in _categories(scenario, point):
        if name in facts and (spans := _indices(facts[name], names)):
            found[name] = Offered(spans, why, hint)
    for name, spans, why, hint in _numbers(scenario, point):
        if name in facts and spans:
            found[name] = Offered(spans, why, hint)
    return found


def _indices(fact: Fact, names: set[str]) -> Spans:
    return united(((float(place), float(place)) for place, name in enumerate(fact.values) if name in names), fact)


def _categories(scenario: Scenario, point: DecisionPoint) -> Iterator[tuple[str, set[str], str, str]]:
    market, initial = scenario.market, initial_of(scenario)
    out = "remove the row, or the value"
    channels = set(market.channels) | ({"referral"} if market.referrals is not None else set())
    if point.name == "budget":
        yield "channel", set(market.channels), "it is no channel that has a budget", out
    elif point.name in LEAD_POINTS or not any(initial.pipeline.values()):
        yield "channel", channels, "only deals found open on day 0 have no channel", out
    alive = {name for name in market.segments if is_met(scenario, name)}
    yield "segment", alive, "no channel brings it, and day 0 finds nobody of it", "name it in a channel's `segments`"
    if market.contacts is None:
        yield "department", {NONE}, "without `market.contacts` no contact is known", "add `market.contacts`"
        yield "role_class", {NONE}, "without `market.contacts` no contact is known", "add `market.contacts`"
    bring = market.channels.values()
    if market.accounts is None and all(
        each.in_market_share == 1.0 and each.lead_magnet_response == 0.0 for each in bring
    ):
        yield (
            "mode",
            {"in_market"},
            "no channel brings leads out of market",
            "say `in_market_share` or `lead_magnet_response`",
        )
    if point.name == "hiring":
        teams = {name for name in ("sdr", "ae", "csm") if getattr(scenario.plan.teams, name) is not None}
        yield "team", teams, "there is no such team", "add it under `plan.teams`"
    stages = [stage.name for stage in market.selling.stages]
    if point.name == "escalation" and stages:
        yield "stage", set(stages[1:]), "it is asked when a deal goes on to a stage, and this is the first", out
    handled = [market.qualification.in_market, market.qualification.out_of_market or market.qualification.in_market]
    if all(each.abandon_after is None for each in handled):
        yield (
            "outcome",
            {"not_qualified"},
            "without `abandon_after` no lead gives up",
            "say `abandon_after` of the leads",
        )


def _numbers(scenario: Scenario, point: DecisionPoint) -> Iterator[tuple[str, Spans, str, str]]:
    market, months = scenario.market, scenario.run.months
    if months > 1:
        why = f"it is the month of the run, 2 to {months}"
        yield "month", ((2.0, float(months)),), why, "write `starts` beside `when` for a date, or make the run longer"
    yield "score", _scores(scenario, point), *_of_scores(scenario)
    if not _answers(scenario, "nurture", "action", "nurture"):
        yield "round", ((0.0, 0.0),), "no row of `nurture` answers `nurture`", "add one"
    if market.contacts is None:
        yield "followed", ((-1.0, -1.0),), "without `market.contacts` nobody follows us", "add `market.contacts`"
        yield "seniority", ((0.0, 0.0),), "without `market.contacts` no contact is known", "add `market.contacts`"
    if point.name in LATER_POINTS:
        out = "remove the row, or the value"
        yield "renewals", ((1.0, float("inf")),), "the renewal in hand counts, so that it is 1 at least", out


def is_met(scenario: Scenario, segment: str) -> bool:
    """Does a channel bring leads of a segment, or does day 0 find some of it?"""
    initial = initial_of(scenario)
    brought = any(channel.segments.get(segment, 0.0) > 0.0 for channel in scenario.market.channels.values())
    return brought or initial.customers.get(segment, 0) > 0 or initial.pipeline.get(segment, 0) > 0


def _tables(scenario: Scenario, name: str) -> list[Policy]:
    """What is decided at a point, and what was until day 0."""
    before = getattr(initial_of(scenario).plan.policies, name, None)
    now: Policy = getattr(scenario.plan.policies, name)
    return [now] if before is None else [now, before]


def _answers(scenario: Scenario, name: str, output: str, value: str) -> bool:
    return any(
        said.get(output) == value
        for policy in _tables(scenario, name)
        for said in (policy.default or {}, *(row.then or {} for row in policy.rows))
    )


def _of_scores(scenario: Scenario) -> tuple[str, str]:
    usual: Policy = getattr(Plan().policies, "lead_score")  # noqa: B009  # a field made at run time
    if all(policy == usual for policy in _tables(scenario, "lead_score")):
        return "without a `lead_score` table every lead has the score 0", "add `plan.policies.lead_score`"
    return "no row of `lead_score` gives such a score", "check the points of `lead_score`"


def _scores(scenario: Scenario, point: DecisionPoint) -> Spans:
    """The points that tables give to leads; nothing where that cannot be told."""
    seen = next((fact for fact in point.facts if fact.name == "score"), None)
    if seen is None:
        return ()
    scores = POINTS[NUMBER["lead_score"]]
    (output,) = scores.outputs
    found: list[Span] = [(0.0, 0.0)] if point.name in DEAL_POINTS else []
    try:
        for policy in _tables(scenario, "lead_score"):
            values = [value_of(answers_of(scores, policy, row)["score"], output, read_literal) for row in policy.rows]
            default = default_of(scores, policy)
            if default is not None:
                found.append((value_of(default["score"], output, read_literal),) * 2)
            if policy.hit in TOTALS:
                found.append((sum(min(0.0, each) for each in values), sum(max(0.0, each) for each in values)))
            else:
                found += [(each, each) for each in values]
    except (CellError, KeyError):  # which the table's own check reports
        return ()
    return united(found, seen)
