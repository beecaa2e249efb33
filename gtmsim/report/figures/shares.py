"""Bars from 0 to 100 %, each in parts."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from gtmsim.report.figures.style import TEXT, colour
from gtmsim.report.numbers import share

NARROW = 0.075  # part of a bar in which no number has room
SHADES = (colour(1), colour(4), colour(2), colour(0), colour(3), colour(5))  # bad, middling, good, ...


class Bar(NamedTuple):
    """One bar: its name, and its parts, which add up to 1."""

    name: str
    parts: tuple[float, ...]


def shares(axes: Axes, bars: Sequence[Bar], names: Sequence[str], shades: Sequence[str] = SHADES) -> None:
    """Draw the bars, each part with its share where it has room, and the names of the parts above."""
    for k, bar in enumerate(bars):
        left = 0.0
        for part, shade in zip(bar.parts, shades, strict=False):
            axes.barh(k, part, left=left, color=shade, height=0.66)
            if part >= NARROW:
                axes.text(
                    left + part / 2, k, share(part), ha="center", va="center", color="#ffffff", fontsize=TEXT - 0.5
                )
            left += part
    axes.set_xlim(0.0, 1.0)
    axes.xaxis.set_major_formatter(lambda x, _: share(x))
    axes.set_yticks(range(len(bars)), [bar.name for bar in bars])
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    marks = [Patch(color=shade) for _, shade in zip(names, shades, strict=False)]
    place: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0.2}
    axes.legend(marks, names, ncols=min(4, len(names)), frameon=False, **place)
