"""The values that a search may give to one lever, as `PATH=0..60k`, `PATH=0,8k..60k:2k` or `PATH=A,B` says them."""

import math
from typing import NamedTuple

from gtmsim.scenario.checks.search import dated, lever_fault
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.quantity import QuantityError, exact
from gtmsim.scenario.language.spelling import spelled
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.problems import StudyError
from gtmsim.study.sweeps.axis import CHANGE, CHANGES, UNITLESS, Axis, as_said, axis_of, declaration_at, said_at

STEPS = 60  # about so many in a range that says no step
NICE = (1, 2, 5, 10)  # what a step begins with


class Lever(NamedTuple):
    """A parameter of the plan and the values that it may take, from the first to the last."""

    path: str  # as `changes` of a file say it
    values: tuple[str, ...]  # as a file says them
    numbers: tuple[float, ...]  # the same as numbers [unit]; empty where they are none that rise
    unit: str
    meaning: str
    base: str  # what stands there today; empty where it is a schedule or nothing
    today: int | None  # the place of that among the values; none where it is none of them
    near: int  # the place that is next to it
    said: str  # as it was asked for

    @property
    def short(self) -> str:
        """The path on a line."""
        return self.path.removeprefix("plan.")


def lever_of(scenario: Scenario, said: str) -> Lever:
    """The lever that a text asks for; StudyError where it does not say one."""
    fault = lever_fault(scenario, said)
    if fault is not None:
        raise StudyError(f"{fault[1]}; {fault[2]}")
    path, _, wanted = (part.strip() for part in said.partition("="))
    whole, day = dated(path)
    declaration = declaration_at(scenario, whole)
    texts = _texts(scenario, whole, wanted, declaration)
    axis = axis_of(scenario, f"{whole}={','.join(_rising(texts, declaration.unit))}")
    base = said_at(scenario, whole)
    here = next((place for place, value in enumerate(axis.values) if axis.stands(value)), None)
    path = axis.path if day is None else f"{axis.path}.{day}"
    near = _near(axis, declaration.unit, base) if here is None else here
    today = here if day is None else None  # what stands there by a day depends on what is said of the days before
    return Lever(path, axis.values, axis.numbers, axis.unit, axis.meaning, base, today, near, said)


def _texts(scenario: Scenario, path: str, wanted: str, declaration: Declaration) -> list[str]:
    """Values one by one, of which some may be ranges."""
    found: list[str] = []
    for part in (text.strip() for text in wanted.split(",")):
        if ".." in part and part[0] in CHANGES and ":" not in part:
            found.append(_with_step(part, declaration.unit))
        elif ".." in part and declaration.unit not in UNITLESS and ":" not in part:
            found += _range(path, part, declaration.unit)
        elif ".." in part and part != wanted:  # beside others: each of its values
            found += axis_of(scenario, f"{path}={part}").values
        else:
            found.append(part)
    return found


def _with_step(said: str, unit: str) -> str:
    """A range of changes with a step that is round, as `-20%..+20%:1%`; as it is where it is none."""
    ends = [CHANGE.fullmatch(text.strip()) for text in said.split("..")]
    if len(ends) != 2 or not all(ends):
        return said
    (sign, low, kind), (other, high, same) = (end.groups("") for end in ends if end)
    if kind != same and (kind or float(low)):
        return said
    size = float(high) * (-1 if other == "-" else 1) - float(low) * (-1 if sign == "-" else 1)
    if size <= 0.0:
        return said
    step = 1.0 if unit == "count" and not kind and sign != "x" else _round_step(size / STEPS)
    return f"{said}:{step:.12g}{same}"


def _range(path: str, said: str, unit: str) -> list[str]:
    """A range without a step: by a step that is round, and up to its last value."""
    first, _, last = (text.strip() for text in said.partition(".."))
    try:
        low, high = (float(exact(as_said(text), unit)) for text in (first, last))
    except QuantityError as fault:
        raise StudyError(f"{path}: {fault.what}") from None
    if not high > low:
        raise StudyError(f"{path}: `{said}` goes from {first} up to {last}: no value is on its way")
    step = 1.0 if unit == "count" else _round_step((high - low) / STEPS)
    number = math.floor((high - low) / step + 1e-9)
    found = [float(f"{low + place * step:.12g}") for place in range(number + 1)]
    if found[-1] < high:
        found.append(high)
    return [spelled(int(x) if x == int(x) else x, unit) for x in found]


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, ... that is not below."""
    size = 10.0 ** math.floor(math.log10(least))
    return next(first * size for first in NICE if first * size >= least * (1.0 - 1e-9))


def _rising(texts: list[str], unit: str) -> list[str]:
    """In rising order where all are numbers: a search goes up and down."""
    if unit in UNITLESS or any(not text or text[0] in CHANGES or ".." in text for text in texts):
        return texts
    try:
        numbers = {text: exact(as_said(text), unit) for text in texts}
    except QuantityError:
        return texts
    return sorted(texts, key=numbers.__getitem__)


def _near(axis: Axis, unit: str, base: str) -> int:
    """The place of the value next to today's; the middle where none is near."""
    if axis.numbers and base:
        try:
            here = float(exact(as_said(base), unit))
        except QuantityError:
            return len(axis.values) // 2
        return min(range(len(axis.numbers)), key=lambda place: abs(axis.numbers[place] - here))
    return len(axis.values) // 2
