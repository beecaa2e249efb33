"""The same quantities month by month; money in currency units, what is unknown as NaN."""

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Floats
from gtmsim.mechanisms.channels.rows import LEAD
from gtmsim.mechanisms.pausing.metrics import resumed_by_month
from gtmsim.mechanisms.pausing.rows import PAUSE_ENDED, PAUSED
from gtmsim.mechanisms.qualification.rows import MQL, SQL
from gtmsim.mechanisms.selling.rows import LOST, NO_DECISION, WON
from gtmsim.mechanisms.subscription.rows import CONTRACTED, NEW_CUSTOMER
from gtmsim.mechanisms.win_back.rows import REACTIVATED
from gtmsim.metrics.carry_over import WHOLE
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, SERIES
from gtmsim.metrics.pipeline import employed_hours
from gtmsim.metrics.recurring import EXPANSION, LOSS

COUNTED = {
    "leads": LEAD,
    "mqls": MQL,
    "sqls": SQL,
    "wins": WON,
    "losses": LOST,
    "no_decisions": NO_DECISION,
}
# Lines of the statements; balances are those of the month's end.
FLOWS = ("bookings", "billings", "collections", "ebitda", "operating_cash_flow")
BALANCES = ("receivables", "deferred_revenue")


def monthly(ledger: Ledger) -> dict[str, Floats]:
    """All monthly series, each of shape (months,)."""
    n_months = ledger.header.n_months
    unknown = np.full(n_months, np.nan)
    series: dict[str, NDArray[np.generic]] = {name: ledger.tally.monthly_count(kind) for name, kind in COUNTED.items()}
    series["opportunities"] = ledger.selling.monthly
    series |= recurring(ledger)
    series["revenue"] = ledger.revenue.by_month / CENTS
    series |= {f"spend_{name}": cents / CENTS for name, cents in ledger.costs.by_month.items()}
    cash = ledger.header.cash
    series["cash"] = unknown if cash is None else ledger.cash.balances(cash)[1:] / CENTS
    lines = ledger.statements.lines
    series |= {name: lines[name] / CENTS for name in FLOWS} | {name: lines[name][1:] / CENTS for name in BALANCES}
    series |= {name: found.monthly(ledger) for name, found in SERIES.items() if found.monthly}
    worked, employed = ledger.hours.by_team, employed_hours(ledger)
    for team, name in enumerate(ledger.header.teams):
        if ledger.costs.acquiring[team]:
            available = employed[team]
            used = np.divide(worked[team], available, out=unknown.copy(), where=available > 0)
            series[f"utilisation_{name}"] = np.minimum(used, 1.0)  # but for rounding it is that at most
    series["cac_cohort_spend"] = ledger.attribution.spend[ledger.attribution.bought].sum(axis=0) / CENTS
    wins = ledger.attribution.wins[ledger.attribution.bought].sum(axis=0) / WHOLE
    series["cac_cohort_wins"] = wins if ledger.header.run_off else unknown
    return {name: np.asarray(values, dtype=np.float64) for name, values in series.items()}


def recurring(ledger: Ledger) -> dict[str, Floats]:
    """The bridge of recurring revenue, with customers."""
    moved, counted = ledger.tally.monthly_amount, ledger.tally.monthly_count
    gained = {"new": (NEW_CUSTOMER,), "expansion": EXPANSION, "reactivation": (REACTIVATED,)}
    lost = {"contraction": (CONTRACTED,), "churn": LOSS}
    movements = {name: moved(*kinds) for name, kinds in (gained | lost).items()}
    # What is lost when a pause ends was paused before: it is churn from then on, and no longer paused.
    resumed = resumed_by_month(ledger)
    idle = {"resumed": resumed, "paused": resumed - moved(PAUSED, PAUSE_ENDED)}
    start = ledger.service.start[0]
    end = start + np.cumsum(sum(movements.values()) + idle["resumed"] - idle["paused"])
    joined = counted(NEW_CUSTOMER, REACTIVATED, PAUSE_ENDED) - counted(*LOSS, PAUSED)
    customers = np.cumsum(joined) + ledger.service.customers_start[0]
    return {
        "mrr_start": np.append(start, end[:-1]) / CENTS,
        **{name: movements[name] / CENTS for name in gained},
        **{name: -movements[name] / CENTS for name in lost},
        **{
            name: amount / CENTS if ledger.header.pauses else np.full(len(end), np.nan) for name, amount in idle.items()
        },
        "mrr_end": end / CENTS,
        "arr_end": end * 12 / CENTS,
        "customers_end": customers.astype(np.float64),
    }
