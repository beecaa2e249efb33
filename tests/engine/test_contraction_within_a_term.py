"""Customers who buy less within their term: when, from which bill on, and what is credited."""

import numpy as np
import pytest
from engine.test_contract_timetables import firm, on
from engine.test_growth_within_a_term import DAY, rows
from engine.timetable import by_hand, lead, lived, told_journal

from gtmsim.metrics import measure

SHRINKING = ", contraction: 60%, contraction_size: 20%, contraction_timing: any_time"  # with typical luck each year
CREDITED = f"{SHRINKING}, contraction_credit: next_bill"
QUARTERLY = "offers: {firms: {term: annual, billing: quarterly}}"
UPFRONT = "offers: {firms: {term: 36 months, billing: upfront, escalator: 5%}}"
TOLD = ("INVOICED", "CREDIT_DUE", "CONTRACTED", "EXPANDED", "COTERMED", "RENEWED", "CHURNED")


@pytest.mark.parametrize(
    ("offer", "day", "last", "first"),
    [
        # The day is 2 August. The next bill is that of another contract year, the next quarter's, the next month's.
        ("term: annual, billing: yearly", "2027-01-31", "2026-01-31 detail=12 amount=120000", "detail=12 amount=96000"),
        ("term: annual, billing: quarterly", "2026-10-31", "2026-07-31 detail=3 amount=30000", "detail=3 amount=24000"),
        ("term: annual, billing: monthly", "2026-08-31", "2026-07-31 detail=1 amount=10000", "detail=1 amount=8000"),
        ("term: monthly", "2026-08-31", "2026-07-31 detail=1 amount=10000", "detail=1 amount=8000"),
        ("term: 24 months", "2027-01-31", "2026-01-31 detail=12 amount=120000", "detail=12 amount=96000"),
        # Nothing is lower before the end of a term that is paid at once, and then two years' decisions have come.
        (
            "term: 24 months, billing: upfront",
            "2028-01-31",
            "2026-01-31 detail=24 amount=240000",
            "detail=24 amount=153600",
        ),
    ],
)
def test_the_lower_price_holds_from_the_next_bill(monkeypatch, offer, day, last, first):
    """100.00 a month become 80.00 with the bill after 2 August; what is paid until then is the customer's to use."""
    found = lived(monkeypatch, firm(f"offers: {{firms: {{{offer}}}}}", 26, churn=SHRINKING), ["2026-01-31 00:00"])
    bills = rows(found, "INVOICED")
    place = bills.index(on("INVOICED", last)[0])
    assert bills[place + 1] == on("INVOICED", f"{day} {first}")[0]
    less = 3_600 if "upfront" in offer else 2_000
    assert rows(found, "CONTRACTED")[0] == on("CONTRACTED", f"{day} amount={-less} int_value={10_000 - less}")[0]
    assert not rows(found, "CREDIT_DUE")


def test_of_a_bill_in_force_the_rest_is_taken_off_the_next(monkeypatch):
    """20.00 a month less from 2 August: 182 of 365 days of a year are credited on 31 January."""
    found = lived(monkeypatch, firm("", 14, churn=CREDITED), ["2026-01-31 00:00"])
    credit = 24_000 * 182 // 365
    assert rows(found, *TOLD) == by_hand(f"""
        2026-01-31 00:00 INVOICED detail=12 amount=120000
        2026-08-02 00:00 CONTRACTED amount=-2000 int_value=8000
        2026-08-02 00:00 CREDIT_DUE detail=12 amount={credit} value={182 / 365}
        2027-01-31 00:00 RENEWED detail=1
        2027-01-31 00:00 INVOICED detail=12 amount={96_000 - credit} value={credit}.0
    """)


def test_a_quarter_is_credited_by_its_days(monkeypatch):
    """90 of the 92 days from 31 July to 31 October."""
    found = lived(monkeypatch, firm(QUARTERLY, 11, churn=CREDITED), ["2026-01-31 00:00"])
    credit = 6_000 * 90 // 92
    assert rows(found, *TOLD)[3:] == by_hand(f"""
        2026-08-02 00:00 CONTRACTED amount=-2000 int_value=8000
        2026-08-02 00:00 CREDIT_DUE detail=3 amount={credit} value={90 / 92}
        2026-10-31 00:00 INVOICED detail=3 amount={24_000 - credit} value={credit}.0
    """)


def test_on_the_day_of_a_bill_nothing_is_left_to_be_credited(monkeypatch):
    """The 181st day of the year from 31 January is 31 July, on which a quarter ends: both readings are one."""
    luck = {(DAY, lead(0), 1): 180.5 / 364}
    for churn in (SHRINKING, CREDITED):
        found = lived(monkeypatch, firm(QUARTERLY, 9, churn=churn), ["2026-01-31 00:00"], luck)
        assert rows(found, *TOLD)[2:] == by_hand("""
            2026-07-31 00:00 CONTRACTED amount=-2000 int_value=8000
            2026-07-31 00:00 INVOICED detail=3 amount=24000
        """)


def test_three_years_paid_at_once_and_prices_that_rise(monkeypatch):
    """What is credited had the agreed rises too. A bill has one credit: in the two years after, its end is awaited."""
    found = lived(monkeypatch, firm(UPFRONT, 40, churn=CREDITED), ["2026-01-31 00:00"])
    first = 24_000 * 182 // 365 + 12 * (10_500 - 8_400) + 12 * (11_025 - 8_820)
    found_last = 8_820 - 1_764 - 1_411  # 80.00 a month are 84.00, 88.20, and at the end of the bill 70.56 and 56.45
    full = 12 * (found_last + 5_927 + 6_223)
    assert rows(found, *TOLD) == by_hand(f"""
        2026-01-31 00:00 INVOICED detail=36 amount=378300 int_value=18300
        2026-08-02 00:00 CONTRACTED amount=-2000 int_value=8000
        2026-08-02 00:00 CREDIT_DUE detail=12 amount={first} int_value={12 * 2_100 + 12 * 2_205} value={182 / 365}
        2029-01-31 00:00 CONTRACTED amount=-1764 int_value=7056
        2029-01-31 00:00 CONTRACTED amount=-1411 int_value=5645
        2029-01-31 00:00 RENEWED detail=1
        2029-01-31 00:00 INVOICED detail=36 amount={full - first} int_value={12 * (282 + 578)} value={first}.0
    """)


def test_one_luck_decides_more_less_or_neither(monkeypatch):
    """Below 30 % it buys less, above 70 % more, else neither; at renewals, by the next bill and with a credit alike."""
    from gtmsim.mechanisms.subscription.midterm import GROWTH

    both = ", expansion: 30%, expansion_size: 20%, contraction: 30%, contraction_size: 20%"
    for timing in (
        "",
        ", expansion_timing: any_time",
        ", contraction_timing: any_time",
        ", expansion_timing: any_time, contraction_timing: any_time",
        ", contraction_timing: any_time, contraction_credit: next_bill",
        ", expansion_timing: any_time, contraction_timing: any_time, contraction_credit: next_bill",
    ):
        for luck, kind in ((0.1, "CONTRACTED"), (0.5, ""), (0.9, "EXPANDED")):
            text = firm("", 14, churn=both + timing)
            found = lived(monkeypatch, text, ["2026-01-31 00:00"], {(GROWTH, lead(0), 1): luck})
            kinds = [row.split(" ")[2] for row in rows(found, "CONTRACTED", "EXPANDED")]
            assert kinds == [kind] * bool(kind), (timing, luck)


def test_the_old_price_is_earned_until_the_bill_ends(monkeypatch):
    """What is paid for is earned; the credit makes the months of the next bill cheaper, and the books close."""
    journal = told_journal(monkeypatch, firm("", 25, churn=CREDITED), ["2026-02-01 00:00"])
    lines = {name: cents.tolist() for name, cents in measure(journal).statements.items()}
    credit = 24_000 * 182 // 365
    assert lines["revenue"][1:13] == [10_000] * 12
    assert np.cumsum(lines["revenue"][13:])[-1] == 96_000 - credit
    assert lines["billings"] == lines["receipts"] == [0, 120_000, *[0] * 11, 96_000 - credit, *[0] * 11]
    assert lines["deferred_revenue"][-1] == 0


def test_whoever_leaves_has_nothing_of_its_credit(monkeypatch):
    """The contract ends with the bill in force, and there is no next one."""
    from gtmsim.engine.draws import PURPOSES

    said = CREDITED.replace(", contraction:", ", expansion: 0%, contraction:")
    text = firm("", 14, churn=said).replace("churn: 0%", "churn: 50%", 1)
    found = lived(monkeypatch, text, ["2026-01-31 00:00"], {(PURPOSES["RENEWAL"], lead(0), 1): 0.1})
    assert [row.split(" ")[2] for row in rows(found, *TOLD)] == ["INVOICED", "CONTRACTED", "CREDIT_DUE", "CHURNED"]
