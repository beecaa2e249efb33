"""Many worlds: by how much the leader is ahead in each, and what each number is worth to know."""

import numpy as np

from gtmsim.report.figures.style import MUTED, TEXT, Drawing, blank, colour, finish, money_axis, settings, short
from gtmsim.report.numbers import compact
from gtmsim.report.shown import Study
from gtmsim.study.answer import spoken
from gtmsim.study.distributions import t_quantile
from gtmsim.study.robust.found import Robust
from gtmsim.study.robust.verdicts import LEVEL, against

SHARES = ("share", "probability")
MOST = 12  # numbers that are drawn
ROW = 0.30  # inch


def by_world(found: Robust) -> Drawing:
    """The leader against the best of the others in each world, in order; what luck leaves open is grey."""
    place, lead = found.leader, found.names[found.leader]
    x = np.delete(found.values, place, axis=1)
    worlds, plans, n = x.shape
    rival = x[np.arange(worlds), x.mean(axis=2).argmax(axis=1)]
    t = t_quantile(1.0 - 0.5 * (1.0 - LEVEL) / plans, n - 1.0)
    low, mean, high = against(found.values[:, place], rival, t)
    order = np.argsort(mean, kind="stable")
    unit = found.base.meanings[found.primary].unit
    scale = 100.0 if unit in SHARES else 1.0
    wins, loses = found.best == place, found.loses
    with settings():
        figure, (axes,) = blank(3.4)
        for at, w in enumerate(order.tolist()):
            shade = colour(0) if wins[w] else colour(1) if loses[w] else MUTED
            axes.plot((at, at), (scale * low[w], scale * high[w]), color=shade, alpha=0.35, linewidth=1.2)
            axes.plot(at, scale * mean[w], "o", color=shade, markersize=3.2)
        axes.axhline(0.0, color=MUTED, linewidth=1.0, linestyle="--")
        axes.set_xlabel(f"{worlds} sets of assumptions, by what the leader has more or less than the best other plan")
        axes.set_xticks([])
        axes.grid(visible=False, axis="x")
        word = "percentage points" if unit in SHARES else "" if unit in ("1", "count") else unit
        better = "more" if found.sign > 0.0 else "less"
        money_axis(axes.yaxis, f"{better} {spoken(found.primary)}{f', {word}' if word else ''}")
        said = [int(np.sum(each)) for each in (wins, loses)]
        told = f"{lead} is best in {said[0]} of {worlds} sets, loses in {said[1]}, open in {worlds - sum(said)}."
        note = "Point: the mean in a set, line: 95 % of luck. Blue: best, orange: it loses, grey: luck may turn it;"
        study = Study((), (), found.base.frame.currency, n, "assumptions from set to set, luck within each")
        return finish(figure, "robust", f"{lead} against the best other plan", study, note, told)


def worth_figure(found: Robust) -> Drawing:
    """A bar for each number that is worth something to know."""
    shown = [i for i in found.ranked if found.worths[i].told][:MOST]
    unit = found.base.meanings[found.primary].unit
    scale = 100.0 if unit in SHARES else 1.0
    with settings():
        figure, (axes,) = blank(1.5 + ROW * len(shown))
        for at, i in enumerate(shown):
            worth = found.worths[i]
            axes.barh(at, scale * worth.value, color=colour(0), height=0.6, alpha=0.85)
            axes.plot((scale * worth.low, scale * worth.high), (at, at), color=MUTED, linewidth=1.4)
        axes.set_yticks(range(len(shown)), [_name(found, i) for i in shown], fontsize=TEXT - 1.0)
        axes.invert_yaxis()
        axes.set_xlim(left=0.0)
        axes.grid(visible=False, axis="y")
        word = "percentage points" if unit in SHARES else "" if unit in ("1", "count") else unit
        money_axis(axes.xaxis, f"{spoken(found.primary)}{f', {word}' if word else ''}")
        told = "; ".join(f"{_name(found, i)}: {compact(scale * found.worths[i].value)}" for i in shown)
        note = f"Expected value of knowing one number before a plan is chosen; line: 95 % over {found.worlds} sets;"
        study = Study((), (), found.base.frame.currency, found.values.shape[2], "assumptions and luck")
        return finish(figure, "worth", "What a number is worth to know", study, note, f"{told}.")


def _name(found: Robust, place: int) -> str:
    return short(found.assumptions[place].path.removeprefix("market."), 44)
