"""The profit and loss quarter by quarter, a panel for each line."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from gtmsim.report.figures.fan import COVERS, DECILES
from gtmsim.report.figures.style import INK, Drawing, colour, finish, keyed, money_axis, settings, short
from gtmsim.report.numbers import estimated
from gtmsim.report.shown import Study

LINES = (
    ("revenue", "Revenue"),
    ("gross_profit", "Gross profit"),
    ("operating_costs", "Operating costs"),
    ("ebitda", "EBITDA"),
)
ROOMY = 5  # quarters that have their names side by side
THICK = 0.8


def profit_and_loss(study: Study) -> Drawing | None:
    """Revenue, gross profit, operating costs and EBITDA of each quarter: mean with P10-P90."""
    books = [s.quarters for s in study.scenarios if s.quarters is not None]
    if len(books) < len(study.scenarios) or not any(each.lines["revenue"].any() for each in books):
        return None
    with settings():
        figure, axes = keyed(4.6, (2, 2), [short(s.name) for s in study.scenarios], sharex=True)
        for panel, (line, label) in zip(axes, LINES, strict=True):
            _panel(panel, [each.values(line) for each in books])
            money_axis(panel.yaxis, f"{label}, {study.currency}")
            name_quarters(panel, books[0].periods)
        told = "; ".join(
            f"{s.name}: "
            + ", ".join(f"{label} {estimated(each.values(line)[:, -1].tolist())}" for line, label in LINES)
            for s, each in zip(study.scenarios, books, strict=True)
        )
        note = "Bar: mean of the quarter. Whisker: P10–P90 of the replications;"
        alt = f"In {books[0].periods[-1]}, {study.currency}: {told}."
        return finish(figure, "profit_and_loss", "Profit and loss by quarter", study, note, alt, uncertainty=COVERS)


def _panel(axes: Axes, values: list[Any]) -> None:
    wide = THICK / len(values)
    for i, each in enumerate(values):
        at = np.arange(each.shape[1]) - THICK / 2 + wide * (i + 0.5)
        axes.bar(at, each.mean(axis=0), width=0.92 * wide, color=colour(i))
        if len(each) > 1:
            low, high = np.percentile(each, DECILES, axis=0)
            axes.vlines(at, low, high, color=INK, linewidth=0.8)
    axes.axhline(0.0, color=INK, linewidth=0.8)
    axes.grid(visible=False, axis="x")


def name_quarters(axes: Axes, periods: tuple[str, ...], most: int = ROOMY) -> None:
    """Names of quarters in short lines, and not of all where they are many."""
    step = -(-len(periods) // most)
    shown = list(range(len(periods)))[::-1][::step][::-1]
    axes.set_xticks(shown, [periods[i].replace(" to ", "\nto\n").replace(" Q", "\nQ") for i in shown])
