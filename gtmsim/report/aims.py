"""The targets of a study as figures show them: by metric, with what every replication brought."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from gtmsim.metrics.paths import path_of
from gtmsim.report.lines import SHARES, cell_of
from gtmsim.report.shown import Aim
from gtmsim.report.targets import titled, wanted
from gtmsim.study.comparison import Comparison
from gtmsim.study.reached import brought
from gtmsim.study.results import Results
from gtmsim.study.targets import Target

PERCENT = 100.0


def aims(
    what: Results | Comparison, told: Sequence[tuple[str, Results]], summary: Mapping[str, Any]
) -> tuple[Aim, ...]:
    """One for each metric with a target."""
    targets = what.targets[1] if isinstance(what, Comparison) else what.targets
    pairs = list(zip(targets, summary.get("targets", {}).get("points", []), strict=True))
    return tuple(_aim(list(each), told, summary) for _, each in groupby(pairs, key=lambda pair: pair[0].metric))


def _aim(
    pairs: Sequence[tuple[Target, Mapping[str, Any]]], told: Sequence[tuple[str, Results]], summary: Mapping[str, Any]
) -> Aim:
    target, point = pairs[-1]
    scale = PERCENT if point["unit"] in SHARES else 1.0
    names = [name for name, _ in told] if "scenarios" in summary else [""]
    unit = "%" if point["unit"] in SHARES else point["unit"]
    paths = [path_of(target.metric, results.monthly) for _, results in told]
    return Aim(
        titled(target.metric),
        wanted(point),
        point["by"],
        target.side,
        target.amount * scale,
        "" if unit == "1" else unit,
        tuple(brought(results, target) * scale for _, results in told),
        tuple(_chance(point, name).text for name in names),
        tuple(_stated(point, name) for name in names),
        tuple(
            (each.month, said["by"], each.amount * scale, tuple(_chance(said, name).text for name in names))
            for each, said in pairs
        ),
        tuple(path for path in paths if path is not None) if all(path is not None for path in paths) else (),
    )


def _chance(point: Mapping[str, Any], name: str) -> Any:
    chance = point["chance"]
    return cell_of(chance["values"][name] if name else chance, "probability")


def _stated(point: Mapping[str, Any], name: str) -> str:
    cell = _chance(point, name)
    return f"{cell.text} ({cell.interval})" if cell.interval else str(cell.text)
