"""What customers of a steady book owe: what is billed in a day times the days until a bill is settled."""

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
OWED = 0.95 * (30.0 + LATE) + 0.05 * (30.0 + 300.0)


def lines(journal: Journal) -> tuple[dict[str, list[int]], list[float]]:
    """The lines of its statements, and the days by which bills are late that are paid."""
    found = {name: cents.tolist() for name, cents in ledger_of(journal).statements.lines.items()}
    return found, journal.value[journal.kind == Kind.PAID].tolist()


@pytest.mark.parametrize(("term", "firms"), [("monthly", 400), ("12 months", 2500), ("24 months", 2500)])
def test_receivables_are_what_is_billed_in_a_day_times_days(proof, term: str, firms: int) -> None:
    _, seen = proof.run(BOOK.replace("TERM", term).replace("FIRMS", f"{firms}"), lines)
    found, late = [each[0] for each in seen], [sum(each[1]) / len(each[1]) for each in seen]
    name = f"receivables of a steady book (own), {term}"
    for place, when in ((0, "on day 0"), (5, "after 5 months"), (18, "at the end")):
        proof.agrees(name, f"days, {when}", [each["receivables"][place] / DAILY / firms for each in found], OWED, 0.04)
    older = 0.95 * 0.6 * 25.0 * math.exp(-60.0 / 25.0) + 0.05 * 240.0  # beyond 90 days
    ages = [each["receivables_older"][18] / DAILY / firms for each in found]
    proof.agrees(name, "days of bills older than 90", ages, older, 0.08)
    written = [sum(each["bad_debt"]) / sum(each["billings"]) for each in found]
    if term == "monthly":  # in a steady book as many are written off as are billed
        proof.agrees(name, "written off, share of what is billed", written, 0.05, 0.05)
    proof.agrees(name, "days late of bills that are paid", late, LATE, 0.02)
