"""What the replications brought of the metric that decides."""

import numpy as np
from matplotlib.axes import Axes

from gtmsim.report.figures.fan import COVERS
from gtmsim.report.figures.style import INK, Drawing, apart, blank, colour, finish, money_axis, settings, wrapped
from gtmsim.report.numbers import compact
from gtmsim.report.shown import Floats, Headline, Study

FEWEST = 10  # replications of which bars can be made
BINS = 24
ROW = 0.95  # inch
MARKS = ((10, "P10"), (50, "P50"), (90, "P90"))
TALL = 0.62  # of the tallest bar, where rows are 1 apart
LETTERS = 14.0  # of 100: the width of a mark's words


def outcomes(study: Study) -> Drawing | None:
    """A row of bars for each plan over one axis, with P10, P50 and P90; none where some replication has no value."""
    found = study.headline
    if found is None or study.replications < FEWEST or not all(np.isfinite(v).all() for v in found.values):
        return None
    if not any(np.ptp(values) > 0.0 for values in found.values):
        return None
    with settings():
        figure, (axes,) = blank(0.9 + ROW * len(found.values))
        _rows(axes, study, found)
        told = "; ".join(
            f"{s.name}: " + ", ".join(f"{word} {compact(x)}" for x, word in marks(values))
            for s, values in zip(study.scenarios, found.values, strict=True)
        )
        title = f"{found.label}: what the replications brought"
        note = "Bars: replications by what they brought. Marked: the outcomes that 1, 5 and 9 of 10 stay below;"
        return finish(figure, "outcomes", title, study, note, f"{told}.", uncertainty=COVERS)


def marks(values: Floats) -> list[tuple[float, str]]:
    """Where a tenth, half and nine tenths of the replications lie below."""
    return [(float(np.percentile(values, p)), word) for p, word in MARKS]


def _rows(axes: Axes, study: Study, found: Headline) -> None:
    every = np.concatenate(found.values)
    edges = np.linspace(float(every.min()), float(every.max()), BINS + 1)
    counts = [np.histogram(values, edges)[0] for values in found.values]
    most = max(int(each.max()) for each in counts)
    reach = float(np.ptp(edges))
    for row, (values, each) in enumerate(zip(found.values, counts, strict=True)):
        base = len(counts) - 1 - row
        # One shape: a hundred bars cost as much as the rest of the figure.
        axes.stairs(base + TALL * each / most, edges, baseline=base, fill=True, color=colour(row), alpha=0.55)
        told = marks(values)
        places = apart([x for x, _ in told], reach * LETTERS / 100.0)
        for (x, word), place in zip(told, places, strict=True):
            axes.plot([x, x], [base, base + TALL + 0.05], color=INK, linewidth=1.2)
            axes.annotate(f"{word} {compact(x)}", (place, base + TALL + 0.07), ha="center", va="bottom", fontsize=8.5)
    names = [wrapped(s.name) for s in study.scenarios]
    axes.set_yticks([len(names) - 1 - row + 0.25 for row in range(len(names))], names)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.03, len(names))
    axes.margins(x=0.06)
    axes.grid(visible=False, axis="y")
    money_axis(axes.xaxis, found.unit)
