"""The results as text files: JSON and CSV, the same bytes for the same numbers. No dates, no machine names."""

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from gtmsim.report.shown import Shown
from gtmsim.study.estimators import mean
from gtmsim.study.quantiles import quantile

Columns = Mapping[tuple[str, str], Sequence[float]]  # (metric, by) -> the value of each replication
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


def replications_csv(scenarios: Iterable[tuple[str, Columns]]) -> bytes:
    """Each metric of each replication, in the order of replications."""
    lines = (line for name, columns in scenarios for line in _replications(name, columns))
    return as_csv(REPLICATIONS, ()) + "".join(lines).encode()


def _replications(name: str, columns: Columns) -> Iterator[str]:
    """The lines of each replication; names are quoted once, since there are half a million lines in a thousand."""
    scenario, places = field(name), [f"{field(metric)},{field(by)}" for metric, by in columns]
    for replication, values in enumerate(zip(*columns.values(), strict=True)):
        begin = f"{scenario},{replication},"
        pairs = zip(places, values, strict=True)
        # As `number` writes it; what has no value is not even itself.
        yield "".join([f"{begin}{place},{x!r}\n" if x == x else f"{begin}{place},\n" for place, x in pairs])


def field(text: str) -> str:
    """A text as a field of a file."""
    return as_csv((text, ""), ()).decode("utf-8-sig")[: -len(",\n")]


def monthly_csv(scenarios: Iterable[Shown], months: Sequence[str]) -> bytes:
    """Each series month by month: mean, P10 and P90 over the replications."""
    return as_csv(MONTHLY, (row for scenario in scenarios for row in _monthly(scenario, months)))


def _monthly(scenario: Shown, months: Sequence[str]) -> Iterator[tuple[str, ...]]:
    # NaN comes last.
    ordered = {series: np.sort(values, axis=0, kind="stable").T.tolist() for series, values in scenario.monthly.items()}
    known = {series: (~np.isnan(values)).sum(axis=0).tolist() for series, values in scenario.monthly.items()}
    for i, month in enumerate(months):
        for series in sorted(ordered):
            seen = ordered[series][i][: known[series][i]]
            found = (mean(seen), quantile(seen, 0.1), quantile(seen, 0.9)) if seen else (math.nan,) * 3
            yield (scenario.name, month, series, *map(number, found))
