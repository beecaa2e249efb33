"""Deals in each slot: how many, worth what, how they ended, and how long the winners took."""

import numpy as np

from gtmsim.machine.jit import kept
from gtmsim.metrics.compiled.slots import slot_of
from gtmsim.metrics.compiled.words import WON

(COHORT, COHORT_WON, COHORT_VALUE, COHORT_OPEN, OPEN, OPEN_VALUE, STOCK_VALUE, LATE_VALUE, QUANTITIES) = range(9)
DAY = 86_400_000_000  # microseconds
INITIAL = 1  # sub of an opportunity of the initial pipeline


@kept
def sold(deals, kinds, time, sub, channels, segments, amounts, first, n_months, quarter, table, cycle, monthly):
    """Add up every deal in its slots; `first` are the first slots of the divisions and the end of all."""
    for i in range(len(deals)):
        deal = deals[i]
        row, closed, month = deal.row, deal.closed, deal.month
        last = deal.closed_month if closed >= 0 else np.int64(1) << 62
        initial, won = sub[row] == INITIAL, closed >= 0 and kinds[closed] == WON
        cohort = not initial and month < n_months
        if cohort:
            monthly[month] += 1
        open_then = (initial if quarter == 0 else month < quarter and last >= quarter) and quarter >= 0
        for division in range(3):
            slot = slot_of(division, channels[row], segments[row], first)
            if cohort:
                table[COHORT, slot] += 1
                if won:
                    table[COHORT_WON, slot] += 1
                    table[COHORT_VALUE, slot] += amounts[closed]
                    cycle[slot] += (time[closed] - time[row]) / DAY
                if last >= n_months:
                    table[COHORT_OPEN, slot] += 1
            if month < n_months and last >= n_months:
                table[OPEN, slot] += 1
                table[OPEN_VALUE, slot] += amounts[row]
            if open_then:
                table[STOCK_VALUE, slot] += amounts[row]
            if won and quarter >= 0 and last >= quarter and last < n_months:
                table[LATE_VALUE, slot] += amounts[closed]
