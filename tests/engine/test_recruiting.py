"""Positions that are filled later than they are opened: journals by hand, and whom it must not touch."""

import pytest
from engine.test_attrition import text
from engine.timetable import by_hand, written

from gtmsim.engine import compiled
from gtmsim.engine.draws import PURPOSES, Draws, child_key, name_key
from gtmsim.engine.reference import simulate
from gtmsim.engine.reference import world as engine_world
from gtmsim.journal.kinds import Kind
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

STAFF = (
    *(Kind.EMPLOYEE_JOINED, Kind.EMPLOYEE_LEFT, Kind.OFFER_DECLINED, Kind.POSITION_CLOSED),
    *(Kind.HEADCOUNT, Kind.CAPACITY, Kind.SALARY, Kind.HEADCOUNT_REVIEWED),
)
FIXED = "{time_to_fill: 10 days, offer_acceptance_rate: 50%, notice_period: 2 days}"
LAW = "{time_to_fill: {median: 60 days, sigma: 0.5}, offer_acceptance_rate: 75%}"


def firm(hiring: str, **said: object) -> str:
    """The team of the tests of attrition, whom nobody leaves."""
    usual = {"attrition": "null", **said}
    return text(**usual).replace("ramp: 10 days", f"ramp: 10 days\n          hiring: {hiring}")


def told(
    patch: pytest.MonkeyPatch,
    declined: set[tuple[int, int]],
    hiring: str = FIXED,
    only: str = "",
    stay: dict[tuple[int, int], float] | None = None,
    **said: object,
) -> list[str]:
    """Rows of the staff, where these offers, by position and number, are declined; who is named leaves so luckily."""
    team = name_key("team", "sdr")
    no = {(child_key(team, position), offer) for position, offer in declined}
    leave = {(child_key(team, position), before): u for (position, before), u in (stay or {}).items()}

    class ToldDraws(Draws):
        def uniform(self, purpose: int, entity: int, occurrence: int = 0) -> float:
            if purpose == PURPOSES["OFFER"]:
                return 0.75 if (entity, occurrence) in no else 0.25
            if purpose == PURPOSES["RESIGNATION"]:
                return leave.get((entity, occurrence), 1.0 - 1e-12)
            return super().uniform(purpose, entity, occurrence)

    patch.setattr(engine_world, "Draws", ToldDraws)
    journal = simulate(resolve(load_text(firm(hiring, **said))), 0)
    rows = written(journal)
    found = [line for line, kind in zip(rows, journal.kind.tolist(), strict=True) if kind in STAFF]
    return [line for line in found if only in line and (only or "SALARY" not in line or "salary" in said)]


def test_positions_are_filled_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two positions one is filled at the second offer, and the other closed while a third is sought."""
    declined = {(2, 0), (3, 0), (3, 1)}
    headcount = "{start: 2, 2026-01-11: 4, 2026-02-06: 3}"
    assert told(monkeypatch, declined, headcount=headcount, salary="36.5k") == by_hand("""
        2026-01-21 00:00 OFFER_DECLINED - detail=1 team=sdr int_value=2 value=10.0
        2026-01-21 00:00 OFFER_DECLINED - detail=1 team=sdr int_value=3 value=10.0
        2026-01-31 00:00 OFFER_DECLINED - detail=2 team=sdr int_value=3 value=20.0
        2026-02-01 00:00 HEADCOUNT - team=sdr int_value=62 value=42.0     # two positions for 21 days
        2026-02-01 00:00 CAPACITY - team=sdr value=1488.0     # 62 days around the clock
        2026-02-01 00:00 SALARY - team=sdr amount=608332
        2026-02-02 00:00 EMPLOYEE_JOINED - team=sdr int_value=2 value=22.0     # answered on 31 January, and the notice
        2026-02-06 00:00 POSITION_CLOSED - team=sdr int_value=3 value=26.0
        2026-03-01 00:00 HEADCOUNT - detail=1 team=sdr int_value=83 value=6.0     # 1 day of the one, 5 of the other
        2026-03-01 00:00 CAPACITY - detail=1 team=sdr value=1992.0
        2026-03-01 00:00 SALARY - detail=1 team=sdr amount=901637     # 27 days of 28 of the new hire
    """)


def test_a_position_that_nobody_has_is_closed_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan has one less: the third, who has begun, stays, and the search for the second, who has not, ends."""
    headcount = "{start: 1, 2026-01-03: 3, 2026-01-20: 2, 2026-02-10: 1}"
    found = told(monkeypatch, {(1, 0)}, headcount=headcount)
    assert [line for line in found if "HEADCOUNT" not in line and "CAPACITY" not in line] == by_hand("""
        2026-01-13 00:00 OFFER_DECLINED - detail=1 team=sdr int_value=1 value=10.0
        2026-01-15 00:00 EMPLOYEE_JOINED - team=sdr int_value=2 value=12.0
        2026-01-20 00:00 POSITION_CLOSED - team=sdr int_value=1 value=17.0
        2026-02-10 00:00 EMPLOYEE_LEFT - team=sdr int_value=2
    """)


def test_who_is_not_found_on_day_0_is_looked_for_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan of three where day 0 finds one: the firm is on day 0 what it was."""
    initial = "{headcount: {sdr: 1}}"
    found = told(monkeypatch, set(), headcount=3, initial=initial, only="EMPLOYEE")
    assert found == by_hand("""
        2026-01-13 00:00 EMPLOYEE_JOINED - team=sdr int_value=1 value=12.0
        2026-01-13 00:00 EMPLOYEE_JOINED - team=sdr int_value=2 value=12.0
    """)


def test_nobody_begins_on_the_day_of_the_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(monkeypatch, set(), "{time_to_fill: 0 days}", headcount="{start: 1, 2026-01-11: 2}", only="EMPLOYEE")
    assert found == by_hand("2026-01-12 00:00 EMPLOYEE_JOINED - team=sdr int_value=1 value=1.0")


def test_ramp_begins_with_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task of 21 hours at a quarter of the speed, which grows in 10 days, begins on the first day in the job."""
    said = {"leads": 3, "headcount": "{start: 0, 2026-01-11: 1}", "initial": "empty"}
    journal = simulate(resolve(load_text(firm("{time_to_fill: 10 days}", **said))), 0)
    first = journal.where(Kind.TASK_STARTED)[0]
    assert journal.time[first] == 20 * DAY
    ended = journal.where(Kind.TASK_ENDED)[0]
    assert (journal.time[ended] - journal.time[first]) / DAY == pytest.approx(21 / 24 / 0.25, rel=1e-9)


TABLE = (
    '{hiring: {hit: first, rows: [{name: more, when: {month: "2"}, then: {change: 2}}, '
    '{name: less, when: {month: "3"}, then: {change: -1}}, {name: rest, then: {change: 0}}]}}'
)


def test_a_policy_hires_by_the_same_law_and_closes_what_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two positions are opened; one is filled at once, and the search for the other is what the next review ends."""
    declined = {(-2, 0), (-2, 1)}
    found = told(monkeypatch, declined, headcount=1, policies=TABLE, months=3)
    assert [line for line in found if " HEADCOUNT " not in line and "CAPACITY" not in line] == by_hand("""
        2026-02-01 00:00 HEADCOUNT_REVIEWED - detail=1 team=sdr int_value=2 by=hiring/more
        2026-02-11 00:00 OFFER_DECLINED - detail=1 team=sdr int_value=2 value=10.0
        2026-02-13 00:00 EMPLOYEE_JOINED - team=sdr int_value=1 value=12.0 by=hiring/more
        2026-02-21 00:00 OFFER_DECLINED - detail=2 team=sdr int_value=2 value=20.0
        2026-03-01 00:00 HEADCOUNT_REVIEWED - detail=2 team=sdr int_value=-1 by=hiring/less
        2026-03-01 00:00 POSITION_CLOSED - team=sdr int_value=2 value=28.0 by=hiring/less
    """)


def test_who_was_looked_for_may_leave_and_is_replaced_after_the_lag(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law is one of positions that are opened; a replacement begins after `hiring_lag`, as ever."""
    found = told(
        monkeypatch,
        set(),
        headcount="{start: 1, 2026-01-11: 2}",
        attrition="{sdr: 100% per year}",
        stay={(1, 0): 0.005},  # 1.8 days
        only="EMPLOYEE",
    )
    assert found == by_hand("""
        2026-01-23 00:00 EMPLOYEE_JOINED - team=sdr int_value=1 value=12.0
        2026-01-25 00:00 EMPLOYEE_LEFT - detail=1 team=sdr int_value=1 value=2.0
        2026-01-28 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=2
    """)


def begins(headcount: str, hiring: str = LAW, months: int = 24) -> dict[int, int]:
    """The day on which each person begins."""
    journal = simulate(resolve(load_text(firm(hiring, headcount=headcount, months=months))), 0)
    rows = journal.where(Kind.EMPLOYEE_JOINED)
    return {int(journal.int_value[row]): int(journal.time[row]) // DAY for row in rows}


def test_one_more_position_moves_nobody_else() -> None:
    few, many = begins("{start: 2, 2026-02-01: 8}"), begins("{start: 2, 2026-02-01: 9}")
    assert len(few) == 6
    assert {person: many[person] for person in few} == few


def test_more_acceptance_makes_nobody_later() -> None:
    """At another rate the same offers are made; who accepts sooner begins sooner."""
    often, seldom = (begins("{start: 2, 2026-02-01: 22}", LAW.replace("75%", rate)) for rate in ("90%", "40%"))
    assert all(often[person] <= seldom[person] for person in seldom)
    assert sum(often[person] < seldom[person] for person in seldom) > 4


def test_a_median_twice_as_long_is_twice_as_long() -> None:
    once, twice = (begins("{start: 2, 2026-02-01: 12}", LAW.replace("60", days)) for days in ("60", "120"))
    assert len(twice) > 5
    assert all(2 * (once[person] - 31) - 2 <= twice[person] - 31 <= 2 * (once[person] - 31) for person in twice)


def test_both_engines_tell_the_same() -> None:
    """With everything at once: a plan that rises and falls, leavers, a table, and luck of its own."""
    both = {"attrition": "{sdr: 150% per year}", "policies": TABLE, "months": 12, "leads": 2, "initial": "empty"}
    inputs = resolve(load_text(firm(LAW, headcount="{start: 2, 2026-01-11: 6, 2026-02-20: 4, 2026-05-01: 9}", **both)))
    for replication in range(6):
        assert simulate(inputs, replication).rows() == compiled.simulate(inputs, replication).rows()
