"""How many managers the teams have."""

import numpy as np

from gtmsim.mechanisms.management.rows import MANAGERS
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, metric, nothing, ratios
from gtmsim.rules.calendar import DAY

NOBODY = "nobody manages a team in this scenario"


@metric("1", "firm", by=("team",))
def managers(ledger: Ledger, cut: Cut) -> Values:
    """Mean number of managers of the teams over the horizon."""
    months = ledger.rows(MANAGERS)
    if not len(months):
        return nothing(NOBODY, cut)
    days = cut.sum(months, months.value)
    return ratios(days, np.full(len(days), ledger.header.horizon / DAY))


def managers_at_end(ledger: Ledger) -> int:
    """Managers of all teams on the last day of the horizon."""
    months = ledger.rows(MANAGERS)
    return int(months.int_value[months.detail == ledger.header.n_months - 1].sum()) if len(months) else 0


@few
def managers_are_paid_by_days(ledger: Ledger) -> None:
    """Who manages a team is of that team, there for a day at least, and told once a month."""
    months = ledger.rows_ever(MANAGERS)
    if not len(months):
        return
    demand(months, "a manager is a team's", months.team >= 0, "a team", months.team)
    demand(months, "managers are none or more", months.int_value >= 0, "at least 0", months.int_value)
    demand(months, "managers are there for a day at least", months.value >= 1.0, "at least 1", months.value)
    once = np.zeros(len(months), np.bool_)
    which = months.team.astype(np.int64) * ledger.header.n_months + months.detail
    once[np.unique(which, return_index=True)[1]] = True
    known = (months.detail >= 0) & (months.detail < ledger.header.n_months) & once
    demand(months, "the managers of a team are told once a month", known, "once", months.detail)
