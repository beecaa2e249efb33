"""What policies could answer at most; only the estimate of a run's size asks."""

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from gtmsim.policies.facts import Spans
from gtmsim.policies.points import NUMBER
from gtmsim.policies.spans import holds
from gtmsim.rules.maths import log
from gtmsim.rules.subscription import shifted
from gtmsim.scenario.resolved.day_zero import found_terms
from gtmsim.scenario.sections.decisions import periods, points_of, policy_of
from gtmsim.scenario.sections.market import Handling
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.scenario.size.reach import windows

OLDEST = 240  # months of a run-off
MONTH = 30.4375  # days
FOREVER = 1e12  # returns of a lead that never stops; not infinite, since nobody times that would be no number
Answer = tuple[dict[str, Spans], dict[str, float]]  # tests by fact, values by output


class Offer(NamedTuple):
    """The worst that renewals do to the size of a run."""

    term: int  # months of the shortest contract
    growth: float  # logarithm of what a price could grow by over the run beyond the plan's uplift
    kept: float  # share of those about to leave that stays


def answers(scenario: Scenario, name: str) -> Iterator[Answer]:
    """Each row of a policy that is in force at some time, and what it answers where no row holds."""
    for _, rows in answers_in_time(scenario, name):
        yield from rows


def answers_in_time(scenario: Scenario, name: str) -> Iterator[tuple[float, list[Answer]]]:
    """The rows of a policy that are in force together, with the months for which they are."""
    point, run = points_of(scenario)[NUMBER[name]], scenario.run
    found, _ = periods(point, policy_of(scenario, point), run.start)
    outputs = [output.name for output in point.outputs]
    whole = float(run.months + (OLDEST if run.run_off else 0))
    begins = [0.0 if each.first is None else (each.first - run.start).days / MONTH for each in found]
    for each, first, last in zip(found, begins, [*begins[1:], whole], strict=True):
        facts = [fact.name for fact in each.table.inputs]
        rows: list[Answer] = [
            (dict(zip(facts, row.tests, strict=True)), dict(zip(outputs, row.values, strict=True)))
            for row in each.table.rows
        ]
        if each.table.default is not None:
            rows.append(({}, dict(zip(outputs, each.table.default, strict=True))))
        yield max(0.0, min(last, whole) - first), rows


def offers(scenario: Scenario) -> dict[str, Offer]:
    """What `renewal_offer` may do to customers of each segment."""
    times, plays = list(answers_in_time(scenario, "renewal_offer")), list(answers(scenario, "save_play"))
    adds = policy_of(scenario, points_of(scenario)[NUMBER["renewal_offer"]]).hit == "collect sum"
    saving, before = scenario.market.save_offer, found_terms(scenario)
    most = max((values["discount"] for _, values in plays if values["play"] > 0.0), default=-1.0)
    kept = 0.0 if saving is None or most < 0.0 else shifted(saving.chance, saving.discount_sensitivity * most)
    found = {}
    for number, name in enumerate(sorted(scenario.market.segments)):
        meant = [
            (
                months,
                [values for tests, values in rows if "segment" not in tests or holds(tests["segment"], float(number))],
            )
            for months, rows in times
        ]
        changed = (int(values["term"]) for _, rows in meant for values in rows if values["term"] > 0.0)
        term = min(scenario.plan.terms.get(name, 12), before[name], *changed)
        growth = 0.0
        for months, rows in meant:
            rises = [values["price_increase"] for values in rows]
            rise = sum(rises) if adds else max(rises, default=0.0)
            if rise > 0.0:
                growth += ceil(months / term) * log(1.0 + rise)
        found[name] = Offer(term, growth, kept)
    return found


def visits(scenario: Scenario, handling: Handling) -> float:
    """How often a lead is routed, its first time included; at most, where waiting loses leads."""
    said = scenario.market.qualification.nurture
    lost = (
        1.0
        if handling.abandon_after is not None or handling.response_half_life is not None
        else 1.0 - handling.sql_rate
    )
    itself = 1.0 + (0.0 if said is None else said.unprompted_return * windows(scenario))
    nurtured = [(tests, values) for tests, values in answers(scenario, "nurture") if values["action"] > 0.0]
    if said is None or not nurtured:
        return itself
    again = said.response_rate * lost
    ends = [
        max((high for _, high in tests["round"]), default=-1.0) if "round" in tests else FOREVER
        for tests, _ in nurtured
    ]
    rounds = max(ends) + 1.0
    soonest = min(values["after"] for _, values in nurtured)
    rounds = min(rounds, scenario.run.months * 31.0 / soonest if soonest > 0.0 else FOREVER)
    if again >= 1.0:
        return itself + rounds
    whole = itself / (1.0 - again)
    return whole if rounds == FOREVER else whole * (1.0 - again ** (rounds + 1.0))
