"""What is served of what is billed: each bill is earned evenly over the months that it pays for. Knows no metric.

A month counts as a month, whatever its days, so that a customer on yearly bills earns as much in February as in March.
A bill's part is rounded down to the cent at each month's end, and what is left of it when its customer leaves is earned
then; what is credited is no revenue of the month of the credit, and
what is paid once is revenue at once. What it costs to serve follows its bill.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Flags, Ints
from gtmsim.journal.kinds import flags
from gtmsim.mechanisms.collection.rows import CUT_OFF
from gtmsim.mechanisms.contracts.rows import SETUP_FEE
from gtmsim.mechanisms.pausing.rows import PAUSE_ENDED, PAUSED
from gtmsim.mechanisms.subscription.rows import (
    CHURNED,
    CLOSED_DOWN,
    COGS,
    COTERMED,
    CREDITED,
    INVOICED,
    NEW_CUSTOMER,
    OPENING_CUSTOMER,
)
from gtmsim.mechanisms.training.rows import TRAINING_FEE
from gtmsim.mechanisms.win_back.rows import REACTIVATED
from gtmsim.metrics.cut import sums
from gtmsim.metrics.given import Given
from gtmsim.metrics.months import DAY, Moments, first_age
from gtmsim.metrics.rows import Rows

BEGINS = flags(OPENING_CUSTOMER, NEW_CUSTOMER, REACTIVATED, PAUSE_ENDED)
ENDS = flags(CHURNED, PAUSED, CLOSED_DOWN, CUT_OFF)
BILLS = flags(OPENING_CUSTOMER, INVOICED, COTERMED)
# On the day of the month of their contract.
DATED = flags(OPENING_CUSTOMER, NEW_CUSTOMER, REACTIVATED, PAUSE_ENDED, INVOICED, CHURNED, PAUSED)
PAID_ONCE = (SETUP_FEE, TRAINING_FEE)
BILLING = flags(
    *(OPENING_CUSTOMER, NEW_CUSTOMER, REACTIVATED, INVOICED, COTERMED, CREDITED, COGS),
    *(CHURNED, PAUSED, PAUSE_ENDED, CLOSED_DOWN, CUT_OFF, *PAID_ONCE),
)
PARTS = 8 * 28 * 29 * 15 * 31  # of a month: each day of any month is a whole number of them
YEAR = 12  # months: a bill of before day 0 is for as many at most where nothing is said
LONGEST = 60  # months of a bill
MOST = 2**62 // (LONGEST * PARTS)  # cents, of which the product with the parts of a bill fits 64 bits
NEVER = np.iinfo(np.int64).max


class Bills(NamedTuple):
    """What is billed, in order of accounts and then of happening; times in parts of months."""

    account: Ints
    month: Ints  # of the books, -1: before day 0
    since: Ints
    until: Ints
    amount: Ints  # cents
    serving: Ints  # what serving its months costs [cents]
    ended: Ints  # month of the books in which its customer left before the next bill, NEVER if it did not


class Earned(NamedTuple):
    """What is served by month, and what is paid or owed for what is yet to come, on day 0 and at each end [cents]."""

    revenue: Ints  # of bills, less what is credited; what has no bill is earned at once
    serving: Ints  # what serving costs
    deferred: Ints  # billed and not yet served, shape (months + 1,)
    prepaid: Ints  # paid for serving


class Earning:
    """Bills of one journal, and what the firm owes and is owed for them at each month's end."""

    def __init__(self, given: Given, rows: Rows) -> None:
        """`rows` are those of `BILLING` within the horizon."""
        self.given, self.n = given, given.header.n_months
        self.rows = rows.at(np.argsort(rows.entity, kind="stable"))
        opens = np.ones(len(rows), np.bool_)
        opens[1:] = self.rows.entity[1:] != self.rows.entity[:-1]
        self.opens = np.flatnonzero(opens)
        self.account = np.cumsum(opens) - 1

    @property
    def earned(self) -> Earned:
        """What bills come to."""
        at_once = self._at_once(flags(CREDITED, *PAID_ONCE).take(self.rows.kind))
        unbilled = self._at_once((self.rows.kind == COGS.number) & ~self._serves_bill)
        amounts = self.bills.amount, self.bills.serving
        revenue, serving = map(self._flow, amounts)
        return Earned(revenue + at_once, serving + unbilled, *map(self._stock, amounts))

    @cached_property
    def bills(self) -> Bills:
        """Those of the horizon, and the one that each customer of day 0 had paid before."""
        rows, billed = self.rows, self._billed
        found = np.flatnonzero(rows.kind[billed] == OPENING_CUSTOMER.number)
        months = rows.detail[billed].astype(np.int64)
        amount, serving = rows.amount[billed].copy(), np.zeros(len(billed), np.int64)
        month = rows.month[billed].copy()
        begun = self.given.calendar.moments(rows.time[billed])
        first = begun.month.copy()
        if len(found):
            places = billed[found]
            first[found], months[found] = self._paid_before(places)
            amount[found] = rows.int_value[places] * months[found]
            serving[found] = (amount[found] * self.given.header.serve_share + 0.5).astype(np.int64)
            month[found] = -1
            born = self._born
            day, clock = begun.day.copy(), begun.clock.copy()
            day[found], clock[found] = born.day[places], born.clock[places]
            begun = begun._replace(day=day, clock=clock)
        served = np.flatnonzero(self._serves_bill)
        np.add.at(serving, self._bill[served], rows.amount[served])
        anchor = self._anchor[billed]
        until = self._parts(first + months, anchor, begun.clock)[self._in_force]  # of what is added, with its bill
        return Bills(
            self.account[billed],
            month,
            self._parts(first, np.where(month < 0, anchor, begun.day), begun.clock),
            until,
            amount,
            serving,
            self._ended,
        )

    @cached_property
    def _billed(self) -> Ints:
        return np.flatnonzero(BILLS.take(self.rows.kind))

    @cached_property
    def _bill(self) -> Ints:
        """The account's last bill at each row, -1 if there is none."""
        return self._last(self._billed)

    @cached_property
    def _in_force(self) -> Ints:
        """Of each bill itself, or the bill to which it adds."""
        alone = self.rows.kind[self._billed] != COTERMED.number
        return np.asarray(np.maximum.accumulate(np.where(alone, np.arange(len(alone)), 0)))

    @cached_property
    def _serves_bill(self) -> Ints:
        """Is a row the cost of what a bill pays for?"""
        of_bill = self._bill >= 0
        of_bill[of_bill] &= self.rows.kind[self._billed[self._bill[of_bill]]] != OPENING_CUSTOMER.number
        return np.asarray((self.rows.kind == COGS.number) & (self.rows.amount > 0) & of_bill)

    @cached_property
    def _ended(self) -> Ints:
        """Month in which the customer of each bill left before the next one that is none of what is added."""
        found = np.full(len(self._billed), NEVER)
        left = np.flatnonzero(ENDS.take(self.rows.kind) & (self._bill >= 0))
        np.minimum.at(found, self._in_force[self._bill[left]], self.rows.month[left])
        return found[self._in_force]

    def _last(self, places: Ints) -> Ints:
        """Which of some places is the last one up to each row of its account, -1 if none is."""
        found = np.full(len(self.rows), -1, np.int64)
        found[places] = np.arange(len(places))
        if not len(found):
            return found
        found = np.maximum.accumulate(found)
        first = self.opens[self.account]
        return np.where((found >= 0) & (places[np.maximum(found, 0)] >= first) if len(places) else False, found, -1)

    @cached_property
    def _born(self) -> Moments:
        """When the first contract of each row's customer began; of others than those of day 0 the row's own time."""
        aged = np.where(self.rows.kind == OPENING_CUSTOMER.number, np.rint(self.rows.value * DAY), 0.0)
        return self.given.calendar.moments(self.rows.time - aged.astype(np.int64))

    @cached_property
    def _anchor(self) -> Ints:
        """Day of the month on which each row's contract began: the latest day on which it was billed or ended.

        A shorter month can only make it earlier.
        """
        begins = np.flatnonzero(BEGINS.take(self.rows.kind))
        contract = self._last(begins)
        day = self._born.day
        found = np.zeros(len(begins) + 1, np.int64)
        known = (contract >= 0) & DATED.take(self.rows.kind)
        np.maximum.at(found, contract[known], day[known])
        return np.where(contract >= 0, found[contract], day)

    def _paid_before(self, places: Ints) -> tuple[Ints, Ints]:
        """First month of what customers of day 0 have paid, counted from January 1970, and for how many it is."""
        rows = self.rows.at(places)
        header = self.given.header
        terms, bills = (
            np.array(said or (YEAR,) * len(header.segments), np.int64)[rows.segment]
            for said in (header.found_terms, header.found_billing)
        )
        term = np.where(rows.detail > 0, rows.detail, terms)
        first = self._born.at(places)._replace(day=self._anchor[places])
        aged = first_age(first, self.given.calendar.moments(rows.time + 1)) - 1  # completed on day 0
        running = aged % term // bills * bills  # months of the running term that are paid and served
        return first.month + aged - aged % term + running, np.minimum(bills, term - running)

    def _parts(self, month: Ints, day: Ints, clock: Ints) -> Ints:
        """Instants in parts of months since January 1970; a day that the month lacks becomes its last."""
        starts = month.astype("datetime64[M]")
        length = (starts + 1).astype("datetime64[D]").astype(np.int64) - starts.astype("datetime64[D]").astype(np.int64)
        passed = np.minimum(day, length - 1) * DAY + clock
        return np.asarray(month * PARTS + passed * PARTS // (length * DAY))

    @cached_property
    def _bounds(self) -> Ints:
        """Ends of the months of the horizon in parts, day 0 first."""
        moments = self.given.calendar.moments(self.given.bounds[: self.n + 1])
        return self._parts(moments.month, moments.day, moments.clock)

    @cached_property
    def _cells(self) -> tuple[Ints, Ints, Ints]:
        """Bill and month of each pair of which something may be earned, and each such bill's first pair."""
        bills, n = self.bills, self.n
        first = np.maximum(bills.month, 0)
        last = np.minimum(np.searchsorted(self._bounds[1:], bills.until), np.minimum(bills.ended, n - 1))
        count = np.maximum(last - first + 1, 0)
        bill = np.repeat(np.arange(len(count)), count)
        opens = np.cumsum(count) - count
        return bill, np.arange(len(bill)) - np.repeat(opens, count) + first[bill], opens[count > 0]

    @cached_property
    def _whole(self) -> Ints:
        """What each bill pays for, in parts of months."""
        return np.asarray(np.maximum(self.bills.until - self.bills.since, 1))

    def _flow(self, amount: Ints) -> Ints:
        """What months earn of bills [cents], rounded down at each month's end."""
        bill, month, opens = self._cells
        whole, since = self._whole[bill], self.bills.since[bill]
        earned = part_of(amount[bill], np.clip(self._bounds[month + 1] - since, 0, whole), whole)
        ended = self.bills.ended[bill] == month
        earned[ended] = amount[bill[ended]]
        flow = np.diff(earned, prepend=0)
        before = np.where(
            self.bills.month[bill[opens]] < 0, np.clip(-since[opens] + self._bounds[0], 0, whole[opens]), 0
        )
        flow[opens] = earned[opens] - part_of(amount[bill[opens]], before, whole[opens])
        return np.asarray(sums(month, flow, self.n))

    def _stock(self, amount: Ints) -> Ints:
        """What bills in force have left to earn, rounded up [cents], on day 0 and at each month's end."""
        bill, month, _ = self._cells
        before = np.flatnonzero(self.bills.month < 0)
        bill, end = np.append(before, bill), np.append(np.zeros(len(before), np.int64), month + 1)
        whole = self._whole[bill]
        left = np.clip(self.bills.until[bill] - self._bounds[end], 0, whole)
        held = -part_of(-amount[bill], left, whole)
        held[self.bills.ended[bill] < end] = 0
        return np.asarray(sums(end, held, self.n + 1))

    def _at_once(self, which: Flags) -> Ints:
        places = np.flatnonzero(which)
        return np.asarray(sums(self.rows.month[places], self.rows.amount[places], self.n))


def part_of(amount: Ints, part: Ints, whole: Ints) -> Ints:
    """Amount x part / whole, rounded down [cents]."""
    if int(np.abs(amount).max(initial=0)) < MOST:
        return np.asarray(amount * part // whole)
    each, rest = np.divmod(amount, whole)  # the product would not fit 64 bits
    return np.asarray(each * part + rest * part // whole)
