"""Deals by channel and segment: how many, worth what, how they ended, and how long the winners took."""

import numpy as np

from gtmsim.machine.jit import kept
from gtmsim.mechanisms.selling.rows import WON
from gtmsim.metrics.compiled.lines import (
    COHORT,
    COHORT_OPEN,
    COHORT_VALUE,
    COHORT_WON,
    CREATED_VALUE,
    LATE_VALUE,
    OPEN,
    OPEN_VALUE,
    STOCK_VALUE,
)
from gtmsim.metrics.compiled.slots import slot_of

DAY = 86_400_000_000  # microseconds
INITIAL = 1  # detail of an opportunity of the initial pipeline
NEVER = np.int64(1 << 62)


@kept
def sold(
    deals,
    kinds,
    time,
    detail,
    channels,
    segments,
    amounts,
    first,
    n_months,
    quarter,
    horizon,
    # What is added up, and of the cohort: which deals, and how long each took or has taken.
    cells,
    cycle,
    monthly,
    cohort,
    elapsed,
):
    """Add up every deal; gives the size of the cohort. `quarter` is the first month of the last one."""
    members = 0
    for i in range(len(deals)):
        deal = deals[i]
        row, closed, month = deal.row, deal.closed, deal.month
        c, s = channels[row] + 1, segments[row] + 1
        last = deal.closed_month if closed >= 0 else NEVER
        initial, won = detail[row] == INITIAL, closed >= 0 and kinds[closed] == WON
        if not initial and month < n_months:
            cohort[members] = i
            elapsed[members] = (time[closed] if last < n_months else horizon) - time[row]
            members += 1
            monthly[month] += 1
            cells[COHORT, c, s] += 1
            cells[CREATED_VALUE, c, s] += amounts[row]
            if won:
                cells[COHORT_WON, c, s] += 1
                cells[COHORT_VALUE, c, s] += amounts[closed]
                for division in range(3):
                    cycle[slot_of(division, c - 1, s - 1, first)] += (time[closed] - time[row]) / DAY
            if last >= n_months:
                cells[COHORT_OPEN, c, s] += 1
        if month < n_months and last >= n_months:
            cells[OPEN, c, s] += 1
            cells[OPEN_VALUE, c, s] += amounts[deal.priced]
        if quarter >= 0 and (initial if quarter == 0 else month < quarter and last >= quarter):
            cells[STOCK_VALUE, c, s] += amounts[deal.early]
        if won and quarter >= 0 and last >= quarter and last < n_months:
            cells[LATE_VALUE, c, s] += amounts[closed]
    return members
