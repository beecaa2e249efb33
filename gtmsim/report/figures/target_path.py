"""Targets by days beside the months that lead to them."""

import numpy as np
from matplotlib.axes import Axes

from gtmsim.report.figures.fan import CAPTION, COVERS, DECILES
from gtmsim.report.figures.style import (
    INK,
    Drawing,
    blank,
    colour,
    finish,
    money_axis,
    month_axis,
    settings,
    short,
)
from gtmsim.report.shown import Aim, Study

MOST = 3  # metrics, one panel each
TELLS = 3  # plans whose chances have room beside a target


def target_path(study: Study) -> Drawing | None:
    """Each metric that has targets on several days, month by month, with the chance of each of them."""
    aims = [aim for aim in study.aims if len(aim.points) > 1 and aim.paths][:MOST]
    if not aims:
        return None
    with settings():
        figure, axes = blank(0.9 + 2.8 * len(aims), (len(aims), 1), sharex=True)
        for panel, aim in zip(axes, aims, strict=True):
            _panel(panel, study, aim)
        month_axis(axes[-1], study.months)
        told = " ".join(
            f"{aim.label}: " + "; ".join(f"{by} {' / '.join(chances)}" for _, by, _, chances in aim.points) + "."
            for aim in aims
        )
        caption = f"Diamonds: targets, with the chance of each. {CAPTION}"
        return finish(figure, "target_path", "The way to the targets", study, caption, told, uncertainty=COVERS)


def _panel(axes: Axes, study: Study, aim: Aim) -> None:
    at = np.arange(len(study.months))
    for i, path in enumerate(aim.paths):
        low, high = np.percentile(path, DECILES, axis=0)
        axes.fill_between(at, low, high, color=colour(i), alpha=0.14, linewidth=0)
        axes.plot(at, path.mean(axis=0), color=colour(i), label=short(study.scenarios[i].name))
    if len(aim.paths) > 1:
        axes.legend(loc="upper left", frameon=False)
    axes.plot(
        [month for month, *_ in aim.points],
        [amount for _, _, amount, _ in aim.points],
        "D",
        color=INK,
        markersize=6,
        zorder=5,
    )
    for month, _, amount, chances in aim.points:
        for i, said in enumerate(chances[:TELLS]):
            lines = min(len(chances), TELLS) - i
            axes.annotate(
                said,
                (month, amount),
                (-7, -1 + 11 * lines),
                textcoords="offset points",
                ha="right",
                color=colour(i),
                fontweight="bold",
            )
    axes.margins(x=0.02, y=0.12)
    axes.set_ylim(bottom=min(0.0, float(axes.get_ylim()[0]) if min(map(np.min, aim.paths)) < 0.0 else 0.0))
    axes.set_title(aim.label)
    money_axis(axes.yaxis, aim.unit)
