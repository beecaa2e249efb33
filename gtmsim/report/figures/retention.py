"""How long customers and their revenue stay, by age."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from gtmsim.metrics.retention import Retention
from gtmsim.report.figures.style import Drawing, apart, blank, colour, finish, settings, short
from gtmsim.report.numbers import share
from gtmsim.report.shown import Floats, Study
from gtmsim.study.wording import so_many

NAMES = ("customers never lost", "recurring revenue")
CAPTION = "Customers won within the horizon. Line: Kaplan-Meier. Dotted: customers then."
Ints = NDArray[np.int64]
FEW = 30  # customers at risk in all replications together, below which an age is not drawn


def retention(study: Study) -> Drawing | None:
    """Share of the customers won that was never lost, and of their recurring revenue that is there, at each age."""
    cohorts = [s.retention for s in study.scenarios]
    known = [c for c in cohorts if c is not None and len(ages(c)) > 1]
    if len(known) < len(cohorts):
        return None
    with settings():
        figure, axes = blank(3.9, (1, 2), sharey=True)
        told = []
        survival = [c.survival()[ages(c)] for c in known]
        for panel, name, curves in zip(axes, NAMES, (survival, [c.revenue()[ages(c)] for c in known]), strict=True):
            _draw(panel, study, curves)
            panel.set_title(f"Share of {name}")
            panel.set_xlabel("months since the contract began")
            told += [
                f"{s.name}, {name}: {share(float(curve[-1]))} after {so_many(len(curve) - 1, 'month')}"
                for s, curve in zip(study.scenarios, curves, strict=True)
            ]
        for i, cohort in enumerate(known):
            active = cohort.active[ages(cohort)] / cohort.at_risk[ages(cohort)]
            axes[0].step(np.arange(len(active)), active, where="post", color=colour(i), linewidth=1.0, linestyle=":")
            told.append(f"{study.scenarios[i].name}, active share: {share(float(active[-1]))}")
        axes[0].set_ylim(0.0, max(1.05, axes[0].get_ylim()[1]))
        axes[0].yaxis.set_major_formatter(lambda y, _: share(y))
        note = f"{CAPTION} Ages with at least {FEW} of them;"
        return finish(figure, "retention", "Retention by age", study, note, "; ".join(told) + ".")


def ages(cohort: Retention) -> Ints:
    """Ages from 0 on to which enough customers tell how they stay."""
    enough = (cohort.at_risk >= FEW) & np.isfinite(cohort.survival()) & np.isfinite(cohort.revenue())
    return np.arange(int(np.argmin(enough)) if not enough.all() else len(enough))


def _draw(panel: Axes, study: Study, curves: list[Floats]) -> None:
    for i, curve in enumerate(curves):
        panel.step(np.arange(len(curve)), curve, where="post", color=colour(i))
    ends = [float(curve[-1]) for curve in curves]
    for i, (curve, y) in enumerate(zip(curves, apart(ends, 0.075), strict=True)):
        name = f"{short(study.scenarios[i].name, 14)} " if len(curves) > 1 else ""
        said, at = f"{name}{share(float(curve[-1]))}", (len(curve) - 1, y)
        panel.annotate(
            said, at, (4, 0), textcoords="offset points", va="center", color=colour(i), annotation_clip=False
        )
