"""What is paid by quotas, and how much of them people reach: by team, across people and periods."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Floats
from gtmsim.mechanisms.quota.rows import QUOTA_PERIOD
from gtmsim.mechanisms.variable_pay.rows import VARIABLE_PAY
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Count, Undefined, Value, Values, counts, metric, nothing, ratios, series

NOT_SO = "nobody is paid by how much of a quota they reach in this scenario"
NO_QUOTA = "nobody has a quota in this scenario, or no period of it ends within the horizon"
BY_TEAM = Undefined("by team alone: a quota of deals is not one of leads or of renewals")
NO_PERIOD = Undefined("no period of a quota of this team ends within the horizon")


@metric("money", "cac", by=("team",))
def variable_pay(ledger: Ledger, cut: Cut) -> Values:
    """What people are paid beside their base by how much of a quota they reached: that of CSMs is cost of revenue."""
    told = ledger.rows(VARIABLE_PAY)
    return counts(cut.sum(told, told.amount) / CENTS) if len(told) else nothing(NOT_SO, cut)


@metric("share", "pipeline", better="higher", by=("team",), nature="size")
def attainment_p10(ledger: Ledger, cut: Cut) -> Values:
    """What was reached over the quota in all but the worst tenth of a team's periods of people."""
    return at_least(ledger, cut, 0.1)


@metric("share", "pipeline", better="higher", by=("team",), nature="size")
def attainment_p50(ledger: Ledger, cut: Cut) -> Values:
    """What was reached over the quota in the middle one of a team's periods of people."""
    return at_least(ledger, cut, 0.5)


@metric("share", "pipeline", better="higher", by=("team",), nature="size")
def attainment_p90(ledger: Ledger, cut: Cut) -> Values:
    """What was reached over the quota in the best tenth of a team's periods of people, at least."""
    return at_least(ledger, cut, 0.9)


@metric("share", "pipeline", better="lower", by=("team",), nature="proportion")
def attainment_below_half(ledger: Ledger, cut: Cut) -> Values:
    """Share of a team's periods of people in which less than half of the quota was reached."""
    return between(ledger, cut, 0.0, 0.5)


@metric("share", "pipeline", by=("team",), nature="proportion")
def attainment_from_half(ledger: Ledger, cut: Cut) -> Values:
    """Share of a team's periods of people in which half of the quota was reached, and not all of it."""
    return between(ledger, cut, 0.5, 1.0)


@metric("share", "pipeline", by=("team",), nature="proportion")
def attainment_from_quota(ledger: Ledger, cut: Cut) -> Values:
    """Share of a team's periods of people in which the quota was reached, and less than 1.5 times of it."""
    return between(ledger, cut, 1.0, 1.5)


@metric("share", "pipeline", by=("team",), nature="proportion")
def attainment_from_one_and_a_half(ledger: Ledger, cut: Cut) -> Values:
    """Share of a team's periods of people in which 1.5 times of the quota was reached, or more."""
    return between(ledger, cut, 1.5, np.inf)


@metric("share", "pipeline", better="higher", by=("team",), nature="proportion")
def share_at_quota(ledger: Ledger, cut: Cut) -> Values:
    """Share of a team's periods of people in which the quota was reached."""
    return between(ledger, cut, 1.0, np.inf)


@series("quota_attainment", "share")
def attainment_by_month(ledger: Ledger) -> Floats:
    """What sellers won over their quotas, of the periods that end with each month; NaN where none does."""
    told, n = ledger.rows(QUOTA_PERIOD), ledger.header.n_months
    quota = np.bincount(told.detail, told.value, minlength=n)
    won = np.bincount(told.detail, told.amount / CENTS, minlength=n)
    return np.asarray(np.divide(won, quota, out=np.full(n, np.nan), where=quota > 0.0))


@series("share_at_quota", "share")
def at_quota_by_month(ledger: Ledger) -> Floats:
    """Share of all people with a quota who reached it, of the periods that end with each month; NaN where none does."""
    months, _, reached = attained(ledger)
    n = ledger.header.n_months
    told, above = np.bincount(months, minlength=n), np.bincount(months[reached >= 1.0], minlength=n)
    return np.asarray(np.divide(above, told, out=np.full(n, np.nan), where=told > 0))


def attained(ledger: Ledger) -> tuple[NDArray[Any], NDArray[Any], Floats]:
    """Month, team and attainment of each person's periods; an AE's quota is told whether or not it pays."""
    sold, paid = ledger.rows(QUOTA_PERIOD), ledger.rows(VARIABLE_PAY)
    others = np.array([function != "ae" for function in ledger.header.functions] or [True])[paid.team]
    months = np.concatenate([sold.detail, paid.detail[others]]).astype(np.int64)
    teams = np.concatenate([sold.team, paid.team[others]]).astype(np.int64)
    return months, teams, np.concatenate([sold.amount / CENTS / sold.value, paid.value[others]])


def at_least(ledger: Ledger, cut: Cut, share: float) -> Values:
    """A quantile of what people of each team reached."""
    _, teams, reached = attained(ledger)
    if not len(teams):
        return nothing(NO_QUOTA, cut)
    found: list[Value] = []
    for team in range(len(ledger.header.teams)):
        mine = np.sort(reached[teams == team])
        found.append(Count(float(mine[int(share * len(mine))])) if len(mine) else NO_PERIOD)
    return [value for dim in cut.dims for value in ((*found, BY_TEAM) if dim else (BY_TEAM,))]


def between(ledger: Ledger, cut: Cut, least: float, most: float) -> Values:
    """Share of what people of each team reached that lies from some attainment on and below another."""
    _, teams, reached = attained(ledger)
    if not len(teams):
        return nothing(NO_QUOTA, cut)
    n = len(ledger.header.teams)
    inside = np.bincount(teams[(reached >= least) & (reached < most)], minlength=n)
    shares = ratios(inside.astype(np.float64), np.bincount(teams, minlength=n).astype(np.float64))
    return [value for dim in cut.dims for value in ((*shares, BY_TEAM) if dim else (BY_TEAM,))]


@few
def nobody_pays_for_a_period_twice(ledger: Ledger) -> None:
    """Who is paid by a quota is of a team and paid once a period, nothing or more."""
    told = ledger.rows_ever(VARIABLE_PAY)
    if not len(told):
        return
    demand(told, "variable pay is none or more", told.amount >= 0, "at least 0", told.amount)
    demand(told, "nobody reaches less than nothing", told.value >= 0.0, "at least 0", told.value)
    known = (told.detail >= 0) & (told.detail < ledger.header.n_months) & (told.int_value >= 0)
    once = np.zeros(len(told), np.bool_)
    which = np.stack((told.team.astype(np.int64), told.detail.astype(np.int64), told.int_value), axis=1)
    once[np.unique(which, axis=0, return_index=True)[1]] = True
    demand(told, "a person is paid for a period once", known & once, "once", told.int_value)
