"""By how much a plan is ahead of the base month by month in the same luck, and from which month on for good."""

import math

import numpy as np
from matplotlib.axes import Axes

from gtmsim.report.figures.fan import COVERS, fan, name_ends
from gtmsim.report.figures.style import (
    Drawing,
    blank,
    colour,
    finish,
    money_axis,
    month_axis,
    settings,
    short,
)
from gtmsim.report.numbers import estimated, share
from gtmsim.report.shown import Ahead, Study
from gtmsim.study.over_time import ARR, CASH
from gtmsim.study.payback import Payback

HEIGHT = 2.1  # inch of a panel
TITLES = {ARR: "Annual recurring revenue", CASH: "Cash since the start, funding apart"}
DOT = ". Dot: from here on ahead for good, median (or, where a plan saves at first, behind for good);"


def difference_over_time(study: Study) -> Drawing | None:
    """Mean and P10-P90 of the paired differences in ARR and in cash, the month of payback marked on the line."""
    known = [series for series in TITLES if study.ahead and all(series in each for each in study.ahead)]
    known = [series for series in known if any(each[series].path.any() for each in study.ahead)]
    if not known:
        return None
    with settings():
        figure, axes = blank(0.9 + (HEIGHT + 0.4) * len(known), (len(known), 1), sharex=True)
        told = []
        for panel, series in zip(axes, known, strict=True):
            found = [each[series] for each in study.ahead]
            _panel(panel, study, series, found)
            told += [
                f"{s.name}, {'ARR' if series == ARR else 'cash'}: {estimated(each.path[:, -1].tolist())} "
                f"{study.currency} at the end{_turns(each, study.months)}"
                for s, each in zip(study.scenarios[1:], found, strict=True)
            ]
        month_axis(axes[-1], study.months)
        title = f"Difference from {short(study.scenarios[0].name)}, replication by replication"
        note = "Line: mean difference. Band: P10–P90. Above 0: more than the base"
        note += DOT if any(_turns(each[series], study.months) for each in study.ahead for series in known) else ";"
        alt = "; ".join(told)
        return finish(figure, "difference_over_time", title, study, note, f"{alt}.", uncertainty=COVERS)


def _panel(axes: Axes, study: Study, series: str, found: list[Ahead]) -> None:
    paths = [np.zeros_like(found[0].path), *(each.path for each in found)]
    fan(axes, paths, first=1)
    axes.axhline(0.0, color=colour(0), linewidth=1.2)
    money_axis(axes.yaxis, f"{study.currency} a year" if series == ARR else study.currency)
    axes.set_title(TITLES[series])
    for i, each in enumerate(found, start=1):
        month = month_of(each)
        if month is not None and month < len(study.months):
            axes.plot([month], [0.0], "o", color=colour(i), markersize=6.5, zorder=6, clip_on=False)
    name_ends(axes, study, paths, HEIGHT, first=1, signed=True)


def month_of(each: Ahead) -> int | None:
    """Place of the month in which a lead turns for good, at the median; None where it does not within the run."""
    months = None if each.lead is None else each.lead.months.mean
    if months is None or not math.isfinite(months) or months <= 0.0:
        return None
    return round(months) - 1


def _turns(each: Ahead, months: tuple[str, ...]) -> str:
    month = month_of(each)
    if month is None or month >= len(months) or each.lead is None:
        return ""
    word = "ahead" if isinstance(each.lead, Payback) else "behind"
    chance = each.lead.chance.mean
    sure = "" if chance is None else f", ahead when the run ends in {share(chance)} of replications"
    return f", {word} for good from {months[month]}{sure}"
