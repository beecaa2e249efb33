"""Cash at each month's end, and in how many replications it has run out by then."""

import numpy as np
from matplotlib.axes import Axes

from gtmsim.report.figures.arr import band_at_end
from gtmsim.report.figures.fan import CAPTION, COVERS, LINE, beside, fan, from_zero, name_ends
from gtmsim.report.figures.style import (
    INK,
    Drawing,
    apart,
    blank,
    colour,
    finish,
    money_axis,
    month_axis,
    settings,
    short,
)
from gtmsim.report.numbers import compact, estimated, share
from gtmsim.report.shown import Floats, Shown, Study

HEIGHT, LOWER = 2.6, 1.1  # inch of the panels
HALF = 0.5


def cash(study: Study) -> Drawing | None:
    """Mean and P10-P90 of cash, and the share of replications that have run out of it.

    Where a plan does not say the cash of day 0, what has come in since, which cannot run out.
    """
    if not all("operating_cash_flow" in s.monthly for s in study.scenarios):
        return None
    is_known = all(np.isfinite(s.monthly.get("cash", np.nan)).all() for s in study.scenarios)
    flows = [s.monthly["operating_cash_flow"] for s in study.scenarios]
    paths = [s.monthly["cash"] for s in study.scenarios] if is_known else [np.cumsum(flow, axis=1) for flow in flows]
    if not any(path.any() for path in paths):
        return None
    gone = [run_out(s) for s in study.scenarios] if is_known else []
    ruined = any(each.any() for each in gone)
    with settings():
        ratios = {"gridspec_kw": {"height_ratios": (HEIGHT, LOWER)}, "sharex": True} if ruined else {}
        figure, axes = blank(HEIGHT + 0.9 + (LOWER + 0.5) * ruined, (1 + ruined, 1), **ratios)
        fan(axes[0], paths)
        money_axis(axes[0].yaxis, study.currency)
        from_zero(axes[0])
        axes[0].axhline(study.scenarios[0].floor if is_known else 0.0, color=INK, linewidth=1.0)
        name_ends(axes[0], study, paths, HEIGHT)
        if ruined:
            _run_out(axes[1], study, gone)
        month_axis(axes[-1], study.months)
        told = " ".join(f"{_said(study, i, each)}." for i, each in enumerate(gone))
        alt = "; ".join(
            f"{s.name}: {estimated(p[:, -1].tolist())} {study.currency} at the end, in 8 of 10 replications between "
            f"{band_at_end(p)}"
            for s, p in zip(study.scenarios, paths, strict=True)
        )
        title = "Cash" if is_known else "Cash since the start, funding apart"
        note = f"{told} {CAPTION}".strip()
        return finish(figure, "cash", title, study, note, f"{alt}. {told}".strip(), uncertainty=COVERS)


def run_out(shown: Shown) -> Floats:
    """Which replications have had cash below the floor by each month's end, as 1 and 0."""
    return np.maximum.accumulate(shown.monthly["cash"] < shown.floor, axis=1).astype(np.float64)


def first_months(gone: Floats, months: tuple[str, ...]) -> str:
    """The month in which cash runs out: of the replications in which it does, the middle one."""
    ended = gone[gone[:, -1] > 0.0]
    return months[int(np.median(ended.argmax(axis=1)))]


def _run_out(axes: Axes, study: Study, gone: list[Floats]) -> None:
    at = np.arange(len(study.months))
    for i, each in enumerate(gone):
        axes.step(at, each.mean(axis=0), where="mid", color=colour(i))
    axes.set_title("Replications that have run out of cash so far")
    axes.set_ylim(0.0, 1.04)
    axes.set_yticks((0.0, HALF, 1.0), [share(y) for y in (0.0, HALF, 1.0)])
    ends = [float(each[:, -1].mean()) for each in gone]
    for i, y in enumerate(apart(ends, LINE / LOWER)):
        beside(axes, f"{short(study.scenarios[i].name)}  {share(ends[i])}", len(at) - 1, y, i)


def _said(study: Study, i: int, gone: Floats) -> str:
    """When one plan's cash runs out, and in how many replications."""
    shown = study.scenarios[i]
    whose = f"{short(shown.name)}: " if len(study.scenarios) > 1 else ""
    least = f"below {compact(shown.floor)}" if shown.floor else "below 0"
    count, n = int(gone[:, -1].sum()), len(gone)
    if not count:
        return f"{whose}cash {least} in none of {n} replications" if whose else f"Cash {least} in none of {n}"
    half = f", at the median in {first_months(gone, study.months)}"
    return f"{whose or 'Cash '}{'cash ' if whose else ''}{least} in {count} of {n} replications{half}"
