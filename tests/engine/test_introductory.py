"""A discount for new customers that ends within the term or after it: bills, rises, renewals and votes, to the cent."""

import math

import pytest
from engine.test_contract_timetables import bills, firm, on
from engine.timetable import by_hand, lead, lived, told_journal, written

from gtmsim.engine.draws import PURPOSES, Purpose
from gtmsim.metrics.measure import measure

SIGNED = ["2026-01-31 00:00"]
FIFTH = "introductory: {discount: 20%, lasts: 3 months}"
ROWS = ("INTRODUCED", "NEW_CUSTOMER", "INVOICED", "UPLIFTED", "RENEWAL_DUE", "RENEWED")


def offer(said: str) -> str:
    """A plan with an offer to buyers."""
    return f"offers: {{firms: {{{said}}}}}"


MONTHS = ("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31")


@pytest.mark.parametrize(
    ("billing", "rows"),
    [
        ("monthly", [f"2026-{day} detail=1 amount={8_000 if n < 3 else 10_000}" for n, day in enumerate(MONTHS)]),
        (
            "quarterly",
            ["2026-01-31 detail=3 amount=24000", *(f"2026-{MONTHS[n]} detail=3 amount=30000" for n in (3, 6, 9))],
        ),
        ("yearly", ["2026-01-31 detail=12 amount=114000 int_value=18000"]),  # 3 x 80.00 and 9 x 100.00
        ("5 months", ["2026-01-31 detail=5 amount=44000 int_value=4000"]),
    ],
)
def test_a_discount_of_three_months(monkeypatch, billing, rows):
    """100.00 a month are 80.00 until the end of April, the day of the month that has no 31st."""
    found = lived(monkeypatch, firm(offer(f"{FIFTH}, billing: {billing}"), 13), SIGNED)
    assert bills(found, "INVOICED")[: len(rows)] == on("INVOICED", *rows)
    assert bills(found, "UPLIFTED") == on("UPLIFTED", "2026-04-30 amount=2000 int_value=10000 value=1.0")
    assert bills(found, "WON", "INTRODUCED", "NEW_CUSTOMER") == by_hand("""
        2026-01-31 00:00 WON amount=120000
        2026-01-31 00:00 INTRODUCED detail=3 amount=2000 int_value=10000 value=0.2
        2026-01-31 00:00 NEW_CUSTOMER amount=8000 int_value=8000
    """)


@pytest.mark.parametrize(
    ("until", "rise"),
    [
        ("2026-02-28", "2026-02-28"),  # a contract month that begins on this day costs the full price
        ("2026-03-01", "2026-03-31"),
        ("2026-03-31", "2026-03-31"),
        ("2026-04-01", "2026-04-30"),
        ("2026-01-31", ""),  # it is over
        ("2026-12-31", "2026-12-31"),
    ],
)
def test_a_discount_until_a_date(monkeypatch, until, rise):
    """It holds for all contract months that begin before, whoever signs when."""
    found = lived(monkeypatch, firm(offer(f"introductory: {{discount: 20%, until: {until}}}"), 12), SIGNED)
    assert bills(found, "UPLIFTED") == on("UPLIFTED", *([f"{rise} amount=2000 int_value=10000 value=1.0"] * bool(rise)))
    assert len(bills(found, "INTRODUCED")) == bool(rise)


def test_three_years_paid_at_once(monkeypatch):
    """12 x 80.00, 6 x 84.00, then a quarter more: 6 x 105.00, and 12 x 110.25 in the last year."""
    plan = offer("term: 36 months, billing: upfront, escalator: 5%, introductory: {discount: 20%, lasts: 18 months}")
    found = lived(monkeypatch, firm(plan, 30), SIGNED)
    whole = 12 * 8_000 + 6 * 8_400 + 6 * 10_500 + 12 * 11_025
    assert bills(found, "INVOICED", "UPLIFTED") == by_hand(f"""
        2026-01-31 00:00 INVOICED detail=36 amount={whole} int_value={whole - 36 * 8_000}
        2027-01-31 00:00 UPLIFTED amount=400 int_value=8400
        2027-07-31 00:00 UPLIFTED amount=2100 int_value=10500 value=1.0
        2028-01-31 00:00 UPLIFTED amount=525 int_value=11025
    """)
    at_once = plan.replace("18 months", "12 months")
    found = lived(monkeypatch, firm(at_once, 14), SIGNED)
    assert bills(found, "UPLIFTED") == by_hand("""
        2027-01-31 00:00 UPLIFTED amount=2000 int_value=10000 value=1.0
        2027-01-31 00:00 UPLIFTED amount=500 int_value=10500
    """)


def test_a_discount_that_outlasts_its_first_terms(monkeypatch):
    """Months at a time: it goes on over two renewals, and the third is at the full price."""
    found = lived(monkeypatch, firm(offer(f"term: monthly, {FIFTH}"), 5), SIGNED)
    assert bills(found, *ROWS) == by_hand("""
        2026-01-31 00:00 INTRODUCED detail=3 amount=2000 int_value=10000 value=0.2
        2026-01-31 00:00 NEW_CUSTOMER amount=8000 int_value=8000
        2026-01-31 00:00 INVOICED detail=1 amount=8000
        2026-02-28 00:00 RENEWAL_DUE detail=1
        2026-02-28 00:00 RENEWED detail=1
        2026-02-28 00:00 INVOICED detail=1 amount=8000
        2026-03-31 00:00 RENEWAL_DUE detail=2
        2026-03-31 00:00 RENEWED detail=2
        2026-03-31 00:00 INVOICED detail=1 amount=8000
        2026-04-30 00:00 RENEWAL_DUE detail=3
        2026-04-30 00:00 RENEWED detail=3
        2026-04-30 00:00 UPLIFTED amount=2000 int_value=10000 value=1.0
        2026-04-30 00:00 INVOICED detail=1 amount=10000
        2026-05-31 00:00 RENEWAL_DUE detail=4
        2026-05-31 00:00 RENEWED detail=4
        2026-05-31 00:00 INVOICED detail=1 amount=10000
    """)


# A quarter more, at 2 a unit: 12 % become 0.12 e^0.5 / (0.88 + 0.12 e^0.5).
DEARER = 0.12 * math.exp(0.5) / (0.88 + 0.12 * math.exp(0.5))


@pytest.mark.parametrize("said", ["", ", notice_period: 90 days", ", notice_period: 366 days"])
@pytest.mark.parametrize(("months", "first", "second"), [(3, DEARER, 0.12), (12, DEARER, 0.12), (15, 0.12, DEARER)])
def test_the_end_of_a_discount_is_met_once(monkeypatch, said, months, first, second):
    """It counts as a rise of the price at the first renewal at which it is over, and at no other."""
    plan = offer(f"introductory: {{discount: 20%, lasts: {months} months}}{said}")
    text = firm(plan, 26, "", ", price_sensitivity: 2").replace("churn: 0%", "churn: 12%")
    for number, chance in ((1, first), (2, second)):
        for luck, lost in ((chance - 1e-6, 1), (chance + 1e-6, 0)):
            found = lived(monkeypatch, text, SIGNED, {(Purpose.RENEWAL, lead(0), number): luck})
            assert len(bills(found, "CHURNED")) == lost, (number, luck)


def test_what_is_bought_meanwhile_costs_less_too(monkeypatch):
    """80.00 become 96.00 on 2 August and 120.00 two months later: the rest of two months, then four at the full price.

    The day is the 183rd of the contract year. The discount ends on 30 September, after 242 days: 59 of them are left.
    """
    growing = ", expansion: 60%, expansion_size: 20%, expansion_timing: any_time"
    plan = offer("introductory: {discount: 20%, lasts: 8 months}")
    found = lived(monkeypatch, firm(plan, 14, churn=growing), SIGNED)
    assert bills(found, "INVOICED", "EXPANDED", "COTERMED", "UPLIFTED") == by_hand(f"""
        2026-01-31 00:00 INVOICED detail=12 amount=104000 int_value=8000
        2026-08-02 00:00 EXPANDED amount=1600 int_value=9600
        2026-08-02 00:00 COTERMED detail=8 amount={8 * 1_600 * 59 // 242 + 4 * 2_000} int_value=8000 value={59 / 242}
        2026-09-30 00:00 UPLIFTED amount=2400 int_value=12000 value=1.0
        2027-01-31 00:00 INVOICED detail=12 amount=144000
    """)
    # After its end it costs the full price: from 2 August of the 275 days since 30 April there are 182 left.
    found = lived(monkeypatch, firm(offer(FIFTH), 9, churn=growing), SIGNED)
    left = (365 - 183) / 276
    assert bills(found, "UPLIFTED", "EXPANDED", "COTERMED") == by_hand(f"""
        2026-04-30 00:00 UPLIFTED amount=2000 int_value=10000 value=1.0
        2026-08-02 00:00 EXPANDED amount=2000 int_value=12000
        2026-08-02 00:00 COTERMED detail=9 amount={9 * 2_000 * 182 // 276} value={left}
    """)


def test_a_committee_weighs_the_price_of_its_first_year(monkeypatch):
    """20 % off for 3 of 12 months is 5 % off the year; off 18 months it is 20 % off the year."""
    for said, share in ((FIFTH, 0.05), ("introductory: {discount: 20%, lasts: 18 months}", 0.2)):
        text = firm(offer(said), 1).replace("price: 0", "price: 1")
        found = lived(monkeypatch, text, ["2026-01-05 00:00"])
        votes = [float(row.split("value=")[-1]) for row in found if "VOTE" in row]
        assert votes == [pytest.approx(20.0 - math.log(1.0 - share))]
    text = firm(offer(f"{FIFTH}, setup_fee: 60"), 1).replace("price: 0", "price: 1")
    votes = [float(row.split("value=")[-1]) for row in lived(monkeypatch, text, ["2026-01-05 00:00"]) if "VOTE" in row]
    assert votes == [pytest.approx(20.0 - math.log(1.05) - math.log(0.95))]


def test_what_is_billed_is_earned_evenly(monkeypatch):
    """A yearly bill of 1,140.00 earns 95.00 a month, whatever the price is in each; MRR tells the price."""
    journal = told_journal(monkeypatch, firm(offer(FIFTH), 12), ["2026-01-01 00:00"])
    lines = {name: cents.tolist() for name, cents in measure(journal).statements.items()}
    assert lines["billings"] == [114_000] + [0] * 11
    assert lines["revenue"] == [9_500] * 12
    assert measure(journal).monthly["mrr_end"].tolist() == [80.0] * 3 + [100.0] * 9
    assert any("UPLIFTED" in row for row in written(journal))


def test_whoever_comes_back_pays_what_is_said_for_those(monkeypatch):
    """It left while it paid 80.00, and returns with half of that for good."""
    luck = {(Purpose.RENEWAL, lead(0), 1): 0.001, (PURPOSES["RETURNS"], lead(0), 1): 0.1}
    back = "win_back: {chance: 50%, delay: {median: 1 day, sigma: 0}, mrr_share: 50%}"
    text = firm(offer(f"term: monthly, {FIFTH}"), 6, back).replace("churn: 0%", "churn: 12%")
    found = lived(monkeypatch, text, SIGNED, luck)
    assert bills(found, "CHURNED", "REACTIVATED", "UPLIFTED") == by_hand("""
        2026-02-28 00:00 CHURNED amount=-8000
        2026-03-01 00:00 REACTIVATED amount=4000 int_value=4000
    """)
