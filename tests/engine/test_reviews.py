"""What reviews leave in the header, and where the horizon ends what policies began."""

from pathlib import Path

import numpy as np
import pytest

from gtmsim.engine.reference import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
EVERYTHING = Path(__file__).parents[1] / "scenarios" / "everything.yaml"
HALF = "plan.policies.budget={rows: [{name: half, then: {spend: 50%}}]}"


def lived(path: Path, *sets: str) -> Journal:
    return simulate(resolve(load(path, sets)), 0)


def test_spend_that_a_review_halves_is_told_like_spend_that_the_plan_halves() -> None:
    """Where nothing is spent before the first review, but for the cents of a day and the candidates of the plan."""
    months = ("run.months=6", "run.run_off=false", "run.replications=1", "plan.events:={}")
    reviewed = lived(BASELINE, *months, HALF)
    planned = lived(BASELINE, *months, "plan.spend.content={start: 10k per month, 2026-02-01: 5k per month}")
    content = reviewed.header.channels.index("content")
    assert 0.0 < planned.header.organic[content].min() < planned.header.organic[content].max() < 1.0
    for name in ("daily_spend", "working", "organic"):
        one, other = (getattr(journal.header, name)[content] for journal in (reviewed, planned))
        np.testing.assert_allclose(one, other, rtol=1e-3, err_msg=name)
    paid = [
        int(journal.amount[journal.where(Kind.CHANNEL_SPEND)].sum()) for journal in (reviewed, lived(BASELINE, *months))
    ]
    assert paid[0] / paid[1] == pytest.approx((1 + 5 * 0.5) / 6, rel=1e-4)


DEARER = "market.channels.content.inflation=30%"
LEARNING = "market.channels.content.learning={initial_efficiency: 20%, learning_half_spend: 30k}"


def test_a_review_that_changes_nothing_leaves_prices_and_experience() -> None:
    """The engine counts what was spent, the plan knows it: the same leads, and the same worth of each day's spend."""
    sets = ("run.months=12", "run.run_off=false", DEARER, LEARNING, "run.initial.spend.content=1k per month")
    planned = lived(BASELINE, *sets)
    reviewed = lived(BASELINE, *sets, "plan.policies.budget={rows: [{name: all, then: {spend: 100%}}]}")
    for kind in (Kind.LEAD, Kind.CHANNEL_SPEND, Kind.WON):
        one, other = ([row[:-2] for row in journal.rows() if row[1] == kind] for journal in (planned, reviewed))
        assert one == other
    np.testing.assert_array_equal(planned.header.working, reviewed.header.working)
    np.testing.assert_array_equal(planned.header.organic, reviewed.header.organic)
    content = planned.header.channels.index("content")
    worth = planned.header.working[content] / planned.header.daily_spend[content]
    assert worth[0] == pytest.approx(1.0 - 0.8 * 2.0 ** (-12 / 30))
    assert worth[364] == pytest.approx((1.0 - 0.8 * 2.0 ** (-132 / 30)) / 1.3, rel=1e-3)


def test_who_spends_less_learns_less() -> None:
    """Half of the spend from February on: what works of it grows with what was spent, not with what was planned."""
    sets = ("run.months=6", "run.run_off=false", LEARNING, "run.initial.spend:={}")
    reviewed = lived(BASELINE, *sets, HALF)
    planned = lived(BASELINE, *sets, "plan.spend.content={start: 10k per month, 2026-02-01: 5k per month}")
    content = planned.header.channels.index("content")
    one, other = (journal.header.working[content] for journal in (reviewed, planned))
    np.testing.assert_allclose(one, other, rtol=1e-3)


def test_nobody_answers_after_the_horizon() -> None:
    """Nurtured leads come again like new ones: not in the run-off, though many were written to shortly before."""
    always = 'plan.policies.nurture={hit: first, rows: [{name: again, when: {round: "< 9"}, then: {action: nurture, '
    always += "after: 60 days}}, {name: rest, then: {action: drop}}]}"
    journal = lived(EVERYTHING, "run.run_off=true", "market.qualification.nurture.response_rate=100%", always)
    returned = journal.time[journal.where(Kind.RECYCLED)]
    ended = journal.time[np.concatenate([journal.where(Kind.ABANDONED), journal.where(Kind.DISQUALIFIED)])]
    late = ended > journal.header.horizon - 60 * 86_400_000_000
    assert len(returned) > 20 and late.sum() > 5
    assert returned.max() < journal.header.horizon


def test_who_is_hired_is_paid_from_the_first_day_and_who_is_let_go_until_the_last() -> None:
    """Three SDRs at 78,000 a year; one more from 21 February on, and two fewer from 1 April on."""
    table = "plan.policies.hiring={hit: first, rows: ["
    table += "{name: more, when: {team: sdr, month: 2}, then: {change: 1}}, "
    table += "{name: fewer, when: {team: sdr, month: 4}, then: {change: -2}}, {name: rest, then: {change: 0}}]}"
    journal = lived(
        BASELINE, "run.months=4", "run.run_off=false", "plan.hiring_lag=20 days", "plan.teams.sdr.salary=78k", table
    )
    sdr = journal.header.teams.index("sdr")
    paid = [row for row in journal.where(Kind.SALARY) if journal.team[row] == sdr]
    a_month = 7_800_000 // 12
    expected = [3 * a_month, 3 * a_month + a_month * 8 // 28, 4 * a_month, 2 * a_month]
    assert journal.amount[paid].tolist() == expected
    day = journal.time // 86_400_000_000
    joined, left = journal.where(Kind.EMPLOYEE_JOINED), journal.where(Kind.EMPLOYEE_LEFT)
    assert [(int(day[row]), int(journal.int_value[row])) for row in joined] == [(31 + 20, 3)]
    assert [(int(day[row]), int(journal.int_value[row])) for row in left] == [(31 + 28 + 31, 3), (31 + 28 + 31, 2)]
    staffed = [row for row in journal.where(Kind.HEADCOUNT_REVIEWED) if journal.team[row] == sdr]
    assert [(int(journal.detail[row]), int(journal.int_value[row])) for row in staffed] == [(1, 1), (2, 0), (3, -2)]
    more = [(int(journal.detail[row]), float(journal.value[row])) for row in journal.where(Kind.CAPACITY)]
    weekdays = np.is_busday(np.datetime64("2026-01-01") + np.arange(120))
    february, march, april = weekdays[51:59].sum(), weekdays[59:90].sum(), weekdays[90:120].sum()
    planned = weekdays[31:59].sum() * 3
    assert more == [(1, 8.0 * (planned + february)), (2, 8.0 * 4 * march), (3, 8.0 * 2 * april)]
