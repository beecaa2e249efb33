"""What payments cost: by hand, to the cent, and in both engines."""

import pytest
from engine.test_incentives import LEAVES, STAYS, A
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
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 50%, closure_rate: {closure}}}}}
      committees: {{one: {{time_between_meetings: 1 day, deal_sigma: 0, roles: {{boss: {{base: 20, fit: 0}}}}}}}}
      qualification: {{in_market: {{sql_rate: 100%, handling_time: 1h}}}}
      selling: {{stages: [{{name: demo, selling_time: 24h}}]}}
      {market}
    plan:
      {plan}
      payment_fees: {fees}
    run: {{start: 2026-01-01, months: {months}, initial: {initial}, run_off: false}}
"""
FEES = "{firms: {share: 2.9%, fixed: 0.30}}"
KINDS = "INVOICED PAID PAYMENT_FEE SETUP_FEE CREDITED PAID_BACK COTERMED"


def text(plan: str = "", **said: object) -> str:
    usual = {"closure": 0, "market": "", "fees": FEES, "months": 4, "initial": "empty"}
    return FIRM.format(**{**usual, "plan": plan, **said})


def told(patch: pytest.MonkeyPatch, said: str, luck: Luck | None = None) -> list[str]:
    """Rows of bills and what their payments cost."""
    return [row for row in lived(patch, said, ["2026-01-05 00:00"], luck) if row.split()[2] in KINDS.split()]


def test_each_bill_that_is_paid_at_once_costs_its_fee(monkeypatch: pytest.MonkeyPatch) -> None:
    """2.9 % of 100 and 30 cents each month, and of 50 for being set up; of a year 2.9 % of 1,200 and as much."""
    luck = {(Purpose.RENEWAL, A, met): STAYS if met < 2 else LEAVES for met in range(1, 4)}
    monthly = "offers: {firms: {term: 1 month, billing: monthly, setup_fee: 50}}\n      terms: {firms: 1 month}"
    assert told(monkeypatch, text(monthly), luck) == by_hand("""
        2026-01-07 01:00 SETUP_FEE   a amount=5000
        2026-01-07 01:00 PAYMENT_FEE a amount=175 int_value=5000
        2026-01-07 01:00 INVOICED    a detail=1 amount=10000
        2026-01-07 01:00 PAYMENT_FEE a amount=320 int_value=10000
        2026-02-07 01:00 INVOICED    a detail=1 amount=10000
        2026-02-07 01:00 PAYMENT_FEE a amount=320 int_value=10000
    """)
    assert told(monkeypatch, text()) == by_hand("""
        2026-01-07 01:00 INVOICED    a detail=12 amount=120000
        2026-01-07 01:00 PAYMENT_FEE a amount=3510 int_value=120000
    """)


def test_a_bill_that_is_owed_costs_when_it_is_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "collection: {firms: {payment_terms: 30 days}}"
    month = 30 * 86_400_000_000
    assert told(monkeypatch, text(asked)) == by_hand(f"""
        2026-01-07 01:00 INVOICED    a detail=12 amount=120000
        2026-02-06 01:00 PAID        a detail=1 amount=120000 int_value={month}
        2026-02-06 01:00 PAYMENT_FEE a amount=3510 int_value=120000
    """)


FOUND = "{customers: {firms: 60}, pipeline: {firms: 12}, cash: 100k}"
COLLECTED = "collection: {firms: {payment_terms: 20 days, cut_off_after: 40 days, write_off_after: 90 days}}"
LATE = "collection: {firms: {days_late: 9 days, never_paid: 5%}}"


@pytest.mark.parametrize(("plan", "market"), [("", ""), (COLLECTED, LATE)], ids=["at once", "collected"])
def test_fees_are_money_alone(plan: str, market: str) -> None:
    """In both engines: the same journal but for fees, which are cost of revenue; no credit brings one back."""
    said = {"plan": f"{plan}\n      terms: {{firms: 3 months}}", "market": market, "months": 12}
    said |= {"closure": "30% per year", "initial": FOUND}
    bare, dear = (resolve(load_text(text(**said, fees=fees))) for fees in ("{}", FEES))
    for replication in range(2):
        less, more = simulate(bare, replication), simulate(dear, replication)
        assert more.rows() == compiled.simulate(dear, replication).rows()
        assert [row for row in more.rows() if row[1] != Kind.PAYMENT_FEE] == list(less.rows())
        audit(more)
        before, after = (measure(each).values for each in (less, more))
        fees = after["payment_fees", "", ""].x
        assert fees == more.amount[more.where(Kind.PAYMENT_FEE)].sum() / 100 > 0
        for name in ("cash_end", "ebitda"):
            assert before[name, "", ""].x - after[name, "", ""].x == pytest.approx(fees)
        assert before["gross_margin", "", ""].num - after["gross_margin", "", ""].num == pytest.approx(fees)
        assert before["cac_loaded", "", ""] == after["cac_loaded", "", ""]
        assert (more.where(Kind.CREDITED)).any()
