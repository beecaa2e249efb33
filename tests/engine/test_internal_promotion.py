"""People of a team who take positions of another: journals by hand, and whom they must not touch."""

import math

import pytest
from engine.theory.proof import AROUND_THE_CLOCK
from engine.timetable import by_hand, written

from gtmsim.engine.draws import PURPOSES, Draws, child_key, name_key
from gtmsim.engine.reference import simulate
from gtmsim.engine.reference import world as engine_world
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.books import audit
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: firm
    market:
      channels: {{calls: {{max_leads: 0.001 per day, half_saturation_spend: 1k, organic: 100%,
        segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%}}}}
      committees: {{one: {{roles: {{boss: {{}}}}}}}}
      qualification: {{in_market: {{sql_rate: 0%, handling_time: 21h}}}}
      selling: {{stages: [{{name: demo, conversion: 50%, selling_time: 1h}}]}}
      {market}
    plan:
      hiring_lag: 3 days
      working_hours: {hours}
      policies: {policies}
      teams:
        sdr: {{headcount: {sdr}, salary: "36.5k", backfill: {backfill}}}
        ae: {{headcount: {ae}, salary: "73k", ramp: 100 days, {more}, promotes: {promotes}}}
    run: {{start: 2026-01-01, months: {months}, initial: {initial}, run_off: false}}
"""
STAFF = (
    *(Kind.EMPLOYEE_JOINED, Kind.EMPLOYEE_LEFT, Kind.PROMOTED, Kind.OFFER_DECLINED, Kind.POSITION_CLOSED),
    *(Kind.HEADCOUNT, Kind.SALARY, Kind.HEADCOUNT_REVIEWED),
)
LEAVE = "attrition: {sdr: 100% per year, ae: 100% per year}"
HIRING = "hiring: {time_to_fill: 20 days, offer_acceptance_rate: 50%, notice_period: 10 days}"
MOVES = STAFF[:3]


def text(**said: object) -> str:
    usual = {
        "market": "",
        "hours": AROUND_THE_CLOCK,
        "policies": "{}",
        "sdr": 2,
        "ae": "{start: 1, 2026-01-20: 2}",
        "backfill": "true",
        "more": "backfill: true",
        "promotes": "{from_team: sdr, after: 10 days}",
        "months": 2,
        "initial": "empty",
    }
    return FIRM.format(**{**usual, **said})


def lived(
    patch: pytest.MonkeyPatch,
    leaves: dict[tuple[str, int, int], int] | None = None,
    inside: dict[tuple[str, int, int], float] | None = None,
    **said: object,
) -> Journal:
    """Who holds a position of a team as the n-th leaves after so many days, or stays; openings are offered as told."""

    def keyed(told: dict[tuple[str, int, int], float]) -> dict[tuple[int, int], float]:
        return {(child_key(name_key("team", team), number), n): value for (team, number, n), value in told.items()}

    days, offers = keyed({**(leaves or {})}), keyed(inside or {})

    class ToldDraws(Draws):
        def uniform(self, purpose: int, entity: int, occurrence: int = 0) -> float:
            if purpose == PURPOSES["RESIGNATION"]:
                return 1.0 - math.exp(-(days.get((entity, occurrence), 1e6) - 0.5) / 365.25)
            if purpose == PURPOSES["OFFERED_INSIDE"]:
                return offers.get((entity, occurrence), 0.0)
            if purpose == PURPOSES["OFFER"]:
                return 0.9 if occurrence == 0 else 0.1  # the first offer is declined
            return super().uniform(purpose, entity, occurrence)

    patch.setattr(engine_world, "Draws", ToldDraws)
    journal = simulate(resolve(load_text(text(**said))), 0)
    audit(journal)
    return journal


def told(journal: Journal, kinds: tuple[Kind, ...] = STAFF) -> list[str]:
    return [line for line, kind in zip(written(journal), journal.kind.tolist(), strict=True) if kind in kinds]


def test_a_planned_position_is_taken_from_within(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two SDRs whom day 0 finds: the first becomes an AE on 20 January, and is replaced after the hiring lag."""
    assert told(lived(monkeypatch, initial="{customers: {}}")) == by_hand("""
        2026-01-20 00:00 EMPLOYEE_LEFT - detail=2 team=sdr value=19.0
        2026-01-20 00:00 PROMOTED - team=ae int_value=1 value=19.0
        2026-01-20 00:00 EMPLOYEE_JOINED - team=ae int_value=1
        2026-01-23 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=2
        2026-02-01 00:00 HEADCOUNT - team=sdr int_value=59 value=3.0     # 31 + 19 + 9 days
        2026-02-01 00:00 HEADCOUNT - team=ae int_value=43
        2026-02-01 00:00 SALARY - team=sdr amount=578896     # 3,041.66, and 19 and 9 days of 31
        2026-02-01 00:00 SALARY - team=ae amount=843816     # 6,083.33 and 12 days of 31
        2026-03-01 00:00 HEADCOUNT - detail=1 team=sdr int_value=56
        2026-03-01 00:00 HEADCOUNT - detail=1 team=ae int_value=56
        2026-03-01 00:00 SALARY - detail=1 team=sdr amount=608334
        2026-03-01 00:00 SALARY - detail=1 team=ae amount=1216666
    """)


def test_a_position_that_is_left_is_not_filled_where_the_plan_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    journal = lived(monkeypatch, initial="{customers: {}}", backfill="false")
    assert told(journal, MOVES) == by_hand("""
        2026-01-20 00:00 EMPLOYEE_LEFT - detail=2 team=sdr value=19.0
        2026-01-20 00:00 PROMOTED - team=ae int_value=1 value=19.0
        2026-01-20 00:00 EMPLOYEE_JOINED - team=ae int_value=1
    """)
    assert journal.value[journal.where(Kind.HEADCOUNT)].tolist() == [0.0] * 4  # so that nothing waits for anybody


def test_nobody_is_promoted_too_early_or_where_it_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    early = lived(monkeypatch, initial="{customers: {}}", promotes="{from_team: sdr, after: 20 days}")
    late = lived(monkeypatch, initial="{customers: {}}", promotes="{from_team: sdr, after: 19 days}")
    assert len(early.where(Kind.PROMOTED)) == 0 and len(late.where(Kind.PROMOTED)) == 1
    some = {"initial": "{customers: {}}", "promotes": "{from_team: sdr, after: 19 days, share: 30%}"}
    assert len(lived(monkeypatch, inside={("ae", 1, 0): 0.3}, **some).where(Kind.PROMOTED)) == 0
    assert len(lived(monkeypatch, inside={("ae", 1, 0): 0.29}, **some).where(Kind.PROMOTED)) == 1
    found = "{from_team: sdr, after: 400 days, tenure_on_day_0: 381 days}"
    (row,) = (journal := lived(monkeypatch, initial="{customers: {}}", promotes=found)).where(Kind.PROMOTED)
    assert journal.value[row] == 400.0


def test_who_has_served_longest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """SDRs begin on the 2nd, and two on the 5th: the first leaves on the 8th, and of two alike one goes first."""
    journal = lived(
        monkeypatch,
        {("sdr", 0, 0): 6},
        market=LEAVE,
        sdr="{start: 0, 2026-01-02: 1, 2026-01-05: 3}",
        ae="{start: 0, 2026-01-20: 2, 2026-01-22: 3}",
    )
    assert told(journal, MOVES)[3:] == by_hand("""
        2026-01-08 00:00 EMPLOYEE_LEFT - detail=1 team=sdr value=6.0
        2026-01-11 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=3
        2026-01-20 00:00 EMPLOYEE_LEFT - detail=2 team=sdr int_value=1 value=15.0
        2026-01-20 00:00 PROMOTED - team=ae value=15.0
        2026-01-20 00:00 EMPLOYEE_LEFT - detail=2 team=sdr int_value=2 value=15.0
        2026-01-20 00:00 PROMOTED - team=ae int_value=1 value=15.0
        2026-01-20 00:00 EMPLOYEE_JOINED - team=ae
        2026-01-20 00:00 EMPLOYEE_JOINED - team=ae int_value=1
        2026-01-22 00:00 EMPLOYEE_LEFT - detail=2 team=sdr int_value=3 value=11.0
        2026-01-22 00:00 PROMOTED - team=ae int_value=2 value=11.0
        2026-01-22 00:00 EMPLOYEE_JOINED - team=ae int_value=2
        2026-01-23 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=4
        2026-01-23 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=5
        2026-01-25 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=6
    """)


def test_a_leaver_is_replaced_from_within_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The AE leaves on 13 January, as the SDR of that position would after 20 days: who takes it goes on 2 February."""
    journal = lived(
        monkeypatch,
        {("ae", 0, 0): 12, ("ae", 0, 1): 20},
        {("ae", 0, 2): 0.9},
        market=LEAVE,
        ae=1,
        initial="{customers: {}}",
        promotes="{from_team: sdr, after: 10 days, share: 50%}",
    )
    assert told(journal, (*MOVES, Kind.HEADCOUNT)) == by_hand("""
        2026-01-13 00:00 EMPLOYEE_LEFT - detail=1 team=ae value=12.0
        2026-01-13 00:00 EMPLOYEE_LEFT - detail=2 team=sdr value=12.0
        2026-01-13 00:00 PROMOTED - team=ae int_value=1 value=12.0
        2026-01-13 00:00 EMPLOYEE_JOINED - detail=1 team=ae int_value=1
        2026-01-16 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=2
        2026-02-01 00:00 HEADCOUNT - team=sdr int_value=59 value=3.0
        2026-02-01 00:00 HEADCOUNT - team=ae int_value=31
        2026-02-02 00:00 EMPLOYEE_LEFT - detail=1 team=ae int_value=1 value=20.0
        2026-02-05 00:00 EMPLOYEE_JOINED - detail=1 team=ae int_value=2
        2026-03-01 00:00 HEADCOUNT - detail=1 team=sdr int_value=56
        2026-03-01 00:00 HEADCOUNT - detail=1 team=ae int_value=25 value=3.0
    """)


def test_nobody_is_looked_for_where_somebody_is_promoted(monkeypatch: pytest.MonkeyPatch) -> None:
    """An offer is declined 20 days after the opening, another accepted after 40, and who is hired begins after 50."""
    hired = lived(
        monkeypatch,
        more=HIRING,
        months=4,
        initial="{customers: {}}",
        inside={("ae", 1, 0): 0.9},
        promotes="{from_team: sdr, after: 10 days, share: 50%}",
    )
    assert told(hired, STAFF[:5]) == by_hand("""
        2026-02-09 00:00 OFFER_DECLINED - detail=1 team=ae int_value=1 value=20.0
        2026-03-11 00:00 EMPLOYEE_JOINED - team=ae int_value=1 value=50.0
    """)
    assert told(lived(monkeypatch, more=HIRING, months=4, initial="{customers: {}}"), STAFF[:5]) == by_hand("""
        2026-01-20 00:00 EMPLOYEE_LEFT - detail=2 team=sdr value=19.0
        2026-01-20 00:00 PROMOTED - team=ae int_value=1 value=19.0
        2026-01-20 00:00 EMPLOYEE_JOINED - team=ae int_value=1
        2026-01-23 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=2
    """)


def test_a_policy_fills_its_positions_from_within(monkeypatch: pytest.MonkeyPatch) -> None:
    grow = "{name: grow, when: {team: ae, month: '2'}, then: {change: '1'}}"
    journal = lived(
        monkeypatch,
        ae=1,
        initial="{customers: {}}",
        policies=f"{{hiring: {{hit: first, rows: [{grow}], default: {{change: '0'}}}}}}",
    )
    assert told(journal, (*MOVES, Kind.HEADCOUNT_REVIEWED)) == by_hand("""
        2026-02-01 00:00 HEADCOUNT_REVIEWED - detail=1 team=sdr by=hiring/none
        2026-02-01 00:00 HEADCOUNT_REVIEWED - detail=1 team=ae int_value=1 by=hiring/grow
        2026-02-01 00:00 EMPLOYEE_LEFT - detail=2 team=sdr value=31.0
        2026-02-01 00:00 PROMOTED - team=ae int_value=1 value=31.0
        2026-02-01 00:00 EMPLOYEE_JOINED - team=ae int_value=1 by=hiring/grow
        2026-02-04 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=2
    """)


def test_the_longest_serving_take_the_positions_of_day_0(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan that begins with two AEs more than day 0 finds promotes both SDRs on that day."""
    journal = lived(
        monkeypatch,
        ae=3,
        initial="{customers: {}, headcount: {ae: 1}}",
        promotes="{from_team: sdr, after: 300 days, tenure_on_day_0: 300 days}",
    )
    assert told(journal, MOVES) == by_hand("""
        2026-01-01 00:00 EMPLOYEE_LEFT - detail=2 team=sdr
        2026-01-01 00:00 PROMOTED - team=ae int_value=1 value=300.0
        2026-01-01 00:00 EMPLOYEE_LEFT - detail=2 team=sdr int_value=1
        2026-01-01 00:00 PROMOTED - team=ae int_value=2 value=300.0
        2026-01-01 00:00 EMPLOYEE_JOINED - team=ae int_value=1
        2026-01-01 00:00 EMPLOYEE_JOINED - team=ae int_value=2
        2026-01-04 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=2
        2026-01-04 00:00 EMPLOYEE_JOINED - detail=1 team=sdr int_value=3
    """)
