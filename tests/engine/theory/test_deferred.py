"""What a steady book owes: half of what a bill is for on day 0, and what the lengths of months make of it later."""

import datetime
from calendar import monthrange

import numpy as np
import pytest

from gtmsim import Journal
from gtmsim.metrics.ledger import ledger_of

# Nobody comes, nobody leaves, and nobody changes; everybody pays 100 a month.
BOOK = """
    name: a steady book
    market:
      cogs_share: 20%
      segments: {firms: {contract_value: 1200, churn: 0%, committee: one}}
      committees: {one: {roles: {boss: {}}}}
      qualification: {in_market: {sql_rate: 100%}}
    plan: {terms: {firms: TERM}}
    run: {start: 2026-01-01, months: 14, initial: {customers: {firms: 400}}, run_off: false, replications: 60}
"""
FULL = 400 * 10_000  # a month [cents]


def owed(journal: Journal) -> dict[str, list[int]]:
    """The lines of its statements."""
    return {name: cents.tolist() for name, cents in ledger_of(journal).statements.lines.items()}


def at(month: int, day: float) -> float:
    """An instant in months since January of year 0, by the day from 0; a day that the month lacks becomes its last."""
    length = monthrange(month // 12, month % 12 + 1)[1]
    return month + min(day, length - 1 + day % 1.0) / length


def left_of_a_bill(term: int, bill: int, month: int) -> float:
    """Mean share of the running bill when a month of the run begins, of contracts begun at any time of a term."""
    begin = datetime.date(2026, 1, 1)
    first = 12 * begin.year - term
    days = (begin - datetime.date(first // 12, first % 12 + 1, 1)).days
    shares = []
    for number in range(days):
        began = begin - datetime.timedelta(days - number)
        anchor, day, now = 12 * began.year + began.month - 1, began.day - 0.5, float(12 * begin.year + month)
        paid = anchor
        while at(paid + bill, day) <= now:
            paid += bill
        start, end = at(paid, day), at(paid + bill, day)
        shares.append((end - now) / (end - start))
    return sum(shares) / days


@pytest.mark.parametrize(("term", "bill"), [("monthly", 1), ("3 months", 3), ("12 months", 12), ("24 months", 12)])
def test_half_a_bill_is_owed(proof, term: str, bill: int) -> None:
    _, found = proof.run(BOOK.replace("TERM", term), owed)
    name = f"deferred revenue of a steady book (own), {term}"
    months = int(term.replace("monthly", "1").split()[0])
    # In a short month more is owed: who pays on the 31st has paid on its last day.
    for place, when in ((0, "on day 0"), (5, "after 5 months"), (12, "after a year")):
        share = left_of_a_bill(months, bill, place)
        assert share == pytest.approx(0.5, abs=0.02 if bill == 1 else 0.01)
        owes = [x["deferred_revenue"][place] / FULL / bill for x in found]
        proof.agrees(name, f"share of a bill, {when}", owes, share)
    prepaid = [x["prepaid"][12] / FULL / bill for x in found]
    proof.agrees(name, "prepaid serving, share of a bill", prepaid, 0.2 * left_of_a_bill(months, bill, 12))
    for each in found:
        # Each customer brings its MRR each month to a cent, but where a bill goes from a long month to a short one.
        assert np.abs(np.array(each["revenue"]) / FULL - 1.0).max() < {1: 0.03, 3: 0.01, 12: 0.0001}[bill]
