"""Results or a Comparison -> the plain numbers that figures, tables and page are made of."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from gtmsim.metrics.staged import VALUE
from gtmsim.report.aims import PERCENT, aims
from gtmsim.report.lines import SHARES
from gtmsim.report.shown import Ahead, Floats, Headline, Shown, Study
from gtmsim.report.targets import titled
from gtmsim.study.comparison import Comparison
from gtmsim.study.forecast import COMMITTEE
from gtmsim.study.over_time import CENTS, ahead_of, leads
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
    return study._replace(aims=aims(what, told, summary), ahead=_ahead(what, told), headline=_headline(what, told))


def _ahead(what: Results | Comparison, told: list[tuple[str, Results]]) -> tuple[Mapping[str, Ahead], ...]:
    """Each plan against the base, month by month; none where luck is not common."""
    if not isinstance(what, Comparison) or not what.paired:
        return ()
    (_, base), *others = told
    found = [(ahead_of(base, other), leads(base, other)) for _, other in others]
    return tuple({name: Ahead(path / CENTS, lead[name]) for name, path in paths.items()} for paths, lead in found)


def _headline(what: Results | Comparison, told: list[tuple[str, Results]]) -> Headline | None:
    """The metric that decides in every replication; none where a plan does not know it."""
    first = told[0][1]
    primary = what.primary if isinstance(what, Comparison) else first.scenario.run.primary_metric
    samples = [results.measures.get((primary, "", "")) for _, results in told]
    if any(sample is None for sample in samples):
        return None
    unit = first.meanings[primary].unit
    scale = PERCENT if unit in SHARES else 1.0
    values = tuple(np.asarray(sample.values(), np.float64) * scale for sample in samples if sample is not None)
    return Headline(titled(primary), "%" if unit in SHARES else "" if unit == "1" else unit, values)


def _stages(results: Results) -> tuple[tuple[str, Floats], ...]:
    """The mean open pipeline by stage when each quarter begins; none where it is not counted by stage."""
    if results.stages is None:
        return ()
    names = (*(stage.name for stage in results.scenario.market.selling.stages), COMMITTEE)
    value = results.stages[:, :, : len(names), VALUE].mean(axis=0) / CENTS
    return tuple((name, value[:, i]) for i, name in enumerate(names))


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
    return Shown(
        name,
        dict(_of(name, summary["metrics"])),
        by,
        results.monthly,
        results.retention,
        results.scenario.plan.cash_floor,
        results.statements() if results.lines else None,
        _stages(results),
    )


def _of(name: str, entries: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """One scenario's values; a comparison keeps them under its name, a single run bare."""
    for metric, entry in entries.items():
        if "values" not in entry:
            yield metric, entry
        elif name in entry["values"]:
            yield metric, entry["values"][name]
