"""People who are on holiday or sick: journals by hand, and whom they must not touch."""

import math

import pytest
from engine.test_attrition import text
from engine.timetable import by_hand, written

from gtmsim.engine.draws import PURPOSES, Draws, child_key, name_key
from gtmsim.engine.reference import simulate
from gtmsim.engine.reference import world as engine_world
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.mechanisms.absence.section import WORKING_DAYS
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

HOLIDAYS = "{holidays: 26, holiday_spell: 7 days}"
TOLD = (Kind.ABSENT, Kind.ABSENCE, Kind.CAPACITY, Kind.SALARY, Kind.EMPLOYEE_JOINED, Kind.EMPLOYEE_LEFT)


def firm(absence: str = HOLIDAYS, **said: object) -> str:
    """The team of the tests of attrition, whom nobody leaves."""
    scenario = text(**{"attrition": "null", **said})
    return scenario.replace("    plan:\n", f"      absence: {absence}\n    plan:\n", 1)


def lived(patch: pytest.MonkeyPatch, present: dict[tuple[int, int], int], scenario: str) -> Journal:
    """Who holds a position first is there for so many days before the n-th spell; all others for ever."""
    inputs = resolve(load_text(scenario))
    team = name_key("team", "sdr")
    days = {(child_key(child_key(team, position), 0), spell): n for (position, spell), n in present.items()}

    class ToldDraws(Draws):
        def uniform(self, purpose: int, entity: int, occurrence: int = 0) -> float:
            if purpose == PURPOSES["ABSENCE"]:
                n = days.get((entity, occurrence), 100_000)
                return 1.0 - math.exp(-inputs.absence.rate * (n - 0.5))
            return super().uniform(purpose, entity, occurrence)

    patch.setattr(engine_world, "Draws", ToldDraws)
    return simulate(inputs, 0)


def told(journal: Journal) -> list[str]:
    rows = written(journal)
    return [line for line, kind in zip(rows, journal.kind.tolist(), strict=True) if kind in TOLD]


def test_who_is_absent_is_paid_and_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are hired on 2 January: one is away from the 12th on, the other over the end of the month, and again."""
    scenario = firm(headcount="{start: 0, 2026-01-02: 2}")
    assert told(lived(monkeypatch, {(0, 0): 10, (1, 0): 27, (1, 1): 3}, scenario)) == by_hand("""
        2026-01-02 00:00 EMPLOYEE_JOINED - team=sdr
        2026-01-02 00:00 EMPLOYEE_JOINED - team=sdr int_value=1
        2026-01-12 00:00 ABSENT - team=sdr value=7.0
        2026-01-29 00:00 ABSENT - team=sdr int_value=1 value=7.0
        2026-02-01 00:00 ABSENCE - team=sdr value=240.0     # 7 + 3 days around the clock
        2026-02-01 00:00 CAPACITY - team=sdr value=1200.0     # 60 days less these
        2026-02-01 00:00 SALARY - team=sdr amount=588708
        2026-02-08 00:00 ABSENT - team=sdr int_value=1 value=7.0
        2026-03-01 00:00 ABSENCE - detail=1 team=sdr value=264.0     # 4 + 7
        2026-03-01 00:00 CAPACITY - detail=1 team=sdr value=1080.0
        2026-03-01 00:00 SALARY - detail=1 team=sdr amount=608334
    """)


def test_the_task_in_hand_is_finished_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of full speed around the clock, who always has a lead: absent when a task ends, back at a midnight."""
    scenario = firm(headcount=1, leads=3, initial="{customers: {}}").replace("ramp: 10 days", "ramp: 0 days")
    journal = lived(monkeypatch, {(0, 0): 410}, scenario)  # since 400 days before
    (away,) = journal.where(Kind.ABSENT)
    assert 10 * DAY < journal.time[away] < 11 * DAY
    back = journal.time[away] + round(journal.value[away] * DAY)
    assert back == 17 * DAY
    assert journal.kind[away - 1] == Kind.TASK_ENDED
    started = journal.time[journal.where(Kind.TASK_STARTED)]
    assert not ((started >= journal.time[away]) & (started < back)).any()
    assert back in started
    assert (started < journal.time[away]).any()


def test_who_leaves_is_absent_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = firm(headcount="{start: 0, 2026-01-02: 2, 2026-01-14: 1}")
    assert told(lived(monkeypatch, {(1, 0): 10}, scenario))[2:5] == by_hand("""
        2026-01-12 00:00 ABSENT - team=sdr int_value=1 value=7.0
        2026-01-14 00:00 EMPLOYEE_LEFT - team=sdr int_value=1
        2026-02-01 00:00 ABSENCE - team=sdr value=48.0
    """)


def test_one_more_moves_nobody_else() -> None:
    """Absences go by the position, whoever else is there."""

    def spells(headcount: int) -> set[tuple[int, int, float]]:
        journal = simulate(resolve(load_text(firm(headcount=headcount, months=12))), 0)
        rows = journal.where(Kind.ABSENT)
        return set(
            zip(*(column[rows].tolist() for column in (journal.time, journal.int_value, journal.value)), strict=True)
        )

    few, more = spells(3), spells(4)
    assert few
    assert few == {one for one in more if one[1] < 3}


def test_a_large_team_misses_its_share() -> None:
    """Absence is a renewal process: of a long run people miss the days that are said, within 4 standard errors."""
    said = "{holidays: 30, holiday_spell: 5 days, sick_days: 15, sick_spell: 6 days}"
    inputs = resolve(load_text(firm(said, headcount=400, months=12, initial="{customers: {}}")))
    journal = simulate(inputs, 0)
    planned = sum(inputs.teams[0].working_hours)
    missed = float(journal.value[journal.where(Kind.ABSENCE)].sum()) / planned
    share, spell = 45 / WORKING_DAYS, 6.0
    # Of a process of spells and gaps the variance of the share over a time t is about 2 share (1 - share)^2 spell / t.
    error = math.sqrt(2.0 * share * (1.0 - share) ** 2 * spell / (365.0 * 400))
    assert error < 0.02 * share
    assert abs(missed - share) < 4.0 * error
    sick = journal.detail[journal.where(Kind.ABSENT)] == 1
    assert sick.mean() == pytest.approx((15 / 6) / (15 / 6 + 30 / 5), abs=0.05)


def test_a_holiday_is_of_whole_days() -> None:
    with pytest.raises(ScenarioError, match=r"E_RANGE market.absence.holiday_spell: a holiday is of whole days"):
        load_text(firm("{holidays: 20, holiday_spell: 1.5 days}"))
