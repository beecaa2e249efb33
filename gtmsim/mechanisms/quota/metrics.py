"""How much of their quotas sellers win."""

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.mechanisms.productivity.metrics import FIFTH, of_the_first
from gtmsim.mechanisms.quota.rows import QUOTA_PERIOD
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, identity
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, nothing, ratios, series

NO_QUOTA = "sellers have no quota in this scenario, or no period of it ends within the horizon"
HALF = 0.5


@metric("share", "pipeline", better="higher", nature="size")
def quota_attainment(ledger: Ledger, cut: Cut) -> Values:
    """Annual value that sellers have won over what they should have won, all periods and sellers together."""
    told = ledger.rows(QUOTA_PERIOD)
    if not len(told):
        return nothing(NO_QUOTA, cut)
    return ratios(cut.sum(told, told.amount) / CENTS, cut.sum(told, told.value))


@metric("share", "pipeline", better="higher", nature="proportion")
def sellers_at_quota(ledger: Ledger, cut: Cut) -> Values:
    """Share of the sellers' periods in which the quota was reached."""
    return periods(ledger, cut, 1.0, True)


@metric("share", "pipeline", better="lower", nature="proportion")
def sellers_below_half(ledger: Ledger, cut: Cut) -> Values:
    """Share of the sellers' periods in which less than half of the quota was won."""
    return periods(ledger, cut, HALF, False)


@metric("money", "pipeline", nature="size")
def quota_capacity(ledger: Ledger, cut: Cut) -> Values:
    """Annual contract value that all sellers together shall win in the horizon; new hires count as they learn."""
    told = ledger.rows(QUOTA_PERIOD)
    return counts(cut.sum(told, told.value)) if len(told) else nothing(NO_QUOTA, cut)


@series("quota_capacity", "money")
def quota_capacity_by_month(ledger: Ledger) -> Floats:
    """Quotas of the periods that end with each month; NaN where sellers have none."""
    told, months = ledger.rows(QUOTA_PERIOD), ledger.header.n_months
    if not len(told):
        return np.full(months, np.nan)
    return np.bincount(told.detail, told.value, minlength=months)[:months].astype(np.float64)


@metric("share", "pipeline")
def top_fifth_won(ledger: Ledger, cut: Cut) -> Values:
    """Share of the value won under quota that the best fifth of sellers won; 20 % where all win as much."""
    told = ledger.rows(QUOTA_PERIOD)
    if not len(told):
        return nothing(NO_QUOTA, cut)
    won = np.sort(np.bincount(told.int_value, told.amount / CENTS))[::-1]
    there = np.zeros(len(won), np.bool_)
    there[: len(np.unique(told.int_value))] = True
    return ratios(np.array([of_the_first(won[there], FIFTH)]), np.array([won.sum()]))


def periods(ledger: Ledger, cut: Cut, share: float, above: bool) -> Values:
    """Share of the sellers' periods with so much of their quota, or with less."""
    told = ledger.rows(QUOTA_PERIOD)
    if not len(told):
        return nothing(NO_QUOTA, cut)
    enough = told.amount / CENTS >= share * told.value
    return ratios(cut.count(told, enough if above else ~enough), cut.count(told))


@identity
def quotas_are_above_nothing(ledger: Ledger) -> None:
    """Who has a period told has a quota in it, and has won nothing or more."""
    told = ledger.rows_ever(QUOTA_PERIOD)
    demand(told, "a quota is above 0", told.value > 0.0, "above 0", told.value)
    demand(told, "nobody wins less than nothing", told.amount >= 0, "at least 0", told.amount)
