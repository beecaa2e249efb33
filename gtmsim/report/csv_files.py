"""The tables of a run or a comparison, each made when it is asked for."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from gtmsim.report.explained import P10, P90, SCENARIO, VERDICT, Explained, Field, csv_file, estimate
from gtmsim.report.gather import months, parts
from gtmsim.report.months import Months, monthly_csv
from gtmsim.report.over_time import difference_files
from gtmsim.report.replications import replications_csv
from gtmsim.report.statements import statements_csv
from gtmsim.report.tables import number
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results

Make = Callable[[], Explained]
Row = tuple[str, ...]
WHAT = (
    Field("metric", "what is measured; the metrics are explained below"),
    Field("by", "channel, segment, team or stage, where it is of a part; else empty"),
    Field("name", "of that part"),
    Field("unit", "of the numbers of this row"),
)
ESTIMATE = (*estimate("the replications", ""), P10, Field("p50", "half of the replications brought less"), P90)
DIFFERENCE = (
    *estimate("the difference from the base", "", "difference_", ""),
    Field("p_better", "chance that the plan is better than the base"),
    VERDICT,
)
WHY = Field("why", "why there is no value; empty where there is one")


def csv_files(what: Results | Comparison, summary: Mapping[str, Any] | None = None) -> dict[str, Make]:
    """By the name of the file, in the order of the folder; the summary where it is already made."""
    told = parts(what)
    first = told[0][1].frame
    plans = [Months(name, found.monthly, months(first), first.currency) for name, found in told]
    files: dict[str, Make] = {
        "metrics.csv": lambda: metrics_csv(what, what.summary() if summary is None else summary),
        "replications.csv": lambda: replications_csv((name, results.columns()) for name, results in told),
        "monthly.csv": lambda: monthly_csv(plans),
    }
    if isinstance(what, Comparison):
        files |= difference_files(what)
    files["statements_monthly.csv"] = lambda: statements_csv(told, "month")
    files["statements_quarterly.csv"] = lambda: statements_csv(told, "quarter")
    return files


def metrics_csv(what: Results | Comparison, summary: Mapping[str, Any]) -> Explained:
    """Every metric of every plan with its interval and outcomes, of a comparison with its difference."""
    compared = isinstance(what, Comparison)
    fields = (SCENARIO, *WHAT, *ESTIMATE, *(DIFFERENCE if compared else ()), WHY)
    rows = (row for place, entry in _entries(summary) for row in _rows(what, place, entry))
    return csv_file("Every metric over the whole run, in total and by its parts.", fields, rows)


def _entries(summary: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str], Mapping[str, Any]]]:
    """Each entry of a summary with its metric, dimension and name."""
    for metric, entry in summary["metrics"].items():
        yield (metric, "", ""), entry
    for by, names in summary["by"].items():
        for name, entries in names.items():
            yield from (((metric, by, name), entry) for metric, entry in entries.items())


def _rows(what: Results | Comparison, place: tuple[str, str, str], entry: Mapping[str, Any]) -> Iterator[Row]:
    """A row for each plan."""
    if isinstance(what, Results):
        yield what.name, *place, entry["unit"], *_estimate(entry), entry.get("why", "")
        return
    for name, value in entry["values"].items():
        said = entry["differences"].get(name, {})
        ends = (said.get("mean"), *said.get("ci95", (None, None)), said.get("p_better"))
        change = (*map(_number, ends), said.get("verdict") or "")
        yield name, *place, value["unit"], *_estimate(value), *change, value.get("why", "")


def _estimate(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from map(_number, (entry["mean"], *entry["ci95"], *(entry.get(name) for name in ("p10", "p50", "p90"))))


def _number(x: float | None) -> str:
    return "" if x is None else number(x)
