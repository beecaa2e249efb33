"""What a customer is worth: the forms that the field uses, beside the truth that only a simulation knows."""

import math

from gtmsim.report.figures.intervals import Point, draw
from gtmsim.report.figures.style import Drawing, blank, colour, finish, key, money_axis, settings, short
from gtmsim.report.numbers import stated
from gtmsim.report.shown import Stats, Study

FORMS = (
    ("ltv_simple", "simple"),
    ("ltv_observed", "observed to the horizon"),
    ("ltv_36m", "first 36 months"),
    ("ltv_36m_truth", "these in truth (run-off)"),
    ("ltv_extrapolated", "extrapolated"),
    ("ltv_truth", "truth (run-off)"),
)


def ltv_forms(study: Study) -> Drawing | None:
    """Each form with its interval; a dotted line carries the truth through all rows."""
    forms = [(name, label) for name, label in FORMS if name in study.scenarios[0].metrics]
    if not any(s.metrics[name]["mean"] is not None for s in study.scenarios for name, _ in forms):
        return None
    with settings():
        n = len(study.scenarios)
        figure, (axes,) = blank(1.3 + len(forms) * max(0.38, 0.25 * n))
        points = [
            Point(i, k, s.metrics.get(name)) for i, (name, _) in enumerate(forms) for k, s in enumerate(study.scenarios)
        ]
        draw(axes, [label for _, label in forms], points, n)
        for k, scenario in enumerate(study.scenarios):
            truth = scenario.metrics.get("ltv_truth", {}).get("mean")
            if isinstance(truth, int | float) and math.isfinite(truth):
                axes.axvline(truth, color=colour(k), linestyle=":", linewidth=1.2, alpha=0.6)
        axes.set_xlim(left=0)
        money_axis(axes.xaxis, f"{study.currency} of gross profit per customer")
        if n > 1:
            key(axes, [short(s.name) for s in study.scenarios])
        told = "; ".join(
            f"{s.name}: " + ", ".join(f"{label} {_said(s.metrics.get(name))}" for name, label in forms)
            for s in study.scenarios
        )
        title = "Lifetime value of a customer, in its forms"
        return finish(
            figure, "ltv_forms", title, study, "Point: estimate. Bar: 95 % interval. Dotted: the truth;", told + "."
        )


def _said(stats: Stats | None) -> str:
    return stated(stats["mean"], stats["ci95"]) if stats else "undefined"
