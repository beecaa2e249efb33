"""What became of deals, by slot: how many, worth what, how fast. Knows no metric."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Flags, Floats, Ints
from gtmsim.mechanisms.selling import rows as selling_rows
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.deals import Deals
from gtmsim.metrics.months import DAY
from gtmsim.metrics.rows import Rows
from gtmsim.metrics.values import CLOSED, OPEN, WON, Ended

QUARTER = 3  # months


class Selling(NamedTuple):
    """Numbers of deals and annual contract values [cents] in each slot; the cohort is created within the horizon."""

    cohort: Ints
    cohort_won: Ints  # in the end
    cohort_value: Ints  # won in the end
    cohort_open: Ints  # at the end
    open: Ints  # at the end
    open_value: Ints  # on the table
    stock_value: Ints  # open at the start of the last quarter
    late_value: Ints  # won in the last quarter
    created_value: Ints  # of the cohort, asked at first
    cycle: Floats  # days from opportunity to win, added up over the cohort's wins
    median: Floats  # days until half of the winners have won; NaN where nobody has
    monthly: Ints  # the cohort by month of creation, shape (months,)
    asked: Ints  # open at the start and at the end of each month, annual value on the table, shape (months + 1,)
    ended: Ended  # the cohort, deal by deal in order of creation


def selling_of(deals: Deals, cut: Cut, n_months: int, horizon: int) -> Selling:
    """What became of deals by the end of the horizon [microseconds] and in the end."""
    cohort, late = deals.cohort(n_months), n_months - QUARTER
    ended, won = deals.open_at(n_months), cohort & (deals.outcome == selling_rows.WON)
    none = np.zeros(cut.width, np.int64)
    in_quarter = (deals.closed_month >= late) & (deals.closed_month < n_months)
    return Selling(
        cut.count(deals, cohort),
        cut.count(deals, won),
        cut.sum(deals, np.where(cohort, deals.won_value, 0)),
        cut.count(deals, cohort & ended),
        cut.count(deals, ended),
        cut.sum(deals, np.where(ended, deals.value_at(n_months), 0)),
        none if late < 0 else cut.sum(deals, np.where(deals.open_at(late), deals.value_at(late), 0)),
        none if late < 0 else cut.sum(deals, np.where(in_quarter, deals.won_value, 0)),
        cut.sum(deals, np.where(cohort, deals.value, 0)),
        cut.sum(deals, np.where(won, deals.closed - deals.created, 0) / DAY),
        cycles(deals, cut, n_months, horizon),
        np.bincount(deals.month[cohort], minlength=n_months),
        np.array([deals.value_at(m)[deals.open_at(m)].sum() for m in range(n_months + 1)], np.int64),
        ended_of(deals, n_months, horizon),
    )


def staged_by(left: Rows, stages: int) -> Ints:
    """Deals that were through with each stage, last the committee, and that went on, shape (2, stages + 1)."""
    won = left.kind == selling_rows.WON
    stage = np.where(won | (left.detail == -1), stages, left.detail)
    known = np.flatnonzero((stage >= 0) & ((stage < stages) | won | (left.detail == -1)))
    on = known[(won | (left.kind == selling_rows.STAGE_PASSED))[known]]
    return np.array([np.bincount(stage[rows], minlength=stages + 1) for rows in (known, on)], np.int64)


def ended_of(deals: Deals, n_months: int, horizon: int) -> Ended:
    """How the deals of the cohort had ended by the end of the horizon [microseconds]."""
    cohort = np.flatnonzero(deals.cohort(n_months))
    closed = deals.closed_month[cohort] < n_months
    days = (np.where(closed, deals.closed[cohort], horizon) - deals.created[cohort]) / DAY
    outcome = np.where(closed, np.where(deals.outcome[cohort] == selling_rows.WON, WON, CLOSED), OPEN)
    return Ended(deals.channel[cohort], deals.segment[cohort], days, outcome.astype(np.int8))


def cycles(deals: Deals, cut: Cut, n_months: int, horizon: int) -> Floats:
    """Median days from opportunity to win in each slot; deals open at the end of the horizon are censored there."""
    closed = deals.closed_month < n_months
    days = (np.where(closed, deals.closed, horizon) - deals.created) / DAY
    won = closed & (deals.outcome == selling_rows.WON)
    cohort = np.flatnonzero(deals.cohort(n_months))
    cohort = cohort[np.argsort(days[cohort], kind="stable")]
    slots = cut.of(deals).take(cohort, axis=1).ravel()
    by_slot = np.argsort(slots.astype(np.min_scalar_type(cut.width)), kind="stable")
    deal = np.tile(cohort, len(cut.dims))[by_slot]
    return np.array(medians_to_win(slots[by_slot], days[deal], won[deal], closed[deal], cut.width))


def medians_to_win(slots: Ints, days: Floats, won: Flags, closed: Flags, width: int) -> list[float]:
    """Half-way point of each slot's cumulative incidence of winning (Aalen-Johansen); slots and days are in order."""
    opens = np.ones(len(days), np.bool_)
    opens[1:] = (days[1:] != days[:-1]) | (slots[1:] != slots[:-1])
    instant = np.flatnonzero(opens)  # first deal of each instant in each slot
    if not len(instant):
        return [np.nan] * width
    ends = slots.searchsorted(np.arange(1, width + 1))
    at_risk = ends[slots[instant]] - instant
    closing, winning = (np.add.reduceat(which.astype(np.float64), instant) for which in (closed, won))
    staying = 1.0 - closing / at_risk
    bounds = list(pairwise([0, *instant.searchsorted(ends).tolist()]))
    open_before = np.ones(len(instant))
    for first, end in bounds:
        open_before[first + 1 : end] = np.multiply.accumulate(staying[first : end - 1])
    steps = open_before * winning / at_risk
    return [median(days[instant[first:end]], steps[first:end].cumsum()) for first, end in bounds]


def median(days: Floats, incidence: Floats) -> float:
    """Day on which half of the incidence is reached, NaN if there is none."""
    if not incidence[-1:].any():
        return np.nan
    # The last step may be short of its own half by rounding, never by more.
    return float(days[incidence.searchsorted(0.5 * incidence[-1] * (1.0 - 1e-12))])
