"""The numbers that are drawn: between which ends, and what each comes to in every world."""

import math
from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.scenario.language.declare import Declaration, FaultsError
from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.language.quantity import QuantityError
from gtmsim.scenario.language.spelling import spelled
from gtmsim.scenario.language.walk import by_names
from gtmsim.scenario.load import variant
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.problems import StudyError
from gtmsim.study.robust.draws import Law, drawn, places
from gtmsim.study.sensitivity.ranges import ASSUMED, Range, numeric
from gtmsim.study.sweeps.axis import declaration_at

STEPS = 500.0  # of a range, at least, that a drawn number tells apart
DIGITS = 4  # significant ones of an end
BESIDE = 1.00011  # of a number whose writing could be read in two ways
INSIDE = 0.4142135  # of the way between the ends, where no whole number is
HALVINGS = 12  # of the way to an end that is no value
UNDRAWN = ("", "date", "clock")  # units between whose ends nothing is drawn


class Assumption(NamedTuple):
    """A number that is drawn, with its ends [its unit]."""

    range: Range
    declaration: Declaration
    low: float
    value: float
    high: float
    whole: bool = False
    narrowed: bool = False  # a fifth more, or less, would be no value of it

    @property
    def path(self) -> str:
        """Its name, by which it is drawn."""
        return self.range.path

    def numbers(self, worlds: int, seed: int, law: Law) -> Floats:
        """What it is in each world, where it goes with no other number."""
        return self.at(places(self.path, worlds, seed), law)

    def at(self, u: Floats, law: Law) -> Floats:
        """What it is at these places of its law."""
        found = drawn(u, self.low, self.value, self.high, law)
        return np.array([self._short(x) for x in found.tolist()])

    def _short(self, x: float) -> float:
        if self.whole:
            return float(round(x))
        decimals = -math.floor(math.log10((self.high - self.low) / STEPS))
        return min(max(round(x, decimals), self.low), self.high)

    def text(self, x: float) -> str:
        """A value as a change says it."""
        if not _fits(self.declaration, x, self.range.unit):
            x = float(f"{x * BESIDE:.8g}")
        found = self.told(x)
        return f"to {found}" if found[:1] in ("+", "-") else found

    @property
    def inner(self) -> float:
        """A value that is neither an end nor, most likely, what stands there."""
        return self._short(self.low + INSIDE * (self.high - self.low))

    def told(self, x: float) -> str:
        """A value as a person says it."""
        return _spelled(x, self.range.unit)


def assumptions_of(scenario: Scenario, ranges: list[Range]) -> tuple[list[Assumption], list[tuple[str, str]]]:
    """Those that can be drawn, and the paths of the others with the reason."""
    found, left = [], []
    for each in ranges:
        made = _assumption(scenario, each)
        if isinstance(made, str):
            left.append((each.path, made))
        else:
            found.append(made)
    return found, left


def movable(scenario: Scenario, found: list[Assumption]) -> tuple[list[Assumption], list[tuple[str, str]]]:
    """Those that make a valid plan when all of them move, and the others: shares that add up to one, for example."""
    kept, left = list(found), list[tuple[str, str]]()
    while kept and (faults := _faults(scenario, kept)):
        near = {each.path: text for path, text in faults.items() for each in kept if _below(each.path, path)}
        alone = ((each, _faults(scenario, [each])) for each in kept if each.path in near or not near)
        bad = {each.path: next(iter(wrong.values())) for each, wrong in alone if wrong} or near
        if not bad:
            break
        left += [(each.path, f"moved, it makes no valid plan: {bad[each.path]}") for each in kept if each.path in bad]
        kept = [each for each in kept if each.path not in bad]
    return kept, left


def _below(path: str, section: str) -> bool:
    return path == section or path.startswith(f"{section}.")


def _faults(scenario: Scenario, moved: list[Assumption]) -> dict[str, str]:
    """What is wrong, by its path, where these stand between their ends."""
    said = {each.path: each.text(each.inner) for each in moved}
    try:
        variant(scenario, said, scenario.name)
    except ScenarioError as error:
        faults = [each for each in error.problems if each.code.startswith("E_")]
        return {dotted(by_names(scenario, each.path)): f"{each.code} {each.message}" for each in faults}
    return {}


def _assumption(scenario: Scenario, said: Range) -> Assumption | str:
    if said.unit in UNDRAWN:
        return "no number"
    value = _number(said.value, said.unit)
    if value is None:
        return "not one number: its ends would take the place of a law or a schedule"
    try:
        declaration = declaration_at(scenario, said.path)
    except StudyError as error:
        return str(error)
    if said.said:
        low, high = (_number(each.removeprefix("to "), said.unit) for each in (said.low, said.high))
        if low is None or high is None:
            return "an end is not one number"
    else:
        low, high = sorted((value * (1.0 - ASSUMED), value * (1.0 + ASSUMED)))
    between = float(f"{low + INSIDE * (high - low):.7g}")
    whole = not _fits(declaration, between, said.unit) and _fits(declaration, float(round(value)), said.unit)
    ends = [end if whole else _within(declaration, value, end, said.unit) for end in (low, high)]
    if whole:
        ends = [float(round(end)) for end in ends]
    if ends[1] <= ends[0]:
        return "its ends are the same"
    value = min(max(value, ends[0]), ends[1])
    return Assumption(said, declaration, ends[0], value, ends[1], whole, not whole and ends != [low, high])


def _within(declaration: Declaration, value: float, end: float, unit: str) -> float:
    """The end, or how far the number may go on the way to it."""
    if _fits(declaration, end, unit):
        return end
    near, far = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = 0.5 * (near + far)
        near, far = (middle, far) if _fits(declaration, value + middle * (end - value), unit) else (near, middle)
    return float(f"{value + near * (end - value):.{DIGITS}g}") if near else value


def _fits(declaration: Declaration, x: float, unit: str) -> bool:
    try:
        declaration.read(_plain(_spelled(x, unit)))
    except (QuantityError, FaultsError, ValueError, TypeError):
        return False
    return True


def _spelled(x: float, unit: str) -> str:
    x = float(f"{x:.12g}")
    return spelled(int(x) if x.is_integer() else x, unit)


def _number(text: str, unit: str) -> float | None:
    found = numeric(text, unit)
    plain = _plain(text)
    return found if found is not None else plain if isinstance(plain, float) else None


def _plain(text: str) -> str | float:
    """A number without a unit as the number that it is, signs and powers of ten included."""
    try:
        return float(text)
    except ValueError:
        return text
