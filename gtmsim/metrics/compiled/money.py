"""What rows say of money: movements of MRR, wins, invoices, and the books at each month's end."""

from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.collection.rows import OPENING_BILL
from gtmsim.mechanisms.condition.rows import CONDITION
from gtmsim.mechanisms.contracts.rows import INTRODUCED, OFFERED
from gtmsim.mechanisms.quarter_end.rows import CLOSING_OFFER
from gtmsim.mechanisms.save_offers.rows import NOTICE_WITHDRAWN, SAVED
from gtmsim.mechanisms.selling.rows import OPPORTUNITY, QUOTED, WON
from gtmsim.mechanisms.subscription.rows import (
    COGS,
    CONTRACTED,
    COTERMED,
    CREDITED,
    EXPANDED,
    INVOICED,
    NEW_CUSTOMER,
    NOTICE_DUE,
    NOTICE_GIVEN,
)
from gtmsim.mechanisms.success.rows import ENTITLED
from gtmsim.mechanisms.upgrades.rows import UPGRADED
from gtmsim.metrics.compiled.kind_flags import (
    BILLED,
    BILLED_AMOUNT,
    BUYERS_TOLD,
    CREDITED_AMOUNT,
    DUE_NOW,
    ENDING,
    GAINING,
    NEW_NOW,
    OWED,
    RENEWALS_TOLD,
    SERVED_AMOUNT,
    WON_NOW,
    WRITES,
)

YEAR = 12  # months
CENT = 1.000001  # what rounding takes
STEP = 30 * 86_400_000_000  # of the ages of bills [microseconds]


@kernel
def moves(a, books, what, kind, time, amount, level):
    """Does a movement lead from the level before to the level after, and is its size what its kind says?"""
    before, book = a.level, books[a.segment]
    if before + amount != level:
        return False
    if what & ENDING:
        if level != 0:
            return False
    elif level <= 0:
        return False
    if what & GAINING and amount <= 0:
        return False
    if kind == CONTRACTED and amount >= 0:
        return False
    if kind in (ENTITLED, SAVED, NOTICE_GIVEN, NOTICE_WITHDRAWN):
        return amount == 0
    if kind == NEW_CUSTOMER:
        if a.won != time or a.asked != YEAR * amount:
            return False
        a.asked = a.won = 0
    elif kind in (EXPANDED, UPGRADED):
        a.won = -amount
    a.level = level
    book.mrr += amount
    if before <= 0:
        book.customers += 1
    if level <= 0:
        book.customers -= 1
    return True


@kernel
def pays(a, sums, kind, detail, time, amount, whole, value):
    """Is what is asked, offered, quoted, won, billed, credited or served possible?"""
    if kind == OPPORTUNITY:
        a.asked = amount
        return True
    if kind == OFFERED:
        return 1 <= whole <= detail
    if kind in (QUOTED, CLOSING_OFFER):
        before, a.asked = a.asked, amount
        return amount <= before
    if kind == WON:
        a.won = time
        sums[WON_NOW] += 1
        return amount == a.asked and amount % YEAR == 0
    if kind == INVOICED:
        a.asked = amount
        sums[BILLED] += 1
        sums[BILLED_AMOUNT] += amount
        return whole >= 0 and value >= 0.0 and amount - whole + int(value) == a.level * detail
    if kind == COTERMED:
        sums[BILLED] += 1
        sums[BILLED_AMOUNT] += amount
        more, a.won = -a.won, amount
        return is_pro_rata(more, detail, value, amount, whole)
    if kind == CREDITED:
        of = a.asked if detail == 0 else max(0, a.won)
        sums[BILLED] += 1
        sums[CREDITED_AMOUNT] += amount
        sums[OWED] += of
        return amount <= 0 and -amount <= of and of > 0
    if kind == INTRODUCED:
        a.asked -= YEAR * amount
        return amount > 0 and whole > amount and detail >= 1
    if kind == NEW_CUSTOMER:
        sums[NEW_NOW] += 1
    elif kind == COGS:
        sums[BILLED] += 1
        sums[SERVED_AMOUNT] += amount
    return True


@kernel
def decides(sums, kind, detail, noticed):
    """Count who decides whether to stay, when its term ends or notice is due, and the conditions that are told."""
    if kind == CONDITION:
        sums[RENEWALS_TOLD if detail > 0 else BUYERS_TOLD] += 1
        return detail >= 0
    if kind == NOTICE_DUE or noticed == 0:
        sums[DUE_NOW] += 1
    return True


@kernel
def is_pro_rata(more, months, left, amount, later):
    """Is a bill what an expansion adds [cents a month] in the share of some months that is left, and later on?"""
    if more <= 0 or amount <= 0 or later < 0 or not (left > 0.0 and left <= 1.0):
        return False
    return abs(more * months * left - (amount - later)) <= CENT


@kernel
def owe(owed, months, what, kind, month, now, old, amount):
    """Add what is owed from an end on, and from when the bill is older than each age on, to sums that run over ends."""
    end = 0 if kind == OPENING_BILL else month + 1
    billed = now if kind in (INVOICED, COTERMED) else now - old
    for age in range(len(owed)):
        while age > 0 and end < owed.shape[1] and months[end] <= billed + age * STEP:
            end += 1
        if end >= owed.shape[1]:
            return
        owed[age, end] += amount if what & WRITES else -amount


@kernel
def closes(books, months, count, detail, segment, time, amount, level):
    """Is this the next of the rows that close the months, each segment's once and at the end?"""
    month = count // len(books)
    if segment < 0 or detail != month or month >= len(months) - 1 or books[segment].closed > month:
        return False
    book = books[segment]
    book.closed, book.closed_mrr, book.closed_customers = month + 1, amount, level
    return time == months[month + 1]


@kernel
def balanced(books):
    """Do movements add up to what was closed?"""
    for segment in range(len(books)):
        book = books[segment]
        if book.mrr != book.closed_mrr or book.customers != book.closed_customers:
            return False
    return True
