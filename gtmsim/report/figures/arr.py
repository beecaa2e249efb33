"""Recurring revenue over time, and against the base how it differs in the same luck."""

import numpy as np
from matplotlib.axes import Axes

from gtmsim.report.figures.style import Drawing, apart, blank, colour, finish, money_axis, month_axis, settings, short
from gtmsim.report.numbers import compact, estimated
from gtmsim.report.shown import Floats, Study
from gtmsim.study.wording import so_many

DECILES = (10, 90)
CAPTION = "Line: mean. Band: P10–P90 of the replications, a forecast of outcomes;"
COVERS = "luck within the model, no error of its assumptions"


def arr(study: Study) -> Drawing | None:
    """Mean and P10-P90 of annual recurring revenue at each month's end."""
    paths = [s.monthly["arr_end"] for s in study.scenarios]
    if not any(path.any() for path in paths):
        return None
    with settings():
        compared = len(paths) > 1
        figure, axes = blank(5.6 if compared else 3.7, (2, 1) if compared else (1, 1), sharex=True)
        _lines(axes[0], study, paths, 0, from_zero=True)
        if compared:
            axes[0].set_title("Level")
            axes[1].set_title(f"Difference from {short(study.scenarios[0].name)}, replication by replication")
            _lines(axes[1], study, [path - paths[0] for path in paths], 1, from_zero=False)
            axes[1].axhline(0.0, color=colour(0), linewidth=1.2)
        month_axis(axes[-1], study.months)
        title = "Annual recurring revenue"
        return finish(figure, "arr", title, study, CAPTION, _alt(study, paths), uncertainty=COVERS)


def _lines(axes: Axes, study: Study, paths: list[Floats], first: int, from_zero: bool) -> None:
    """One line with its band per scenario, named at its end."""
    at = np.arange(len(study.months))
    for i, path in list(enumerate(paths))[first:]:
        low, high = np.percentile(path, DECILES, axis=0)
        axes.fill_between(at, low, high, color=colour(i), alpha=0.16, linewidth=0)
        axes.plot(at, path.mean(axis=0), color=colour(i))
    money_axis(axes.yaxis, f"{study.currency} a year")
    axes.margins(x=0.01)
    if from_zero:
        axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
    low, high = axes.get_ylim()
    ends = [float(path[:, -1].mean()) for path in paths[first:]]
    inches = 2.0 if len(paths) > 1 else 2.9
    places = apart(ends, (high - low) * 0.19 / inches)
    for i, (path, y) in enumerate(zip(paths[first:], places, strict=True), start=first):
        plus = "" if from_zero or path[:, -1].mean() <= 0.0 else "+"
        text = f"{short(study.scenarios[i].name)}  {plus}{estimated(path[:, -1].tolist())}"
        axes.annotate(
            text, (at[-1], y), (6, 0), textcoords="offset points", va="center", color=colour(i), annotation_clip=False
        )


def _alt(study: Study, paths: list[Floats]) -> str:
    told = (
        f"{s.name}: from {estimated(p[:, 0].tolist())} to {estimated(p[:, -1].tolist())} {study.currency}, "
        f"in 8 of 10 replications between {_band(p)} at the end"
        for s, p in zip(study.scenarios, paths, strict=True)
    )
    return f"Mean over {so_many(len(study.months), 'month')}. {'; '.join(told)}."


def _band(path: Floats) -> str:
    """Ends of the band in the last month."""
    low, high = np.percentile(path[:, -1], DECILES)
    return f"{compact(float(low))} and {compact(float(high))}"
