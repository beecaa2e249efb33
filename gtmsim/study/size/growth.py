"""How a replication goes on that the budget did not follow to its end, and whether customers bring one another."""

from math import exp, expm1, log
from typing import NamedTuple

import numpy as np

from gtmsim.engine.prefix import Prefix
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.resolved.inputs import Inputs

PARTS = 3  # of the time that was lived, by which growth is known
LARGEST = 1e15  # times as much as was lived, beyond which nobody counts
STUCK = 0.5  # of all rows at one instant: time does not go on
MONTHS = 12.0
YEAR_DAYS = 365.25
BEGINNINGS = (Kind.OPENING_CUSTOMER, Kind.NEW_CUSTOMER, Kind.REACTIVATED, Kind.PAUSE_ENDED)
ENDS = (Kind.CHURNED, Kind.CLOSED_DOWN, Kind.CUT_OFF)


def factor(lived: Prefix, inputs: Inputs) -> float:
    """Rows of the whole replication as a multiple of those that were written [1]."""
    time, reached = lived.journal.time, lived.reached
    if lived.whole:
        return 1.0
    if reached <= 0 or np.count_nonzero(time == reached) > STUCK * len(time):
        return LARGEST
    found = time[time > 0]  # what is there on day 0 does not come again
    if not len(found):
        return max(1.0, inputs.end / reached)
    each = np.histogram(found, PARTS, (0.0, float(reached)))[0].astype(float)
    length = reached / PARTS
    grown = _grown(each, (inputs.horizon - reached) / length) if reached < inputs.horizon else 0.0
    still = 0.0 if grown else (inputs.end - reached) / length
    return float(min(LARGEST, 1.0 + (grown + each[-1] * still) / len(time)))


def _grown(each: np.ndarray, steps: float) -> float:
    """Rows of so many further parts of the time, none of them fewer than the last.

    Who bring one another grow by the same factor in each part; what only gathers (a pipeline, leads that are nurtured)
    grows by less and less, and goes on doing so.
    """
    before, now = np.diff(np.log(np.maximum(1.0, each)))
    slows = 1.0 if before <= 0.0 else float(min(1.0, max(0.0, now / before)))
    rate, slope, total = float(each[-1]), max(0.0, float(now)), 0.0
    while steps > 0.0:
        slope = min(slope * slows, log(LARGEST))
        rate *= exp(slope)
        last = 1.0 if steps >= 1.0 else steps if slope < 1e-9 else expm1(slope * steps) / expm1(slope)
        total += rate * last
        steps -= 1.0
        if total > LARGEST * LARGEST:
            return LARGEST * LARGEST
    return total


class Brought(NamedTuple):
    """What the customers of a segment bring."""

    a_year: float  # leads that a customer refers
    each: float  # new customers that a customer brings in its whole life


def brought(lived: Prefix, inputs: Inputs) -> dict[str, Brought]:
    """What customers of each segment bring, as it was lived: who waited in vain for us is not among it."""
    if inputs.referrals is None:
        return {}
    journal, end = lived.journal, min(lived.reached, inputs.horizon)
    return {segment.name: _of_segment(journal, end, inputs, g) for g, segment in enumerate(inputs.segments)}


def _of_segment(journal: Journal, end: int, inputs: Inputs, g: int) -> Brought:
    rows = np.flatnonzero((journal.segment == g) & (journal.time <= end))
    kind, time, entity = journal.kind[rows], journal.time[rows], journal.entity[rows]
    leads = (kind == Kind.LEAD) & (journal.channel[rows] == len(inputs.channels))
    if not leads.any():
        return Brought(0.0, 0.0)
    began, ended = np.isin(kind, BEGINNINGS), np.isin(kind, (*ENDS, Kind.PAUSED))
    years = (np.sum(end - time[began]) - np.sum(end - time[ended])) / (DAY * YEAR_DAYS)
    a_year = float(np.count_nonzero(leads) / max(years, 1.0 / YEAR_DAYS))
    # A pseudo-count of one: who has not been seen to leave may do so at the next term.
    due = np.count_nonzero(kind == Kind.RENEWAL_DUE)
    gone = max(0, int(np.count_nonzero(np.isin(kind, ENDS)) - np.count_nonzero(kind == Kind.REACTIVATED)))
    terms = (due + 1.0) / (gone + 1.0)
    return Brought(a_year, a_year * _won(kind, time, entity, leads, end) * terms * inputs.segments[g].term / MONTHS)


def _won(kind: np.ndarray, time: np.ndarray, entity: np.ndarray, leads: np.ndarray, end: int) -> float:
    """Share of referred leads that become customers, of those who had the time for it [1]."""
    who, came = entity[leads], time[leads]
    new = kind == Kind.NEW_CUSTOMER
    order = np.argsort(who)
    at = np.minimum(np.searchsorted(who[order], entity[new]), len(who) - 1)
    of_them = who[order][at] == entity[new]
    if not of_them.any():
        return 0.0
    delays = time[new][of_them] - came[order][at[of_them]]
    early = came <= end - 2 * np.median(delays)
    if not early.any():
        return float(np.count_nonzero(of_them) / len(who))
    return float(np.count_nonzero(np.isin(entity[new], who[early])) / np.count_nonzero(early))
