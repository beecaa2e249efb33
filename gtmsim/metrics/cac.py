"""What a new customer costs, in the field's several forms side by side."""

import numpy as np

from gtmsim.engine.journal import Flags, Kind
from gtmsim.metrics.attribution import WHOLE
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, NO_RUN_OFF, Undefined, Value, Values, counts, metric, ratios, undefined
from gtmsim.metrics.recurring import moved

QUARTER = 3  # months
BY = ("channel",)  # spend is bought by channel; no cost is known by segment


@metric("money", "cac", better="lower", by=BY, initial=True)
def spend_marketing(ledger: Ledger, cut: Cut) -> Values:
    """Channel spend, lead fees, referral rewards and the proof programme."""
    return counts(ledger.costs.of(ledger.costs.marketing, cut) / CENTS)


@metric("money", "cac", better="lower", by=BY, initial=True)
def spend_sales(ledger: Ledger, cut: Cut) -> Values:
    """Pay of the SDR and AE teams, commissions, and sales and marketing overhead."""
    return counts(ledger.costs.of(ledger.costs.sales, cut) / CENTS)


@metric("money", "cac", better="lower")
def spend_success(ledger: Ledger, cut: Cut) -> Values:
    """Pay of the CSM teams; not a cost of acquisition."""
    return counts(ledger.costs.by_month["success"].sum(keepdims=True) / CENTS)


@metric("money", "cac", better="lower", by=BY)
def cac_paid(ledger: Ledger, cut: Cut) -> Values:
    """Spend, lead fees and rewards of paid channels over the wins attributed to these channels."""
    paid = np.append(np.array(ledger.header.paid, np.bool_), False)
    if cut.whole and not paid.any():
        return undefined("no channel is paid for", cut)
    cost = np.where(paid, ledger.costs.variable, 0)
    won = np.where(paid, ledger.costs.wins, 0)
    found = ratios(ledger.costs.of(cost, cut) / CENTS, ledger.costs.of(won, cut))
    return found if cut.whole else only_where(paid, found, "nothing is paid for this channel")


@metric("money", "cac", better="lower", by=BY, initial=True)
def cac_blended(ledger: Ledger, cut: Cut) -> Values:
    """All marketing money over all wins."""
    return ratios(ledger.costs.of(ledger.costs.marketing, cut) / CENTS, ledger.costs.of(ledger.costs.wins, cut))


@metric("money", "cac", better="lower", by=BY, initial=True)
def cac_loaded(ledger: Ledger, cut: Cut) -> Values:
    """Marketing, pay of the SDR and AE teams, commissions and overhead over all wins."""
    return ratios(ledger.costs.of(ledger.costs.loaded, cut) / CENTS, ledger.costs.of(ledger.costs.wins, cut))


@metric("money", "cac", better="lower", by=BY)
def cac_cohort(ledger: Ledger, cut: Cut) -> Values:
    """Spend and lead fees of the horizon over the wins that they led to, however late."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    bought = np.append(ledger.attribution.bought, False)
    if cut.whole and not bought.any():
        return undefined("no lead is paid for", cut)
    spend = np.append(ledger.attribution.spend.sum(axis=1), 0)
    won = np.append(ledger.attribution.wins.sum(axis=1), 0)
    found = ratios(ledger.costs.of(spend, cut) / CENTS, ledger.costs.of(won, cut) / WHOLE)
    return found if cut.whole else only_where(bought, found, "no lead of this channel is paid for")


@metric("months", "cac", better="lower", by=BY, initial=True)
def cac_payback_months(ledger: Ledger, cut: Cut) -> Values:
    """Cost of acquisition (loaded) over the monthly gross profit of the customers won; churn is ignored."""
    profit = moved(ledger, cut, Kind.NEW) * (1.0 - ledger.header.serve_share)
    return ratios(ledger.costs.of(ledger.costs.loaded, cut) / CENTS, profit / CENTS)


@metric("1", "cac", better="lower")
def cac_ratio(ledger: Ledger, cut: Cut) -> Values:
    """Sales and marketing of all quarters but the last over new ARR a quarter later."""
    if ledger.header.n_months <= QUARTER:
        return undefined("the horizon is not longer than a quarter", cut)
    spent = (ledger.costs.by_month["marketing"] + ledger.costs.by_month["sales"])[:-QUARTER].sum(keepdims=True)
    new = ledger.rows(Kind.NEW)
    return ratios(spent / CENTS, new.amount[new.month >= QUARTER].sum(keepdims=True) * 12 / CENTS)


def only_where(known: Flags, found: list[Value], why: str) -> list[Value]:
    """Values where they are known, a reason elsewhere."""
    return [value if yes else Undefined(why) for yes, value in zip(known, found, strict=True)]
