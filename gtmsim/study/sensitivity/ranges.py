"""Which numbers of a scenario are not known for sure, and between what each may lie."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gtmsim.scenario.explain import DEFAULT, Line, explain
from gtmsim.scenario.language.quantity import QuantityError, exact
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.sweeps.axis import as_said

ASSUMED = 0.2  # of a number without a source and without a range: so much more or less
PLAIN = re.compile(r"[-+]?\d[\d,. ]*\s*[A-Za-z%/ ]*")  # one number with its unit
UNITLESS = ("", "date")


class Range(NamedTuple):
    """A number that may be lower or higher than it is said."""

    path: str
    meaning: str
    unit: str
    value: str  # as the file says it
    low: str
    high: str
    said: bool  # by the file; else it is no more than a share of the value, tried because nobody says where it is from
    source: str


def ranges_of(scenario: Scenario, assumed: bool = True) -> list[Range]:
    """Every number with a range, and those of the market without a source and without a range."""
    return [
        found._replace(low=_to(found.low), high=_to(found.high))
        for line in explain(scenario)
        for found in _range(line, assumed)
    ]


def _to(text: str) -> str:
    """An end as a change says it: a number with a sign is to stand there, and is no change of what does."""
    return f"to {text}" if text[:1] in ("+", "-") else text


def _range(line: Line, assumed: bool) -> Iterator[Range]:
    if not line.path.startswith(("market.", "plan.")) or not line.is_number:
        return
    if line.low and line.high:
        yield Range(line.path, line.meaning, line.unit, line.value, line.low, line.high, True, line.source)
    elif assumed and _is_assumed(line):
        low, high = (f"x{1.0 + change:g}" for change in (-ASSUMED, ASSUMED))
        yield Range(line.path, line.meaning, line.unit, line.value, low, high, False, line.source)


def _is_assumed(line: Line) -> bool:
    """One number of the market that the file says, without a source."""
    if not line.path.startswith("market.") or line.set_by == DEFAULT or line.measured:
        return False
    known = numeric(line.value, line.unit) if PLAIN.fullmatch(line.value) else None
    return line.unit not in (*UNITLESS, "count") and known not in (None, 0.0)


def numeric(text: str, unit: str) -> float | None:
    """The number that a text means in its unit; None where it is none."""
    try:
        return float(exact(as_said(text), unit))
    except (QuantityError, ValueError, TypeError):
        return None


def ends(found: Range) -> tuple[float, float, float] | None:
    """Low, value and high as numbers; None where one is no number."""
    value = numeric(found.value, found.unit)
    if value is None:
        return None
    if not found.said:
        return value * (1.0 - ASSUMED), value, value * (1.0 + ASSUMED)
    low, high = (numeric(each.removeprefix("to "), found.unit) for each in (found.low, found.high))
    return None if low is None or high is None else (low, value, high)
