"""A result at both ends of each number's range, the numbers that matter most on top."""

from gtmsim.report.figures.style import MUTED, TEXT, Drawing, blank, colour, finish, money_axis, settings, short
from gtmsim.report.numbers import compact
from gtmsim.report.shown import Study
from gtmsim.study.answer import spoken
from gtmsim.study.sensitivity.found import Sensitivity, Tried

MOST = 16  # numbers that are drawn
LOW, HIGH = colour(1), colour(0)
SHARES = ("share", "probability")
ROW = 0.30  # inch


def _drawn(found: Sensitivity) -> list[Tried]:
    """Every move that was asked for, and of all other numbers those that matter most."""
    known = [each for each in found.ranked if each.low is not None or each.high is not None]
    moves = [each for each in known if each.together]
    others = [each for each in known if not each.together][: max(MOST - len(moves), 0)]
    return [each for each in known if each in moves or each in others]


def tornado(found: Sensitivity) -> Drawing:
    """A bar from the low end to the high end, around the result with all numbers as they are."""
    unit = found.base.meanings[found.primary].unit
    scale = 100.0 if unit in SHARES else 1.0
    middle = scale * (found.middle.mean or 0.0)
    shown = _drawn(found)
    with settings():
        figure, (axes,) = blank(1.5 + ROW * len(shown))
        for place, each in enumerate(shown):
            for end, shade, side in ((each.low, LOW, -0.14), (each.high, HIGH, 0.14)):
                if end is None or end.mean is None:
                    continue
                axes.barh(place, scale * end.mean - middle, left=middle, color=shade, height=0.6, alpha=0.85)
                low, high = end.ci95
                if low is not None and high is not None:
                    axes.plot((scale * low, scale * high), (place + side, place + side), color=MUTED, linewidth=1.0)
        axes.axvline(middle, color=MUTED, linewidth=1.0)
        if found.compared is not None:
            axes.axvline(0.0, color=MUTED, linewidth=1.0, linestyle="--")
        names = [short(each.range.path.removeprefix("market."), 44) for each in shown]
        axes.set_yticks(range(len(shown)), names, fontsize=TEXT - 1.0)
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        word = "percentage points" if unit in SHARES and found.compared else "%" if unit in SHARES else unit
        word = "" if unit in ("1", "count") else word
        what = f"difference of {spoken(found.primary)}" if found.compared else spoken(found.primary)
        money_axis(axes.xaxis, f"{what}{f', {word}' if word else ''}")
        told = "; ".join(
            f"{each.range.path}: "
            + " to ".join(compact(scale * end.mean) for end in (each.low, each.high) if end and end.mean is not None)
            for each in shown
        )
        dashed = " Dashed: no difference." if found.compared else ""
        note = f"Orange: the number at its low end, blue: at its high end; grey: 95 %.{dashed} Line: as it is;"
        study = Study((), (), found.base.frame.currency, found.base.replications, "simulation error only")
        title = f"What {'the difference of ' if found.compared else ''}{spoken(found.primary)} depends on"
        return finish(figure, "tornado", title, study, note, f"{told}.")
