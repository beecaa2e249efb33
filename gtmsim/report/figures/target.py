"""What the replications brought beside what is to be reached, with the chance of it."""

import numpy as np
from matplotlib.axes import Axes

from gtmsim.report.figures.fan import COVERS
from gtmsim.report.figures.style import INK, MUTED, Drawing, blank, colour, finish, money_axis, settings, short
from gtmsim.report.shown import Aim, Floats, Study

MOST = 3  # metrics, one panel each
BINS = 30
HEIGHT = 0.8  # of the tallest bar, where rows are 1 apart


def target(study: Study) -> Drawing | None:
    """For each metric with a target the outcomes of the last one by plan, reached and missed, and the chance."""
    aims = [aim for aim in study.aims if all(np.isfinite(values).all() for values in aim.values)][:MOST]
    if not aims:
        return None
    with settings():
        rows = len(aims[0].values)
        figure, axes = blank(0.9 + len(aims) * (0.75 + 0.62 * rows), (len(aims), 1))
        for panel, aim in zip(axes, aims, strict=True):
            _panel(panel, study, aim)
        told = " ".join(_told(study, aim) for aim in aims)
        caption = f"Bars: replications by what they brought; dark where the target is reached. Chances: {told} Bars:"
        return finish(figure, "target", "Chance of the targets", study, caption, told, uncertainty=COVERS)


def _panel(axes: Axes, study: Study, aim: Aim) -> None:
    """One row of bars for each plan over one axis, the target through all of them."""
    edges = _edges(aim)
    names = [short(scenario.name) for scenario in study.scenarios]
    for row, values in enumerate(aim.values):
        base = len(names) - 1 - row
        counts, _ = np.histogram(values, edges)
        heights = HEIGHT * counts / max(1, counts.max())
        middles = (edges[:-1] + edges[1:]) / 2
        met = middles > aim.amount if aim.side == "at_least" else middles < aim.amount
        for shown, alpha in ((met, 0.95), (~met, 0.35)):
            axes.bar(
                middles[shown],
                heights[shown],
                width=np.diff(edges)[shown] * 0.94,
                bottom=base,
                color=colour(row),
                alpha=alpha,
                linewidth=0,
            )
        axes.annotate(
            aim.chances[row],
            (1.0, base + 0.12),
            (4, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            color=colour(row),
            fontweight="bold",
            annotation_clip=False,
        )
        axes.axhline(base, color=MUTED, linewidth=0.4)
    axes.axvline(aim.amount, color=INK, linewidth=1.4, linestyle="--")
    axes.set_ylim(-0.02, len(names))
    axes.set_yticks([len(names) - 1 - row + 0.3 for row in range(len(names))], names)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.set_title(f"{aim.wanted} by {aim.by}")
    money_axis(axes.xaxis, aim.unit)


def _edges(aim: Aim) -> Floats:
    """Edges of the bars, one of which is the target, so that no bar is reached by half; the target met counts."""
    every = np.concatenate([*aim.values, [aim.amount]])
    low, high = float(every.min()), float(every.max())
    step = (high - low) / BINS or max(1.0, abs(aim.amount)) / BINS
    edges = aim.amount + step * np.arange(
        np.floor((low - aim.amount) / step) - 1, np.ceil((high - aim.amount) / step) + 2
    )
    # A bar holds its lower edge: what is exactly at the most that is allowed belongs below it.
    return np.asarray(edges if aim.side == "at_least" else np.nextafter(edges, np.inf))


def _told(study: Study, aim: Aim) -> str:
    each = ", ".join(f"{scenario.name} {said}" for scenario, said in zip(study.scenarios, aim.stated, strict=True))
    return f"{aim.wanted} by {aim.by}: {each}."
