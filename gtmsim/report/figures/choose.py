"""Plans side by side: mean with its interval and P10 to P90, those that may be the best marked."""

from gtmsim.report.figures.style import MUTED, TEXT, Drawing, blank, colour, finish, money_axis, settings, short
from gtmsim.report.numbers import compact
from gtmsim.report.shown import Study
from gtmsim.study.answer import spoken
from gtmsim.study.choose.found import Choice

MOST = 24  # plans that are drawn
SHARES = ("share", "probability")
ROW = 0.32  # inch


def choose_figure(found: Choice) -> Drawing:
    """A point for each plan, the candidates that are left in another colour."""
    unit = found.base.meanings[found.primary].unit
    scale = 100.0 if unit in SHARES else 1.0
    rows = list(zip(found.candidates, found.rows(), strict=True))
    order = sorted(rows, key=lambda pair: (not pair[0].left, -(pair[1][found.primary]["mean"] or 0.0)))[:MOST]
    with settings():
        figure, (axes,) = blank(1.4 + ROW * len(order))
        for place, (each, row) in enumerate(order):
            said = row[found.primary]
            shade = colour(1) if each.left else colour(0)
            if said.get("p10") is not None and said.get("p90") is not None:
                ends = (scale * said["p10"], scale * said["p90"])
                axes.plot(ends, (place, place), color=shade, alpha=0.3, linewidth=5.0, solid_capstyle="butt")
            low, high = said["ci95"]
            if low is not None and high is not None:
                axes.plot((scale * low, scale * high), (place, place), color=shade, linewidth=2.2)
            if said["mean"] is not None:
                axes.plot(scale * said["mean"], place, "o", color=shade, markersize=5)
        axes.set_yticks(range(len(order)), [short(each.name, 36) for each, _ in order], fontsize=TEXT - 0.5)
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        word = "%" if unit in SHARES else "" if unit in ("1", "count") else unit
        money_axis(axes.xaxis, f"{spoken(found.primary)}{f', {word}' if word else ''}")
        axes.tick_params(axis="y", colors=MUTED)
        told = "; ".join(
            f"{each.name}: {compact(scale * mean)}"
            for each, row in order
            if (mean := row[found.primary]["mean"]) is not None
        )
        note = "Point: mean, line: 95 %, band: P10 to P90 of outcomes. Orange: chosen, or may be the best;"
        n = max(each.results.replications for each in found.candidates)
        study = Study((), (), found.base.frame.currency, n, "simulation error only")
        return finish(figure, "choose", found.name, study, note, f"{told}.")
