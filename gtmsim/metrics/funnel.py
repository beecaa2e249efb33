"""From lead to outcome: volumes, rates and times."""

from itertools import pairwise

import numpy as np

from gtmsim.engine.journal import Flags, Floats, Ints, Kind
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import NO_RUN_OFF, Count, Undefined, Value, Values, counts, metric, ratios, undefined
from gtmsim.metrics.months import DAY

HOUR = DAY // 24
NO_WIN = Undefined("no opportunity of the horizon was won within it")
BY = ("channel", "segment")


@metric("leads", "funnel", better="higher", by=BY)
def leads(ledger: Ledger, cut: Cut) -> Values:
    """Leads that arrived."""
    return counts(ledger.tally.count(cut, Kind.LEAD))


@metric("leads", "funnel", better="higher", by=BY)
def mqls(ledger: Ledger, cut: Cut) -> Values:
    """Leads that passed marketing's screen."""
    return counts(ledger.tally.count(cut, Kind.MQL))


@metric("leads", "funnel", better="higher", by=BY)
def sqls(ledger: Ledger, cut: Cut) -> Values:
    """Leads that the SDRs qualified."""
    return counts(ledger.tally.count(cut, Kind.SQL))


@metric("leads", "funnel", better="lower", by=BY)
def disqualified(ledger: Ledger, cut: Cut) -> Values:
    """Leads turned away, by marketing's screen or by the SDRs."""
    return counts(ledger.tally.count(cut, Kind.DISQUALIFIED))


@metric("leads", "funnel", better="lower", by=BY)
def gave_up(ledger: Ledger, cut: Cut) -> Values:
    """Leads that left the SDR queue unserved."""
    return counts(ledger.tally.count(cut, Kind.GAVE_UP))


@metric("deals", "funnel", better="higher", by=BY)
def opportunities(ledger: Ledger, cut: Cut) -> Values:
    """Opportunities created, without the initial pipeline."""
    return counts(cut.count(ledger.deals, ledger.deals.cohort(ledger.header.n_months)))


@metric("deals", "funnel", better="higher", by=BY, initial=True)
def wins(ledger: Ledger, cut: Cut) -> Values:
    """Deals won, those of the initial pipeline included."""
    return counts(ledger.tally.count(cut, Kind.WON))


@metric("deals", "funnel", better="lower", by=BY, initial=True)
def losses(ledger: Ledger, cut: Cut) -> Values:
    """Deals lost, those of the initial pipeline included."""
    return counts(ledger.tally.count(cut, Kind.LOST))


@metric("deals", "funnel", better="lower", by=BY, initial=True)
def no_decisions(ledger: Ledger, cut: Cut) -> Values:
    """Deals whose buying window closed without a decision, those of the initial pipeline included."""
    return counts(ledger.tally.count(cut, Kind.NO_DECISION))


@metric("share", "funnel", better="higher", by=BY, initial=True)
def win_rate(ledger: Ledger, cut: Cut) -> Values:
    """Wins over wins and losses, by the date of closing."""
    won = ledger.tally.count(cut, Kind.WON)
    return ratios(won, won + ledger.tally.count(cut, Kind.LOST))


@metric("share", "funnel", better="higher", by=BY, initial=True)
def win_rate_broad(ledger: Ledger, cut: Cut) -> Values:
    """Wins over all deals closed, no decision included, by the date of closing."""
    return ratios(ledger.tally.count(cut, Kind.WON), ledger.tally.count(cut, Kind.WON, Kind.LOST, Kind.NO_DECISION))


@metric("share", "funnel", better="higher", by=BY)
def win_rate_cohort(ledger: Ledger, cut: Cut) -> Values:
    """Opportunities created in the horizon that are won in the end, over those created."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    deals, cohort = ledger.deals, ledger.deals.cohort(ledger.header.n_months)
    return ratios(cut.count(deals, cohort & (deals.outcome == Kind.WON)), cut.count(deals, cohort))


@metric("days", "funnel", better="lower", by=BY)
def sales_cycle_days(ledger: Ledger, cut: Cut) -> Values:
    """Median days from opportunity to win among winners; other ends are competing risks, open deals are censored."""
    deals, n_months = ledger.deals, ledger.header.n_months
    closed = deals.closed_month < n_months
    days = (np.where(closed, deals.closed, ledger.header.horizon) - deals.created) / DAY
    won = closed & (deals.outcome == Kind.WON)
    cohort = np.flatnonzero(deals.cohort(n_months))
    cohort = cohort[np.argsort(days[cohort], kind="stable")]
    slots = cut.of(deals).take(cohort, axis=1).ravel()
    by_slot = np.argsort(slots.astype(np.min_scalar_type(cut.width)), kind="stable")
    deal = np.tile(cohort, len(cut.dims))[by_slot]
    return medians_to_win(slots[by_slot], days[deal], won[deal], closed[deal], cut.width)


@metric("hours", "funnel", better="lower", by=BY)
def response_hours(ledger: Ledger, cut: Cut) -> Values:
    """Mean clock hours from a lead's arrival to the start of its qualification, over leads that were served."""
    served = ledger.waits
    return ratios(cut.sum(served, served.waited) / HOUR, cut.count(served))


def medians_to_win(slots: Ints, days: Floats, won: Flags, closed: Flags, width: int) -> list[Value]:
    """Half-way point of each slot's cumulative incidence of winning (Aalen-Johansen); slots and days are in order."""
    opens = np.ones(len(days), np.bool_)
    opens[1:] = (days[1:] != days[:-1]) | (slots[1:] != slots[:-1])
    instant = np.flatnonzero(opens)  # first deal of each instant in each slot
    if not len(instant):
        return [NO_WIN] * width
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


def median(days: Floats, incidence: Floats) -> Value:
    """Day on which half of the incidence is reached."""
    if not incidence[-1:].any():
        return NO_WIN
    # The last step may be short of its own half by rounding, never by more.
    return Count(float(days[incidence.searchsorted(0.5 * incidence[-1] * (1.0 - 1e-12))]))
