"""Recurring revenue over time."""

import numpy as np

from gtmsim.report.figures.fan import CAPTION, COVERS, DECILES, fan, from_zero, name_ends
from gtmsim.report.figures.style import Drawing, blank, finish, money_axis, month_axis, settings
from gtmsim.report.numbers import compact, estimated
from gtmsim.report.shown import Floats, Study
from gtmsim.study.wording import so_many

HEIGHT = 2.9  # inch of the panel


def arr(study: Study) -> Drawing | None:
    """Mean and P10-P90 of annual recurring revenue at each month's end."""
    paths = [s.monthly["arr_end"] for s in study.scenarios]
    if not any(path.any() for path in paths):
        return None
    with settings():
        figure, (axes,) = blank(HEIGHT + 0.8)
        fan(axes, paths)
        money_axis(axes.yaxis, f"{study.currency} a year")
        from_zero(axes)
        name_ends(axes, study, paths, HEIGHT)
        month_axis(axes, study.months)
        title = "Annual recurring revenue"
        return finish(figure, "arr", title, study, CAPTION, _alt(study, paths), uncertainty=COVERS)


def _alt(study: Study, paths: list[Floats]) -> str:
    told = (
        f"{s.name}: from {estimated(p[:, 0].tolist())} to {estimated(p[:, -1].tolist())} {study.currency}, "
        f"in 8 of 10 replications between {band_at_end(p)} at the end"
        for s, p in zip(study.scenarios, paths, strict=True)
    )
    return f"Mean over {so_many(len(study.months), 'month')}. {'; '.join(told)}."


def band_at_end(path: Floats) -> str:
    """Ends of the band in the last month."""
    low, high = np.percentile(path[:, -1], DECILES)
    return f"{compact(float(low))} and {compact(float(high))}"
