"""What an employer pays on top of pay: by hand, to the cent, and in both engines."""

from itertools import pairwise

import pytest
from engine.test_incentives import HOURS, LEAVES, A
from engine.timetable import Luck, by_hand, lived

from gtmsim.engine import compiled
from gtmsim.engine.draws import Purpose
from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.metrics import audit, measure
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: firm
    market:
      channels: {{calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 50%, closure_rate: 0}}}}
      committees: {{one: {{time_between_meetings: 1 day, deal_sigma: 0, roles: {{boss: {{base: 20, fit: 0}}}}}}}}
      qualification: {{in_market: {{sql_rate: 100%, handling_time: 1h}}}}
      selling: {{stages: [{{name: demo, selling_time: 24h}}]}}
    plan:
      teams: {{{teams}}}
      commission: 10%
      commission_clawback: 2 months
      spifs: {{spring: {{per_win: 50}}}}
      terms: {{firms: 1 month}}
      payroll_burden: {share}
    run: {{start: 2026-01-01, months: 2, initial: {initial}, run_off: false}}
"""
KINDS = "SALARY MANAGERS COMMISSION SPIF CLAWBACK EMPLOYER_COSTS"
PAY = "salary: {start: 12k, 2026-02-15: 24k}, managers: {span: 3, salary: 36k}"
SELLERS = f"ae: {{headcount: 1, {PAY}, working_hours: {HOURS}}}"


def told(patch: pytest.MonkeyPatch, teams: str, share: str = "21%") -> list[str]:
    """Rows of pay, of a win whose customer is lost after a month."""
    luck: Luck = {(Purpose.RENEWAL, A, 1): LEAVES}
    rows = lived(patch, FIRM.format(teams=teams, share=share, initial="empty"), ["2026-01-05 00:00"], luck)
    return [row for row in rows if row.split()[2] in KINDS.split()]


def test_a_share_of_all_that_a_team_is_paid_in_a_month(monkeypatch: pytest.MonkeyPatch) -> None:
    """21 % of 1,000 + 3,000 + 120 + 50 in January; of 1,500 (the mean of the days) + 3,000 - 120 in February."""
    assert told(monkeypatch, SELLERS) == by_hand("""
        2026-01-07 01:00 COMMISSION     a team=ae amount=12000
        2026-01-07 01:00 SPIF           a team=ae amount=5000 int_value=1
        2026-02-01 00:00 SALARY         - team=ae amount=100000
        2026-02-01 00:00 MANAGERS       - team=ae amount=300000 int_value=1 value=31.0
        2026-02-01 00:00 EMPLOYER_COSTS - team=ae amount=87570 value=0.21
        2026-02-07 01:00 CLAWBACK       a team=ae amount=-12000 value=31.0
        2026-03-01 00:00 SALARY         - detail=1 team=ae amount=150000
        2026-03-01 00:00 MANAGERS       - detail=1 team=ae amount=300000 int_value=1 value=28.0
        2026-03-01 00:00 EMPLOYER_COSTS - detail=1 team=ae amount=91980 value=0.21
    """)


def test_what_is_taken_back_of_who_is_paid_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 120 taken back 25.20 comes back; where no team sells, commissions go to nobody who is employed."""
    rows = [row for row in told(monkeypatch, f"ae: {{headcount: 1, working_hours: {HOURS}}}") if "EMPLOYER" in row]
    assert rows == by_hand("""
        2026-02-01 00:00 EMPLOYER_COSTS - team=ae amount=3570 value=0.21
        2026-03-01 00:00 EMPLOYER_COSTS - detail=1 team=ae amount=-2520 value=0.21
    """)
    assert "EMPLOYER" not in " ".join(told(monkeypatch, ""))


def test_a_burden_of_a_fifth_raises_payroll_by_a_fifth_and_moves_nobody() -> None:
    """In both engines, to the cent."""
    found = "{customers: {firms: 40}, pipeline: {firms: 6}}"
    teams = SELLERS.replace("ae: {headcount: 1", "ae: {headcount: {start: 2, 2026-02-10: 1}")
    teams += ", csm: {headcount: 3, fte_per_head: 50%, salary: 40.8k}"
    bare, more = (resolve(load_text(FIRM.format(teams=teams, share=each, initial=found))) for each in ("0%", "20%"))
    for replication in range(2):
        less, paid = simulate(bare, replication), simulate(more, replication)
        assert paid.rows() == compiled.simulate(more, replication).rows()
        assert [row for row in paid.rows() if row[1] != Kind.EMPLOYER_COSTS] == list(less.rows())
        audit(paid)
        before, after = (measure(each).values for each in (less, paid))
        cents = [round(100 * values["payroll", "", ""].x) for values in (before, after)]
        assert abs(5 * cents[1] - 6 * cents[0]) <= 5 * 4 / 2  # half a cent for each team and month
        assert after["employer_costs", "", ""].x == pytest.approx((cents[1] - cents[0]) / 100)
        assert before["gross_margin", "", ""].num > after["gross_margin", "", ""].num  # CSMs are cost of revenue
        assert after["cash_end", "", ""] == before["cash_end", "", ""]  # of which nothing is said


def test_part_time_and_rises_are_paid_for_as_they_are() -> None:
    """Each team's costs are those of its own pay."""
    teams = SELLERS + ", sdr: {headcount: 2, salary: 24k, fte_per_head: 50%}"
    journal = simulate(resolve(load_text(FIRM.format(teams=teams, share="10%", initial="empty"))), 0)
    costs, pay = (journal.where(kind) for kind in (Kind.EMPLOYER_COSTS, Kind.SALARY))
    mine = [journal.amount[rows][journal.team[rows] == 0].tolist() for rows in (costs, pay)]
    assert mine == [[20_000, 20_000], [200_000, 200_000]]
    assert all(one <= other for one, other in pairwise(journal.time.tolist()))
