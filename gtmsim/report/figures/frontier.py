"""The plans that nobody beats in two metrics, each by how much it differs from today's, with intervals on both axes."""

from textwrap import fill

from matplotlib.axes import Axes

from gtmsim.report.figures.style import MUTED, TEXT, Drawing, blank, colour, finish, money_axis, settings
from gtmsim.report.numbers import compact
from gtmsim.report.shown import Study
from gtmsim.report.studies.optimise_frontier import names_of, units_of
from gtmsim.study.optimise.found import Optimum
from gtmsim.study.optimise.frontier import Frontier

SHARES = ("share", "probability")
UPRIGHT = 44  # characters of a line beside the axis


def frontier_figure(found: Optimum) -> Drawing | None:
    """A cross for each plan; today's is where both axes are 0."""
    edge = found.frontier
    if edge is None:
        return None
    with settings():
        figure, (axes,) = blank(4.2)
        told = _crosses(axes, found, edge)
        axes.axhline(0.0, color=MUTED, linewidth=0.8)
        axes.axvline(0.0, color=MUTED, linewidth=0.8)
        axes.plot(0.0, 0.0, "o", mfc="white", mec=colour(0), mew=1.8, markersize=9, zorder=4)
        axes.annotate("today", (0.0, 0.0), (7, -13), textcoords="offset points", fontsize=TEXT - 0.5)
        for axis, name, unit in zip(
            (axes.xaxis, axes.yaxis), names_of(found, edge), units_of(found, edge), strict=True
        ):
            word = "points" if unit in SHARES else "" if unit in ("1", "count") else unit
            label = f"{name}, change against today{f', {word}' if word else ''}"
            money_axis(axis, label if axis is axes.xaxis else fill(label, UPRIGHT))
        note = (
            "Plans that nobody beats in both, each against today's, in the same luck, which no search has seen. "
            "Hollow: today, orange: the plan found. Crosses: 95 % intervals that hold for all of them together;"
        )
        study = Study((), (), found.base.frame.currency, found.base.replications, "simulation error only")
        title = "The frontier of {} and {}".format(*names_of(found, edge))
        return finish(figure, "frontier", title, study, note, f"{'; '.join(told)}.")


def _crosses(axes: Axes, found: Optimum, edge: Frontier) -> list[str]:
    scales = [100.0 if unit in SHARES else 1.0 for unit in units_of(found, edge)]
    told, line = [], []
    for i, each in enumerate(edge.places):
        means, spans = [], []
        for said, scale in zip(each.from_today, scales, strict=True):
            mean, (low, high) = scale * (said["mean"] or 0.0), said["ci95"]
            means.append(mean)
            spans.append(
                [[0.0], [0.0]] if low is None or high is None else [[mean - scale * low], [scale * high - mean]]
            )
        x, y = means
        shade = colour(1) if i == edge.found else colour(0)
        axes.errorbar(x, y, xerr=spans[0], yerr=spans[1], fmt="o", color=shade, markersize=6, elinewidth=1.3, zorder=3)
        axes.annotate(str(i + 1), (x, y), (6, -13 if i == edge.found else 5), textcoords="offset points", fontsize=TEXT)
        told.append(f"plan {i + 1}: {compact(x)}, {compact(y)}")
        line.append((x, y))
    axes.plot(*zip(*line, strict=True), color=MUTED, linewidth=1.0, linestyle="--", zorder=2)
    return told
