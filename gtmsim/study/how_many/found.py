"""What a search for the value that reaches a target found."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.estimators import Estimate
from gtmsim.study.how_many.ladder import Ladder
from gtmsim.study.how_many.seeking import Place
from gtmsim.study.notebook import Study, clipped
from gtmsim.study.paired import difference
from gtmsim.study.pooled import Sampled
from gtmsim.study.reached import brought, shown_chance
from gtmsim.study.results import Results, written
from gtmsim.study.sample import Sample, described
from gtmsim.study.several import bonferroni
from gtmsim.study.sums import Target
from gtmsim.study.sweeps.in_time import Standing
from gtmsim.study.together import warned_beside


class Tried(NamedTuple):
    """A value that was simulated, and how often it reached the target."""

    place: int  # on the ladder; 0 is where the search began
    month: int | None  # of the run, from which it holds; None from the first day
    day: str | None  # ISO date of that
    said: Standing  # the value, or the values where a schedule stands there
    change: str  # what was done to today's: "+2", "x1.5", or the value
    results: Results
    sample: Sample  # 1 where a replication reaches the target

    @property
    def stands(self) -> str:
        """The value as a file says it."""
        return self.said.text

    @property
    def chance(self) -> Estimate:
        """Chance to reach the target, with Wilson's interval."""
        return self.sample.estimate()

    def reaches(self, chance: float) -> bool:
        """By its estimate."""
        found = self.chance.mean
        return found is not None and found >= chance

    def surely(self, chance: float) -> bool:
        """By the lower end of its interval."""
        low = self.chance.ci95[0]
        return low is not None and low >= chance

    def perhaps(self, chance: float) -> bool:
        """By the upper end of its interval."""
        high = self.chance.ci95[1]
        return high is not None and high >= chance


@dataclass(frozen=True, repr=False)
class HowMany(Study):
    """The value of a lever that reaches a target with a chance; all that was tried stands beside."""

    scenario: Scenario  # the plan as it is, with the target
    ladder: Ladder
    wanted: float  # the chance that was asked for
    place: Place
    tried: tuple[Tried, ...]  # from the first day on, in the order of the values
    later: tuple[Tried, ...]  # the answer's value from some month on, in the order of months

    def __repr__(self) -> str:
        said = "none" if self.answer is None else self.answer.stands
        return clipped(f"HowMany({self.scenario.name!r}: {self.ladder.path} for {self.target.metric}: {said})")

    @property
    def name(self) -> str:
        """For headings."""
        return f"{self.scenario.name}: how many {self.ladder.path}"

    @property
    def base(self) -> Results:
        """Of the plan as it is, or of the first value that was asked for."""
        return self._at(0).results

    @property
    def target(self) -> Target:
        """What is to be reached."""
        return self.base.targets[0]

    def _at(self, place: int) -> Tried:
        return next(each for each in self.tried if each.place == place)

    @cached_property
    def answer(self) -> Tried | None:
        """The value asked for; none where nothing that was tried reaches the target."""
        return None if self.place.at is None else self._at(self.place.at)

    @property
    def span(self) -> tuple[Tried, Tried | None] | None:
        """Between which values the answer lies, as far as replications tell: may reach, and reaches beyond doubt."""
        if self.answer is None or self.place.all:
            return None
        ordered = self.tried if self.place.rising else self.tried[::-1]
        first = next(each for each in ordered if each.perhaps(self.wanted))
        return first, next((each for each in ordered if each.surely(self.wanted)), None)

    @property
    def falls(self) -> list[tuple[Tried, Tried]]:
        """Neighbours that were tried of which the one that should reach more often does so less often, beyond doubt."""
        ordered = self.tried if self.place.rising else self.tried[::-1]
        level = bonferroni(0.95, max(1, len(ordered) - 1))
        found = []
        for one, other in pairwise(ordered):
            high = difference(one.sample, other.sample, "higher", level=level).ci95[1]
            if high is not None and high < 0.0:
                found.append((one, other))
        return found

    @property
    def idle(self) -> Tried | None:
        """From where on more of the lever brings nothing that can be told; none where what was tried always brings."""
        sign = self.target.sign
        side = self._outward()
        for i, each in enumerate(side[:-2]):  # two beyond it at least
            if not any(self._better(each, other, sign) for other in side[i + 1 :]):
                told = i > 0 or self.answer is None
                return each if told and each.chance.mean != 1.0 else None
        return None

    def _outward(self) -> list[Tried]:
        """What was tried away from where the search began, in the direction in which it reaches, or comes nearest."""
        rising = self.place.rising if self.place.at is not None else self.nearest.place >= 0
        if rising:
            return [each for each in self.tried if each.place >= 0]
        return [each for each in reversed(self.tried) if each.place <= 0]

    @property
    def nearest(self) -> Tried:
        """The value that reaches most often; of those that do so alike, the one whose metric comes nearest."""
        target = self.target

        def key(each: Tried) -> tuple[float, float]:
            mean = each.results.estimate(target.metric).mean
            return each.chance.mean or 0.0, -math.inf if mean is None else target.sign * mean

        return max(self.tried, key=key)

    def _better(self, one: Tried, other: Tried, sign: float) -> bool:
        """Does the other reach more often, or is its metric better beyond doubt?"""
        if (other.chance.mean or 0.0) > (one.chance.mean or 0.0):
            return True
        low, high = difference(self._sample(one), self._sample(other), "higher").ci95
        return low is not None and high is not None and (low if sign > 0.0 else -high) > 0.0

    @property
    def last(self) -> Tried | None:
        """The answer from the latest month on that still reaches; none where it must be there from the first day."""
        kept = [each for each in self.later if each.reaches(self.wanted)]
        return kept[-1] if kept else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is odd in the plan as it is, and at single values."""
        return (*self.base.warnings, *warned_beside(self.base, [(each.stands, each.results) for each in self.tried]))

    def rows(self) -> list[dict[str, Any]]:
        """One row for each plan that was tried, for tables and programs."""
        return [self._row(each) for each in (*self.tried, *self.later)]

    def _row(self, each: Tried) -> dict[str, Any]:
        metric = self.target.metric
        unit = each.results.meanings[metric].unit
        return {
            "value": each.stands,
            "change": each.change,
            "from": each.day,
            "chance": shown_chance(each.chance),
            metric: described(self._sample(each), unit),
            "plan_cost": each.results.estimate("plan_cost").mean,
        }

    def _sample(self, each: Tried) -> Sampled:
        """What the replications brought by the day of the target."""
        if self.target.month == each.results.frame.months - 1:
            return each.results.measures[self.target.metric, "", ""]
        found = brought(each.results, self.target)
        return Sample(found, np.ones_like(found), "count")

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        span = self.span
        target = self.target
        return {
            "study": "how-many",
            "scenario": self.scenario.name,
            "path": self.ladder.path,
            "meaning": self.ladder.declaration.meaning,
            "target": {
                "metric": target.metric,
                "side": target.side,
                "amount": target.amount,
                "by": target.by.isoformat(),
            },
            "chance": self.wanted,
            "currency": self.base.frame.currency,
            "replications": self.base.replications,
            "seed": self.base.seed,
            "answer": None if self.answer is None else self._row(self.answer),
            "side": "smallest" if self.place.rising else "largest",
            "every_value_reaches": self.place.all,
            "span": None if span is None else [span[0].stands, None if span[1] is None else span[1].stands],
            "falls": [[one.stands, other.stands] for one, other in self.falls],
            "latest": None if self.last is None else self.last.day,
            "write": None if self.answer is None else {self.ladder.path: self.answer.said.written},
            "idle_from": None if self.idle is None else self.idle.stands,
            "tried": [self._row(each) for each in self.tried],
            "later": [self._row(each) for each in self.later],
            "warnings": list(self.warnings),
        }

    def write(self, folder: str | Path) -> Path:
        """Write a results folder, whole or not at all."""
        return written(self, folder)
