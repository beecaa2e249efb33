"""Open deals, the speed of selling, and how the teams are used."""

import numpy as np

from gtmsim.engine.journal import Kind
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import (
    CENTS,
    NO_RUN_OFF,
    Count,
    Ratio,
    Undefined,
    Value,
    Values,
    counts,
    metric,
    ratios,
    undefined,
)
from gtmsim.metrics.months import DAY

BY = ("channel", "segment")
QUARTER = 3  # months
NO_TASKS = Undefined("a CSM team has coverage, not tasks")


@metric("money/year", "pipeline", better="higher", by=BY, initial=True)
def pipeline_open(ledger: Ledger, cut: Cut) -> Values:
    """Annual contract value of the opportunities open at the end of the horizon, not weighted."""
    deals = ledger.deals
    return counts(cut.sum(deals, np.where(deals.open_at(ledger.header.n_months), deals.value, 0)) / CENTS)


@metric("deals", "pipeline", better="higher", by=BY, initial=True)
def pipeline_deals(ledger: Ledger, cut: Cut) -> Values:
    """Opportunities open at the end of the horizon."""
    return counts(cut.count(ledger.deals, ledger.deals.open_at(ledger.header.n_months)))


@metric("1", "pipeline", better="higher", by=BY, initial=True)
def pipeline_coverage(ledger: Ledger, cut: Cut) -> Values:
    """Open pipeline at the start of the last quarter over the ARR won in that quarter, which stands for a target."""
    start = ledger.header.n_months - QUARTER
    if start < 0:
        return undefined("the horizon is shorter than a quarter", cut)
    deals, n_months = ledger.deals, ledger.header.n_months
    stock = cut.sum(deals, np.where(deals.open_at(start), deals.value, 0))
    won = np.where((deals.closed_month >= start) & (deals.closed_month < n_months), deals.won_value, 0)
    return ratios(stock / CENTS, cut.sum(deals, won) / CENTS)


@metric("money/year/day", "pipeline", better="higher", by=BY)
def sales_velocity(ledger: Ledger, cut: Cut) -> Values:
    """Opportunities created per day x their win rate in the end x annual value won: a flow, not the stock formula."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    deals = ledger.deals
    won = np.where(deals.cohort(ledger.header.n_months), deals.won_value, 0)
    return counts(cut.sum(deals, won) / CENTS / (ledger.header.horizon / DAY))


@metric("1", "pipeline", better="lower", by=BY)
def sales_velocity_stock_ratio(ledger: Ledger, cut: Cut) -> Values:
    """How far the formula with the open stock and the cycle of won deals overstates sales_velocity."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    deals, n_months = ledger.deals, ledger.header.n_months
    cohort = deals.cohort(n_months)
    won = cohort & (deals.outcome == Kind.WON)
    stock = cut.count(deals, cohort & deals.open_at(n_months))
    cycle = cut.sum(deals, np.where(won, deals.closed - deals.created, 0) / DAY)
    days = ledger.header.horizon / DAY
    return [
        Ratio(float(held * days), float(made * total / wins)) if wins else Undefined("no opportunity was won")
        for held, made, total, wins in zip(stock, cut.count(deals, cohort), cycle, cut.count(deals, won), strict=True)
    ]


@metric("share", "pipeline", better="higher", by=("team",))
def utilisation(ledger: Ledger, cut: Cut) -> Values:
    """Hours worked on tasks over the hours available; in total, of the SDR and AE teams."""
    acquiring = ledger.costs.acquiring
    worked = ledger.tasks.by_team.sum(axis=1)
    available = ledger.header.working_hours.sum(axis=1)
    found: list[Value] = []
    for dim in cut.dims:
        if not dim:
            found += ratios(worked[acquiring].sum(keepdims=True), available[acquiring].sum(keepdims=True))
            continue
        by_team = zip(acquiring, ratios(worked, available), strict=True)
        found += [value if tasked else NO_TASKS for tasked, value in by_team]
        found.append(NO_TASKS)  # of no team
    return found


@metric("share", "pipeline", better="higher")
def coverage(ledger: Ledger, cut: Cut) -> Values:
    """Mean over months of the share of the needed CSM hours that the team has."""
    rows = ledger.rows(Kind.COVERAGE)
    if not len(rows):
        return undefined("no CSM coverage in this scenario", cut)
    return [Count(float(rows.number.mean()))]
