"""The chance to reach a target over the values that were tried."""

from gtmsim.report.figures.style import MUTED, Drawing, blank, colour, finish, settings, short
from gtmsim.report.shown import Study
from gtmsim.study.answer import spoken
from gtmsim.study.how_many.found import HowMany


def how_many_figure(found: HowMany) -> Drawing:
    """Each value with the interval of its chance; the answer in orange, the chance asked for dashed."""
    ordered = [each for each in found.tried if each.chance.mean is not None]
    with settings():
        figure, (axes,) = blank(3.4)
        for place, each in enumerate(ordered):
            low, high = each.chance.ci95
            shade = colour(1) if each is found.answer else colour(0)
            if low is not None and high is not None:
                axes.plot([place, place], [100 * low, 100 * high], color=shade, linewidth=1.8, solid_capstyle="butt")
            axes.plot([place], [100 * (each.chance.mean or 0.0)], "o", color=shade, markersize=6)
        axes.axhline(100 * found.wanted, color=MUTED, linewidth=0.9, linestyle="--")
        axes.set_ylim(-2, 102)
        axes.set_ylabel("chance, %")
        axes.set_xticks(range(len(ordered)), [short(each.said.brief, 14) for each in ordered])
        axes.set_xlim(-0.5, len(ordered) - 0.5)
        axes.set_xlabel(found.ladder.path)
        axes.grid(visible=False, axis="x")
        told = "; ".join(f"{each.stands}: {100 * (each.chance.mean or 0.0):.0f} %" for each in ordered)
        study = Study((), (), found.base.frame.currency, found.base.replications, "simulation error only")
        title = f"Chance to reach the target of {spoken(found.target.metric)}"
        spread = "Bar: 95 % interval, each by itself. Orange: the answer. Dashed: the chance asked for;"
        return finish(figure, "how_many", title, study, spread, f"{told}.")
