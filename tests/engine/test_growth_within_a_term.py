"""Customers who buy more within their term: when, what is billed for the rest of a bill in force, and what is owed."""

import math

import numpy as np
import pytest
from engine.test_contract_timetables import firm, on
from engine.timetable import by_hand, lead, lived, told_journal, written

from gtmsim.engine.draws import PURPOSES, Purpose
from gtmsim.engine.reference import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.machine import cache as machine_code
from gtmsim.metrics import audit, measure
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

DAY = PURPOSES["EXPANSION_DAY"]
GROWING = ", expansion: 60%, expansion_size: 20%, expansion_timing: any_time"  # with typical luck each year
GROWN = ("INVOICED", "COTERMED", "EXPANDED", "UPLIFTED", "RENEWAL_DUE", "RENEWED", "CONTRACTED", "CHURNED")


def rows(found: list[str], *kinds: str) -> list[str]:
    """The rows of one account of these kinds, without its name."""
    return [row.replace(" a ", " ").removesuffix(" a") for row in found if row.split(" ")[2] in (kinds or GROWN)]


@pytest.mark.parametrize(
    ("offer", "bills", "added"),
    [
        # The day is the 183rd of 365 in the contract year that begins on 31 January: 2 August, of which 182 are left.
        (
            "term: annual, billing: yearly",
            ["2026-01-31 detail=12 amount=120000", "2027-01-31 detail=12 amount=144000"],
            f"detail=12 amount={24_000 * 182 // 365} value={182 / 365}",
        ),
        # The quarter is from 31 July to 31 October: 90 of 92 days.
        (
            "term: annual, billing: quarterly",
            [
                *(f"2026-{day} detail=3 amount=30000" for day in ("01-31", "04-30", "07-31")),
                *(f"{day} detail=3 amount=36000" for day in ("2026-10-31", "2027-01-31")),
            ],
            f"detail=3 amount={6_000 * 90 // 92} value={90 / 92}",
        ),
        # The month is from 31 July to 31 August: 29 of 31 days.
        (
            "term: annual, billing: monthly",
            [
                *(f"2026-{day} detail=1 amount=10000" for day in ("01-31", "02-28", "03-31", "04-30", "05-31")),
                *(f"2026-{day} detail=1 amount=10000" for day in ("06-30", "07-31")),
                *(f"2026-{day} detail=1 amount=12000" for day in ("08-31", "09-30", "10-31", "11-30", "12-31")),
                *(f"2027-{day} detail=1 amount=12000" for day in ("01-31", "02-28", "03-31")),
            ],
            f"detail=1 amount={2_000 * 29 // 31} value={29 / 31}",
        ),
    ],
)
def test_a_contract_grows_within_its_year(monkeypatch, offer, bills, added):
    """100.00 a month become 120.00 on 2 August, and the rest of the bill in force is billed pro rata, to the cent."""
    text = firm(f"offers: {{firms: {{{offer}}}}}", 15, churn=GROWING)
    found = lived(monkeypatch, text, ["2026-01-31 00:00"])
    assert rows(found, "INVOICED") == on("INVOICED", *bills)
    assert rows(found, "EXPANDED") == on("EXPANDED", "2026-08-02 amount=2000 int_value=12000")
    assert rows(found, "COTERMED") == on("COTERMED", f"2026-08-02 {added}")
    assert "CONTRACTED" not in " ".join(found)


def test_a_month_at_a_time_grows_once_a_year(monkeypatch):
    """Terms of a month: the day is of the contract year, which twelve of them make."""
    text = firm("offers: {firms: {term: monthly}}", 25, churn=GROWING)
    found = lived(monkeypatch, text, ["2026-01-31 00:00"])
    assert rows(found, "EXPANDED") == on(
        "EXPANDED", "2026-08-02 amount=2000 int_value=12000", "2027-08-02 amount=2400 int_value=14400"
    )
    assert rows(found, "COTERMED") == on(
        "COTERMED",
        f"2026-08-02 detail=1 amount={2_000 * 29 // 31} value={29 / 31}",
        f"2027-08-02 detail=1 amount={2_400 * 29 // 31} value={29 / 31}",
    )


@pytest.mark.parametrize(("luck", "day", "left"), [(1e-9, "2026-02-02", 364), (1 - 1e-9, "2027-01-31", 1)])
def test_the_day_is_strictly_within_the_year(monkeypatch, luck, day, left):
    """The first and the last of the days on which a contract year's customer may buy more."""
    found = lived(monkeypatch, firm("", 14, churn=GROWING), ["2026-02-01 00:00"], {(DAY, lead(0), 1): luck})
    assert rows(found, "EXPANDED")[0].startswith(day)
    assert (
        rows(found, "COTERMED")[0]
        == on("COTERMED", f"{day} detail=12 amount={24_000 * left // 365} value={left / 365}")[0]
    )


def test_on_the_day_of_a_bill_the_bill_holds_it(monkeypatch):
    """The 181st day of the year from 31 January is 31 July, on which a quarter ends: nothing is left to be added."""
    plan = "offers: {firms: {term: annual, billing: quarterly}}"
    luck = {(DAY, lead(0), 1): 180.5 / 364}
    found = lived(monkeypatch, firm(plan, 9, churn=GROWING), ["2026-01-31 00:00"], luck)
    assert rows(found)[2:] == by_hand("""
        2026-07-31 00:00 EXPANDED amount=2000 int_value=12000
        2026-07-31 00:00 INVOICED detail=3 amount=36000
    """)
    # On terms of a quarter that is a renewal: it grows, and then it is asked whether it stays.
    found = lived(monkeypatch, firm("offers: {firms: {term: quarterly}}", 9, churn=GROWING), ["2026-01-31 00:00"], luck)
    assert [row for row in rows(found) if row.startswith("2026-07-31")] == by_hand("""
        2026-07-31 00:00 EXPANDED amount=2000 int_value=12000
        2026-07-31 00:00 RENEWAL_DUE detail=2
        2026-07-31 00:00 RENEWED detail=2
        2026-07-31 00:00 INVOICED detail=3 amount=36000
    """)


def test_three_years_paid_at_once_and_prices_that_rise(monkeypatch):
    """What is added pays the agreed rises too: 182 days of 20.00 a month, a year of 21.00 and one of 22.05.

    The bill has one addition: what is bought more in the second and third year is so when it ends, before the renewal.
    """
    plan = "offers: {firms: {term: 36 months, billing: upfront, escalator: 5%}}"
    found = lived(monkeypatch, firm(plan, 40, churn=GROWING), ["2026-01-31 00:00"])
    later = 12 * 2_100 + 12 * (13_230 - 11_025)
    assert rows(found) == by_hand(f"""
        2026-01-31 00:00 INVOICED detail=36 amount=378300 int_value=18300
        2026-08-02 00:00 EXPANDED amount=2000 int_value=12000
        2026-08-02 00:00 COTERMED detail=12 amount={24_000 * 182 // 365 + later} int_value={later} value={182 / 365}
        2027-01-31 00:00 UPLIFTED amount=600 int_value=12600
        2028-01-31 00:00 UPLIFTED amount=630 int_value=13230
        2029-01-31 00:00 EXPANDED amount=2646 int_value=15876
        2029-01-31 00:00 EXPANDED amount=3175 int_value=19051
        2029-01-31 00:00 RENEWAL_DUE detail=1
        2029-01-31 00:00 RENEWED detail=1
        2029-01-31 00:00 INVOICED detail=36 amount={12 * (19_051 + 20_004 + 21_004)} int_value={12 * (953 + 1_953)}
    """)


def test_what_is_added_is_earned_until_the_bill_ends(monkeypatch):
    """Bought on 3 August, earned evenly until 1 February: 29 of 31 parts of August, and five months."""
    journal = told_journal(monkeypatch, firm("", 13, churn=GROWING), ["2026-02-01 00:00"])
    lines = {name: cents.tolist() for name, cents in measure(journal).statements.items()}
    added = 24_000 * 182 // 365
    parts = [0, *(29 + 31 * month for month in range(6))]  # of 184, by the end of each month from July on
    earned = [0] * 6 + [added * one // 184 for one in parts]
    base = [0] + [10_000 * month for month in range(1, 13)]
    assert np.cumsum(lines["revenue"])[:12].tolist() == [earned[n] + base[n] for n in range(12)]
    assert sum(lines["revenue"][:12]) == 110_000 + added * 153 // 184
    assert sum(lines["revenue"]) == 120_000 + added
    assert lines["billings"] == lines["receipts"] == [0, 120_000, *[0] * 5, added, *[0] * 5]
    assert lines["deferred_revenue"][-1] == 0
    assert lines["bookings"][1] == 120_000
    assert lines["bookings"][7] == 12 * 2_000


OWING = """
    name: what is owed
    market:
      segments:
        firms: {{contract_value: 1.2k, committee: one, churn: 0%, closure_rate: 1 per year, expansion: 60%,
                 expansion_size: 20%, expansion_timing: any_time}}
      committees: {{one: {{min_meetings: 0, deal_sigma: 0, review: 0 days, roles: {{boss: {{base: 20, fit: 0}}}}}}}}
      qualification: {{in_market: {{sql_rate: 100%}}}}
      channels: {{calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {{firms: 100%}}}}}}
      collection: {{firms: {{days_late: 12 days, never_paid: 10%}}}}
    plan:
      collection: {{firms: {{{asked}}}}}
    run: {{start: 2026-01-01, months: 12, initial: empty, run_off: false}}
"""
MONEY = ("INVOICED", "COTERMED", "CLOSED_DOWN", "CREDITED", "PAID", "PAID_BACK", "WRITTEN_OFF", "CUT_OFF")
ASKED = "payment_terms: 30 days, write_off_after: 60 days"
ADDED = 24_000 * 182 // 365  # bought on 3 July, the 183rd day of a year from 1 January on


def age(days: int) -> str:
    """The age of a bill as rows say it."""
    return f"int_value={days * 86_400_000_000}"


def owing(patch: pytest.MonkeyPatch, lives: float, luck: dict[tuple[int, int, int], float], asked: str = ASKED):
    """Rows of the money of a customer who signs on 1 January and whose firm closes after so many days."""
    fate = {(Purpose.FAILURE, lead(0), 0): -math.expm1(-lives / 365.25)}
    journal = told_journal(patch, OWING.format(asked=asked), ["2026-01-01 00:00"], fate | luck)
    audit(journal)  # or what is owed does not close
    return rows(written(journal), *MONEY)


def test_both_bills_are_credited_each_as_it_stands(monkeypatch):
    """The firm closes after 200 days: of the year 165 days are paid back, and what was added is owed in part."""
    rest, more = 120_000 * 165 // 365, ADDED * 165 // 182
    assert owing(monkeypatch, 200, {}) == by_hand(f"""
        2026-01-01 00:00 INVOICED detail=12 amount=120000
        2026-02-12 00:00 PAID detail=1 amount=120000 {age(42)} value=12.0
        2026-07-03 00:00 COTERMED detail=12 amount={ADDED} value={182 / 365}
        2026-07-20 00:00 CLOSED_DOWN amount=-12000
        2026-07-20 00:00 CREDITED amount=-{rest} {age(200)}
        2026-07-20 00:00 PAID_BACK detail=1 amount=-{rest} {age(200)}
        2026-07-20 00:00 CREDITED detail=1 amount=-{more} {age(17)}
        2026-08-14 00:00 PAID detail=2 amount={ADDED - more} {age(42)} value=12.0
    """)


def test_the_bill_of_the_year_is_owed_when_something_is_added(monkeypatch):
    """With 200 days to pay, of which the firm sees 190: both are credited before they are paid."""
    asked = "payment_terms: 200 days, write_off_after: 60 days"
    rest, more = 120_000 * 175 // 365, ADDED * 175 // 182
    assert owing(monkeypatch, 190, {}, asked)[2:] == by_hand(f"""
        2026-07-10 00:00 CLOSED_DOWN amount=-12000
        2026-07-10 00:00 CREDITED amount=-{rest} {age(190)}
        2026-07-10 00:00 CREDITED detail=1 amount=-{more} {age(7)}
        2026-08-01 00:00 PAID detail=1 amount={120_000 - rest} {age(212)} value=12.0
    """)


def test_of_an_addition_that_is_written_off_nothing_is_credited(monkeypatch):
    """Nobody pays what was added: it is written off after 90 days, and the firm closes after 300."""
    luck = {(PURPOSES["NEVER_PAID"], lead(0), 2): 0.05}
    rest = 120_000 * 65 // 365
    assert owing(monkeypatch, 300, luck)[3:] == by_hand(f"""
        2026-10-01 00:00 WRITTEN_OFF detail=2 amount={ADDED} {age(90)} value=60.0
        2026-10-28 00:00 CLOSED_DOWN amount=-12000
        2026-10-28 00:00 CREDITED amount=-{rest} {age(300)}
        2026-10-28 00:00 PAID_BACK detail=1 amount=-{rest} {age(300)}
    """)


def test_who_does_not_pay_what_was_added_is_cut_off(monkeypatch):
    """Due on 2 August, cut off 20 days later: what is left of both bills is credited."""
    luck = {(PURPOSES["NEVER_PAID"], lead(0), 2): 0.05}
    rest, more = 120_000 * 132 // 365, ADDED * 132 // 182
    found = owing(monkeypatch, 360, luck, f"{ASKED}, cut_off_after: 20 days")
    assert found[3:] == by_hand(f"""
        2026-08-22 00:00 CUT_OFF amount=-12000
        2026-08-22 00:00 CREDITED amount=-{rest} {age(233)}
        2026-08-22 00:00 PAID_BACK detail=1 amount=-{rest} {age(233)}
        2026-08-22 00:00 CREDITED detail=1 amount=-{more} {age(50)}
        2026-10-01 00:00 WRITTEN_OFF detail=2 amount={ADDED - more} {age(90)} value=60.0
    """)


BOOK = """
    name: a book of customers
    market:
      channels: {calls: {max_leads: 2 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments:
        firms: {contract_value: 12k, value_sigma: 0.5, committee: one, churn: 20%, churn_heterogeneity: 5%,
                closure_rate: 2% per year, expansion: 30%, contraction: 10%, expansion_timing: TIMING}
      committees: {one: {min_meetings: 0, roles: {boss: {base: 1}}}}
      qualification: {in_market: {sql_rate: 60%}}
    plan: {spend: {calls: 1k}, terms: {firms: TERM}}
    run: {start: 2026-01-01, months: MONTHS, initial: {customers: {firms: CUSTOMERS}}, run_off: false}
"""


def book(timing: str, term: str = "annual", months: int = 36, customers: int = 300, seed: int = 0) -> Journal:
    """One replication of a firm with many customers."""
    said = {"TIMING": timing, "TERM": term, "MONTHS": str(months), "CUSTOMERS": str(customers)}
    text = BOOK
    for name, value in said.items():
        text = text.replace(name, value)
    return simulate(resolve(load_text(text)), seed)


def events(journal: Journal, *kinds: Kind) -> list[tuple[int, ...]]:
    """Who has what when, with the number that it has."""
    which = np.isin(journal.kind, [int(kind) for kind in kinds])
    columns = (journal.time, journal.kind, journal.entity, journal.detail)
    return list(zip(*(column[which].tolist() for column in columns), strict=True))


def test_nothing_but_the_day_is_another() -> None:
    """Who is found, comes, stays, leaves or closes, and when; who shrinks and is not found: the same at any time."""
    one, other = book("at_renewal"), book("any_time")
    found = (Kind.OPENING_CUSTOMER, Kind.NEW_CUSTOMER, Kind.RENEWAL_DUE, Kind.RENEWED, Kind.CHURNED, Kind.CLOSED_DOWN)
    assert events(one, *found) == events(other, *found)
    book_of = [journal.amount[journal.kind == Kind.OPENING_CUSTOMER].tolist() for journal in (one, other)]
    assert book_of[0] == book_of[1]
    assert events(one, Kind.CONTRACTED) == events(other, Kind.CONTRACTED)


def test_who_grows_at_a_renewal_has_grown_within_the_year_before() -> None:
    """The luck is the same, so that whoever has grown at a renewal does so within the year that ends with it."""
    one, other = book("at_renewal"), book("any_time")
    opened = set(one.entity[one.kind == Kind.OPENING_CUSTOMER].tolist())
    within = {}
    for time, _, entity, _ in events(other, Kind.EXPANDED):
        within.setdefault(entity, []).append(time)
    renewed = [(time, entity) for time, _, entity, _ in events(one, Kind.EXPANDED)]
    seen = 0
    for time, entity in renewed:
        earlier = [when for when in within.get(entity, ()) if 0 < time - when < 366 * 86_400_000_000]
        if entity in opened and not earlier:
            assert time < 366 * 86_400_000_000  # its day was before day 0
            continue
        assert len(earlier) == 1, (time, entity, within.get(entity))
        seen += 1
    assert seen > 50


@pytest.mark.parametrize("term", ["monthly", "annual", "24 months"])
def test_a_book_grows_at_the_rate_of_a_year_from_day_0_on(term: str) -> None:
    """Of 4,000 customers 30 % buy more in the first year and in the second; in each quarter a quarter of them."""
    text = BOOK.replace("churn: 20%, churn_heterogeneity: 5%", "churn: 0%").replace("closure_rate: 2% per year, ", "")
    text = text.replace("max_leads: 2 per day", "max_leads: 0.001 per day").replace(
        "contraction: 10%", "contraction: 0%"
    )
    for name, value in {"TIMING": "any_time", "TERM": term, "MONTHS": "24", "CUSTOMERS": "4000"}.items():
        text = text.replace(name, value)
    journal = simulate(resolve(load_text(text)), 0)
    days = journal.time[journal.kind == Kind.EXPANDED] / 86_400_000_000
    for first in range(0, 730, 365):
        count, mean = ((days >= first) & (days < first + 365)).sum(), 4_000 * 0.3
        error = math.sqrt(mean)
        assert abs(count - mean) < 4 * error and error < 0.03 * mean
    for quarter in range(8):
        count, mean = ((days >= quarter * 91.25) & (days < (quarter + 1) * 91.25)).sum(), 1_000 * 0.3
        assert abs(count - mean) < 4 * math.sqrt(mean)


def test_a_credit_of_what_was_added_needs_no_bill_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Day 0 finds every bill; one customer's firm closes, and what is credited is of what was added to its bill."""
    monkeypatch.setattr(machine_code, "_loaded", False)  # the audit without compiled loops
    text = """
        name: found bills alone
        market:
          segments:
            firms: {contract_value: 12k, committee: one, churn: 10%, expansion: 90%, expansion_timing: any_time,
              closure_rate: 90% per year}
          committees: {one: {roles: {boss: {}}}}
          qualification: {in_market: {sql_rate: 100%}}
        plan: {terms: {firms: 36 months}}
        run: {start: 2026-01-01, months: 6, initial: {customers: {firms: 4}}, run_off: false, seed: 9}
    """
    journal = simulate(resolve(load_text(text, "credited")), 0)
    assert not journal.of(Kind.INVOICED).any() and journal.of(Kind.CREDITED).any()
    audit(journal)
    measure(journal)
