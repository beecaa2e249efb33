"""From which channels deals come, and what becomes of them."""

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from gtmsim.metrics.cut import INITIAL
from gtmsim.report.figures.style import MUTED, RULE, Drawing, apart, blank, colour, finish, settings, short
from gtmsim.report.numbers import compact
from gtmsim.report.shown import Shown, Study

OUTCOMES = (
    ("wins", "won", colour(2)),
    ("losses", "lost", colour(1)),
    ("no_decisions", "no decision", MUTED),
    ("pipeline_deals", "still open", colour(0)),
)
MOST = 7  # channels
PANELS = 2  # plans that stand one below the other: the base, and the first of the others
BAR, GAP = 0.025, 0.045  # width of a bar, and room between two of them, of the panel
SMALLEST = 0.055  # between two labels


class Ribbon(NamedTuple):
    """Deals from one channel with one outcome."""

    channel: str
    outcome: str
    deals: float
    shade: str


def channel_flow(study: Study) -> Drawing | None:
    """Deals by channel on the left, by outcome on the right, each ribbon as wide as it has deals."""
    found = [(s, ribbons(s)) for s in study.scenarios[:PANELS]]
    if not all(each for _, each in found):
        return None
    with settings():
        figure, axes = blank(0.8 + 3.0 * len(found), (len(found), 1))
        for panel, (shown, each) in zip(axes, found, strict=True):
            _panel(panel, each)
            if len(study.scenarios) > 1:
                panel.set_title(short(shown.name, 60))
        told = "; ".join(
            f"{s.name}: " + ", ".join(f"{r.channel} {r.outcome} {compact(r.deals)}" for r in each if r.deals)
            for s, each in found
        )
        note = "Deals that were open at the start or opened in the horizon, means over the replications;"
        if len(study.scenarios) > PANELS:
            note = f"{note[:-1]}; of the plans the first two;"
        return finish(
            figure, "channel_flow", "From channel to outcome", study, note, f"Deals by channel and outcome: {told}."
        )


def ribbons(shown: Shown) -> list[Ribbon]:
    """Channels with most deals first, what is beyond as many as fit in one; empty where there are no deals."""
    table = {
        name: [float(stats.get(metric, {}).get("mean") or 0.0) for metric, _, _ in OUTCOMES]
        for name, stats in shown.by.get("channel", {}).items()
    }
    ordered = sorted((name for name in table if sum(table[name]) > 0.0), key=lambda name: -sum(table[name]))
    shown_names, rest = ordered[:MOST], ordered[MOST:]
    rows = [("open at the start" if name == INITIAL else name, table[name]) for name in shown_names]
    if rest:
        rows.append((f"{len(rest)} more", [sum(table[name][k] for name in rest) for k in range(len(OUTCOMES))]))
    return [
        Ribbon(name, label, deals[k], shade) for name, deals in rows for k, (_, label, shade) in enumerate(OUTCOMES)
    ]


def _panel(axes: Axes, found: list[Ribbon]) -> None:
    axes.set_axis_off()
    axes.set_xlim(-0.3, 1.22)
    axes.set_ylim(1.0, 0.0)
    total = sum(ribbon.deals for ribbon in found)
    left = _column(axes, found, total, "channel", -0.01, "right")
    right = _column(axes, found, total, "outcome", 1.01, "left")
    for ribbon in found:
        if ribbon.deals > 0.0:
            tall = ribbon.deals / total * left[0]
            start, end = left[1][ribbon.channel], right[1][ribbon.outcome]
            _draw(axes, start, end, tall, ribbon.shade)
            left[1][ribbon.channel] += tall
            right[1][ribbon.outcome] += tall


def _column(
    axes: Axes, found: list[Ribbon], total: float, side: str, at: float, align: str
) -> tuple[float, dict[str, float]]:
    """Bars of one side with their names; gives the height of all deals and where each bar begins."""
    names = list(dict.fromkeys(getattr(ribbon, side) for ribbon in found))
    sums = {name: sum(r.deals for r in found if getattr(r, side) == name) for name in names}
    names = [name for name in names if sums[name] > 0.0]
    whole = 1.0 - GAP * (MOST + 1)
    top, begins, middles = (1.0 - whole - GAP * (len(names) - 1)) / 2, {}, []
    for name in names:
        tall = whole * sums[name] / total
        begins[name] = top
        axes.bar(0.0 if align == "right" else 1.0 - BAR, tall, BAR, top, align="edge", color=MUTED)
        middles.append(top + tall / 2)
        top += tall + GAP
    for name, y in zip(names, apart(middles, SMALLEST), strict=True):
        axes.text(at, y, f"{short(name, 18)}  {compact(sums[name])}", ha=align, va="center")
    return whole, begins


def _draw(axes: Axes, start: float, end: float, tall: float, shade: str) -> None:
    """A ribbon between two heights."""
    a, b, middle = BAR, 1.0 - BAR, 0.5
    corners = [
        *((a, start), (middle, start), (middle, end), (b, end)),
        *((b, end + tall), (middle, end + tall), (middle, start + tall), (a, start + tall), (a, start)),
    ]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(PathPatch(Path(corners, codes), facecolor=shade, edgecolor=RULE, linewidth=0.3, alpha=0.55))
