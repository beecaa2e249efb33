"""What a sweep found."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import Estimate
from gtmsim.study.judged import Question, judged
from gtmsim.study.notebook import Study, clipped
from gtmsim.study.paired import Difference
from gtmsim.study.results import Results, written
from gtmsim.study.sample import described, plain
from gtmsim.study.subset import leader, may_be_best
from gtmsim.study.sweeps.axis import Axis
from gtmsim.study.together import warned_beside

At = tuple[str, ...]  # a value of each parameter, as a file says them


class Point(NamedTuple):
    """One value of each parameter, and what came of it."""

    at: At
    name: str
    results: Results


class Left(NamedTuple):
    """Values that make no plan, and why."""

    at: At
    why: str


class Marginal(NamedTuple):
    """From one value to the next: what it brings, and what it costs."""

    before: At
    after: At
    moved: Difference  # of the metric that decides, with an interval that holds together with the others
    cost: Estimate  # of the plan over the run [currency]
    per_cost: Estimate  # of the metric that decides, for each unit of money
    cash: Estimate  # left when the run ends [currency]


@dataclass(frozen=True, repr=False)
class Sweep(Study):
    """A metric over the values of one parameter or two; the plan as it is stands beside."""

    base: Results
    compared: Comparison  # each point with the plan as it is
    axes: tuple[Axis, ...]
    points: tuple[Point, ...]  # in the order of the values, the last parameter fastest
    steps: tuple[Marginal, ...]  # of one parameter, from each value to the next
    left: tuple[Left, ...] = ()

    def __repr__(self) -> str:
        over = ", ".join(axis.path for axis in self.axes)
        return clipped(f"Sweep({self.base.name!r}: {self.primary} over {over}, {len(self.points)} plans)")

    @property
    def name(self) -> str:
        """For headings."""
        return f"{self.base.name}: sweep over {' and '.join(axis.path for axis in self.axes)}"

    @property
    def primary(self) -> str:
        """The metric that decides."""
        return self.compared.primary

    @property
    def better(self) -> str | None:
        """Which side of the metric is the better one."""
        return self.base.meanings[self.primary].better

    @cached_property
    def best(self) -> Point | None:
        """The best by its estimate; none where the metric has no better side or no value."""
        if self.better is None:
            return None
        place = leader([point.results.measures[self.primary, "", ""] for point in self.points], self.better)
        return None if place < 0 else self.points[place]

    @cached_property
    def may_be_best(self) -> tuple[Point, ...] | None:
        """Those of which one is the best with 95 %; none where that is not defined."""
        if self.better is None:
            return None
        found = may_be_best([point.results.measures[self.primary, "", ""] for point in self.points], self.better)
        return None if found is None else tuple(p for p, kept in zip(self.points, found, strict=True) if kept)

    def judged(self, step: Marginal) -> dict[str, Any]:
        """A step's effect with its verdict."""
        sizes = [abs(self._at(at).results.estimate(self.primary).mean or 0.0) for at in (step.before, step.after)]
        level = 1.0 - self.compared.alpha / max(1, len(self.steps))
        return judged(step.moved, Question(self.better, None, level, self.compared.smallest, max(sizes)))  # type: ignore[arg-type]  # a word of two

    def _at(self, at: Sequence[str]) -> Point:
        return next(point for point in self.points if point.at == at)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is odd in the plan as it is, and at single values, each said once."""
        return (*self.base.warnings, *warned_beside(self.base, [(p.name, p.results) for p in self.points]))

    def rows(self) -> list[dict[str, Any]]:
        """One row for each point, for tables and programs."""
        entry = self.compared.primary_entry
        known = {step.after: step for step in self.steps}
        best = {point.at for point in self.may_be_best or ()}
        rows = []
        for point in self.points:
            step = known.get(point.at)
            told = described(point.results.measures[self.primary, "", ""], self.base.meanings[self.primary].unit)
            rows.append(
                {
                    "at": dict(zip((axis.path for axis in self.axes), point.at, strict=True)),
                    self.primary: told,
                    "may_be_best": None if self.may_be_best is None else point.at in best,
                    "from_the_plan": entry["differences"][point.name],
                    "cash_end": _shown(point.results.estimate("cash_end")),
                    "plan_cost": _shown(point.results.estimate("plan_cost")),
                    "step": None
                    if step is None
                    else {
                        "from": dict(zip((axis.path for axis in self.axes), step.before, strict=True)),
                        "difference": self.judged(step),
                        "plan_cost": _shown(step.cost),
                        "per_cost": _shown(step.per_cost),
                        "cash": _shown(step.cash),
                    },
                }
            )
        return rows

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        return {
            "study": "sweep",
            "scenario": self.base.name,
            "primary": self.primary,
            "unit": self.base.meanings[self.primary].unit,
            "currency": self.base.frame.currency,
            "replications": self.base.replications,
            "seed": self.base.seed,
            "parameters": [
                {"path": axis.path, "unit": axis.unit, "meaning": axis.meaning, "today": axis.base or None}
                for axis in self.axes
            ],
            "base": self.compared.primary_entry["values"][self.compared.names[0]],
            "best": None if self.best is None else list(self.best.at),
            "may_be_best": None if self.may_be_best is None else [list(point.at) for point in self.may_be_best],
            "points": self.rows(),
            "left_out": [each._asdict() for each in self.left],
            "warnings": list(self.warnings),
        }

    def write(self, folder: str | Path) -> Path:
        """Write a results folder, whole or not at all."""
        return written(self, folder)


def _shown(found: Estimate) -> dict[str, Any]:
    return {"mean": found.mean, "ci95": plain(found.ci95), **({"why": found.why} if found.why else {})}
