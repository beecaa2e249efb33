"""What plans are judged by in a search, as its tables, figures and sentences call it."""

from gtmsim.study.answer import spoken
from gtmsim.study.optimise.found import Optimum
from gtmsim.study.wording import number as in_words

MUCH = 100_000.0  # [currency]


def judged_by(found: Optimum) -> str:
    """The metric, its worse tail, or the chance of the target."""
    metric = spoken(found.primary)
    tail = "P90" if found.aim.better == "lower" else "P10"
    kinds = {"chance": "the chance of the target", "p10": f"P10 of {metric}", "cvar": f"the worst tenth of {metric}"}
    return kinds.get(found.aim.kind, metric).replace("P10", tail)


def unit_of(found: Optimum) -> str:
    """Its unit."""
    return "share" if found.aim.kind == "chance" else found.base.meanings[found.primary].unit


def for_money(found: Optimum) -> tuple[str, float]:
    """The heading of what money brings, and by what it is multiplied: a unit of it brings little of what is none."""
    unit, currency = unit_of(found), found.base.frame.currency
    if unit.split("/")[0] == currency:
        return f"per {currency}", 1.0
    if unit in ("share", "probability"):
        return f"points per {in_words(MUCH)} {currency}", 100.0 * MUCH
    return f"per {in_words(MUCH)} {currency}", MUCH
