"""From one plan's metric to the other's: by change above, by line of the books below."""

from typing import NamedTuple

from matplotlib.axes import Axes

from gtmsim.report.figures.style import MUTED, TEXT, Drawing, blank, colour, finish, money_axis, settings, short
from gtmsim.report.numbers import compact
from gtmsim.report.shown import Study
from gtmsim.study.answer import spoken
from gtmsim.study.estimators import Estimate, Interval
from gtmsim.study.paired import Difference
from gtmsim.study.why.found import Why

MORE, LESS = colour(2), colour(1)
MOST = 12  # bars of a panel
SHARES = ("share", "probability")
ROW = 0.30  # inch of a bar


class Bar(NamedTuple):
    """One step of the way."""

    name: str
    mean: float
    ci95: Interval


def why_figure(found: Why) -> Drawing:
    """A bar for each change with its interval, and for each line of the books."""
    scale = 100.0 if found.base.meanings[found.primary].unit in SHARES else 1.0
    by_change = [Bar(found.parts[i].name, *_scaled(found.split.parts[i], scale)) for i in found.ranked]
    panels = [("By change", by_change)]
    if found.bridges:
        lines = [Bar(line.name, *_scaled(line.difference, scale)) for line in found.bridges[0].lines]
        panels.append((found.bridges[0].of.capitalize(), lines))
    elif found.sides is not None and found.sides[1].parts:
        names = zip(found.sides[0], found.sides[1].parts, strict=True)
        panels.append(("Side of the ratio", [Bar(name, *_scaled(each, scale)) for name, each in names]))
    panels = [(title, _most(bars)) for title, bars in panels]
    with settings():
        heights = [len(bars) for _, bars in panels]
        figure, axes = blank(
            1.3 + 0.55 * len(panels) + ROW * sum(heights),
            (len(panels), 1),
            sharex=True,
            gridspec_kw={"height_ratios": heights},
        )
        for axis, (title, bars) in zip(axes, panels, strict=True):
            _panel(axis, title, bars)
        unit = found.base.meanings[found.primary].unit
        word = "percentage points" if unit in SHARES else "" if unit in ("1", "count") else unit
        money_axis(axes[-1].xaxis, f"difference of {spoken(found.primary)}{f', {word}' if word else ''}")
        told = "; ".join(f"{bar.name}: {compact(bar.mean)}" for _, bars in panels for bar in bars)
        base, other = found.compared.names
        title = f"Why {spoken(found.primary)} differs: {short(other, 24)} against {short(base, 24)}"
        note = "Bars: what each adds to the difference; together, in each panel, they are all of it. Whiskers: 95 %,"
        study = Study((), (), found.base.frame.currency, found.base.replications, "simulation error only")
        return finish(figure, "why", title, study, note, f"{told}.")


def _scaled(found: Estimate | Difference, scale: float) -> tuple[float, Interval]:
    low, high = found.ci95
    ends = (None, None) if low is None or high is None else (scale * low, scale * high)
    return scale * (found.mean or 0.0), ends


def _most(bars: list[Bar]) -> list[Bar]:
    """As many as a panel takes: the smallest of more are added up."""
    if len(bars) <= MOST:
        return bars
    ordered = sorted(bars, key=lambda bar: -abs(bar.mean))
    rest = ordered[MOST - 1 :]
    kept = [bar for bar in bars if bar not in rest]
    return [*kept, Bar(f"{len(rest)} smaller ones", sum(bar.mean for bar in rest), (None, None))]


def _panel(axis: Axes, title: str, bars: list[Bar]) -> None:
    for place, bar in enumerate(bars):
        axis.barh(place, bar.mean, color=MORE if bar.mean >= 0.0 else LESS, height=0.62)
        low, high = bar.ci95
        if low is not None and high is not None:
            axis.plot((low, high), (place, place), color=MUTED, linewidth=1.4)
    axis.axvline(0.0, color=MUTED, linewidth=0.9)
    axis.set_yticks(range(len(bars)), [short(bar.name, 34) for bar in bars], fontsize=TEXT - 0.5)
    axis.invert_yaxis()
    axis.grid(visible=False, axis="y")
    axis.set_title(title)
