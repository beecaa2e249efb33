"""What the difference of two plans' recurring revenue is made of."""

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from gtmsim.report.figures.style import INK, Drawing, blank, colour, finish, money_axis, settings, short
from gtmsim.report.figures.waterfall import DOWN, MOVES, UP
from gtmsim.report.numbers import estimated
from gtmsim.report.shown import Shown, Study

ROW, HEAD = 0.27, 0.55  # inch of a bar, and of what is around a panel
YEAR = 12  # months
ROOM = 0.13  # of the width, for what is written beside a bar


class Part(NamedTuple):
    """One bar: the mean of what a movement adds to the difference, and where it starts."""

    name: str
    start: float
    end: float
    said: str
    total: bool = False


def parts(base: Shown, other: Shown) -> list[Part]:
    """The difference in ARR at the end: what each movement adds to it, and their sum [currency/year]."""
    moves = [("opening", 1, "mrr_start"), *((name, sign, name) for name, sign in MOVES)]
    bars, level = [], 0.0
    for label, sign, series in moves:
        if series not in base.monthly or series not in other.monthly:
            continue
        if label == "opening":
            moved = other.monthly[series][:, 0] - base.monthly[series][:, 0]
        else:
            moved = np.nansum(other.monthly[series], axis=1) - np.nansum(base.monthly[series], axis=1)
        values = (sign * YEAR * moved).tolist()
        if any(values):
            end = level + float(np.mean(values))
            bars.append(Part(_worded(label, sign), level, end, _signed(values)))
            level = end
    closing = YEAR * (other.monthly["mrr_end"][:, -1] - base.monthly["mrr_end"][:, -1])
    return [*bars, Part("difference", 0.0, float(closing.mean()), _signed(closing.tolist()), total=True)]


def difference_bridge(study: Study) -> Drawing | None:
    """A panel for each plan: from the base's ARR at the end to its own, movement by movement."""
    base, *others = study.scenarios
    found = [(other, bars) for other in others if len(bars := parts(base, other)) > 1]
    if not found:
        return None
    with settings():
        heights = [len(bars) * ROW + HEAD for _, bars in found]
        figure, axes = blank(0.8 + sum(heights), (len(found), 1), sharex=True, gridspec_kw={"height_ratios": heights})
        for panel, (other, bars) in zip(axes, found, strict=True):
            _panel(panel, bars, colour(study.scenarios.index(other)))
            panel.set_title(f"{short(other.name, 40)} against {short(base.name, 40)}")
        ends = [x for _, bars in found for bar in bars for x in (bar.start, bar.end)]
        room = ROOM * ((max(ends) - min(ends)) or 1.0)
        axes[-1].set_xlim(min(ends) - (room if min(ends) < 0.0 else 0.0), max(ends) + room)
        money_axis(axes[-1].xaxis, f"ARR at the end, {study.currency} a year")
        told = "; ".join(f"{o.name}: " + ", ".join(f"{bar.name} {bar.said}" for bar in bars) for o, bars in found)
        title = "What the difference in recurring revenue is made of"
        note = "Sums over the horizon, means over the replications. Losses saved count as more;"
        return finish(figure, "difference_bridge", title, study, note, f"{told}.")


def _panel(axes: Axes, bars: list[Part], own: str) -> None:
    for k, bar in enumerate(bars):
        shade = own if bar.total else UP if bar.end >= bar.start else DOWN
        axes.barh(k, bar.end - bar.start, left=bar.start, color=shade, height=0.64)
        right = bar.end >= bar.start
        place, side = ((4, 0), "left") if right else ((-4, 0), "right")
        axes.annotate(bar.said, (bar.end, k), place, textcoords="offset points", ha=side, va="center")
        if k + 1 < len(bars) and not bars[k + 1].total:
            axes.plot([bar.end, bar.end], [k + 0.32, k + 0.68], color=INK, linewidth=0.8)
    axes.axvline(0.0, color=INK, linewidth=0.8)
    axes.set_yticks(range(len(bars)), [bar.name for bar in bars])
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")


def _worded(label: str, sign: int) -> str:
    """What a movement is called where more of it is good for revenue, or bad."""
    return label if sign > 0 else f"less {label}"


def _signed(values: list[float]) -> str:
    text = estimated(values)
    return f"+{text}" if float(np.mean(values)) > 0.0 else text
