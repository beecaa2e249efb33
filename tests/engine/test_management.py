"""Managers of a team and people who work part time: journals by hand."""

import pytest
from engine.test_attrition import text, told
from engine.timetable import by_hand, written

from gtmsim.engine import compiled
from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.rules.calendar import DAY, HOUR
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

OFFICE = "{days: [mon, tue, wed, thu, fri], opens: 9h, closes: 17h}"


def managed(managers: str, **said: object) -> list[str]:
    """Rows of managers of the team of the tests of attrition."""
    scenario = text(**{"attrition": "null", **said})
    scenario = scenario.replace("ramp: 10 days", f"ramp: 10 days\n          managers: {managers}")
    inputs = resolve(load_text(scenario))
    assert written(simulate(inputs, 0)) == written(compiled.simulate(inputs, 0))
    return [line for line in written(simulate(inputs, 0)) if "MANAGERS" in line]


def test_managers_come_and_go_with_the_people() -> None:
    """Two for up to ten people until 10 January, one from the 11th to 20 February, and then three; with a rise."""
    headcount = "{start: 10, 2026-01-11: 4, 2026-02-21: 11}"
    salary = "{start: 120k, 2026-02-15: 144k}"
    assert managed(f"{{span: 5, salary: {salary}}}", headcount=headcount) == by_hand("""
        # 10,000 for a month: 20 + 21 days of 31
        2026-02-01 00:00 MANAGERS - team=sdr amount=1322580 int_value=1 value=41.0
        # 11,000, the mean of the days, though the rise is in its middle: 20 + 3 x 8 days of 28
        2026-03-01 00:00 MANAGERS - detail=1 team=sdr amount=1728571 int_value=3 value=44.0
    """)


def test_a_manager_stays_while_a_position_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two leaves on 10 January and is replaced on the 13th: there are two managers all the time."""
    usual = text

    def with_managers(**said: object) -> str:
        return usual(**said).replace("ramp: 10 days", "ramp: 10 days\n          managers: {span: 1, salary: 120k}")

    monkeypatch.setattr("engine.test_attrition.text", with_managers)
    monkeypatch.setattr("engine.test_attrition.STAFF", (Kind.MANAGERS, Kind.EMPLOYEE_JOINED))
    assert told(monkeypatch, {(1, 0): 9}) == by_hand("""
        2026-01-13 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=2
        2026-02-01 00:00 MANAGERS - team=sdr amount=2000000 int_value=2 value=62.0
        2026-03-01 00:00 MANAGERS - detail=1 team=sdr amount=2000000 int_value=2 value=56.0
    """)
    # For a position that is not filled again there is nobody to manage.
    assert told(monkeypatch, {(1, 0): 9}, backfill="false") == by_hand("""
        2026-02-01 00:00 MANAGERS - team=sdr amount=1290322 int_value=1 value=40.0
        2026-03-01 00:00 MANAGERS - detail=1 team=sdr amount=1000000 int_value=1 value=28.0
    """)


def test_a_team_of_nobody_has_no_manager() -> None:
    assert managed("{span: 5, salary: 120k}", headcount="{start: 0, 2026-02-10: 0}") == []


def part_time(share: str, headcount: int, **said: object) -> str:
    scenario = text(**{"attrition": "null", "hours": OFFICE, "headcount": headcount, **said})
    return scenario.replace("ramp: 10 days", f"ramp: 0 days\n          fte_per_head: {share}")


def test_who_works_half_a_day_is_paid_half() -> None:
    """A task of 21 hours, from a morning on, takes five and an hour of the sixth; pay is half of 3,041.66."""
    inputs = resolve(load_text(part_time("50%", 1, leads=1, months=1)))
    journal = simulate(inputs, 0)
    assert inputs.teams[0].working_hours == (22 * 4.0,)  # 22 working days, Thursday 1 January among them
    rows = journal.where(Kind.TASK_STARTED, Kind.TASK_ENDED)
    assert all(9 * HOUR <= time <= 13 * HOUR for time in (journal.time[rows] % DAY).tolist())
    assert journal.value[journal.where(Kind.TASK_ENDED)] == pytest.approx(21.0)
    first, ended = (journal.time[journal.where(kind)[0]] // DAY for kind in (Kind.TASK_STARTED, Kind.TASK_ENDED))
    assert ended - first == 5 + 2  # and a weekend
    assert journal.amount[journal.where(Kind.SALARY)].tolist() == [152_083]


@pytest.mark.parametrize(("share", "heads"), [("50%", 4), ("25%", 8)])
def test_half_as_long_for_twice_as_many_is_as_much(share: str, heads: int) -> None:
    """The same hours at the same pay, to the cent and to the hour."""
    full, part = (
        resolve(load_text(part_time(each, n, salary="48k", months=12))).teams[0]
        for each, n in (("100%", 2), (share, heads))
    )
    assert part.monthly_pay == full.monthly_pay
    assert part.working_hours == full.working_hours


def test_a_quota_is_of_full_time() -> None:
    """AEs of 80 % have 80 % of the quota."""
    said = (
        text(attrition="null")
        .replace("        sdr:", "        ae:")
        .replace(
            "hiring_lag: 3 days",
            """hiring_lag: 3 days
      quota: {per_year: 100k, period: month}""",
        )
    )
    journals = [
        simulate(resolve(load_text(said.replace("ramp: 10 days", f"ramp: 10 days\n          fte_per_head: {each}"))), 0)
        for each in ("100%", "80%")
    ]
    full, part = (journal.value[journal.where(Kind.QUOTA_PERIOD)] for journal in journals)
    assert len(full) == 4
    assert part == pytest.approx(0.8 * full, abs=0.01)
