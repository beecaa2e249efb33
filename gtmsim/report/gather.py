"""Results or a Comparison -> the plain numbers that figures, tables and page are made of."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from gtmsim.report.aims import aims
from gtmsim.report.shown import Shown, Study
from gtmsim.study.comparison import Comparison
from gtmsim.study.over_time import CASH, paths
from gtmsim.study.results import Frame, Results

UNCERTAINTY = "simulation error only"
MOST_DRAWN = 6  # scenarios that colours tell apart


def parts(what: Results | Comparison) -> list[tuple[str, Results]]:
    """Each scenario's results under the name that tells it apart, the base first."""
    return [(what.name, what)] if isinstance(what, Results) else list(zip(what.names, what.results, strict=True))


def study_of(what: Results | Comparison, summary: Mapping[str, Any]) -> Study:
    """What is drawn, from the summary already made and the months."""
    told = drawn(parts(what), summary)
    shown = tuple(_shown(name, results, summary) for name, results in told)
    first, left_out = parts(what)[0][1], len(parts(what)) - len(told)
    chosen = (
        f"The base and the {len(told) - 1} of {len(told) - 1 + left_out} plans that come first." if left_out else ""
    )
    study = Study(shown, months(first.frame), first.frame.currency, first.replications, UNCERTAINTY, chosen)
    paired = isinstance(what, Comparison) and what.paired
    cash = tuple(found[CASH] for _, results in told if CASH in (found := paths(results))) if paired else ()
    return study._replace(aims=aims(what, told, summary), cash=cash if len(cash) == len(told) else ())


def drawn(told: list[tuple[str, Results]], summary: Mapping[str, Any]) -> list[tuple[str, Results]]:
    """The scenarios that figures show: all, or of many the base and those that come first."""
    if len(told) <= MOST_DRAWN:
        return told
    ranks = {entry["scenario"]: entry["rank"] or len(told) for entry in summary["ranking"]}
    first = sorted(range(1, len(told)), key=lambda i: (ranks[told[i][0]], i))[: MOST_DRAWN - 1]
    return [told[0], *(told[i] for i in sorted(first))]


def months(frame: Frame) -> tuple[str, ...]:
    """Calendar months of the horizon, "2026-01" and on."""
    start = datetime.date.fromisoformat(frame.start)
    first = 12 * start.year + start.month - 1
    return tuple(f"{m // 12}-{m % 12 + 1:02d}" for m in range(first, first + frame.months))


def _shown(name: str, results: Results, summary: Mapping[str, Any]) -> Shown:
    by = {
        dim: {key: dict(_of(name, entries)) for key, entries in table.items()} for dim, table in summary["by"].items()
    }
    return Shown(name, dict(_of(name, summary["metrics"])), by, results.monthly, results.retention)


def _of(name: str, entries: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """One scenario's values; a comparison keeps them under its name, a single run bare."""
    for metric, entry in entries.items():
        if "values" not in entry:
            yield metric, entry
        elif name in entry["values"]:
            yield metric, entry["values"][name]
