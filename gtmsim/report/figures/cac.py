"""What a customer costs, channel by channel."""

from gtmsim.metrics.cut import INITIAL
from gtmsim.report.figures.intervals import Point, draw
from gtmsim.report.figures.style import Drawing, blank, finish, key, money_axis, settings, short
from gtmsim.report.numbers import stated
from gtmsim.report.shown import Stats, Study

FORMS = ("cac_paid", "cac_cohort", "cac_loaded")
NAMES = {"cac_paid": "paid", "cac_cohort": "cohort", "cac_loaded": "loaded"}


def cac_by_channel(study: Study) -> Drawing | None:
    """One scenario: the forms side by side. Several: the loaded form of each."""
    rows = list(dict.fromkeys(name for s in study.scenarios for name in s.by.get("channel", {}) if name != INITIAL))
    if len(study.scenarios) == 1:
        tables = study.scenarios[0].by.get("channel", {})
        forms = [form for form in FORMS if any(form in tables[row] for row in rows)]
        series = [NAMES[form] for form in forms]
        cells = {(i, k): tables[row].get(form) for i, row in enumerate(rows) for k, form in enumerate(forms)}
    else:
        series = [short(s.name) for s in study.scenarios]
        each = [s.by.get("channel", {}) for s in study.scenarios]
        cells = {(i, k): t.get(row, {}).get("cac_loaded") for i, row in enumerate(rows) for k, t in enumerate(each)}
    points = [Point(i, k, stats) for (i, k), stats in cells.items()]
    if not any(stats and stats["mean"] is not None for stats in cells.values()):
        return None
    with settings():
        figure, (axes,) = blank(1.3 + len(rows) * max(0.36, 0.23 * len(series)))
        draw(axes, [short(row) for row in rows], points, len(series))
        axes.set_xlim(left=0)
        money_axis(axes.xaxis, f"{study.currency} per new customer")
        key(axes, series)
        loaded = len(study.scenarios) > 1
        title = "Cost of a new customer by channel" + (", loaded" if loaded else "")
        told = "; ".join(
            f"{rows[i]}, {series[k]}: {_said(stats)}" for (i, k), stats in cells.items() if stats is not None
        )
        return finish(figure, "cac_by_channel", title, study, "Point: estimate. Bar: 95 % interval;", told + ".")


def _said(stats: Stats) -> str:
    return stated(stats["mean"], stats["ci95"])
