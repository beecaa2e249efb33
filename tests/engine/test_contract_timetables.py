"""One contract for each term and each way of billing, written out by hand to the cent: bills, rises, renewals."""

import math
from datetime import datetime
from itertools import pairwise

import pytest
from engine.timetable import by_hand, lead, lived, told_journal, written

from gtmsim.engine.draws import Purpose
from gtmsim.mechanisms.contracts.steps import TERM
from gtmsim.metrics.measure import measure

FIRM = """
    name: one contract
    market:
      {market}
      channels: {{calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%{churn}}}}}
      committees:
        one: {{min_meetings: 0, deal_sigma: 0, roles: {{boss: {{base: {base}, price: 0, fit: 0, evidence: 0}}}}}}
      qualification: {{in_market: {{sql_rate: 100%}}}}
    plan: {{{plan}}}
    run: {{start: 2026-01-01, months: {months}, initial: empty, run_off: false}}
"""
BILLED = ("INVOICED", "UPLIFTED", "RENEWAL_DUE", "RENEWED", "OFFERED", "QUOTED", "CONTRACTED", "EXPANDED", "CHURNED")


def firm(plan: str, months: int = 40, market: str = "", churn: str = "", base: float = 20) -> str:
    """A market of one firm at a time, which buys at once."""
    return FIRM.format(plan=plan, months=months, market=market, churn=churn, base=base)


def bills(found: list[str], *kinds: str) -> list[str]:
    """The rows of these kinds, without the name of the account."""
    wanted = kinds or BILLED
    return [row.replace(" a ", " ").removesuffix(" a") for row in found if row.split(" ")[2] in wanted]


def on(kind: str, *dates_and_fields: str) -> list[str]:
    """Rows of one kind: `2026-01-31 detail=1`."""
    return [f"{said[:10]} 00:00 {kind} {said[11:]}".strip() for said in dates_and_fields]


ENDS = {  # the 31st, or the last day of a month that has none
    2026: ("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31"),
    2027: ("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31"),
    2028: ("01-31", "02-29", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31"),
    2029: ("01-31", "02-28", "03-31", "04-30"),
}
EVERY = [f"{year}-{day}" for year, days in ENDS.items() for day in days]
# What a month costs in each contract year of 120,000 cents a year, where 5 % more are agreed for each.
FIXED, RISING = (10_000, 10_000, 10_000, 10_000), (10_000, 10_500, 11_025, 11_025)
TWO_YEARS = (10_000, 10_500, 10_500, 11_025)  # at the end of two years the plan raises nothing, and the next begin


def expected(step: int, month: tuple[int, ...]) -> list[str]:
    """Bills every so many months from 31 January 2026 on, until April 2029."""
    return on(
        "INVOICED",
        *(f"{EVERY[n]} detail={step} amount={step * month[n // 12]}" for n in range(0, len(EVERY), step)),
    )


@pytest.mark.parametrize(
    ("term", "billing", "months", "rows"),
    [
        ("monthly", "monthly", 1, expected(1, FIXED)),
        ("monthly", "quarterly", 1, expected(1, FIXED)),
        ("monthly", "yearly", 1, expected(1, FIXED)),
        ("monthly", "upfront", 1, expected(1, FIXED)),
        ("annual", "monthly", 12, expected(1, FIXED)),
        ("annual", "quarterly", 12, expected(3, FIXED)),
        ("annual", "yearly", 12, expected(12, FIXED)),
        ("annual", "upfront", 12, expected(12, FIXED)),
        ("24 months", "monthly", 24, expected(1, TWO_YEARS)),
        ("24 months", "quarterly", 24, expected(3, TWO_YEARS)),
        ("24 months", "yearly", 24, expected(12, TWO_YEARS)),
        (
            "24 months",
            "upfront",
            24,
            on(
                "INVOICED",
                "2026-01-31 detail=24 amount=246000 int_value=6000",  # 12 x 100.00 + 12 x 105.00
                "2028-01-31 detail=24 amount=258300 int_value=6300",  # 12 x 105.00 + 12 x 110.25
            ),
        ),
        ("36 months", "monthly", 36, expected(1, RISING)),
        ("36 months", "quarterly", 36, expected(3, RISING)),
        ("36 months", "yearly", 36, expected(12, RISING)),
        (
            "36 months",
            "upfront",
            36,
            on(
                "INVOICED",
                "2026-01-31 detail=36 amount=378300 int_value=18300",  # 1,200 + 1,260 + 1,323
                "2029-01-31 detail=36 amount=417072 int_value=20172",  # 110.25, 115.76 and 121.55 a month
            ),
        ),
    ],
)
def test_bills_of_every_term(monkeypatch, term, billing, months, rows):
    """Signed on 31 January: bills, agreed rises and renewals come on the last day of a month that has no 31st."""
    plan = f"offers: {{firms: {{term: {term}, billing: {billing}, escalator: 5%}}}}"
    found = lived(monkeypatch, firm(plan), ["2026-01-31 00:00"])
    assert bills(found, "INVOICED") == rows
    due = [f"{EVERY[n]} detail={n // months}" for n in range(months, len(EVERY), months)]
    assert bills(found, "RENEWAL_DUE") == on("RENEWAL_DUE", *due)
    assert bills(found, "RENEWED") == on("RENEWED", *due)
    rises = {
        24: ("2027-01-31 amount=500 int_value=10500", "2029-01-31 amount=525 int_value=11025"),
        36: ("2027-01-31 amount=500 int_value=10500", "2028-01-31 amount=525 int_value=11025"),
    }
    assert bills(found, "UPLIFTED") == on("UPLIFTED", *rises.get(months, ()))
    bill = {"monthly": 1, "quarterly": 3, "yearly": min(12, months), "upfront": months}[billing]
    assert bills(found, "OFFERED") == on("OFFERED", f"2026-01-31 detail={months} int_value={min(bill, months)}")


def test_what_is_owed_for_bills(monkeypatch):
    """A bill is earned evenly over its months: from 1 February on a thirty-sixth, a twelfth, a third or all of it."""
    owed = {}
    for billing in ("monthly", "quarterly", "yearly", "upfront"):
        plan = f"offers: {{firms: {{term: 36 months, billing: {billing}, escalator: 5%}}}}"
        journal = told_journal(monkeypatch, firm(plan, 38), ["2026-02-01 00:00"])
        owed[billing] = measure(journal).statements["deferred_revenue"].tolist()
    none, months = [0, 0], range(1, 38)  # on day 0 and at the end of January
    assert owed["monthly"] == [0] * 39
    # Months since the bill at each end: two of a quarter are owed, then one, then none.
    by_quarter = {1: 2, 2: 1, 0: 0}
    assert owed["quarterly"] == none + [by_quarter[n % 3] * month_of(n) for n in months]
    assert owed["yearly"] == none + [(-n % 12) * month_of(n) for n in months]
    # The whole of 3,783.00 is earned evenly, whatever the price is in each year; what is left is rounded up.
    second = -(-417_072 * 35 // 36)
    assert owed["upfront"] == none + [-(-378_300 * (36 - n) // 36) for n in range(1, 37)] + [second]


def month_of(n: int) -> int:
    """What the n-th month costs of a contract that rises by 5 % a year [cents]."""
    return RISING[(n - 1) // 12]


def test_discounts_for_the_term_and_for_paying_at_once(monkeypatch):
    """10 % for three years and then 5 % for one bill: 120,000 x 0.9 x 0.95 is quoted, won and billed."""
    plan = "offers: {firms: {term: 36 months, billing: upfront, discounts: {36 months: 10%}, prepaid_discount: 5%}}"
    found = lived(monkeypatch, firm(plan, 6), ["2026-01-31 00:00"])
    assert bills(found) == by_hand("""
        2026-01-31 00:00 OFFERED detail=36 int_value=36 value=0.14500000000000002
        2026-01-31 00:00 QUOTED amount=102600
        2026-01-31 00:00 INVOICED detail=36 amount=307800
    """)


def test_what_is_paid_once_is_earned_at_once(monkeypatch):
    """500 at the signature, which is no part of what a year costs; a committee weighs 1,700 in its first year."""
    text = firm("offers: {firms: {setup_fee: {start: 500, 2026-03-01: 0}}}", 3).replace("price: 0", "price: 1")
    journal = told_journal(monkeypatch, text, ["2026-02-01 00:00", "2026-03-01 00:00"])
    found = written(journal)
    assert [row for row in found if "SETUP_FEE" in row] == ["2026-02-01 00:00 SETUP_FEE a amount=50000"]
    lines = {name: cents.tolist() for name, cents in measure(journal).statements.items()}
    assert lines["revenue"] == [0, 60_000, 20_000]
    assert lines["billings"] == lines["receipts"] == [0, 170_000, 120_000]
    assert lines["deferred_revenue"] == [0, 0, 110_000, 210_000]
    votes = [float(row.split("value=")[-1]) for row in found if "VOTE" in row]
    assert votes == [pytest.approx(20.0 - math.log(1700 / 1200)), 20.0]


def test_a_discount_that_ends_with_the_first_term(monkeypatch):
    """A tenth off a year: 90.00 a month, and 100.00 from the first renewal on; then the plan's rise of 5 %."""
    plan = "offers: {firms: {discounts: {annual: 10%}, first_term_only: true}}"
    found = lived(monkeypatch, firm(plan, 30), ["2026-01-31 00:00"])
    assert bills(found, "INVOICED") == on(
        "INVOICED",
        "2026-01-31 detail=12 amount=108000",
        "2027-01-31 detail=12 amount=120000",
        "2028-01-31 detail=12 amount=120000",
    )
    assert bills(found, "UPLIFTED") == on("UPLIFTED", "2027-01-31 amount=1000 int_value=10000")
    risen = lived(monkeypatch, firm(f"renewal_price_increase: 5%, {plan}", 30), ["2026-01-31 00:00"])
    assert bills(risen, "UPLIFTED") == on(
        "UPLIFTED", "2027-01-31 amount=1500 int_value=10500", "2028-01-31 amount=525 int_value=11025"
    )


def test_a_buyer_chooses_by_luck_and_discount(monkeypatch):
    """Of 40 % monthly and 60 % annual, 0.05 a point and 20 points make 40 to 60 e: 19.7 % choose a month."""
    market = "contracts: {discount_sensitivity: 0.05, commitment: 0}"
    plan = "offers: {firms: {terms: {monthly: 40%, annual: 60%}, discounts: {annual: 20%}}}"
    luck = {(TERM, lead(0), 0): 0.1968, (TERM, lead(1), 0): 0.1970, (TERM, lead(2), 0): 0.399}
    days = ["2026-01-05 00:00", "2026-01-06 00:00", "2026-01-07 00:00"]
    for said, months in ((market, (1, 12, 12)), ("", (1, 1, 1))):
        found = lived(monkeypatch, firm(plan, 1, said), days, luck)
        assert [row.split("detail=")[1].split(" ")[0] for row in found if "OFFERED" in row] == [str(n) for n in months]


def test_an_offer_holds_from_its_date_on(monkeypatch):
    """Who is quoted a price in March signs for a year, in April for a month."""
    plan = (
        "offers: {firms: {term: {start: annual, 2026-04-01: monthly}, billing: {start: yearly, 2026-04-01: monthly}}}"
    )
    found = lived(monkeypatch, firm(plan, 14), ["2026-03-31 00:00", "2026-04-01 00:00"])
    assert [row for row in found if "INVOICED a" in row] == [
        "2026-03-31 00:00 INVOICED a detail=12 amount=120000",
    ]
    months = [f"2026-{month:02}-01" for month in range(4, 13)] + ["2027-01-01", "2027-02-01"]
    assert [row for row in found if "INVOICED b" in row] == [
        f"{day} 00:00 INVOICED b detail=1 amount=10000" for day in months
    ]


def test_customers_of_day_0_keep_their_contract_until_its_end(monkeypatch):
    """At its own renewal a customer gets the offer of that day; its price moves by the discount of the new contract."""
    text = firm(
        "renewal_offers: {firms: {term: {start: annual, 2026-08-01: 24 months}, discounts: {24 months: 10%}}}", 24
    )
    text = text.replace("initial: empty", "initial: {customers: {firms: 40}}")
    found = lived(monkeypatch, text)
    offered = [row.split(" ") for row in found if "OFFERED" in row]
    assert offered
    for row in offered:
        after = datetime.fromisoformat(row[0]) >= datetime(2026, 8, 1)
        assert row[4:] == (["detail=24", "int_value=12", "value=0.1"] if after else ["detail=12", "int_value=12"])
    dates = sorted({row[0] for row in offered})
    assert dates[0] < "2026-08-01" < dates[-1]
    assert any("CONTRACTED" in row and "amount=-1000 int_value=9000" in row for row in found)


def test_a_renewal_repeats_the_running_term(monkeypatch):
    """Where nothing is offered to customers they go on as before, though others are offered something else by now."""
    term, billing = "{start: 24 months, 2026-06-01: annual}", "{start: quarterly, 2026-06-01: yearly}"
    plan = f"offers: {{firms: {{term: {term}, billing: {billing}}}}}"
    found = lived(monkeypatch, firm(plan, 40), ["2026-01-31 00:00"])
    assert bills(found, "RENEWED") == on("RENEWED", "2028-01-31 detail=1")
    assert bills(found, "INVOICED") == expected(3, FIXED)


def test_the_plans_rise_at_the_end_of_a_term_leaves_what_has_risen(monkeypatch):
    """3 % a year within three years, then 10 % for the last of them alone: 103, 106.09, then 116.70."""
    plan = "renewal_price_increase: 10%, offers: {firms: {term: 36 months, escalator: 3%}}"
    found = lived(monkeypatch, firm(plan, 38), ["2026-01-31 00:00"])
    assert bills(found, "UPLIFTED") == on(
        "UPLIFTED",
        "2027-01-31 amount=300 int_value=10300",
        "2028-01-31 amount=309 int_value=10609",
        "2029-01-31 amount=1061 int_value=11670",
    )


def test_a_committee_hesitates_to_bind_itself(monkeypatch):
    """A logit of 0.5 a year beyond the first: 1 of a yearly contract, -0.5 of four years, 1 + 11/24 of a month."""
    votes = {}
    for term in ("monthly", "annual", "48 months"):
        text = firm(f"offers: {{firms: {{term: {term}}}}}", 1, "contracts: {commitment: 0.5}", base=1)
        found = lived(monkeypatch, text, ["2026-01-31 00:00"])
        votes[term] = float(next(row for row in found if "VOTE" in row).split("value=")[-1])
    assert votes == {
        "monthly": pytest.approx(1 + 0.5 * 11 / 12),
        "annual": pytest.approx(1.0),
        "48 months": pytest.approx(-0.5),
    }


def test_who_is_bound_for_longer_leaves_less(monkeypatch):
    """A third leaves a year by the month, 12 % by the year: 1 - (2/3)^(1/12) at each month's end, 12 % at a year's."""
    market, churn = "", ", churn_by_term: {monthly: 33.3333333333%}"
    luck = {(Purpose.RENEWAL, lead(0), n): 0.0334 for n in range(1, 99)}
    luck |= {(Purpose.RENEWAL, lead(0), 3): 0.0332}  # (2/3)^(1/12) = 0.96677
    plan = "offers: {firms: {term: monthly}}"
    text = firm(plan, 12, market, churn).replace("churn: 0%", "churn: 12%")
    found = lived(monkeypatch, text, ["2026-01-31 00:00"], luck)
    assert bills(found, "CHURNED") == on("CHURNED", "2026-04-30 amount=-10000")
    yearly = {(Purpose.RENEWAL, lead(0), 1): 0.1201, (Purpose.RENEWAL, lead(0), 2): 0.1199}
    found = lived(
        monkeypatch, text.replace("monthly}}", "annual}}").replace("12,", "30,"), ["2026-01-31 00:00"], yearly
    )
    assert bills(found, "CHURNED") == on("CHURNED", "2028-01-31 amount=-10000")


def test_dates_of_a_contract_are_months_apart():
    """The table that this page counts by."""
    days = [datetime.fromisoformat(day) for day in EVERY]
    assert all(27 < (later - day).days <= 31 for day, later in pairwise(days))
