"""How a schema declares its parameters: one function for each kind; knows no particular section."""

from gtmsim.scenario.language.amounts import AmountDeclaration, AmountSaid
from gtmsim.scenario.language.composites import StandsFor
from gtmsim.scenario.language.declare import SOURCE, Declaration
from gtmsim.scenario.language.laws import LawDeclaration, LawSaid
from gtmsim.scenario.language.numbers import LeverDeclaration, Number, NumberDeclaration, Schedule, Usual
from gtmsim.scenario.language.section import Described, Origin, Section
from gtmsim.scenario.language.units import EXAMPLES
from gtmsim.scenario.language.walk import Parameter, parameters, values
from gtmsim.scenario.language.words import ChoiceDeclaration, MixDeclaration, TextDeclaration

__all__ = [
    "AmountSaid",
    "Declaration",
    "LawSaid",
    "Origin",
    "Parameter",
    "Schedule",
    "Section",
    "amount",
    "choice",
    "label",
    "law",
    "lever",
    "mix",
    "param",
    "parameters",
    "values",
    "words",
]

_Bounds = tuple[Number | None, Number | None, Number | None, Number | None]  # above, at least, below, at most


def param(
    unit: str,
    meaning: str,
    *,
    source: str = SOURCE,
    gt: Number | None = None,
    ge: Number | None = None,
    lt: Number | None = None,
    le: Number | None = None,
    usual: Usual | None = None,
    reported: str = "",
    per: str = "",
    counts: str = "",
    steps: tuple[str, ...] = (),
    twelfths: bool = False,
    stands_for: StandsFor | None = None,
) -> NumberDeclaration:
    """A number, said alone or as {value, low, high, source}; a share lies from 0 to 1 unless bounds say otherwise.

    Beyond `usual` it is allowed and warned of; money there is in dollars, and 0, which turns things off, is usual.
    `source` says where the default comes from, `reported` what others have seen, which need not be the default.
    `steps` are the changes of it that a planner would try.
    `per` is the period of which the unit says nothing, `counts` the unit of time that a count is of: hints convert.
    `twelfths` are of a month beside the mean month, which some say as a share of the year.
    `stands_for` is what people say as one number, of which this one is a part."""
    bounds = _bounds(unit, gt, ge, lt, le)
    more = {"usual": usual, "reported": reported, "per": per, "counts": counts, "steps": steps, "twelfths": twelfths}
    return NumberDeclaration(_unit(unit), meaning, source, *bounds, stands_for=stands_for, **more)  # type: ignore[arg-type]  # each its own


def lever(
    unit: str,
    meaning: str,
    *,
    source: str = SOURCE,
    gt: Number | None = None,
    ge: Number | None = None,
    lt: Number | None = None,
    le: Number | None = None,
    usual: Usual | None = None,
    reported: str = "",
    per: str = "",
    steps: tuple[str, ...] = (),
    along: tuple[str, ...] = (),
) -> LeverDeclaration:
    """A number that may follow dates or months; its value is a Schedule. `along` is what a step of it moves as well."""
    bounds = _bounds(unit, gt, ge, lt, le)
    more = {"usual": usual, "reported": reported, "per": per, "steps": steps, "along": along}
    return LeverDeclaration(_unit(unit), meaning, source, *bounds, **more)  # type: ignore[arg-type]  # each its own


def amount(
    unit: str,
    meaning: str,
    *,
    gt: Number | None = None,
    usual: Usual | None = None,
    source: str = SOURCE,
    stands_for: StandsFor | None = None,
) -> AmountDeclaration:
    """A lognormal amount; a number is its median, and its section settles what a mapping says."""
    bounds = _bounds(unit, gt, None, None, None)
    return AmountDeclaration(_unit(unit), meaning, source, *bounds, usual=usual, stands_for=stands_for)


def law(
    unit: str,
    meaning: str,
    *,
    source: str = SOURCE,
    usual: Usual | None = None,
    reported: str = "",
    stands_for: StandsFor | None = None,
) -> LawDeclaration:
    """A duration that varies from case to case [day or hour]; its value is a LawSaid."""
    if unit not in ("day", "hour"):
        raise ValueError(f"a law of durations is in day or hour, not {unit}")
    return LawDeclaration(unit, meaning, source, usual, reported, stands_for=stands_for)


def choice(meaning: str, *options: str, source: str = SOURCE, steps: tuple[str, ...] = ()) -> ChoiceDeclaration:
    """One word out of `options`, of which `steps` are worth a try."""
    return ChoiceDeclaration("", meaning, source, options, steps=steps)


def mix(meaning: str, *, source: str = SOURCE) -> MixDeclaration:
    """Shares by name that sum to 1."""
    return MixDeclaration("share", meaning, source)


def label(meaning: str, *, source: str = SOURCE, longest: int = 80) -> TextDeclaration:
    """A name: letters of any script, digits, spaces and few signs."""
    return TextDeclaration("", meaning, source, True, longest)


def words(meaning: str, *, source: str = SOURCE) -> Described:
    """A meaning for a text, a switch, a list of declared items, or a word that may stand instead of a section."""
    return Described("", meaning, source)


def _unit(unit: str) -> str:
    if unit not in EXAMPLES:
        raise ValueError(f"unknown unit {unit}; known: {', '.join(EXAMPLES)}")
    return unit


def _bounds(unit: str, *said: Number | None) -> _Bounds:
    if unit == "share" and not any(limit is not None for limit in said):
        return None, 0, None, 1
    gt, ge, lt, le = said
    return gt, ge, lt, le
