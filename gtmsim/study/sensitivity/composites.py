"""The numbers of a scenario that stand for what people say as one, read off its schema and moved by one factor."""

import math
from typing import Any, NamedTuple

from gtmsim.scenario.language.composites import Composite, StandsFor
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.laws import LawSaid
from gtmsim.scenario.language.numbers import NumberDeclaration
from gtmsim.scenario.language.problems import dotted
from gtmsim.scenario.language.spelling import spelled
from gtmsim.scenario.language.walk import by_names, parameters, values
from gtmsim.scenario.sections.schema import Scenario

DIGITS = 12


class Part(NamedTuple):
    """One number that stands for something, as a scenario says it."""

    path: str  # as `changes` of a file say it
    declaration: Declaration
    value: Any

    @property
    def stands(self) -> StandsFor:
        """How it moves."""
        assert self.declaration.stands_for is not None
        return self.declaration.stands_for

    def at(self, log_factor: float) -> str:
        """What a change says of it where all move by this factor."""
        by = -log_factor if self.stands.against else log_factor
        if self.stands.logit:
            return f"to {_short(self._bounded(self.value + by))}"
        if isinstance(self.value, LawSaid):
            return f"x{_short(math.exp(by))}"
        if _is_chance(self.declaration):
            return spelled(float(_short(by_odds(self.value, by))), self.declaration.unit)
        found = self._bounded(self.value * math.exp(by))
        return f"x{_short(found / self.value)}"

    def _bounded(self, x: float) -> float:
        """The number, or the end of what it may be."""
        known = self.declaration
        if isinstance(known, NumberDeclaration):
            x = x if known.le is None else min(x, float(known.le))  # type: ignore[arg-type]  # no date stands for anything
            x = x if known.ge is None else max(x, float(known.ge))  # type: ignore[arg-type]
        return x


def parts_of(scenario: Scenario, composite: Composite) -> list[Part]:
    """Every number that stands for it and can be moved: not those that are none, never or always."""
    found = []
    for path, declaration, value in values(scenario):
        stands = declaration.stands_for
        if stands is not None and stands.composite == composite and _moves(declaration, value):
            found.append(Part(dotted(by_names(scenario, path)), declaration, value))
    return found


def changes_at(parts: list[Part], log_factor: float) -> dict[str, str]:
    """The changes that move all of them."""
    return {part.path: part.at(log_factor) for part in parts}


def patterns_of(composite: Composite) -> list[str]:
    """Where a file may say what stands for it."""
    return [each.pattern for each in parameters(Scenario) if _stands_for(each.declaration) == composite]


def by_odds(share: float, log_factor: float) -> float:
    """The share whose odds are so many times as high; none and all stay what they are."""
    if not 0.0 < share < 1.0:
        return share
    odds = share / (1.0 - share) * math.exp(log_factor)
    return odds / (1.0 + odds)


def _stands_for(declaration: Declaration) -> Composite | None:
    return None if declaration.stands_for is None else declaration.stands_for.composite


def _moves(declaration: Declaration, value: Any) -> bool:
    if value is None:
        return False
    if isinstance(value, LawSaid):
        return value.location > 0.0
    if declaration.stands_for is not None and declaration.stands_for.logit:
        return True
    return bool(0.0 < value < 1.0 if _is_chance(declaration) else value > 0.0)


def _is_chance(declaration: Declaration) -> bool:
    """Is it a share that cannot be more than all?"""
    if not isinstance(declaration, NumberDeclaration) or declaration.unit != "share":
        return False
    return 1 in (declaration.le, declaration.lt)


def _short(x: float) -> str:
    text = f"{x:.{DIGITS}g}"
    return f"{x:.{DIGITS}f}" if "e" in text else text
