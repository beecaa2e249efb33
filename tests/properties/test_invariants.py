"""Every journal of every scenario keeps its books, its promises and its people in order."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from properties.agreed import ABOUT_CONTRACTS
from properties.agreement import metrics_agree
from properties.closings import ABOUT_CLOSINGS
from properties.collected import ABOUT_BILLS
from properties.conditions import ABOUT_CONDITIONS
from properties.decided import ABOUT_DECISIONS, reviews_do_what_they_answer
from properties.durations import ABOUT_TIME
from properties.generated import Said, scenarios
from properties.groups import ABOUT_GROUPS
from properties.identities import ABOUT_ACCOUNTS
from properties.listed import ABOUT_LISTS
from properties.people import ABOUT_PEOPLE
from properties.told import Told

from gtmsim.engine import compiled
from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.books import audit
from gtmsim.scenario.load import load, load_mapping
from gtmsim.scenario.resolve import resolve
from gtmsim.study.size.measured import size_of

AFTER_THE_END = {
    *(Kind.MONTH_CLOSED, Kind.HEADCOUNT, Kind.CAPACITY, Kind.ABSENCE, Kind.QUOTA_PERIOD),
    *(Kind.GOODWILL, Kind.COMMUNITY_SIZE, Kind.PAID, Kind.WRITTEN_OFF),
}
EVERYTHING = Path(__file__).parents[1] / "scenarios" / "everything.yaml"


def holds(said: Said) -> None:
    """All that must hold, in one replication."""
    scenario = load_mapping(said)
    told = Told(scenario, simulate(resolve(scenario), 0))
    if told.of(Kind.FIRM_ENDED):
        nothing_follows_the_end(told)
        return
    # Both are single replications: a few customers who are followed to extinction may live three times as long in one.
    assert len(told.rows) < 3.0 * size_of(scenario).events + 600.0, "the estimate of its size was far too small"
    checks = (*ABOUT_ACCOUNTS, *ABOUT_PEOPLE, *ABOUT_TIME, *ABOUT_DECISIONS, *ABOUT_GROUPS, *ABOUT_LISTS)
    for check in (*checks, *ABOUT_CONDITIONS, *ABOUT_CONTRACTS, *ABOUT_BILLS, *ABOUT_CLOSINGS):
        check(told)
    metrics_agree(told)


def nothing_follows_the_end(told: Told) -> None:
    """A firm that ends has no customer, no deal and nobody, and pays nothing, from that instant on."""
    audit(told.journal)
    (end,) = told.of(Kind.FIRM_ENDED)
    after = [row for row in told.rows if row.time > end.time]
    assert {Kind(row.kind) for row in after} <= AFTER_THE_END
    assert all(row.amount == row.level == 0 for row in after if row.kind == Kind.MONTH_CLOSED)
    closed = {row.entity for row in told.of(Kind.WON, Kind.LOST, Kind.NO_DECISION)}
    assert {row.entity for row in told.of(Kind.OPPORTUNITY)} <= closed
    found, counts = sum(told.header.found_heads), Counter(row.kind for row in told.rows)
    assert found + counts[Kind.EMPLOYEE_JOINED] == counts[Kind.EMPLOYEE_LEFT]


@settings(max_examples=60)
@given(scenarios())
def test_all_invariants_hold(said: Said) -> None:
    holds(said)


@pytest.mark.parametrize(
    ("point", "test"),
    [
        *(
            ("hiring", test)
            for test in (
                "mean_wait: > 2 days",
                "utilisation: > 60%",
                "queue_length: >= 3",
                "headcount: > 1",
                "month: > 5",
            )
        ),
        *(("hiring", test) for test in ("coverage: < 90%", "team: ae")),
        *(("budget", test) for test in ("leads: > 5", "opportunities: > 6", "cost_per_opportunity: > 2k")),
        *(("budget", test) for test in ("month: > 5", "channel: ads")),
    ],
)
def test_a_review_looks_at_what_happened(point: str, test: str) -> None:
    """One fact at a time, so that each is seen to decide: both rows answer, and the right one each time."""
    fact, cell = test.split(": ")
    answer, other = ("change: 1", "change: 0") if point == "hiring" else ("spend: 60%", "spend: 120%")
    table = f'{{hit: first, rows: [{{name: a, when: {{{fact}: "{cell}"}}, then: {{{answer}}}}}, '
    scenario = load(EVERYTHING, [f"plan.policies.{point}:={table}{{name: b, then: {{{other}}}}}]}}", "run.months=9"])
    journal = simulate(resolve(scenario), 0)
    assert compiled.simulate(resolve(scenario), 0).rows() == journal.rows()
    told = Told(scenario, journal)
    reviews_do_what_they_answer(told)
    kind = Kind.HEADCOUNT_REVIEWED if point == "hiring" else Kind.BUDGET_REVIEWED
    assert {row.row for row in told.of(kind)} == {0, 1}


@pytest.mark.prove
@pytest.mark.parametrize("part", range(20))
@settings(max_examples=100)
@given(said=scenarios())
def test_all_invariants_hold_in_many(part: int, said: Said) -> None:
    """2,000 in all, others each time."""
    holds(said)
