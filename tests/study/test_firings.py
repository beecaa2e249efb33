"""Firings are counted row by row within the horizon, the same on every engine and however the work is spread."""

import pytest

from gtmsim.engine import reference
from gtmsim.engine.compiled import simulate
from gtmsim.journal.journal import COLUMNS, Journal
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.ledger import ledger_of
from gtmsim.policies.points import NUMBER
from gtmsim.report.starter import STARTER
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve
from gtmsim.study.firings import counts_of, fired, firings
from gtmsim.study.problems import FailedRunError

SHORT = (
    "run.months=2",
    "plan.policies.lead_score={hit: collect sum, rows: [{name: a, when: {fit: '> 0'}, then: {score: 1}}]}",
)


@pytest.fixture(scope="module")
def scenario():
    return load(STARTER, SHORT)


def test_the_engines_count_the_same(scenario):
    found = {engine: firings(scenario, 2, 5, engine=engine, jobs=1) for engine in ("reference", "compiled")}
    assert found["reference"].counts == found["compiled"].counts
    assert (found["reference"].replications, found["reference"].seed) == (2, 5)
    none, row = found["reference"].counts[0]
    assert none > 0 and row > 0


def test_replications_are_summed(scenario):
    one, two = (firings(scenario, n, 5, engine="reference", jobs=1).counts for n in (1, 2))
    assert all(a <= b for ones, twos in zip(one, two, strict=True) for a, b in zip(ones, twos, strict=True))
    assert one != two


def test_the_run_off_does_not_count():
    class Header:
        rows = (("a", "b"), ("c",))
        n_months = 1

    rows = [
        (0, Kind.LEAD, 1, 0, 0, 0, 0, 0, 0, 0.0, 0, 1),
        (1, Kind.LEAD, 2, 0, 0, 0, 0, 0, 0, 0.0, 0, -1),
        (2, Kind.LEAD, 3, 0, 0, 0, 0, 0, 0, 0.0, -1, -1),
        (3, Kind.MONTH_CLOSED, 0, 0, 0, 0, 0, 0, 0, 0.0, -1, -1),
        (4, Kind.LEAD, 4, 0, 0, 0, 0, 0, 0, 0.0, 1, 0),
    ]
    assert len(rows[0]) == len(COLUMNS)
    assert counts_of(Journal.of_rows(Header, rows)) == ((1, 0, 1), (0, 0))


def test_a_replication_that_fails_says_which():
    def fail(inputs, replication):
        raise ZeroDivisionError("division by zero")

    with pytest.raises(FailedRunError, match=r"replication 3 failed: ZeroDivisionError.*\n.*seed 7, replication 3"):
        fired(fail, None, 7, 3)


HIRING = (
    "run.months=8",
    "plan.policies.hiring={hit: first, rows: [{name: five, when: {team: ae, month: 4}, then: {change: 5}}, "
    "{name: fewer, when: {team: sdr, month: 5}, then: {change: -2}}, {name: rest, then: {change: 0}}]}",
    "plan.hiring_lag=20 days",
)
NURTURED = (
    "run.months=6",
    "market.qualification.nurture={answers: 90%}",
    "plan.policies.nurture={hit: first, rows: [{name: again, then: {then: nurture, after: 5 days}}]}",
    "plan.policies.lead_routing={hit: first, rows: [{name: back, when: {round: '>= 1'}, then: {team: nobody}}, "
    "{name: new, then: {team: sdr}}]}",
)


@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_a_decision_is_counted_once_however_many_people_it_moves(engine):
    found = firings(load(STARTER, HIRING), 2, 5, engine=engine, jobs=1).counts[NUMBER["hiring"]]
    assert found == (0, 2, 2, 2 * (3 * 7) - 4)  # three teams in seven months, twice


@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_a_lead_that_is_dropped_on_its_return_was_routed_once(engine):
    inputs = resolve(load(STARTER, NURTURED))
    journal = (simulate if engine == "compiled" else reference.simulate)(inputs, 0)
    n = int(journal.closings[-1])
    back = int((journal.kind[:n] == Kind.RECYCLED).sum())
    assert back > 0
    assert counts_of(journal)[NUMBER["lead_routing"]] == (0, back, int((journal.kind[:n] == Kind.MQL).sum()))
    assert ledger_of(journal).firings == counts_of(journal)
