"""What each lever does around the plan that was found: one small panel for each, all on the same axis."""

import math

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from gtmsim.report.figures.style import MUTED, TEXT, Drawing, blank, colour, finish, money_axis, settings
from gtmsim.report.numbers import compact
from gtmsim.report.shown import Study
from gtmsim.report.studies.optimise_words import judged_by, unit_of
from gtmsim.study.optimise.curves import Curve
from gtmsim.study.optimise.found import Optimum

SHARES = ("share", "probability")
ACROSS = 3  # panels
HIGH = 1.95  # inch of a panel
LONGEST = 26  # characters of a lever's name


def curves_figure(found: Optimum) -> Drawing | None:
    """The change of what plans are judged by against the plan found, over each lever's values."""
    curves = [curve for curve in found.around.curves if curve.stretches]
    if not curves:
        return None
    across = min(ACROSS, len(curves))
    down = math.ceil(len(curves) / across)
    with settings():
        figure, axes = blank(0.9 + HIGH * down, (down, across), sharey=True)
        told = [_panel(panel, found, curve) for panel, curve in zip(axes, curves, strict=False)]
        for empty in axes[len(curves) :]:
            empty.set_visible(False)
        for place in range(0, len(curves), across):
            money_axis(axes[place].yaxis, "")
        note = (
            "Against the plan found, all else as in it, in the same luck. Filled: found, hollow: today. Bands: 95 % "
            "intervals that hold for all values of all levers together;"
        )
        study = Study((), (), found.base.frame.currency, found.base.replications, "simulation error only")
        title = f"Next money, lever by lever: {_named(found)}"
        return finish(figure, "next_money", title, study, note, f"{'; '.join(told)}.")


def _named(found: Optimum) -> str:
    unit = unit_of(found)
    word = "points" if unit in SHARES else "" if unit in ("1", "count") else unit
    return f"change of {judged_by(found)}{f', {word}' if word else ''}"


def _panel(axes: Axes, found: Optimum, curve: Curve) -> str:
    """One lever: mean and band over its values; where they are no numbers, one after the other."""
    lever = found.levers[curve.lever]
    scale = 100.0 if unit_of(found) in SHARES else 1.0
    values = [each for each in curve.values if each.place == curve.here or (each.moved and each.moved.mean is not None)]
    percent = bool(lever.numbers) and lever.values[-1].endswith("%")
    across = [(100.0 if percent else 1.0) * number for number in lever.numbers]
    x = [across[each.place] if across else float(i) for i, each in enumerate(values)]
    means = [0.0 if each.moved is None else scale * (each.moved.mean or 0.0) for each in values]
    ends = [(0.0, 0.0) if each.moved is None else each.moved.ci95 for each in values]
    low = [m if end[0] is None else scale * end[0] for m, end in zip(means, ends, strict=True)]
    high = [m if end[1] is None else scale * end[1] for m, end in zip(means, ends, strict=True)]
    axes.axhline(0.0, color=MUTED, linewidth=0.8)
    axes.fill_between(x, low, high, color=colour(0), alpha=0.22, linewidth=0.0)
    axes.plot(x, means, color=colour(0), marker="o", markersize=3, linewidth=1.6)
    for at, mean, each in zip(x, means, values, strict=True):
        if each.place == lever.today:
            axes.plot(at, mean, "o", mfc="white", mec=colour(0), mew=1.6, markersize=8, zorder=3)
        if each.place == curve.here:
            axes.plot(at, mean, "o", color=colour(1), markersize=5.5, zorder=4)
    _across(axes, [each.said for each in values], x, bool(across), lever.unit)
    name = lever.short if len(lever.short) <= LONGEST else f"…{lever.short[1 - LONGEST :]}"
    axes.set_title(name, fontsize=TEXT - 0.5)
    return f"{lever.path}: " + ", ".join(
        f"{each.said} {compact(mean)}" for each, mean in zip(values, means, strict=True)
    )


def _across(axes: Axes, said: list[str], x: list[float], numbers: bool, unit: str) -> None:
    """Values below a panel, with what they are counted in."""
    if not numbers:
        axes.set_xticks(x, [text.split(" per ")[0] for text in said], fontsize=TEXT - 2)
        return
    money_axis(axes.xaxis, "%" if said[-1].endswith("%") else said[-1].replace(".", " ").partition(" ")[2])
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10], integer=unit == "count"))
    axes.tick_params(axis="x", labelsize=TEXT - 1.5)
    axes.xaxis.label.set_fontsize(TEXT - 1.5)
