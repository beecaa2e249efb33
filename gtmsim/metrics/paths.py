"""Which metrics are known month by month, and how from the monthly series. Knows no target."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.metrics.metric import CENTS


class MonthlyPath(NamedTuple):
    """A metric as it would be if the run ended with a month."""

    series: str
    flow: bool = True  # added up from the start of the run; otherwise a level at each month's end
    times: int = 1  # months of a year, where a series says MRR and the metric ARR


PATHS = {
    "mrr_end": MonthlyPath("mrr_end", flow=False),
    "arr_end": MonthlyPath("arr_end", flow=False),
    "customers_end": MonthlyPath("customers_end", flow=False),
    "cash_end": MonthlyPath("cash", flow=False),
    "new_arr": MonthlyPath("new", times=12),
    "expansion_arr": MonthlyPath("expansion", times=12),
    "reactivated_arr": MonthlyPath("reactivation", times=12),
    "resumed_arr": MonthlyPath("resumed", times=12),
    "paused_arr": MonthlyPath("paused", times=12),
    "contraction_arr": MonthlyPath("contraction", times=12),
    "churned_arr": MonthlyPath("churn", times=12),
    "revenue": MonthlyPath("revenue"),
    "ebitda": MonthlyPath("ebitda"),
    "leads": MonthlyPath("leads"),
    "mqls": MonthlyPath("mqls"),
    "sqls": MonthlyPath("sqls"),
    "opportunities": MonthlyPath("opportunities"),
    "pipeline_created": MonthlyPath("pipeline_created"),
    "wins": MonthlyPath("wins"),
    "losses": MonthlyPath("losses"),
    "no_decisions": MonthlyPath("no_decisions"),
    **{f"spend_{name}": MonthlyPath(f"spend_{name}") for name in ("marketing", "sales", "overhead", "success")},
}


def path_of(metric: str, monthly: Mapping[str, Floats]) -> Floats | None:
    """The metric at the end of each month in each replication, shape (replications, months); None if unknown."""
    path = PATHS.get(metric)
    if path is None or path.series not in monthly:
        return None
    values = monthly[path.series] * path.times
    # Amounts are whole cents: what adding floats leaves beside them is no part of a sum that meets a target exactly.
    return np.asarray(np.rint((np.cumsum(values, axis=-1) if path.flow else values) * CENTS) / CENTS)
