"""Bills that are paid late, never, or credited: every row written out, and whom collection does not touch."""

import math

import numpy as np
import pytest
from engine.timetable import by_hand, deal, lived

from gtmsim.engine.draws import PURPOSES, Purpose
from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.metrics import audit, measure
from gtmsim.scenario.load import load, load_text
from gtmsim.scenario.resolve import resolve

NEVER_PAID, DELAY = PURPOSES["NEVER_PAID"], PURPOSES["PAYMENT_DELAY"]
FIRM = """
    name: bills
    market:
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%, closure_rate: {closure}}}}}
      committees: {{one: {{min_meetings: 0, deal_sigma: 0, roles: {{boss: {{base: 20, fit: 0}}}}}}}}
      qualification: {{in_market: {{sql_rate: 100%}}}}
      collection: {{firms: {{{pays}}}}}
    plan:
      terms: {{firms: {term}}}
      collection: {{firms: {{{asked}}}}}
    run: {{start: 2026-01-01, months: {months}, initial: {{pipeline: {{firms: 1}}}}, run_off: false}}
"""
QUIET = ("OPPORTUNITY", "VOTE", "WON", "GO_LIVE", "MONTH_CLOSED", "COGS")
P = deal(0)


def told(patch: pytest.MonkeyPatch, luck: dict[tuple[int, int, int], float] | None = None, **said: object) -> list[str]:
    """Rows of the money of one customer, who signs on 1 January."""
    usual = {"closure": 0, "term": "12 months", "months": 6, "pays": "days_late: 12 days, never_paid: 10%"}
    usual |= {"asked": "payment_terms: 30 days, write_off_after: 60 days"}
    found = lived(patch, FIRM.format(**usual | said), luck=luck)  # type: ignore[arg-type]
    return [row for row in found if not any(f" {name} " in row for name in QUIET)]


def age(days: float) -> str:
    """The age of a bill as rows say it."""
    return f"int_value={round(days * 86_400_000_000)}"


def test_a_bill_paid_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Due on 31 January, paid 12 days later."""
    assert told(monkeypatch) == by_hand(f"""
        2026-01-01 00:00  NEW_CUSTOMER p  amount=10000 int_value=10000
        2026-01-01 00:00  INVOICED     p  detail=12 amount=120000
        2026-02-12 00:00  PAID         p  detail=1 amount=120000 {age(42)} value=12.0
    """)


def test_a_bill_that_is_never_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reminded 10 days after 31 January, cut off 20 days later for 335 of 365 days, and the rest is written off."""
    asked = "payment_terms: 30 days, remind_after: 10 days, reminder_cost: 3"
    asked += ", cut_off_after: 30 days, write_off_after: 60 days"
    found = told(monkeypatch, {(NEVER_PAID, P, 1): 0.09}, asked=asked, pays="never_paid: 10%, reminder_recovery: 1%")
    credit = 120_000 * 305 // 365
    assert found == by_hand(f"""
        2026-01-01 00:00  NEW_CUSTOMER p  amount=10000 int_value=10000
        2026-01-01 00:00  INVOICED     p  detail=12 amount=120000
        2026-02-10 00:00  REMINDED     p  detail=1 amount=300 value=10.0
        2026-03-02 00:00  CUT_OFF      p  amount=-10000
        2026-03-02 00:00  CREDITED     p  amount=-{credit} {age(60)}
        2026-04-01 00:00  WRITTEN_OFF  p  detail=1 amount={120_000 - credit} {age(90)} value=60.0
    """)


@pytest.mark.parametrize(
    ("days", "rest"),
    [
        (20, "2026-02-12 00:00 PAID p detail=1 amount=6576 AGE42 value=12.0"),  # 20 of 365 days were served
        (
            42,
            "2026-02-12 00:00 PAID p detail=1 amount=13809 AGE42 value=12.0",
        ),  # closed first, then paid, at one instant
        (73, "2026-03-15 00:00 PAID_BACK p detail=1 amount=-96000 AGE73"),
    ],
)
def test_a_credit_is_taken_off_an_unpaid_bill_first(monkeypatch: pytest.MonkeyPatch, days: int, rest: str) -> None:
    """The firm closes after so many days: what was paid is paid back, what was not is owed no more."""
    luck = {(Purpose.FAILURE, P, 0): -math.expm1(-days / 365.25)}
    found = told(monkeypatch, luck, closure="1 per year")
    credit = 120_000 * (365 - days) // 365
    when = np.datetime64("2026-01-01") + days
    paid = f"2026-02-12 00:00 PAID p detail=1 amount=120000 {age(42)} value=12.0"
    expected = [f"{when} 00:00 CLOSED_DOWN p amount=-10000", f"{when} 00:00 CREDITED p amount=-{credit} {age(days)}"]
    rest = rest.replace("AGE42", age(42)).replace("AGE73", age(73))
    assert found[2:] == ([paid] if days > 42 else []) + expected + [rest]


def test_monthly_bills_overtake_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bill of February is paid on time, that of January 50 days late: each by its own number."""
    luck = {(DELAY, P, 1): 0.9, (DELAY, P, 2): 0.1}
    found = told(monkeypatch, luck, term="1 month", months=4, pays="late_share: 50%, days_late: 50 days")
    assert [row for row in found if "PAID" in row or "INVOICED" in row] == by_hand(f"""
        2026-01-01 00:00  INVOICED p  detail=1 amount=10000
        2026-02-01 00:00  INVOICED p  detail=1 amount=10000
        2026-03-01 00:00  INVOICED p  detail=1 amount=10000
        2026-03-03 00:00  PAID     p  detail=2 amount=10000 {age(30)}
        2026-03-22 00:00  PAID     p  detail=1 amount=10000 {age(80)} value=50.0
        2026-03-31 00:00  PAID     p  detail=3 amount=10000 {age(30)}
        2026-04-01 00:00  INVOICED p  detail=1 amount=10000
    """)


def test_who_pays_at_once_pays_with_the_bill(monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(monkeypatch, pays="", asked="payment_terms: 0 days")
    assert found[1:] == by_hand("""
        2026-01-01 00:00  INVOICED     p  detail=12 amount=120000
        2026-01-01 00:00  PAID         p  detail=1 amount=120000
    """)


EVERYTHING = "tests/scenarios/everything.yaml"
OURS = ("OPENING_BILL", "PAID", "PAID_BACK", "WRITTEN_OFF", "REMINDED", "CUT_OFF")


def test_how_bills_are_paid_touches_nothing_but_money() -> None:
    """Where nobody is cut off, all but the rows of collection is as in a firm whose bills are paid at once."""
    free = "plan.payment_fees=null"  # they are paid with what is paid
    absent = ["market.collection=null", "plan.collection=null", free]
    when = "run.initial.plan.collection={small: {payment_terms: 45 days}}"
    cut = ["plan.collection.small.cut_off_after=null", when, free]
    bare, paying = (simulate(resolve(load(EVERYTHING, sets)), 1) for sets in (absent, cut))
    ours = np.isin(paying.kind, [int(Kind[name]) for name in OURS])
    assert ours.any() and not (paying.kind == Kind.CUT_OFF).any()
    for name in ("time", "kind", "entity", "amount", "value"):
        np.testing.assert_array_equal(getattr(paying, name)[~ours], getattr(bare, name), name)


def test_terms_of_a_plan_do_not_move_day_0() -> None:
    """A variant with other terms finds the same unpaid bills, and settles them as they were to be settled."""
    base = load(EVERYTHING)
    other = load(
        EVERYTHING, ["plan.collection.large.payment_terms=5 days", "plan.collection.small.payment_terms=90 days"]
    )
    found = [simulate(resolve(each), 2) for each in (base, other)]
    rows = [
        [row for row in journal.rows() if row[1] == Kind.OPENING_BILL or (row[1] == Kind.PAID and row[3] <= 0)]
        for journal in found
    ]
    assert rows[0] and rows[0] == rows[1]


def test_bills_of_before_are_those_that_a_run_would_have_left() -> None:
    """A firm of monthly terms whose bills are all paid on the 45th day has the bills of that time open on day 0."""
    text = """
        name: found
        market:
          segments: {firms: {contract_value: 1.2k, committee: one, churn: 10%}}
          committees: {one: {roles: {boss: {}}}}
          qualification: {in_market: {sql_rate: 100%}}
        plan: {terms: {firms: 1 month}, collection: {firms: {payment_terms: 45 days}}}
        run: {start: 2026-01-01, months: 3, initial: {customers: {firms: 40}}, run_off: false}
    """
    journal = simulate(resolve(load_text(text)), 0)
    audit(journal)
    opening = journal.kind == Kind.OPENING_BILL
    ages, paid = journal.value[opening], journal.time[(journal.kind == Kind.PAID) & (journal.detail <= 0)]
    assert (ages < 45.0).all() and len(paid) == opening.sum()
    np.testing.assert_allclose(np.sort(paid) / 86_400_000_000, np.sort(45.0 - ages))
    lines = measure(journal).statements
    assert (
        lines["receivables"][0]
        == journal.amount[opening].sum()
        == lines["collections"][:2].sum()
        - (
            journal.amount[
                (journal.kind == Kind.PAID) & (journal.detail > 0) & (journal.time < 59 * 86_400_000_000)
            ].sum()
        )
    )


def test_the_books_close_where_a_firm_closes_after_its_bill_was_written_off() -> None:
    """Nothing is credited of a bill that nobody pays, so what serving it costs is lost with it."""
    said = """
        name: closing
        market:
          cogs_share: 23%
          segments: {firms: {contract_value: 12k, churn: 10%, closure_rate: 150% per year, committee: one}}
          committees: {one: {roles: {boss: {}}}}
          qualification: {in_market: {sql_rate: 50%}}
          collection: {firms: {never_paid: 60%}}
        plan: {collection: {firms: {payment_terms: 30 days, write_off_after: 60 days}}}
        run: {start: 2026-01-01, months: 18, initial: {customers: {firms: 40}}, run_off: false}
    """
    inputs, lost = resolve(load_text(said)), 0
    for replication in range(5):
        journal = simulate(inputs, replication)
        audit(journal)
        gone = {row[2] for row in journal.rows() if row[1] == Kind.WRITTEN_OFF}
        lost += sum(row[1] == Kind.CLOSED_DOWN and row[2] in gone for row in journal.rows())
    assert lost > 10
