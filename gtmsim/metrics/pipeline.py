"""Open deals, the speed of selling, and how the teams are used."""

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
from gtmsim.metrics.ordered import mean, total
from gtmsim.metrics.selling import QUARTER

BY = ("channel", "segment")
NO_TASKS = Undefined("a CSM team has coverage, not tasks")


@metric("money/year", "pipeline", better="higher", by=BY, initial=True)
def pipeline_open(ledger: Ledger, cut: Cut) -> Values:
    """Annual contract value of the opportunities open at the end of the horizon, not weighted."""
    return counts(ledger.by(cut, ledger.selling.open_value) / CENTS)


@metric("deals", "pipeline", better="higher", by=BY, initial=True)
def pipeline_deals(ledger: Ledger, cut: Cut) -> Values:
    """Opportunities open at the end of the horizon."""
    return counts(ledger.by(cut, ledger.selling.open))


@metric("1", "pipeline", better="higher", by=BY, initial=True)
def pipeline_coverage(ledger: Ledger, cut: Cut) -> Values:
    """Open pipeline at the start of the last quarter over the ARR won in that quarter, which stands for a target."""
    if ledger.header.n_months < QUARTER:
        return undefined("the horizon is shorter than a quarter", cut)
    selling = ledger.selling
    return ratios(ledger.by(cut, selling.stock_value) / CENTS, ledger.by(cut, selling.late_value) / CENTS)


@metric("money/year/day", "pipeline", better="higher", by=BY)
def sales_velocity(ledger: Ledger, cut: Cut) -> Values:
    """Opportunities created per day x their win rate in the end x annual value won: a flow, not the stock formula."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    return counts(ledger.by(cut, ledger.selling.cohort_value) / CENTS / (ledger.header.horizon / DAY))


@metric("1", "pipeline", better="lower", by=BY)
def sales_velocity_stock_ratio(ledger: Ledger, cut: Cut) -> Values:
    """How far the formula with the open stock and the cycle of won deals overstates sales_velocity."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    selling, days = ledger.selling, ledger.header.horizon / DAY
    parts = (selling.cohort_open, selling.cohort, selling.cycle, selling.cohort_won)
    return [
        Ratio(float(held * days), float(made * total / wins)) if wins else Undefined("no opportunity was won")
        for held, made, total, wins in zip(*(ledger.by(cut, part).tolist() for part in parts), strict=True)
    ]


@metric("share", "pipeline", better="higher", by=("team",))
def utilisation(ledger: Ledger, cut: Cut) -> Values:
    """Hours worked on tasks over the hours available; in total, of the SDR and AE teams."""
    acquiring = ledger.costs.acquiring
    worked, available = total(ledger.hours.by_team), ledger.given.available
    found: list[Value] = []
    for dim in cut.dims:
        if not dim:
            found += ratios(total(worked[acquiring])[None], total(available[acquiring])[None])
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
    return [Count(mean(rows.number))]
