"""Each month's spend and the customers that it won, however late, by the carry-over of spend. Knows no metric."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.engine.journal import Flags, Floats, Header, Ints, Kind
from gtmsim.metrics.apportion import apportion
from gtmsim.metrics.cut import sums
from gtmsim.metrics.months import DAY
from gtmsim.metrics.rows import Rows, found_in

if TYPE_CHECKING:
    from gtmsim.metrics.ledger import Ledger

WHOLE = 10_000  # basis points of one lead


class Attribution:
    """Spend and wins of each channel by month of spend; the run-off tells who is won in the end."""

    def __init__(self, ledger: "Ledger") -> None:
        self.header = ledger.header
        self._spent, self._fees = ledger.rows(Kind.SPENT), ledger.rows(Kind.FEE)
        self._leads, self._won = ledger.rows(Kind.LEAD), ledger.rows_ever(Kind.WON)

    @cached_property
    def bought(self) -> Flags:
        """Channels whose leads cost spend or fees within the horizon (rewards are paid for wins, not for leads)."""
        return np.asarray(self.header.daily_spend.any(axis=1) | self._paying_fees)

    @cached_property
    def spend(self) -> Ints:
        """Spend and lead fees [cents], shape (channels, months)."""
        width = len(self.header.channels) * self.header.n_months
        total = sum(sums(self._cells(rows), rows.amount, width) for rows in (self._spent, self._fees))
        return np.asarray(total).reshape(-1, self.header.n_months)

    @cached_property
    def wins(self) -> Ints:
        """Wins owed to each month's spend [basis points of a win], shape (channels, months)."""
        lead = found_in(self._won.entity, self._leads.entity)
        lead = lead[lead >= 0]
        channel = self._leads.channel[lead].astype(np.int64)
        # Nobody is touched before day 0: a lead that came sooner than its channel's delay was touched then.
        touched = np.maximum(self._leads.time[lead] - self.header.delay[channel], 0) // DAY
        total = np.zeros((len(self.header.channels), self.header.n_months), np.int64)
        np.add.at(total, channel, apportioned(self.header, self._paying_fees, channel, touched))
        return total

    @cached_property
    def _paying_fees(self) -> Flags:
        return np.asarray(np.bincount(self._fees.channel, minlength=len(self.header.channels)) > 0)

    def _cells(self, rows: Rows) -> Ints:
        return np.asarray(rows.channel.astype(np.int64) * self.header.n_months + rows.month)


def apportioned(header: Header, paying_fees: Flags, channel: Ints, day: Ints) -> Ints:
    """Basis points of a lead touched in a channel on a day that each month's spend has earned, shape (leads, months).

    What needs no spend, and what was spent before the start, keep their points: a row may add up to less than 10,000.
    """
    carried = carried_by_month(header)[day, channel]
    before = header.initial_stock[channel] * header.keep[channel] ** (day + 1.0)
    stock = carried.sum(axis=1) + before
    free = np.where(stock > 0.0, header.organic[channel, day], 1.0)
    by_source = np.column_stack([carried, before]) * ((1.0 - free) / np.where(stock > 0.0, stock, 1.0))[:, None]
    # What needs no spend is owed to the month that pays a fee for it, if one is paid.
    touched = np.searchsorted(header.months, day * DAY, side="right") - 1
    paid = np.where(paying_fees[channel], free, 0.0)
    by_source[np.arange(len(day)), touched] += paid
    return apportion(np.full(len(day), WHOLE), np.column_stack([by_source, free - paid]))[:, :-2]


def carried_by_month(header: Header) -> Floats:
    """Spend of each month that still works on each day [cents a day], shape (days, channels, months)."""
    channels, days = header.daily_spend.shape
    month = np.searchsorted(header.months, np.arange(days) * DAY, side="right") - 1
    fresh = (1.0 - header.keep)[:, None] * header.daily_spend
    carried = np.zeros((days, channels, header.n_months))
    keep = header.keep[:, None]
    for day in range(days):
        if day:
            np.multiply(carried[day - 1], keep, out=carried[day])
        carried[day, :, month[day]] += fresh[:, day]
    return carried
