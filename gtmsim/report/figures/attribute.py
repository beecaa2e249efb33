"""What would be missing without each channel, with what touch credit says of it."""

from typing import Any

from gtmsim.report.figures.style import MUTED, TEXT, Drawing, blank, colour, finish, settings, short
from gtmsim.report.shown import Study
from gtmsim.study.answer import spoken
from gtmsim.study.attribute.found import Attribution

MOST = 20  # channels that are drawn: those with the most credit or the most missing
ROW = 0.42  # inch
MARKS = {"first touch": (">", 2), "last touch": ("<", 1), "linear": ("o", 4), "position-based": ("D", 3)}  # colours
APART = 0.11  # of a row, between the marks of two rules


def attribute_figure(found: Attribution) -> Drawing:
    """A bar for the truth with its interval, and a mark for each rule of touch."""
    shown = sorted(
        sorted(found.ranked, key=lambda each: -max(abs(each.missing.mean or 0.0), *_credits(each)))[:MOST],
        key=found.ranked.index,
    )
    with settings():
        figure, (axes,) = blank(1.9 + ROW * len(shown))
        for place, each in enumerate(shown):
            axes.barh(place, 100.0 * (each.missing.mean or 0.0), color=colour(0), height=0.5, alpha=0.75)
            low, high = each.missing.ci95
            if low is not None and high is not None:
                axes.plot((100.0 * low, 100.0 * high), (place, place), color=MUTED, linewidth=1.6)
        rules = [("touch credit", 1)] if found.agree else [(name, place) for place, name in enumerate(found.rules)]
        for name, rule in rules:
            mark, shade = MARKS.get(name, ("D", 1))
            axes.plot(
                [100.0 * (each.credit[rule].mean or 0.0) for each in shown],
                [place + (0.0 if found.agree else APART * (rule - 1.5)) for place in range(len(shown))],
                mark,
                color=colour(shade),
                markersize=6.0,
                markeredgecolor="white",
                markeredgewidth=0.5,
                label=name,
            )
        axes.axvline(0.0, color=MUTED, linewidth=0.9)
        axes.set_yticks(range(len(shown)), [short(each.channel, 28) for each in shown], fontsize=TEXT - 0.5)
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(f"% of {'wins' if found.primary == 'wins' else spoken(found.primary)}")
        axes.legend(loc="lower right", frameon=False, fontsize=TEXT - 1.0)
        alt = "; ".join(
            f"{each.channel}: last touch {100.0 * (each.credit[1].mean or 0.0):.0f} %, "
            f"missing without it {100.0 * (each.missing.mean or 0.0):.0f} %"
            for each in shown
        )
        left = len(found.ranked) - len(shown)
        chosen = f"{left} channels with less are left out." if left else ""
        study = Study((), (), found.base.frame.currency, found.base.replications, "simulation error only")
        note = "Bar: what would be missing with the channel alone off, line: 95 %. Marks: credit by rule;"
        title = f"Who brings the {'customers' if found.primary == 'wins' else 'new ARR'}: touch credit, and the truth"
        return finish(figure, "attribute", title, study._replace(chosen=chosen), note, f"{alt}.")


def _credits(each: Any) -> list[float]:
    return [abs(of.mean or 0.0) for of in each.credit]
