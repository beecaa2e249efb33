"""Estimates as points with their intervals, in named rows: shared by the charts of CAC and of LTV."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from gtmsim.report.figures.style import MUTED, TEXT, colour
from gtmsim.report.numbers import stated
from gtmsim.report.shown import Stats


class Point(NamedTuple):
    """One estimate in one row; `series` gives its colour and its place within the row."""

    row: int
    series: int
    stats: Stats | None


def draw(axes: Axes, rows: Sequence[str], points: Sequence[Point], series: int) -> None:
    """Points with 95 % intervals and their values; what is undefined says so instead of being left out."""
    edge = blended_transform_factory(axes.transAxes, axes.transData)
    for row, nth, stats in points:
        y = row + (nth - (series - 1) / 2) * 0.8 / series
        mean = None if stats is None else stats["mean"]
        if not isinstance(mean, int | float) or not math.isfinite(mean):
            why = "no meaning here" if stats is None else stats.get("why") or "undefined"
            axes.text(0.01, y, f"undefined: {why}", transform=edge, va="center", color=MUTED, fontsize=9)
            continue
        low, high = _ends(stats, float(mean))
        axes.plot([low, high], [y, y], color=colour(nth), linewidth=1.8, solid_capstyle="butt")
        axes.plot([mean], [y], "o", color=colour(nth), markersize=5.5)
        axes.annotate(
            stated(mean, stats["ci95"] if stats else (None, None)),
            (high, y),
            (5, 0),
            textcoords="offset points",
            va="center",
            color=colour(nth),
        )
    axes.set_yticks(range(len(rows)), rows, fontsize=TEXT)
    axes.set_ylim(len(rows) - 0.45, -0.55)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    for k in range(1, len(rows)):
        axes.axhline(k - 0.5, color=MUTED, linewidth=0.3)
    axes.margins(x=0.14)


def _ends(stats: Stats | None, mean: float) -> tuple[float, float]:
    """Ends of the interval; an unbounded or missing one is drawn as the point alone."""
    ends = (stats or {}).get("ci95") or [mean, mean]
    finite = all(isinstance(x, int | float) and math.isfinite(x) for x in ends)
    return (float(ends[0]), float(ends[1])) if finite else (mean, mean)
