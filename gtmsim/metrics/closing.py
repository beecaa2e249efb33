"""What every balance must satisfy, to the cent: a journal of which the statements do not close stops the run."""

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.metrics.identities import fail
from gtmsim.metrics.ledger import Ledger


def statements_close(ledger: Ledger) -> None:
    """Every posting has one line; assets are owed or owned; nothing is earned twice, nor before it is billed."""
    statements = ledger.statements
    posted, landed = statements.posted_once()
    if posted != landed:
        fail("every posting lands on one line of the chart of accounts", posted, landed)
    lines = statements.lines
    same("assets = deferred revenue + equity", lines["liabilities_and_equity"], lines["assets"])
    for what, owed, billed, earned in (
        ("deferred revenue", "deferred_revenue", "billings", "revenue"),
        ("prepaid serving", "prepaid", "", "hosting"),
    ):
        more = lines[billed] if billed else statements.posted["hosting"]
        same(f"{what} + what is billed - what is served", lines[owed][:-1] + more - lines[earned], lines[owed][1:], 1)
        for month in np.flatnonzero(lines[owed] < 0)[:1].tolist():
            fail(f"{what} is at least 0", "at least 0", lines[owed][month], month=month - 1)


def same(what: str, expected: Ints, found: Ints, first: int = 0) -> None:
    """Fail at the first month in which two balances differ; the first place is the end of a month or day 0."""
    for place in np.flatnonzero(expected != found)[:1].tolist():
        fail(what, expected[place], found[place], month=place + first - 1)
