"""How fast cash is spent, and for how long it lasts at that pace."""

import warnings

import numpy as np
from matplotlib.axes import Axes

from gtmsim.report.figures.fan import COVERS, LINE, beside, fan, name_ends
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
from gtmsim.report.numbers import compact, estimated
from gtmsim.report.shown import Floats, Shown, Study

OVER = 3  # months over which burn is taken, as in the metric `burn`
UPPER, LOWER = 2.1, 1.7  # inch of the panels
LONGEST = 36.0  # months of runway that are drawn


def burn(study: Study) -> Drawing | None:
    """Burn of the last three months with P10-P90, and the median runway; none where nothing is ever burnt."""
    if len(study.months) <= OVER or not all("operating_cash_flow" in s.monthly for s in study.scenarios):
        return None
    burnt = [burn_of(s) for s in study.scenarios]
    if not any((each > 0.0).any() for each in burnt):
        return None
    lasts = [runway_of(s, each) for s, each in zip(study.scenarios, burnt, strict=True)]
    lasting = any(np.isfinite(each[1:] + each[:-1]).any() for each in lasts)  # a line needs two months
    with settings():
        figure, axes = blank(UPPER + 1.2 + (LOWER + 0.4) * lasting, (1 + lasting, 1), sharex=True)
        fan(axes[0], burnt)
        axes[0].axhline(0.0, color=INK, linewidth=1.0)
        axes[0].set_title("Burn: cash spent a month, mean of the last three; below 0 cash grows")
        money_axis(axes[0].yaxis, f"{study.currency} a month")
        name_ends(axes[0], study, burnt, UPPER)
        if lasting:
            _runway(axes[1], study, lasts)
        month_axis(axes[-1], study.months)
        told = "; ".join(
            f"{s.name}: burn of {estimated(each[:, -1].tolist())} {study.currency} a month at the end"
            + (f", runway of {compact(float(last[-1]))} months" if np.isfinite(last[-1]) else "")
            for s, each, last in zip(study.scenarios, burnt, lasts, strict=True)
        )
        more = f" Runway: median months until cash is at its floor, up to {LONGEST:.0f};" if lasting else " Burn:"
        note = f"Funding left out. Line: mean. Band: P10–P90 of the replications.{more}"
        title = "Burn and runway" if lasting else "Burn"
        return finish(figure, "burn", title, study, note, f"{told}.", uncertainty=COVERS)


def burn_of(shown: Shown) -> Floats:
    """Cash spent a month over the last three, from the third month on; NaN before."""
    flows = shown.monthly["operating_cash_flow"]
    total = np.cumsum(flows, axis=1)
    found = np.full(flows.shape, np.nan)
    found[:, OVER - 1] = total[:, OVER - 1]
    found[:, OVER:] = total[:, OVER:] - total[:, :-OVER]
    return np.asarray(-found / OVER)


def runway_of(shown: Shown, burnt: Floats) -> Floats:
    """Median months until cash is down to the floor; NaN where they are more than are drawn, or none burns."""
    cash = shown.monthly.get("cash", np.full(burnt.shape, np.nan))
    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        months = np.where(burnt > 0.0, np.maximum(cash - shown.floor, 0.0) / burnt, np.inf)
        months[np.isnan(burnt) | np.isnan(cash)] = np.nan
        found = np.median(months, axis=0)
    return np.where(found <= LONGEST, found, np.nan)


def _runway(axes: Axes, study: Study, lasts: list[Floats]) -> None:
    at = np.arange(len(study.months))
    top = max(1.0, 1.1 * max(float(np.nanmax(each)) for each in lasts if np.isfinite(each).any()))
    for i, each in enumerate(lasts):
        axes.plot(at, each, color=colour(i))
    axes.set_ylim(0.0, top)
    axes.set_title("Runway")
    axes.set_ylabel("months")
    known = [(i, each) for i, each in enumerate(lasts) if np.isfinite(each[-1])]
    for (i, each), y in zip(known, apart([float(each[-1]) for _, each in known], top * LINE / LOWER), strict=True):
        beside(axes, f"{short(study.scenarios[i].name)}  {compact(float(each[-1]))}", len(at) - 1, y, i)
