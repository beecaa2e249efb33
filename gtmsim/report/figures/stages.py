"""Open pipeline when each quarter begins, by stage where that is counted, and what the quarter adds."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from gtmsim.report.figures.profit import name_quarters
from gtmsim.report.figures.style import Drawing, colour, finish, keyed, money_axis, settings, short
from gtmsim.report.numbers import compact
from gtmsim.report.shown import Floats, Shown, Study

QUARTER = 3  # months
MOST = 6  # colours
OPEN, ADDED = "open when the quarter begins", "opened in the quarter"
THICK = 0.8


def pipeline_by_quarter(study: Study) -> Drawing | None:
    """A panel for each plan; stacked by stage where there is a target, else what is open beside what is opened."""
    found = [parts_of(s, len(study.months)) for s in study.scenarios]
    if not all(found) or not any(values.any() for each in found for _, values in each):
        return None
    periods = next((s.quarters.periods for s in study.scenarios if s.quarters is not None), ())
    staged = bool(study.scenarios[0].stages)
    names = [name for name, _ in found[0]]
    with settings():
        rows = len(found)
        figure, axes = keyed(0.9 + 1.75 * rows, (rows, 1), names, sharex=True, sharey=True)
        for panel, shown, parts in zip(axes, study.scenarios, found, strict=True):
            _panel(panel, [values for _, values in parts], staged)
            if rows > 1:
                panel.set_title(short(shown.name, 60))
            money_axis(panel.yaxis, f"{study.currency} a year")
        if periods:
            name_quarters(axes[-1], periods, most=9)
        told = "; ".join(
            f"{s.name}: " + ", ".join(f"{name} {compact(float(values[-1]))}" for name, values in parts)
            for s, parts in zip(study.scenarios, found, strict=True)
        )
        title = "Pipeline by stage and quarter" if staged else "Pipeline by quarter"
        note = "Annual value of open deals at the price on the table, not weighted; means over the replications;"
        return finish(figure, "pipeline_by_quarter", title, study, note, f"In the last quarter: {told}.")


def parts_of(shown: Shown, months: int) -> list[tuple[str, Floats]]:
    """Names and values of the bars of each quarter; stages beyond the colours in one."""
    if shown.stages:
        parts = [(name, values) for name, values in shown.stages if values.any()]
        if len(parts) > MOST:
            rest = np.sum([values for _, values in parts[MOST - 1 :]], axis=0)
            parts = [*parts[: MOST - 1], ("later stages", rest)]
        return parts
    if "pipeline_start" not in shown.monthly or "pipeline_created" not in shown.monthly:
        return []
    first = np.arange(0, months, QUARTER)
    created = np.add.reduceat(shown.monthly["pipeline_created"].mean(axis=0), first)
    return [(OPEN, shown.monthly["pipeline_start"].mean(axis=0)[first]), (ADDED, created)]


def _panel(axes: Axes, parts: list[Floats], stacked: bool) -> None:
    at: NDArray[np.float64] = np.arange(len(parts[0]), dtype=np.float64)
    below = np.zeros(len(at))
    wide = THICK if stacked else THICK / len(parts)
    for i, values in enumerate(parts):
        place = at if stacked else at - THICK / 2 + wide * (i + 0.5)
        axes.bar(place, values, 0.94 * wide, below if stacked else 0.0, color=colour(i))
        below = below + values
    axes.grid(visible=False, axis="x")
