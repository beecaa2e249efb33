"""The months of each plan as a file, and as rows for a session of Python."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from gtmsim.metrics.series import series_of
from gtmsim.report.explained import MONTH, P10, P90, SCENARIO, Explained, Field, csv_file
from gtmsim.report.tables import number
from gtmsim.study.estimators import mean
from gtmsim.study.quantiles import quantile

NONE = "none: empty"
SERIES = (
    Field("series", "what is told; the series are explained below"),
    Field("team", "whose it is, where each team has one of its own; else empty"),
    Field("unit", "of the numbers of this row"),
)
FIELDS = (SCENARIO, MONTH, *SERIES, Field("mean", f"over the replications that have a value; {NONE}"), P10, P90)


class Months(NamedTuple):
    """One plan month by month."""

    name: str
    monthly: Mapping[str, Any]  # name -> (replications, months)
    months: Sequence[str]
    currency: str


def monthly_csv(plans: Iterable[Months]) -> Explained:
    """Each series month by month: mean, P10 and P90 over the replications."""
    rows = ((*row[:5], *map(number, row[5:])) for plan in plans for row in monthly_rows(plan))
    return csv_file("Each series of each plan month by month, over all replications.", FIELDS, rows)


def named(key: str, currency: str) -> tuple[str, str, str]:
    """Series, team and unit of a key of `Results.monthly`."""
    found, part = series_of(key)
    return found.name, part, found.unit.replace("money", currency)


def monthly_rows(plan: Months) -> Iterator[tuple[Any, ...]]:
    """One row for each month and series, as `FIELDS` says; what has no value is NaN, which comes last."""
    ordered = {key: np.sort(values, axis=0, kind="stable").T.tolist() for key, values in plan.monthly.items()}
    known = {key: (~np.isnan(values)).sum(axis=0).tolist() for key, values in plan.monthly.items()}
    what = {key: named(key, plan.currency) for key in sorted(ordered)}
    for i, month in enumerate(plan.months):
        for key, said in what.items():
            seen = ordered[key][i][: known[key][i]]
            found = (mean(seen), quantile(seen, 0.1), quantile(seen, 0.9)) if seen else (math.nan,) * 3
            yield (plan.name, month, *said, *found)
