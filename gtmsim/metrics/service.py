"""What customers pay, by slot: at three instants, by age and month by month. Knows no metric."""

from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Floats, Ints
from gtmsim.mechanisms.pausing.rows import PAUSED
from gtmsim.mechanisms.subscription.rows import OPENING_CUSTOMER
from gtmsim.metrics.customers import Customers, Spells, sum_by_age
from gtmsim.metrics.cut import Cut, sums
from gtmsim.metrics.months import CAP

YEAR = 12  # months
SPLIT = 20  # bits; products of money and microseconds in two halves stay within 64 bits


class Service(NamedTuple):
    """Customers and their MRR [cents] in each slot; new ones were won within the horizon."""

    start: Ints  # MRR at the start
    before: Ints  # a year before the end
    end: Ints  # at the end
    kept: Ints  # at the end, of each customer up to what it was a year before
    stayed: Ints  # at the end, of the customers of a year before
    customers_start: Ints
    customers: Ints  # at the end
    customers_before: Ints  # a year before
    lost: Ints  # of these, none at the end, and not paused
    new: Ints
    alive: Ints  # new ones that are customers when the run-off is cut
    first: Ints  # MRR that new ones started with
    observed: Ints  # MRR x months of service begun in the horizon, of new ones
    live_end: Ints  # MRR at the end, of those that have gone live
    # CSM hours [millionths of an hour] of months of service begun in the horizon, attempts to keep customers included.
    hours: Ints
    hours_new: Ints  # of new ones
    hours_first: Ints  # a month, of new ones when they are won
    worth: Floats  # MRR of all months of service, of new ones, discounted to the win
    worth_undiscounted: Floats
    worth_capped: Floats  # of the first CAP months of service, discounted
    hours_worth: Floats  # CSM hours of all months of service, of new ones, discounted to the win [millionths]
    hours_worth_undiscounted: Floats
    hours_worth_capped: Floats
    by_age_before: Ints  # MRR a month before each month of service from 1 to CAP - 1, of those observed at both
    by_age: Ints  # and in it
    by_age_hours: Ints  # CSM hours in it [millionths of an hour]
    # New customers by months of service, shape (months + 1,).
    at_risk: Ints  # reached before the end of the horizon
    active: Ints  # of these, still customers, and not paused
    mrr: Ints  # of these
    mrr_first: Ints  # that those at risk started with
    mrr_before: Ints  # of those at risk, a month of service before
    survived: Ints  # of those at risk, never lost
    survived_before: Ints  # of those at risk, never lost a month of service before
    # What movements change, shape (slots, months).
    moved: Ints
    rest_high: Ints  # amount x rest of the month [cents x microseconds] in halves of SPLIT bits
    rest_low: Ints

    @property
    def months_begun(self) -> Ints:
        """MRR with which each month began, added up over the months of the horizon [cents]."""
        months = self.moved.shape[1]
        return np.asarray(self.start * months + self.moved @ np.arange(months - 1, -1, -1))


def service_of(customers: Customers, cut: Cut, worths: Floats) -> Service:
    """What customers pay; `worths` are the values of one a month for so many months, as `Given` has them."""
    n, none = customers.header.n_months, np.zeros(len(customers), np.int64)
    start, end, new = customers.levels(0), customers.levels(n), customers.new
    before = customers.levels(n - YEAR) if n >= YEAR else none
    lost, last = (before > 0) & (end == 0) & ~customers.paused(n), customers.rows.at(customers.last)
    months, won, tries = customers.observed, customers.won, customers.tries
    begun = months.stop - months.start
    paid = np.where(new[months.of], months.level * begun, 0)
    slots = cut.of(customers)
    inside, won_tries = customers.within(tries), tries.at(np.flatnonzero(new[tries.of]))
    every_of = np.concatenate((months.of, inside.of))
    taken = np.concatenate((months.hours * begun, inside.hours))

    def worth_of(spells: Spells, values: Ints, worth: Floats) -> Floats:
        held = values * (worth[spells.stop] - worth[spells.start])
        return np.asarray(sums(slots.take(spells.of, axis=1), held, cut.width))

    tables = [
        *(cut.sum(customers, mrr) for mrr in (start, before, end, np.minimum(before, end))),
        cut.sum(customers, np.where(before > 0, end, 0)),
        *(cut.count(customers, which) for which in (start > 0, end > 0, before > 0, lost, new)),
        cut.count(customers, new & ((last.int_value > 0) | (last.kind == PAUSED))),
        cut.sum(customers, np.where(new, customers.first_level, 0)),
        sums(slots.take(months.of, axis=1), paid, cut.width),
        cut.sum(customers, np.where(customers.live, end, 0)),
        sums(slots.take(every_of, axis=1), taken, cut.width),
        sums(slots.take(every_of, axis=1), np.where(new[every_of], taken, 0), cut.width),
        cut.sum(customers, np.where(new, customers.first_hours, 0)),
        *(worth_of(won, won.level, worth) for worth in worths),
        *(worth_of(won, won.hours, worth) + worth_of(won_tries, won_tries.hours, worth) for worth in worths),
        *_by_age(customers, cut),
        *_retained(customers),
        *_moved(customers, cut),
    ]
    return Service._make(tables)


def _by_age(customers: Customers, cut: Cut) -> tuple[Ints, ...]:
    """MRR of the customers observed at both of two months of service, and the CSM hours that they take in the later."""
    of, start, stop, level, hours = customers.observed
    group, entry, seen = cut.of(customers).take(of, axis=1), customers.entry_age[of], customers.ages[of]
    after = sum_by_age(group, cut.width, np.maximum(start, entry + 1), stop, level, CAP)
    before = sum_by_age(group, cut.width, start, np.minimum(stop, seen - 1), level, CAP)
    served = sum_by_age(group, cut.width, np.maximum(start, entry + 1), stop, hours, CAP)
    tries = customers.within(customers.tries)
    group, since = cut.of(customers).take(tries.of, axis=1), customers.entry_age[tries.of] + 1
    saving = sum_by_age(group, cut.width, np.maximum(tries.start, since), tries.stop, tries.hours, CAP)
    return before[:, :-1], after[:, 1:], (served + saving)[:, 1:]


def _retained(customers: Customers) -> tuple[Ints, ...]:
    """New customers by months of service; one younger than an age at the end is not at risk there."""
    ages = customers.header.n_months + 1
    seen, first_level = customers.ages[customers.new], customers.first_level[customers.new]
    alone = np.zeros(len(seen), np.int64)
    won = np.flatnonzero(customers.new[customers.observed.of])
    of, start, stop, level, _ = customers.observed.at(won)
    rows, reached = np.zeros(len(level), np.int64), customers.ages[of]
    lost, one = customers.lost_age[customers.new], np.ones_like(alone)
    return (
        sum_by_age(alone, 1, alone, seen, one, ages)[0],
        sum_by_age(rows, 1, start, stop, (level > 0).astype(np.int64), ages)[0],
        sum_by_age(rows, 1, start, stop, level, ages)[0],
        sum_by_age(alone, 1, alone, seen, first_level, ages)[0],
        sum_by_age(rows, 1, start + 1, np.minimum(stop + 1, reached), level, ages)[0],
        sum_by_age(alone, 1, alone, np.minimum(lost, seen), one, ages)[0],
        sum_by_age(alone, 1, one, np.minimum(lost + 1, seen), one, ages)[0],
    )


def _moved(customers: Customers, cut: Cut) -> list[Ints]:
    """By month what movements change, and amount x rest of the month in halves."""
    n = customers.header.n_months
    place = np.flatnonzero((customers.rows.month < n) & (customers.rows.kind != OPENING_CUSTOMER))
    rows = customers.rows.at(place)
    # What a movement adds to its own month is its amount x the rest of the month; every later month has it whole.
    rest = np.array(customers.header.months)[rows.month + 1] - rows.time
    cells = cut.of(customers).take(customers.of[place], axis=1) * n + rows.month
    return [
        sums(cells, part, cut.width * n).reshape(-1, n)
        for part in (rows.amount, rows.amount * (rest >> SPLIT), rows.amount * (rest & ((1 << SPLIT) - 1)))
    ]
