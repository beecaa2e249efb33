"""Questions about people who are absent, work part time or have managers: orderings in paired runs."""

import datetime
from functools import cache
from pathlib import Path

from scenarios.test_demand_questions import sure

from gtmsim.engine.compiled import simulate
from gtmsim.mechanisms.staff.inputs import working_time
from gtmsim.mechanisms.staff.section import WorkingHours
from gtmsim.metrics.cut import cut_by
from gtmsim.metrics.ledger import ledger_of
from gtmsim.metrics.measure import METRICS
from gtmsim.rules.calendar import HOUR
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
REPLICATIONS = 20
AWAY = "market.absence={holidays: 20, sick_days: 6}"
SHARE = 26 / (365.25 * 5 / 7)


@cache
def seen(name: str, *sets: str) -> list[float]:
    """What each replication of the baseline measures, as it is or changed."""
    inputs, found = resolve(load(BASELINE, sets)), []
    for replication in range(REPLICATIONS):
        journal = simulate(inputs, replication)
        value = METRICS[name].compute(ledger_of(journal), cut_by(journal.header))[0]
        found.append(float(value.x) if hasattr(value, "x") else value.num / value.den)
    return found


def test_waits_grow_by_more_than_the_share_of_absence() -> None:
    """With a tenth of the people away, leads wait by much more than a tenth longer, and fewer are won."""
    pairs = list(zip(seen("response_hours"), seen("response_hours", AWAY), strict=True))
    assert sure([away - there / (1.0 - SHARE) for there, away in pairs]) > 2.0
    wins = zip(seen("wins"), seen("wins", AWAY), strict=True)
    assert sure([there - away for there, away in wins]) > 2.0


def test_absence_is_what_is_said() -> None:
    mean = sum(seen("absence", AWAY)) / REPLICATIONS
    assert abs(mean / SHARE - 1.0) < 0.05


def test_managers_cost_and_move_nobody() -> None:
    """Pay rises by the managers' and nothing else changes."""
    managed = "plan.teams.ae.managers={span: 3, salary: 200k per year}"
    assert seen("wins") == seen("wins", managed)
    pay = zip(seen("payroll"), seen("payroll", managed), strict=True)
    years = load(BASELINE).run.months / 12
    assert all(abs(more - less - 200_000 * years) < 1.0 for less, more in pay)  # two of four AEs, and not one


def test_a_holiday_is_off_from_the_first_day_to_the_last_and_none_beyond() -> None:
    """Thursday 1 January 2026 and the week that follows it, eight hours a day."""
    start = datetime.date(2026, 1, 1)
    off = [start + datetime.timedelta(day) for day in (-1, 0, 6, 7)]
    found = working_time(WorkingHours(holidays=off), start, 7)
    assert [hours // HOUR for hours in found.before] == [0, 0, 8, 8, 8, 16, 24, 24]
    later = working_time(WorkingHours(holidays=off), start, 2, 6)
    assert [hours // HOUR for hours in later.before] == [0, 0, 0]
