"""How much cash a plan has more than the base, month by month in the same luck, and when it is ahead for good."""

import numpy as np

from gtmsim.report.figures.arr import COVERS, DECILES
from gtmsim.report.figures.style import Drawing, apart, blank, colour, finish, money_axis, month_axis, settings, short
from gtmsim.report.numbers import estimated
from gtmsim.report.shown import Study


def cash_over_time(study: Study) -> Drawing | None:
    """Mean and P10-P90 of the difference in cash at each month's end; nothing where cash never differs."""
    paths = study.cash
    if len(paths) < 2 or any(path.shape != paths[0].shape for path in paths):
        return None
    found = [path - paths[0] for path in paths]
    if not any(each.any() for each in found):
        return None
    with settings():
        figure, (axes,) = blank(3.7)
        at = np.arange(len(study.months))
        for i, path in list(enumerate(found))[1:]:
            low, high = np.percentile(path, DECILES, axis=0)
            axes.fill_between(at, low, high, color=colour(i), alpha=0.16, linewidth=0)
            axes.plot(at, path.mean(axis=0), color=colour(i))
        axes.axhline(0.0, color=colour(0), linewidth=1.2)
        money_axis(axes.yaxis, study.currency)
        axes.margins(x=0.01)
        low, high = axes.get_ylim()
        ends = [float(path[:, -1].mean()) for path in found[1:]]
        for i, y in enumerate(apart(ends, (high - low) * 0.19 / 2.9), start=1):
            plus = "" if ends[i - 1] <= 0.0 else "+"
            text = f"{short(study.scenarios[i].name)}  {plus}{estimated(found[i][:, -1].tolist())}"
            axes.annotate(
                text,
                (at[-1], y),
                (6, 0),
                textcoords="offset points",
                va="center",
                color=colour(i),
                annotation_clip=False,
            )
        month_axis(axes, study.months)
        title = f"Cash against {short(study.scenarios[0].name)}, replication by replication"
        told = "; ".join(
            f"{s.name}: {estimated(p[:, -1].tolist())} {study.currency} at the end"
            for s, p in zip(study.scenarios[1:], found[1:], strict=True)
        )
        caption = "Line: mean difference. Band: P10–P90 of the replications. Above 0: more cash than the base;"
        return finish(figure, "cash_over_time", title, study, caption, f"{told}.", uncertainty=COVERS)
