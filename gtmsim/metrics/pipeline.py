"""Open deals, the speed of selling, and how the teams are used."""

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.mechanisms.selling.rows import OPPORTUNITY
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.lifetime import over
from gtmsim.metrics.metric import (
    CENTS,
    NO_RUN_OFF,
    Form,
    Sums,
    Undefined,
    Values,
    counts,
    metric,
    ratios,
    series,
    undefined,
)
from gtmsim.metrics.months import DAY
from gtmsim.metrics.ordered import total
from gtmsim.metrics.selling import QUARTER

BY = ("channel", "segment")
NO_TASKS = Undefined("a CSM team has coverage, not tasks")
BY_TEAM = Undefined("by team alone: a team at its limit is no less so for another's idle hours")
NO_WIN = "no opportunity was won"
STOCK = Form(
    lambda parts, known: over(parts[:, 0] * known[0] * parts[:, 3], parts[:, 1] * parts[:, 2]), lambda *_: NO_WIN
)


@metric("money/year", "pipeline", by=BY, initial=True, nature="size")
def pipeline_open(ledger: Ledger, cut: Cut) -> Values:
    """Annual value of the opportunities open at the end of the horizon, at the price on the table, not weighted."""
    return counts(ledger.by(cut, ledger.selling.open_value) / CENTS)


@metric("money/year", "pipeline", by=BY, nature="size")
def pipeline_created(ledger: Ledger, cut: Cut) -> Values:
    """Annual value of the opportunities created, at the price asked first; without the initial pipeline."""
    return counts(ledger.by(cut, ledger.selling.created_value) / CENTS)


@metric("deals", "pipeline", by=BY, initial=True, nature="size")
def pipeline_deals(ledger: Ledger, cut: Cut) -> Values:
    """Opportunities open at the end of the horizon."""
    return counts(ledger.by(cut, ledger.selling.open))


@metric("1", "pipeline", by=BY, initial=True)
def pipeline_coverage(ledger: Ledger, cut: Cut) -> Values:
    """Open pipeline at the start of the last quarter over the ARR won in that quarter, which stands for a target."""
    if ledger.header.n_months < QUARTER:
        return undefined("the horizon is shorter than a quarter", cut)
    selling = ledger.selling
    return ratios(ledger.by(cut, selling.stock_value) / CENTS, ledger.by(cut, selling.late_value) / CENTS)


@metric("money/year/day", "pipeline", better="higher", by=BY, nature="size")
def sales_velocity(ledger: Ledger, cut: Cut) -> Values:
    """Opportunities created per day x their win rate in the end x annual value won: a flow, not the stock formula."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    return counts(ledger.by(cut, ledger.selling.cohort_value) / CENTS / (ledger.header.horizon / DAY))


@metric("1", "pipeline", by=BY, form=STOCK)
def sales_velocity_stock_ratio(ledger: Ledger, cut: Cut) -> Values:
    """How far the formula with the open stock and the cycle of won deals overstates sales_velocity."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    selling, days = ledger.selling, ledger.header.horizon / DAY
    parts = (selling.cohort_open, selling.cohort, selling.cycle, selling.cohort_won)
    table = np.column_stack([ledger.by(cut, part) for part in parts]).astype(np.float64)
    return [Sums(line, (days,)) for line in table]


@series("pipeline_start", "money/year")
def pipeline_start(ledger: Ledger) -> Floats:
    """Annual value of the opportunities open when each month begins, at the price on the table."""
    return np.asarray(ledger.selling.asked[:-1] / CENTS)


@series("pipeline_created", "money/year")
def pipeline_created_by_month(ledger: Ledger) -> Floats:
    """Annual value of the opportunities created in each month, at the price asked first."""
    created = ledger.tally.monthly_amount(OPPORTUNITY).copy()
    created[:1] -= ledger.selling.asked[0]  # what day 0 found
    return np.asarray(created / CENTS)


@metric("share", "pipeline", by=("team",), nature="part")
def utilisation(ledger: Ledger, cut: Cut) -> Values:
    """Hours worked on tasks over the hours of employment; by team alone, as one team's idle time is no other's."""
    worked, employed = total(ledger.hours.by_team), total(employed_hours(ledger))
    by_team = ratios(np.minimum(worked, employed), employed)  # the audit has asked that they differ by rounding alone
    found = [value if tasked else NO_TASKS for tasked, value in zip(ledger.costs.acquiring, by_team, strict=True)]
    return [value for dim in cut.dims for value in ((*found, NO_TASKS) if dim else (BY_TEAM,))]


@metric("days", "pipeline", by=("team",), better="lower", nature="size")
def queue_wait(ledger: Ledger, cut: Cut) -> Values:
    """Mean time for which work that a team began had waited for it; by team alone."""
    waited = ratios(*ledger.queued)
    found = [value if tasked else NO_TASKS for tasked, value in zip(ledger.costs.acquiring, waited, strict=True)]
    return [value for dim in cut.dims for value in ((*found, NO_TASKS) if dim else (BY_TEAM,))]


def employed_hours(ledger: Ledger) -> Floats:
    """Working hours of employment by team and month; a leaver is employed until the task in hand is done."""
    return np.asarray(ledger.header.working_hours + ledger.hours.overtime)
