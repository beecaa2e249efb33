"""The plan that was found beside today's, lever by lever within its values; and what the next step of each brings."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from gtmsim.report.figures.style import MUTED, RULE, TEXT, Drawing, blank, colour, finish, money_axis, settings
from gtmsim.report.shown import Study
from gtmsim.study.answer import spoken
from gtmsim.study.judged import BETTER, WORSE
from gtmsim.study.optimise.found import Optimum

SHARES = ("share", "probability")
ROW = 0.46  # inch
LONGEST = 24  # characters of a lever's name


def optimise_figure(found: Optimum) -> Drawing:
    """Levers on the left, steps on the right."""
    steps = [step for step in found.steps if step.moved is not None and step.moved.mean is not None]
    with settings():
        panels = (1, 2) if steps else (1, 1)
        figure, axes = blank(1.9 + ROW * max(len(found.levers), 0.7 * len(steps)), panels)
        told = _levers(axes[0], found)
        note = "Left: hollow: today, filled: found, between the first and the last value that was allowed."
        if steps:
            _steps(axes[1], found, steps)
            note += " Right: one step on from the plan that was found, with intervals that hold for all;"
        study = Study((), (), found.base.frame.currency, found.base.replications, "simulation error only")
        return finish(figure, "optimise", found.name, study, note, f"{'; '.join(told)}.")


def _levers(axes: Axes, found: Optimum) -> list[str]:
    told = []
    for row, lever in enumerate(found.levers):
        most = len(lever.values) - 1
        axes.plot((0.0, 1.0), (row, row), color=RULE, linewidth=3.0, zorder=1)
        axes.text(0.0, row + 0.36, _plain(lever.values[0]), fontsize=TEXT - 2.5, color=MUTED, ha="left", va="center")
        axes.text(1.0, row + 0.36, _plain(lever.values[-1]), fontsize=TEXT - 2.5, color=MUTED, ha="right", va="center")
        if lever.today is not None:
            axes.plot(lever.today / most, row, "o", mfc="white", mec=colour(0), mew=1.6, markersize=8, zorder=2)
        if found.tested is not None:
            place = found.tested.point[row]
            axes.plot(place / most, row, "o", color=colour(1), markersize=6, zorder=3)
            at = min(max(place / most, 0.08), 0.92)
            axes.text(at, row - 0.3, _plain(lever.values[place]), fontsize=TEXT - 1.5, ha="center", va="center")
            told.append(f"{lever.path}: {lever.base or 'not one value'} today, {lever.values[place]} found")
    axes.set_yticks(
        range(len(found.levers)), [_name(lever.short, LONGEST) for lever in found.levers], fontsize=TEXT - 1.5
    )
    axes.set_ylim(len(found.levers) - 0.35, -0.65)
    axes.set_xlim(-0.05, 1.05)
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.set_title("Today and found")
    axes.tick_params(axis="y", length=0)
    return told


def _name(path: str, most: int) -> str:
    """The end of a path, which tells it from others."""
    return path if len(path) <= most else f"…{path[1 - most :]}"


def _plain(value: str) -> str:
    """A value without the period, which the lever has."""
    return value.removesuffix(" per month").removesuffix(" per year")


def _steps(axes: Axes, found: Optimum, steps: list[Any]) -> None:
    chance = found.aim.kind == "chance"
    unit = "share" if chance else found.base.meanings[found.primary].unit
    scale = 100.0 if unit in SHARES else 1.0
    names = []
    for row, step in enumerate(steps):
        said = found.judged(step)
        shade = {BETTER: colour(2), WORSE: colour(1)}.get(said["verdict"], MUTED)
        low, high = said["ci95"]
        if low is not None and high is not None:
            axes.plot((scale * low, scale * high), (row, row), color=shade, linewidth=2.2)
        axes.plot(scale * said["mean"], row, "o", color=shade, markersize=5)
        lever = found.levers[step.lever]
        names.append(f"{_name(lever.short, LONGEST - 4)} {_plain(step.after)}")
    axes.axvline(0.0, color=MUTED, linewidth=0.8)
    axes.set_yticks(range(len(steps)), names, fontsize=TEXT - 1.5)
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    word = "points" if unit in SHARES else "" if unit in ("1", "count") else unit
    what = "chance of the target" if chance else spoken(found.primary)
    money_axis(axes.xaxis, f"{what}{f', {word}' if word else ''}")
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))  # half as wide as other charts
    axes.set_title("One step on")
