"""Where recurring revenue came from and where it went, from opening to closing."""

from typing import NamedTuple

from gtmsim.report.figures.style import INK, TEXT, Drawing, blank, colour, finish, money_axis, settings, short
from gtmsim.report.numbers import estimated
from gtmsim.report.shown import Shown, Study

ROOMY = 7  # bars whose names stand side by side at the usual size
UP, DOWN = colour(2), colour(1)
MOVES = (
    *(("new", 1), ("reactivation", 1), ("resumed", 1), ("expansion", 1)),
    *(("contraction", -1), ("churn", -1), ("paused", -1)),
)
OF_PAUSES = ("resumed", "paused")  # shown where there are pauses


class Step(NamedTuple):
    """One bar; means over the replications."""

    name: str
    start: float
    end: float
    said: str
    total: bool = False


def steps(shown: Shown) -> list[Step]:
    """From the opening level through the movements to the closing level [currency/month]."""
    opening = shown.monthly["mrr_start"][:, 0]
    level = float(opening.mean())
    bars = [Step("opening", 0.0, level, estimated(opening.tolist()), total=True)]
    for name, sign in MOVES:
        if name in OF_PAUSES and not any_pause(shown):
            continue
        moved = shown.monthly[name].sum(axis=1)
        end = level + sign * float(moved.mean())
        bars.append(Step(name, level, end, f"{'+' if sign > 0 else '−'}{estimated(moved.tolist())}"))
        level = end
    return [*bars, Step("closing", 0.0, level, estimated(shown.monthly["mrr_end"][:, -1].tolist()), total=True)]


def any_pause(shown: Shown) -> bool:
    """Does anybody pause?"""
    return any(name in shown.monthly and bool((shown.monthly[name] > 0.0).any()) for name in OF_PAUSES)


def mrr_waterfall(study: Study) -> Drawing | None:
    """Opening + new + reactivation + resumed + expansion - contraction - churn - paused = closing, in the mean."""
    if len(study.scenarios) > 1 or not any(bar.end for s in study.scenarios for bar in steps(s)):
        return None  # of several plans the bridge of their difference tells more
    with settings():
        shown = study.scenarios
        figure, axes = blank(0.7 + 2.7 * len(shown), (len(shown), 1), sharex=True, sharey=True)
        for i, (panel, scenario) in enumerate(zip(axes, shown, strict=True)):
            bars = steps(scenario)
            for k, bar in enumerate(bars):
                shade = colour(0) if bar.total else UP if bar.end >= bar.start else DOWN
                panel.bar(k, bar.end - bar.start, bottom=bar.start, color=shade, width=0.62)
                panel.annotate(bar.said, (k, max(bar.start, bar.end)), (0, 3), textcoords="offset points", ha="center")
                if k + 1 < len(bars):
                    panel.plot([k + 0.31, k + 0.69], [bar.end, bar.end], color=INK, linewidth=0.8)
            if len(shown) > 1:
                panel.set_title(short(scenario.name, 60), color=colour(i))
            size = TEXT if len(bars) <= ROOMY else TEXT - 1.5
            panel.set_xticks(range(len(bars)), [bar.name for bar in bars], fontsize=size)
            panel.tick_params(axis="x", labelbottom=True, length=0)
            panel.grid(visible=False, axis="x")
            money_axis(panel.yaxis, f"{study.currency} a month")
        axes[0].set_ylim(top=1.1 * max(max(bar.start, bar.end) for s in shown for bar in steps(s)))
        title = "Monthly recurring revenue: from opening to closing"
        told = "; ".join(f"{s.name}: " + ", ".join(f"{bar.name} {bar.said}" for bar in steps(s)) for s in shown)
        spread = "Sums over the horizon, means over the replications;"
        return finish(figure, "mrr_waterfall", title, study, spread, f"{told}.")
