"""What a term does to churn: the chance is said per contract year, however often a customer may leave."""

import numpy as np
import pytest

from gtmsim import Journal
from gtmsim.journal.kinds import Kind

# Nobody comes, and everybody is met at an even phase of a contract.
BOOK = """
    name: a book of one term
    market:
      segments:
        firms: {contract_value: 1200, churn: 12%, committee: one, churn_by_term: {monthly: 30%, 24 months: 5%}}
      committees: {one: {roles: {boss: {}}}}
      qualification: {in_market: {sql_rate: 100%}}
    plan: {terms: {firms: TERM}}
    run: {start: 2026-01-01, months: 24, initial: {customers: {firms: 2000}}, run_off: false, replications: 40}
"""


def stayed(journal: Journal) -> float:
    """Share of the customers of day 0 who are there after two years."""
    return 1.0 - float(np.count_nonzero(journal.of(Kind.CHURNED))) / 2000.0


@pytest.mark.parametrize(
    ("term", "churn"), [("monthly", 0.30), ("6 months", 0.30), ("12 months", 0.12), ("24 months", 0.05)]
)
def test_as_many_leave_in_a_year_as_is_said_of_the_term(proof, term: str, churn: float) -> None:
    """Two years hold two years of renewals, wherever in its term a contract is found."""
    name = f"share that stays two years on contracts of one length (own), {term}"
    _, found = proof.run(BOOK.replace("TERM", term), stayed)
    proof.agrees(name, "share", found, (1.0 - churn) ** 2)
