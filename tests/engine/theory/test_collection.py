"""What customers of a steady book owe: what is billed in a day times the days until a bill is settled."""

import datetime
import math

import pytest

from gtmsim import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.ledger import ledger_of

# Nobody comes, nobody leaves, and nobody changes; everybody pays 100 a month.
BOOK = """
    name: a steady book
    market:
      segments: {firms: {contract_value: 1200, churn: 0%, committee: one}}
      committees: {one: {roles: {boss: {}}}}
      qualification: {in_market: {sql_rate: 100%}}
      collection: {firms: {late_share: 60%, days_late: {mean: 25 days, distribution: exponential}, never_paid: 5%}}
    plan:
      terms: {firms: TERM}
      collection: {firms: {payment_terms: 30 days, write_off_after: 300 days}}
    run: {start: 2026-01-01, months: 18, initial: {customers: {firms: FIRMS}}, run_off: false, replications: 60}
"""
DAILY = 10_000 * 12 / 365.25  # billed to each in a day [cents]
# 40 % on time, 60 % late by 25 days in the mean; a delay beyond 300 days is one in exp(12) and is left out of account.
LATE = 0.6 * 25.0
SETTLED = 330.0  # days after which every bill is paid or written off
OWED = 0.95 * (30.0 + LATE) + 0.05 * (30.0 + 300.0)


def unpaid(age: float) -> float:
    """Days of a bill of so many days for which it was owed, in the mean."""
    late = max(0.0, age - 30.0)
    return min(age, 30.0) + 0.95 * LATE * (1.0 - math.exp(-late / 25.0)) + 0.05 * min(late, 300.0)


def by_months(months: int, from_age: float = 0.0) -> float:
    """What is owed after so many months, in days of an even month.

    A customer has one bill in each calendar month, on the day of the month on which it came, as many on each of
    December's 31, or on the last day of a shorter month.
    """
    owed, at = 0.0, datetime.date(2026 + months // 12, 1 + months % 12, 1)
    first = at
    while (at - first).days < SETTLED:
        last = first - datetime.timedelta(days=1)
        first = last.replace(day=1)
        for day in range(1, 32):
            age = (at - first).days - min(day, last.day)
            owed += was_billed(-months) * max(0.0, unpaid(age + 1.0) - unpaid(max(age, from_age))) / 31.0
        months -= 1
    return 30.4375 * owed


def was_billed(before: int) -> float:
    """Share of the customers who had a bill in the month that ends so many months before day 0.

    They have been customers for 20 years at most, as many for each month, and had their first bill on their first day.
    """
    return 1.0 - max(0, before) / 240.0


def lines(journal: Journal) -> tuple[dict[str, list[int]], list[float]]:
    """The lines of its statements, and the days by which bills are late that are paid."""
    found = {name: cents.tolist() for name, cents in ledger_of(journal).statements.lines.items()}
    return found, journal.value[journal.kind == Kind.PAID].tolist()


@pytest.mark.parametrize(("term", "firms"), [("monthly", 400), ("12 months", 2500), ("24 months", 2500)])
def test_receivables_are_what_is_billed_in_a_day_times_days(proof, term: str, firms: int) -> None:
    _, seen = proof.run(BOOK.replace("TERM", term).replace("FIRMS", f"{firms}"), lines)
    found, late = [each[0] for each in seen], [sum(each[1]) / len(each[1]) for each in seen]
    name = f"receivables of a steady book (own), {term}"
    monthly = term == "monthly"  # whose bills are as many in a short month as in a long one
    for months, when in ((0, "on day 0"), (5, "after 5 months"), (18, "at the end")):
        days = [each["receivables"][months] / DAILY / firms for each in found]
        proof.agrees(name, f"days, {when}", days, by_months(months) if monthly else OWED, 0.04)
    older = by_months(18, 90.0) if monthly else unpaid(SETTLED) - unpaid(90.0)
    ages = [each["receivables_older"][18] / DAILY / firms for each in found]
    proof.agrees(name, "days of bills older than 90", ages, older, 0.08)
    written = [sum(each["bad_debt"]) / sum(each["billings"]) for each in found]
    if monthly:  # in a steady book as many are written off as are billed
        # Of the bills of before day 0 that are written off in these months, some were never written.
        known = 18.0 - sum(1.0 - was_billed(before) for before in range(10)) - 24 / 28 * (1.0 - was_billed(10))
        proof.agrees(name, "written off, share of what is billed", written, 0.05 * known / 18.0, 0.05)
    proof.agrees(name, "days late of bills that are paid", late, LATE, 0.02)
