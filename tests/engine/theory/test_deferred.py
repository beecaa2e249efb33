"""What a steady book owes: half of what a bill is for, on day 0 and ever after."""

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


@pytest.mark.parametrize(("term", "bill"), [("monthly", 1), ("3 months", 3), ("12 months", 12), ("24 months", 12)])
def test_half_a_bill_is_owed(proof, term: str, bill: int) -> None:
    _, found = proof.run(BOOK.replace("TERM", term), owed)
    name = f"deferred revenue of a steady book (own), {term}"
    # At the end of a February more is owed of monthly terms: who pays on the 31st has paid on its last day.
    for place, when in ((0, "on day 0"), (5, "after 5 months"), (12, "after a year")):
        proof.agrees(name, f"share of a bill, {when}", [x["deferred_revenue"][place] / FULL / bill for x in found], 0.5)
    prepaid = [x["prepaid"][12] / FULL / bill for x in found]
    proof.agrees(name, "prepaid serving, share of a bill", prepaid, 0.1)
    for each in found:
        # Each customer brings its MRR each month to a cent, but where a bill goes from a long month to a short one.
        assert np.abs(np.array(each["revenue"]) / FULL - 1.0).max() < {1: 0.03, 3: 0.01, 12: 0.0001}[bill]
