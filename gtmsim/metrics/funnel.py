"""From lead to outcome: volumes, rates and times."""

import numpy as np

from gtmsim.engine.journal import Flags, Ints, Kind
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import NO_RUN_OFF, Count, Undefined, Value, Values, counts, metric, ratios, undefined
from gtmsim.metrics.months import DAY
from gtmsim.metrics.rows import Rows, found_in

HOUR = DAY // 24
BY = ("channel", "segment")


@metric("leads", "funnel", better="higher", by=BY)
def leads(ledger: Ledger, cut: Cut) -> Values:
    """Leads that arrived."""
    return counts(cut.count(ledger.rows(Kind.LEAD)))


@metric("leads", "funnel", better="higher", by=BY)
def mqls(ledger: Ledger, cut: Cut) -> Values:
    """Leads that passed marketing's screen."""
    return counts(cut.count(ledger.rows(Kind.MQL)))


@metric("leads", "funnel", better="higher", by=BY)
def sqls(ledger: Ledger, cut: Cut) -> Values:
    """Leads that the SDRs qualified."""
    return counts(cut.count(ledger.rows(Kind.SQL)))


@metric("leads", "funnel", better="lower", by=BY)
def disqualified(ledger: Ledger, cut: Cut) -> Values:
    """Leads turned away, by marketing's screen or by the SDRs."""
    return counts(cut.count(ledger.rows(Kind.DISQUALIFIED)))


@metric("leads", "funnel", better="lower", by=BY)
def gave_up(ledger: Ledger, cut: Cut) -> Values:
    """Leads that left the SDR queue unserved."""
    return counts(cut.count(ledger.rows(Kind.GAVE_UP)))


@metric("deals", "funnel", better="higher", by=BY)
def opportunities(ledger: Ledger, cut: Cut) -> Values:
    """Opportunities created, without the initial pipeline."""
    return counts(cut.count(ledger.deals, ledger.deals.cohort(ledger.header.n_months)))


@metric("deals", "funnel", better="higher", by=BY, initial=True)
def wins(ledger: Ledger, cut: Cut) -> Values:
    """Deals won, those of the initial pipeline included."""
    return counts(cut.count(ledger.rows(Kind.WON)))


@metric("deals", "funnel", better="lower", by=BY, initial=True)
def losses(ledger: Ledger, cut: Cut) -> Values:
    """Deals lost, those of the initial pipeline included."""
    return counts(cut.count(ledger.rows(Kind.LOST)))


@metric("deals", "funnel", better="lower", by=BY, initial=True)
def no_decisions(ledger: Ledger, cut: Cut) -> Values:
    """Deals whose buying window closed without a decision, those of the initial pipeline included."""
    return counts(cut.count(ledger.rows(Kind.NO_DECISION)))


@metric("share", "funnel", better="higher", by=BY, initial=True)
def win_rate(ledger: Ledger, cut: Cut) -> Values:
    """Wins over wins and losses, by the date of closing."""
    won = cut.count(ledger.rows(Kind.WON))
    return ratios(won, won + cut.count(ledger.rows(Kind.LOST)))


@metric("share", "funnel", better="higher", by=BY, initial=True)
def win_rate_broad(ledger: Ledger, cut: Cut) -> Values:
    """Wins over all deals closed, no decision included, by the date of closing."""
    return ratios(cut.count(ledger.rows(Kind.WON)), cut.count(ledger.rows(Kind.WON, Kind.LOST, Kind.NO_DECISION)))


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
    cohort = deals.cohort(n_months)
    closed = deals.closed_month < n_months
    days = (np.where(closed, deals.closed, ledger.header.horizon) - deals.created) / DAY
    won = closed & (deals.outcome == Kind.WON)
    slots = cut.of(deals)
    return [
        median_to_win(days[mine], won[mine], closed[mine]) for mine in (cohort & (slots == s) for s in range(cut.width))
    ]


@metric("hours", "funnel", better="lower", by=BY)
def response_hours(ledger: Ledger, cut: Cut) -> Values:
    """Mean clock hours from a lead's arrival to the start of its qualification, over leads that were served."""
    arrived, started = ledger.rows(Kind.LEAD), ledger.rows(Kind.TASK_STARTED)
    served = Rows(ledger.journal, started.index[started.sub == -1])
    waited = served.time - arrived.time[found_in(served.entity, arrived.entity)]
    return ratios(cut.sum(served, waited) / HOUR, cut.count(served))


def median_to_win(days: np.ndarray[tuple[int], np.dtype[np.float64]], won: Flags, closed: Flags) -> Value:
    """Half-way point of the cumulative incidence of winning (Aalen-Johansen)."""
    if not won.any():
        return Undefined("no opportunity of the horizon was won within it")
    instants, place = np.unique(days, return_inverse=True)
    leaving: Ints = np.bincount(place, minlength=len(instants))
    closing = np.bincount(place, closed, len(instants))
    winning = np.bincount(place, won, len(instants))
    at_risk = len(days) - (np.cumsum(leaving) - leaving)
    open_after = np.cumprod(1.0 - closing / at_risk)
    open_before = np.append(1.0, open_after[:-1])
    incidence = np.cumsum(open_before * winning / at_risk)
    # The last step may be short of its own half by rounding, never by more.
    return Count(float(instants[np.searchsorted(incidence, 0.5 * incidence[-1] * (1.0 - 1e-12))]))
