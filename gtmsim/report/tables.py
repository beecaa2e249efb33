"""The results as text files: JSON and CSV, the same bytes for the same numbers. No dates, no machine names."""

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gtmsim.report.shown import Shown
from gtmsim.study.estimators import mean
from gtmsim.study.quantiles import quantile

Row = tuple[str, int, str, str, float]  # scenario, replication, metric, by, value
REPLICATIONS = ("scenario", "replication", "metric", "by", "value")
MONTHLY = ("scenario", "month", "series", "mean", "p10", "p90")


def as_json(said: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """Text that any reader of JSON takes: no NaN, no infinity."""
    return (json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """With a byte order mark, since spreadsheets garble Chinese without it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def number(x: float) -> str:
    """Shortest text that reads back as `x`; "" where there is no value, "inf" where it is infinite."""
    return "" if math.isnan(x) else repr(x)


def replications_csv(scenarios: Iterable[Iterable[Row]]) -> bytes:
    """Each metric of each replication, in the order of replications."""
    rows = (sorted(scenario, key=lambda row: row[1:4]) for scenario in scenarios)
    return as_csv(REPLICATIONS, ((*row[:4], number(row[4])) for one in rows for row in one))


def monthly_csv(scenarios: Iterable[Shown], months: Sequence[str]) -> bytes:
    """Each series month by month: mean, P10 and P90 over the replications."""
    return as_csv(MONTHLY, (row for scenario in scenarios for row in _monthly(scenario, months)))


def _monthly(scenario: Shown, months: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for i, month in enumerate(months):
        for series, values in sorted(scenario.monthly.items()):
            seen = sorted(v for v in values[:, i].tolist() if not math.isnan(v))
            found = (mean(seen), quantile(seen, 0.1), quantile(seen, 0.9)) if seen else (math.nan,) * 3
            yield (scenario.name, month, series, *map(number, found))
