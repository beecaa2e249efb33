"""Lines over months with a band from P10 to P90, each named at its end."""

import warnings
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from gtmsim.report.figures.style import apart, colour, short
from gtmsim.report.numbers import estimated
from gtmsim.report.shown import Floats, Study

DECILES = (10, 90)
CAPTION = "Line: mean. Band: P10–P90 of the replications, a forecast of outcomes;"
COVERS = "luck within the model, no error of its assumptions"
LINE = 0.19  # inch of a line of text
FAINT = 0.16


def fan(axes: Axes, paths: Sequence[Floats], first: int = 0) -> None:
    """Mean and P10-P90 of each scenario's replications from the scenario `first` on, in its colour."""
    at = np.arange(paths[0].shape[1]) if len(paths) else np.zeros(0)
    for i, path in list(enumerate(paths))[first:]:
        if len(path) > 1:
            low, high = deciles(path)
            axes.fill_between(at, low, high, color=colour(i), alpha=FAINT, linewidth=0)
        axes.plot(at, means(path), color=colour(i))
    axes.margins(x=0.01)


def means(path: Floats) -> Floats:
    """Mean of each month over the replications that know it; NaN where none does."""
    return _known(np.nanmean, path)


def deciles(path: Floats) -> Floats:
    """P10 and P90 of each month over the replications that know it."""
    if np.isnan(path).any():
        return _known(partial(np.nanpercentile, q=DECILES), path)
    return np.asarray(np.percentile(path, DECILES, axis=0))


def _known(found: Callable[..., Any], path: Floats) -> Floats:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a month that none knows is NaN
        return np.asarray(found(path, axis=0))


def name_ends(
    axes: Axes, study: Study, paths: Sequence[Floats], inches: float, first: int = 0, signed: bool = False
) -> None:
    """Write each line's name and last value beside its end, none over another."""
    low, high = axes.get_ylim()
    ends = [float(path[:, -1].mean()) for path in paths[first:]]
    places = apart(ends, (high - low) * LINE / inches)
    for i, (path, y) in enumerate(zip(paths[first:], places, strict=True), start=first):
        plus = "+" if signed and path[:, -1].mean() > 0.0 else ""
        text = f"{short(study.scenarios[i].name)}  {plus}{estimated(path[:, -1].tolist())}"
        beside(axes, text, path.shape[1] - 1, y, i)


def beside(axes: Axes, text: str, x: float, y: float, i: int) -> None:
    """A word to the right of a line's end, in the line's colour."""
    axes.annotate(text, (x, y), (6, 0), textcoords="offset points", va="center", color=colour(i), annotation_clip=False)


def from_zero(axes: Axes) -> None:
    """Let the axis begin at nothing, or below it where something is."""
    axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
