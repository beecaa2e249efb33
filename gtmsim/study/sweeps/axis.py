"""The values that one parameter is to take, as `PATH=0..60k:10k` or `PATH=5,8,12` says them."""

import re
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from gtmsim.scenario.explain import compact
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.problems import dotted, nearest
from gtmsim.scenario.language.quantity import QuantityError, exact
from gtmsim.scenario.language.spelling import spelled
from gtmsim.scenario.language.walk import by_names, field_at, values
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.problems import StudyError

MOST = 100  # values of one parameter
SHOWN = 3  # parameters that a hint lists
UNITLESS = ("", "date", "clock")  # of which there is no range with a step
PLAIN = re.compile(r"\d+(\.\d+)?")  # of which a file makes a number
CHANGES = ("+", "-", "x")  # what begins a change of what stands there
CHANGE = re.compile(r"([-+x]?)(\d+(?:\.\d+)?)\s*(\D.*)?")
NOTHING = re.compile(r"[-+]?0(\.0+)?\s*(%|points?|k|M)?(\s*per \w+)?")
SAID = "PATH=0..60k:10k, a range with its step, or PATH=5,8,12, values one by one"


class Axis(NamedTuple):
    """A parameter and the values that it takes, in their order."""

    path: str  # as `changes` of a file say it
    values: tuple[str, ...]  # as a file says them
    numbers: tuple[float, ...]  # the same as numbers [unit]; empty where they are none
    unit: str
    meaning: str
    base: str  # what stands there, as a file says it; empty where it is a schedule or nothing

    @property
    def short(self) -> str:
        """The end of the path, which tells it from others on a line."""
        return ".".join(self.path.split(".")[-2:])

    def stands(self, value: str) -> bool:
        """Is a value what stands there already?"""
        if value[:1] in CHANGES:
            return NOTHING.fullmatch(value) is not None or value in ("x1", "x1.0")
        if not self.base or value == self.base:
            return bool(self.base)
        try:
            return self.unit not in UNITLESS and _exact(value, self.unit) == _exact(self.base, self.unit)
        except QuantityError:
            return False


def axis_of(scenario: Scenario, said: str) -> Axis:
    """The values that a text asks for; StudyError where it does not say some."""
    path, equals, wanted = said.partition("=")
    path, wanted = path.strip(), wanted.strip()
    if not (path and equals and wanted):
        raise StudyError(f"`{said}` says no values: write {SAID}")
    declaration = declaration_at(scenario, path)
    texts = _texts(path, wanted, declaration)
    if not 2 <= len(texts) <= MOST:
        raise StudyError(f"{path}: from 2 to {MOST} values, got {len(texts)}")
    if "" in texts or len(set(texts)) < len(texts):
        raise StudyError(f"{path}: `{wanted}` has an empty value, or one twice")
    numbers = _numbers(texts, declaration.unit)
    here = said_at(scenario, path)
    named = dotted(by_names(scenario, tuple(path.split("."))))
    return Axis(named, tuple(texts), numbers, declaration.unit, declaration.meaning, here)


def _texts(path: str, wanted: str, declaration: Declaration) -> list[str]:
    """The values one by one; a change of what stands there is one throughout."""
    if ".." in wanted:
        return _changes(path, wanted) if wanted[0] in CHANGES else _range(path, wanted, declaration)
    texts = [text.strip() for text in wanted.split(",")]
    signed = [text for text in texts if text[:1] in ("+", "-")]
    plain = [text for text in texts if text and text[0] not in CHANGES and not NOTHING.fullmatch(text)]
    if signed and plain:
        what = f"`{signed[0]}` changes what stands there and `{plain[0]}` stands in its place"
        raise StudyError(f"{path}: {what}; write all as changes (`+0%` leaves it as it is), or all as values")
    return [f"+{text}" if signed and NOTHING.fullmatch(text) else text for text in texts]


def _changes(path: str, wanted: str) -> list[str]:
    """Each change from the first to the last: `-20%..+20%:10%`, `+0..+4`, `x0.8..x1.2:0.1`."""
    span, _, step = wanted.partition(":")
    parts = [CHANGE.fullmatch(text.strip()) for text in (*span.split(".."), step or "1")]
    if len(parts) != 3 or not all(parts):
        raise StudyError(f"{path}: `{wanted}` is no range of changes: write {path}=-20%..+20%:10%, or +0..+4")
    (first, low, kind), (last, high, other), (_, by, third) = (part.groups("") for part in parts if part)
    if not step and (kind or other or first == "x"):
        raise StudyError(f"{path}: `{wanted}` is a range without a step; say one, as {path}={wanted}:5%")
    if len({kind, other, third} - {""}) > 1 or (first == "x") != (last == "x"):
        raise StudyError(f"{path}: `{wanted}` changes in two ways; say first, last and step alike")
    start, end = ((-1 if sign == "-" else 1) * Fraction(size) for sign, size in ((first, low), (last, high)))
    size = Fraction(by)
    if size <= 0 or end <= start or (end - start) / size > MOST:
        raise StudyError(f"{path}: `{wanted}` has no value on its way, or more than {MOST}")
    numbers = [float(start + place * size) for place in range(int((end - start) / size) + 1)]
    unit = kind or other or third
    return [f"x{x:g}{unit}" if first == "x" else f"{x:+g}{unit}" for x in numbers]


def declaration_at(scenario: Scenario, path: str) -> Declaration:
    """What the schema declares of a parameter of this scenario."""
    field = field_at(type(scenario), tuple(path.split(".")))
    if field is None or field.declaration is None:
        known = [dotted(by_names(scenario, at)) for at, _, _ in values(scenario)]
        below = [f"`{name}`" for name in known if name.startswith(f"{path}.")][:SHOWN]
        if field is not None and below:
            raise StudyError(f"{path} is a section with parameters below it, such as {', '.join(below)}")
        raise StudyError(f"{path} is no parameter; {nearest(path, known)}; `gtmsim explain FILE` lists all of them")
    return field.declaration


def said_at(scenario: Scenario, path: str) -> str:
    """What stands at a path, as a file would say it; empty where it is no single value."""
    for at, declaration, value in values(scenario):
        if path in (dotted(at), dotted(by_names(scenario, at))):
            written = None if value is None else declaration.write(value)
            return "" if written is None or isinstance(written, dict | list) else _short(written, declaration, value)
    return ""


def _short(written: Any, declaration: Declaration, value: Any) -> str:
    """A number with its unit, anything else as a file says it."""
    number = getattr(value, "values", (value,))[0]
    if isinstance(number, int | float) and not isinstance(number, bool):
        return spelled(number, declaration.unit)
    return compact(written)


def _range(path: str, wanted: str, declaration: Declaration) -> list[str]:
    """Each value from the first to the last."""
    if declaration.unit in UNITLESS:
        raise StudyError(f"{path} has no range: write its values one by one, as {path}=FIRST,SECOND")
    span, colon, step = wanted.partition(":")
    first, _, last = span.partition("..")
    if not colon and declaration.unit == "count":
        step = "1"
    if not (first.strip() and last.strip() and step.strip()):
        raise StudyError(f"{path}: `{wanted}` is no range with a step: write {SAID}")
    try:
        low, high, by = (_exact(text.strip(), declaration.unit) for text in (first, last, step))
    except QuantityError as fault:
        raise StudyError(f"{path}: {fault.what}") from None
    if by <= 0 or high <= low:
        raise StudyError(
            f"{path}: `{wanted}` goes from {first} up to {last} by steps of {step}: no value is on its way"
        )
    if (high - low) / by > MOST:
        raise StudyError(f"{path}: `{wanted}` has more than {MOST} values; take a larger step")
    return [_spelled(low + place * by, declaration.unit) for place in range(int((high - low) / by) + 1)]


def as_said(text: str) -> str | int | float:
    """A value as `changes` of a file hold it: what has no unit is a number there."""
    return (float if "." in text else int)(text) if PLAIN.fullmatch(text) else text


def _exact(text: str, unit: str) -> Fraction:
    """The number that a text means."""
    return exact(as_said(text), unit)


def _spelled(number: Fraction, unit: str) -> str:
    whole = number.denominator == 1
    return spelled(int(number) if whole else float(number), unit)


def _numbers(texts: list[str], unit: str) -> tuple[float, ...]:
    """What the texts mean as numbers, in rising order only; none where one is no number of its own."""
    if unit in UNITLESS or any(text[0] in CHANGES for text in texts):
        return ()
    try:
        found = tuple(float(_exact(text, unit)) for text in texts)
    except QuantityError:
        return ()
    return found if all(a < b for a, b in pairwise(found)) else ()
