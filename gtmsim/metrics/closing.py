"""What every balance must satisfy, to the cent: a journal of which the statements do not close stops the run."""

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.journal.kinds import those
from gtmsim.mechanisms.collection.rows import OPENING_BILL, PAID, PAID_BACK
from gtmsim.mechanisms.funding.rows import BORROWED, RAISED, REPAID
from gtmsim.mechanisms.subscription.rows import COTERMED, CREDITED, INVOICED
from gtmsim.metrics.identities import demand, fail
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.receivables import OWING, WRITTEN, billed_at
from gtmsim.metrics.statements import BY_AGE

OWING_KINDS = those(lambda kind: bool(OWING[kind]))


def statements_close(ledger: Ledger) -> None:
    """Every posting has one line; assets are owed or owned; nothing is earned twice, nor before it is billed."""
    if ledger.header.collects:
        bills_are_settled_once(ledger)
    loans_are_repaid_once(ledger)
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
        not_negative(what, lines[owed])
    for name in BY_AGE:
        not_negative(name.replace("_", " "), lines[name])


def bills_are_settled_once(ledger: Ledger) -> None:
    """What is paid or written off is what was billed less credits, once; of a paid bill a credit is paid back."""
    rows = ledger.rows_ever(*OWING_KINDS)
    billed = billed_at(rows)
    order = np.lexsort((rows.index, billed, rows.entity))
    rows, billed = rows.at(order), billed[order]
    begins = np.ones(len(rows), np.bool_)
    begins[1:] = (rows.entity[1:] != rows.entity[:-1]) | (billed[1:] != billed[:-1])
    opens = (rows.kind == OPENING_BILL.number) | (rows.kind == INVOICED.number)
    opens |= rows.kind == COTERMED.number
    demand(rows, "what settles a bill says when it was written", begins == opens, "the age of a bill", rows.int_value)
    if not len(rows):
        return
    running = np.cumsum(np.where(WRITTEN.take(rows.kind), rows.amount, -rows.amount))
    first = np.flatnonzero(begins)
    left = running - np.append(0, running)[first][np.cumsum(begins) - 1]
    settles = ~WRITTEN.take(rows.kind)
    demand(rows, "a bill is settled as a whole", ~settles | (left == 0), "nothing is left of it", left)
    paid = rows.kind == PAID.number
    demand(rows, "who pays pays something", ~paid | (rows.amount > 0), "above 0", rows.amount)
    back = rows.kind == PAID_BACK.number
    demand(rows, "what is paid back comes from us", ~back | (rows.amount < 0), "below 0", rows.amount)
    known = ~back
    known[1:] |= rows.kind[:-1] == CREDITED.number
    demand(rows, "a credit is paid back", known, "a credit before it", rows.amount)
    returned = np.append(back[1:], False)
    demand(rows, "of a bill that was paid a credit is paid back", returned | (left >= 0), "at least 0 is owed", left)


def loans_are_repaid_once(ledger: Ledger) -> None:
    """Money that comes or goes has an amount and a name; a loan comes once, and what is repaid has come."""
    known, came = len(ledger.header.funding), dict[int, int]()
    rows = ledger.rows_ever(RAISED, BORROWED, REPAID)
    demand(rows, "funding has an amount", rows.amount > 0, "above 0", rows.amount)
    named = (rows.detail >= 0) & (rows.detail < known)
    demand(rows, "funding has a name", named, f"one of {known}", rows.detail)
    for kind, number, amount in zip(rows.kind.tolist(), rows.detail.tolist(), rows.amount.tolist(), strict=True):
        if kind != REPAID.number:
            if number in came:
                fail("money comes once", "nothing", ledger.header.funding[number])
            came[number] = amount if kind == BORROWED.number else 0
        elif came.pop(number, 0) != amount:
            fail("a loan is repaid once, as a whole", came.get(number, 0), amount)


def not_negative(what: str, owed: Ints) -> None:
    """Fail at the first month of which a balance is below 0."""
    for month in np.flatnonzero(owed < 0)[:1].tolist():
        fail(f"{what} is at least 0", "at least 0", owed[month], month=month - 1)


def same(what: str, expected: Ints, found: Ints, first: int = 0) -> None:
    """Fail at the first month in which two balances differ; the first place is the end of a month or day 0."""
    for place in np.flatnonzero(expected != found)[:1].tolist():
        fail(what, expected[place], found[place], month=place + first - 1)
