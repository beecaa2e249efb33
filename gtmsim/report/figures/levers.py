"""What each step of a plan does to the metric that decides."""

import math

from gtmsim.report.figures.style import MUTED, TEXT, Drawing, blank, colour, finish, money_axis, settings, short
from gtmsim.report.numbers import stated
from gtmsim.report.shown import Study
from gtmsim.study.answer import spoken
from gtmsim.study.judged import BETTER, WORSE
from gtmsim.study.levers.effects import Effect
from gtmsim.study.levers.found import Levers

MOST = 24  # steps that a figure has room for: the best and the worst
SHARES = ("share", "probability")


def levers_figure(found: Levers) -> Drawing:
    """Each step with its interval, the best at the top; those that tell nothing in grey."""
    effects = [e for e in found.within if e.improvement is not None]
    kept = effects if len(effects) <= MOST else [*effects[: MOST // 2], *effects[-MOST // 2 :]]
    unit = found.base.meanings[found.primary].unit
    scale = 100.0 if unit in SHARES else 1.0
    with settings():
        figure, (axes,) = blank(1.4 + 0.27 * max(len(kept), 1))
        for place, effect in enumerate(kept):
            low, high = effect.difference["ci95"]
            mean = effect.difference["mean"]
            shade = {BETTER: colour(0), WORSE: colour(1)}.get(effect.verdict, MUTED)
            if low is not None and math.isfinite(low) and math.isfinite(high):
                axes.plot(
                    [scale * low, scale * high], [place, place], color=shade, linewidth=1.8, solid_capstyle="butt"
                )
            axes.plot([scale * mean], [place], "o", color=shade, markersize=5)
        axes.axvline(0.0, color=MUTED, linewidth=0.8)
        axes.set_yticks(range(len(kept)), [_label(effect) for effect in kept], fontsize=TEXT - 0.5)
        axes.set_ylim(len(kept) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
        money_axis(axes.xaxis, _axis(found, unit))
        study = Study((), (), found.base.frame.currency, found.base.replications, "simulation error only")
        left_out = len(effects) - len(kept)
        if left_out:
            study = study._replace(chosen=f"The best and the worst {MOST // 2} of {len(effects)} steps.")
        told = "; ".join(f"{_label(e)}: {stated(e.difference['mean'], e.difference['ci95'])}" for e in kept)
        title = f"What each step does to {spoken(found.primary)}"
        spread = "Bar: 95 % interval, all of them together. Blue better, orange worse, grey not distinguishable;"
        return finish(figure, "levers", title, study, spread, f"{told}.")


def _label(effect: Effect) -> str:
    return short(effect.step.name.removeprefix("plan."), 46)


def _axis(found: Levers, unit: str) -> str:
    if unit in SHARES:
        return f"change of {spoken(found.primary)}, percentage points"
    return f"change of {spoken(found.primary)}" + ("" if unit in ("1", "count") else f", {unit}")
