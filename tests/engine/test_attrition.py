"""Who leaves of their own accord, who replaces them, and whose luck that is."""

import math

import pytest
from engine.theory.proof import AROUND_THE_CLOCK
from engine.timetable import by_hand, written

from gtmsim.engine.draws import PURPOSES, Draws, child_key, name_key
from gtmsim.engine.reference import simulate
from gtmsim.engine.reference import world as engine_world
from gtmsim.journal.kinds import Kind
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: firm
    market:
      channels: {{calls: {{max_leads: {leads} per day, half_saturation_spend: 1k, organic: 100%,
        segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%}}}}
      committees: {{one: {{roles: {{boss: {{}}}}}}}}
      qualification: {{in_market: {{sql_rate: 0%, handling_time: 21h}}}}
      attrition: {attrition}
    plan:
      hiring_lag: 3 days
      policies: {policies}
      teams:
        sdr:
          headcount: {headcount}
          backfill: {backfill}
          salary: {salary}
          ramp: 10 days
          working_hours: {hours}
    run: {{start: 2026-01-01, months: {months}, initial: {initial}, run_off: false}}
"""
STAFF = (Kind.EMPLOYEE_JOINED, Kind.EMPLOYEE_LEFT, Kind.HEADCOUNT, Kind.CAPACITY, Kind.SALARY, Kind.HEADCOUNT_REVIEWED)


def text(**said: object) -> str:
    usual = {
        "leads": 0.001,
        "attrition": "{sdr: 100% per year}",
        "headcount": 2,
        "salary": "36.5k",
        "backfill": "true",
        "months": 2,
        "initial": "empty",
        "policies": "{}",
        "hours": AROUND_THE_CLOCK,
    }
    return FIRM.format(**{**usual, **said})


def told(patch: pytest.MonkeyPatch, luck: dict[tuple[int, int], float], **said: object) -> list[str]:
    """Rows of the staff, where who holds a position as the n-th leaves after so many days; the others stay."""
    team = name_key("team", "sdr")
    days = {(child_key(team, position), before): day for (position, before), day in luck.items()}

    class ToldDraws(Draws):
        def uniform(self, purpose: int, entity: int, occurrence: int = 0) -> float:
            if purpose != PURPOSES["RESIGNATION"]:
                return super().uniform(purpose, entity, occurrence)
            return 1.0 - math.exp(-(days.get((entity, occurrence), 1e6) - 0.5) / 365.25)

    patch.setattr(engine_world, "Draws", ToldDraws)
    journal = simulate(resolve(load_text(text(**said))), 0)
    rows = written(journal)
    return [line for line, kind in zip(rows, journal.kind.tolist(), strict=True) if kind in STAFF]


def test_a_leaver_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second leaves after 9 days, a replacement begins 3 days later and leaves after 11 more."""
    assert told(monkeypatch, {(1, 0): 9, (1, 1): 11}) == by_hand("""
        2026-01-10 00:00 EMPLOYEE_LEFT - detail=1 team=sdr int_value=1 value=9.0
        2026-01-13 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=2
        2026-01-24 00:00 EMPLOYEE_LEFT - detail=1 team=sdr int_value=2 value=11.0
        2026-01-27 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=3
        2026-02-01 00:00 HEADCOUNT - team=sdr int_value=56 value=6.0     # 31 + 9 + 11 + 5 days
        2026-02-01 00:00 CAPACITY - team=sdr value=1344.0
        # 3,041.66 for a month: all of it, 9 days of 31, 11 and 5
        2026-02-01 00:00 SALARY - team=sdr amount=549460
        2026-03-01 00:00 HEADCOUNT - detail=1 team=sdr int_value=56
        2026-03-01 00:00 SALARY - detail=1 team=sdr amount=608334
    """)


def test_a_position_that_the_plan_closes_is_not_filled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third begins on the fourth day and leaves after 5; nobody would begin before the position is closed.

    The second leaves by the plan, since his own day would have come later.
    """
    found = told(monkeypatch, {(2, 0): 5, (1, 0): 40}, headcount="{start: 2, 2026-01-04: 3, 2026-01-12: 1}")
    assert [line for line in found if "EMPLOYEE" in line or "HEADCOUNT" in line] == by_hand("""
        2026-01-04 00:00 EMPLOYEE_JOINED - team=sdr int_value=2
        2026-01-09 00:00 EMPLOYEE_LEFT - detail=1 team=sdr int_value=2 value=5.0
        2026-01-12 00:00 EMPLOYEE_LEFT - team=sdr int_value=1
        2026-02-01 00:00 HEADCOUNT - team=sdr int_value=47 value=3.0     # 31 + 11 + 5 days
        2026-03-01 00:00 HEADCOUNT - detail=1 team=sdr int_value=28
    """)


def test_a_replacement_ends_with_the_position(monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(monkeypatch, {(1, 0): 2}, headcount="{start: 2, 2026-01-12: 1}")
    assert [line for line in found if "EMPLOYEE" in line] == by_hand("""
        2026-01-03 00:00 EMPLOYEE_LEFT - detail=1 team=sdr int_value=1 value=2.0
        2026-01-06 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=2
        2026-01-12 00:00 EMPLOYEE_LEFT - team=sdr int_value=2
    """)


def test_without_backfill_the_team_shrinks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, {(0, 0): 9}, backfill="false") == by_hand("""
        2026-01-10 00:00 EMPLOYEE_LEFT - detail=1 team=sdr value=9.0
        2026-02-01 00:00 HEADCOUNT - team=sdr int_value=40
        2026-02-01 00:00 CAPACITY - team=sdr value=960.0
        2026-02-01 00:00 SALARY - team=sdr amount=392472
        2026-03-01 00:00 HEADCOUNT - detail=1 team=sdr int_value=28
        2026-03-01 00:00 CAPACITY - detail=1 team=sdr value=672.0
        2026-03-01 00:00 SALARY - detail=1 team=sdr amount=304167
    """)


HIRES = (
    '{hiring: {hit: first, rows: [{name: few, when: {headcount: "< 2"}, then: {change: 1}}, '
    "{name: rest, then: {change: 0}}]}}"
)


def test_a_policy_looks_at_those_who_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody is replaced a policy may hire; whom it hires has luck of their own, whatever the plan has."""
    found = told(monkeypatch, {(0, 0): 9, (-1, 0): 4}, backfill="false", policies=HIRES)
    assert [line for line in found if "EMPLOYEE" in line or "REVIEWED" in line] == by_hand("""
        2026-01-10 00:00 EMPLOYEE_LEFT - detail=1 team=sdr value=9.0
        2026-02-01 00:00 HEADCOUNT_REVIEWED - detail=1 team=sdr int_value=1 by=hiring/few
        2026-02-04 00:00 EMPLOYEE_JOINED - team=sdr int_value=2 by=hiring/few
        2026-02-08 00:00 EMPLOYEE_LEFT - detail=1 team=sdr int_value=2 value=4.0
    """)


def test_who_leaves_when_a_review_takes_place_is_replaced_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving on the day of the review with a replacement: two are counted. Without one: one is."""
    for backfill, change in (("true", 0), ("false", 1)):
        found = told(monkeypatch, {(0, 0): 31}, backfill=backfill, policies=HIRES)
        assert sum("HEADCOUNT_REVIEWED" in line and "int_value=1" in line for line in found) == change


def test_one_more_person_moves_nobody_elses_luck() -> None:
    """Of a plan with one more, those of the plan before leave on the same days, and so do their first replacements."""
    few, many = (simulate(resolve(load_text(text(headcount=n, months=24))), 0) for n in (6, 7))
    left = {
        n: {int(j.int_value[row]): int(j.time[row]) for row in j.where(Kind.EMPLOYEE_LEFT)}
        for n, j in ((6, few), (7, many))
    }
    assert len([person for person in left[6] if person < 6]) >= 4
    assert {p: t for p, t in left[6].items() if p < 6} == {p: t for p, t in left[7].items() if p < 6}
    times = [sorted(int(t) for t in j.time[j.where(Kind.EMPLOYEE_LEFT)]) for j in (few, many)]
    assert set(times[0]) <= set(times[1])


def test_another_rate_stretches_the_same_luck() -> None:
    """At half the rate whoever day 0 finds leaves after twice the days, but for the day that is rounded up."""
    sooner, later = (
        simulate(resolve(load_text(text(headcount=30, months=24, attrition=f"{{sdr: {rate}% per year}}"))), 0)
        for rate in (100, 50)
    )
    first = {int(sooner.int_value[row]): int(sooner.time[row]) // DAY for row in sooner.where(Kind.EMPLOYEE_LEFT)}
    found = 0
    for row in later.where(Kind.EMPLOYEE_LEFT):
        person, day = int(later.int_value[row]), int(later.time[row]) // DAY
        if person < 30:
            assert 2 * first[person] - 2 <= day <= 2 * first[person]
            found += 1
    assert found > 5


def test_how_quick_people_are_moves_nobody_to_leave() -> None:
    """Whether people are alike has no part in when they leave; two who hold a position in turn are not alike."""
    alike = simulate(resolve(load_text(text(headcount=6, months=24))), 0)
    both = "{sdr: 100% per year}\n      productivity_spread: {sdr: 0.5}"
    unlike = simulate(resolve(load_text(text(headcount=6, months=24, attrition=both))), 0)
    for kind in (Kind.EMPLOYEE_LEFT, Kind.EMPLOYEE_JOINED):
        one, other = ([row for row in journal.rows() if row[1] == kind] for journal in (alike, unlike))
        assert one == other and one
    told = unlike.where(Kind.PRODUCTIVITY)
    assert len(told) == len(set(unlike.value[told].tolist())) == 6 + len(unlike.where(Kind.EMPLOYEE_JOINED))


def test_pay_rises_on_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the days of February half are paid at 10 % more, so that the month costs 5 % more of everybody."""
    found = told(monkeypatch, {(1, 1): 1_000}, months=3, salary="{start: 36k, 2026-02-15: 39.6k}")
    assert [line for line in found if " SALARY " in line] == by_hand("""
        2026-02-01 00:00 SALARY - team=sdr amount=600000
        2026-03-01 00:00 SALARY - detail=1 team=sdr amount=630000
        2026-04-01 00:00 SALARY - detail=2 team=sdr amount=660000
    """)
    replaced = told(monkeypatch, {(1, 0): 45}, months=3, salary="{start: 36k, 2026-02-15: 39.6k}")
    # Of the second 15 days in February, then from 18 February on a replacement: 11 of 28 days.
    assert [line for line in replaced if " SALARY " in line][1:] == by_hand("""
        2026-03-01 00:00 SALARY - detail=1 team=sdr amount=596250
        2026-04-01 00:00 SALARY - detail=2 team=sdr amount=660000
    """)
