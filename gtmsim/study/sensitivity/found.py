"""What was found of how much a result depends on numbers that nobody knows for sure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from gtmsim.scenario.language.spelling import spelled
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import Estimate
from gtmsim.study.notebook import Study, clipped
from gtmsim.study.results import Results, written
from gtmsim.study.sample import plain
from gtmsim.study.sensitivity.moved import Moved
from gtmsim.study.sensitivity.ranges import Range, ends
from gtmsim.study.wording import number


class Tried(NamedTuple):
    """One number at both ends of its range."""

    range: Range
    low: Estimate | None  # the result with the number there; None where that makes no plan
    high: Estimate | None
    moved_low: Estimate | None  # against the result with the number as it is
    moved_high: Estimate | None
    why: str = ""  # an end makes no plan
    together: Moved | None = None  # of what people say as one number: the numbers that moved

    @property
    def points(self) -> list[tuple[float, float]]:
        """What it is at the ends, and the result there, as far as both are numbers."""
        if self.together is not None:
            places = [None if each is None else each.mean for each in (self.together.after, self.together.after)]
        else:
            numbers = ends(self.range)
            places = [None, None] if numbers is None else [numbers[0], numbers[2]]
        found = zip(places, (self.low, self.high), strict=True)
        return [(x, y.mean) for x, y in found if x is not None and y is not None and y.mean is not None]

    @property
    def now(self) -> float | None:
        """What it is as it is."""
        if self.together is not None:
            return None if self.together.before is None else self.together.before.mean
        numbers = ends(self.range)
        return None if numbers is None else numbers[1]

    @property
    def swing(self) -> float:
        """By how much the result differs between the ends, or one end and the middle."""
        means = [each.mean for each in (self.moved_low, self.moved_high) if each is not None and each.mean is not None]
        return max(means, default=0.0) - min(means, default=0.0) if len(means) > 1 else abs(sum(means))


@dataclass(frozen=True, repr=False)
class Sensitivity(Study):
    """A result, or the difference of two plans, with each number at the ends of its range, one at a time."""

    results: tuple[Results, ...]  # the plan as it is, and the one that is set against it
    compared: Comparison | None  # of the two; none of one plan alone
    middle: Estimate  # the result with all numbers as they are
    tried: tuple[Tried, ...]
    primary: str
    ranges: bool = True  # were they tried, beside what was moved together?

    def __repr__(self) -> str:
        return clipped(f"Sensitivity({self.name!r}: {self.primary} over {len(self.tried)} numbers)")

    @property
    def base(self) -> Results:
        """The plan as it is."""
        return self.results[0]

    @property
    def name(self) -> str:
        """For headings."""
        if self.compared is None:
            return f"{self.base.name}: what it depends on"
        return f"{self.compared.names[1]} against {self.compared.names[0]}: what it depends on"

    @cached_property
    def ranked(self) -> tuple[Tried, ...]:
        """Numbers that turn the difference first, then those that move the result most."""
        return tuple(sorted(self.tried, key=lambda each: (not self.turns(each), -each.swing, each.range.path)))

    def turns(self, each: Tried) -> bool:
        """Is another plan better at an end of the range than with the number as it is, beyond doubt?"""
        if self.compared is None:
            return False
        sign = _side(self.middle)
        return bool(sign) and any(_side(end) == -sign for end in (each.low, each.high) if end is not None)

    def holds(self, each: Tried) -> bool:
        """Is the same plan better at both ends, beyond doubt; of a move, at its one end?"""
        sign = _side(self.middle)
        ends = [each.low or each.high] if each.together else [each.low, each.high]
        return bool(sign) and all(end is not None and _side(end) == sign for end in ends)

    def break_even(self, each: Tried) -> str:
        """The value at which the difference is none, between the ends that were tried; empty where there is none."""
        now = each.now
        if self.compared is None or now is None or self.middle.mean is None:
            return ""
        for (x, y), (further, later) in pairwise(sorted([*each.points, (now, self.middle.mean)])):
            if y * later < 0.0:
                found = _rounded(x + (further - x) * y / (y - later))
                return number(found, None, each.range.unit) if each.together else spelled(found, each.range.unit)
        return ""

    def rows(self) -> list[dict[str, Any]]:
        """One row for each number, for tables and programs."""
        return [
            {
                "path": each.range.path,
                "value": each.range.value,
                "low": each.range.low,
                "high": each.range.high,
                "range": "moved" if each.together else "said" if each.range.said else "assumed",
                "source": each.range.source,
                "at_low": _shown(each.low),
                "at_high": _shown(each.high),
                "moved_low": _shown(each.moved_low),
                "moved_high": _shown(each.moved_high),
                "turns": self.turns(each),
                "break_even": self.break_even(each) or None,
                **({"why": each.why} if each.why else {}),
                **({"together": _together(each.together)} if each.together else {}),
            }
            for each in self.ranked
        ]

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        return {
            "study": "sensitivity",
            "scenario": self.base.name,
            "against": None if self.compared is None else self.compared.names[1],
            "primary": self.primary,
            "unit": self.base.meanings[self.primary].unit,
            "currency": self.base.frame.currency,
            "replications": self.base.replications,
            "seed": self.base.seed,
            "as_it_is": _shown(self.middle),
            "numbers": self.rows(),
            "warnings": list(self.warnings),
        }

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is odd in the plans as they are."""
        return self.base.warnings if self.compared is None else self.compared.warnings

    def write(self, folder: str | Path) -> Path:
        """Write a results folder, whole or not at all."""
        return written(self, folder)


def _together(moved: Moved) -> dict[str, Any]:
    """A move as a program reads it."""
    factor = moved.log_factor
    return {
        "composite": moved.move.composite.name,
        "metric": moved.move.composite.metric,
        "asked": moved.move.change,
        "before": _shown(moved.before),
        "after": _shown(moved.after),
        "reached": _shown(moved.reached),
        "factor": None if factor is None else math.exp(factor),
        "searched": moved.replications,
        "parameters": {part.path: None if factor is None else part.at(factor) for part in moved.parts},
    }


def _side(found: Estimate) -> int:
    """On which side of 0 it lies beyond doubt; 0 where that is open."""
    low, high = found.ci95
    if low is None or high is None:
        return 0
    return 1 if low > 0.0 else -1 if high < 0.0 else 0


def _rounded(x: float) -> float:
    """Two digits are all that a line between two points supports."""
    return float(f"{x:.2g}")


def _shown(found: Estimate | None) -> Mapping[str, Any] | None:
    return None if found is None else {"mean": found.mean, "ci95": plain(found.ci95)}
