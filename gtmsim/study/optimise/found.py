"""What a search for the best plan found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.choose.found import Kept
from gtmsim.study.comparison import ALPHA, Comparison
from gtmsim.study.judged import BETTER, WORSE, Question, judged
from gtmsim.study.notebook import Study, clipped
from gtmsim.study.optimise.aim import Aim
from gtmsim.study.optimise.curves import Around, Stretch, Value
from gtmsim.study.optimise.frontier import Frontier
from gtmsim.study.optimise.levers import Lever
from gtmsim.study.optimise.limits import Budget, keeps
from gtmsim.study.optimise.marginal import Marginal
from gtmsim.study.optimise.space import Look, Point
from gtmsim.study.paired import Difference
from gtmsim.study.results import Results, written
from gtmsim.study.sample import plain
from gtmsim.study.together import warned_beside

Answer = Literal["found", "today", "none"]


class Tested(NamedTuple):
    """A plan on luck that the search has not seen."""

    point: Point
    results: Results
    kept: tuple[Kept, ...]  # the budget first, where there is one


class Spent(NamedTuple):
    """Replications that were simulated, each of one plan."""

    search: int
    race: int  # of the best of it, on more of the same luck
    last_test: int
    next_money: int  # of the plans around the one that was found
    frontier: int = 0


@dataclass(frozen=True, repr=False)
class Optimum(Study):
    """The best plan that levers can make, beside today's; both on luck that the search has not seen."""

    scenario: Scenario  # today's plan
    levers: tuple[Lever, ...]
    aim: Aim
    budget: Budget
    base: Results  # today's plan, over the luck of the last test
    base_kept: tuple[Kept, ...]
    tested: Tested | None  # the plan that was found; none where no finalist keeps all that is asked
    moved: Difference | None  # the plan that was found against today's, of what plans are judged by
    around: Around  # the plans around the one that was found: each lever moved by itself
    frontier: Frontier | None  # the plans that nobody beats in a second metric as well, where one is asked for
    looks: Mapping[Point, Look]  # all plans that were tried, on the luck of the search
    refused: Mapping[Point, str]  # those that are none, and why
    passed_over: tuple[Tested, ...]  # finalists that do not keep all that is asked beyond doubt
    estimate: (
        float | None
    )  # what the plan that was found was worth on the luck of the search: too good, as it was chosen by it
    few: int  # replications of each plan that was tried
    evaluations: int  # plans that might have been tried
    first: int  # replication with which the last test begins
    spent: Spent
    second: str | None  # the other metric of a frontier, where one is asked for

    def __repr__(self) -> str:
        return clipped(f"Optimum({self.base.name!r}: {self.aim.metric} by {len(self.levers)} levers, {self.answer})")

    @property
    def name(self) -> str:
        """For headings."""
        return f"The best plan for {self.base.name}"

    @property
    def primary(self) -> str:
        """The metric that decides."""
        return self.aim.metric

    @property
    def steps(self) -> tuple[Marginal, ...]:
        """Each lever by one step, from the plan that was found."""
        return self.around.steps

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        """What the plan that was found changes: what stands there today, and what it becomes."""
        if self.tested is None:
            return {}
        pairs = zip(self.levers, self.tested.point, strict=True)
        return {lever.path: (lever.base, lever.values[place]) for lever, place in pairs if place != lever.today}

    @cached_property
    def difference(self) -> dict[str, Any] | None:
        """The plan that was found against today's, with its verdict."""
        if self.moved is None or self.tested is None:
            return None
        values = (self.aim.value(results) or 0.0 for results in (self.base, self.tested.results))
        chance = self.aim.kind == "chance"
        smallest = None if chance else self.scenario.run.minimum_effect
        better = "higher" if chance else self.aim.better
        return judged(self.moved, Question(better, None, 1.0 - ALPHA, smallest, max(map(abs, values))))

    @property
    def answer(self) -> Answer:
        """Which plan to have: today's unless another is better beyond doubt, or today's breaks what is asked."""
        today = keeps(self.base_kept)
        if self.tested is None or not self.changes or self.difference is None:
            return "today" if today else "none"
        better = self.difference["verdict"] == BETTER
        return "found" if better or not today else "today"

    @cached_property
    def compared(self) -> Comparison | None:
        """The plan that was found beside today's in every metric."""
        if self.tested is None:
            return None
        names = ("today", "found")
        return Comparison(
            (self.base, self.tested.results), names, self.primary, ALPHA, self.scenario.run.minimum_effect
        )

    def judged(self, step: Marginal | Stretch | Value) -> dict[str, Any]:
        """What a step, a stretch or another value brings, with its verdict."""
        if step.moved is None or self.tested is None:
            return {"mean": None, "ci95": [None, None], "verdict": "no plan"}
        size = abs(self.aim.value(self.tested.results) or 0.0)
        chance = self.aim.kind == "chance"
        better = "higher" if chance else self.aim.better
        smallest = None if chance else self.scenario.run.minimum_effect
        return judged(step.moved, Question(better, None, self.around.level, smallest, size, counts_needed=False))

    @property
    def bound(self) -> Iterator[tuple[Lever, str, bool]]:
        """Levers at an end of their values: which, and whether moving away from there is worse beyond doubt."""
        if self.tested is None:
            return
        for i, (lever, place) in enumerate(zip(self.levers, self.tested.point, strict=True)):
            if place in (0, len(lever.values) - 1):
                away = [step for step in self.steps if step.lever == i]
                verdicts = [self.judged(step)["verdict"] for step in away]
                if BETTER not in verdicts:  # what would be better away from there is held by something else
                    yield lever, lever.values[place], bool(away) and all(each == WORSE for each in verdicts)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is odd in today's plan, and in the one that was found."""
        others = [] if self.tested is None else [(self.tested.results.name, self.tested.results)]
        return (*self.base.warnings, *warned_beside(self.base, others))

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        return {
            "study": "optimise",
            "scenario": self.base.name,
            "primary": self.primary,
            "objective": self.aim.kind,
            "unit": "share" if self.aim.kind == "chance" else self.base.meanings[self.primary].unit,
            "currency": self.base.frame.currency,
            "months": self.base.frame.months,
            "replications": self.base.replications,
            "first_replication": self.first,
            "seed": self.base.seed,
            "budget": {"counted": self.budget.counted, "amount": self.budget.amount},
            "levers": [self._lever(i) for i in range(len(self.levers))],
            "conditions": {"today": _kept(self.base_kept), "found": _kept(self.tested.kept if self.tested else ())},
            "answer": self.answer,
            "today": self.aim.value(self.base),
            "found": None if self.tested is None else self.aim.value(self.tested.results),
            "difference": self.difference,
            "plan_cost": {
                "today": self.base.estimate("plan_cost").mean,
                "found": None if self.tested is None else self.tested.results.estimate("plan_cost").mean,
            },
            "steps": [self._step(step) for step in self.steps],
            "next_money": [each.summary(self.levers[each.lever].path, self.judged) for each in self.around.curves],
            "search": {
                "plans": len(self.looks),
                "most": self.evaluations,
                "replications": self.few,
                "estimate": self.estimate,
                "refused": sorted(set(self.refused.values())),
            },
            "frontier": None if self.frontier is None else self.frontier.summary(self.levers),
            "spent": {"plans_around": self.around.plans, "replications": self.spent._asdict()},
            "warnings": list(self.warnings),
        }

    def _lever(self, i: int) -> dict[str, Any]:
        lever = self.levers[i]
        found = None if self.tested is None else lever.values[self.tested.point[i]]
        ends = {"from": lever.values[0], "to": lever.values[-1], "values": len(lever.values)}
        return {"path": lever.path, "meaning": lever.meaning, "today": lever.base or None, "found": found, **ends}

    def _step(self, step: Marginal) -> dict[str, Any]:
        return {
            "path": self.levers[step.lever].path,
            "from": step.before,
            "to": step.after,
            "difference": self.judged(step),
            "plan_cost": None if step.cost is None else {"mean": step.cost.mean, "ci95": plain(step.cost.ci95)},
            "per_cost": None if step.per_cost is None else step.per_cost.mean,
            "not_kept": list(step.broken),
            "why": step.why or None,
        }

    def write(self, folder: str | Path) -> Path:
        """Write a results folder, whole or not at all."""
        return written(self, folder)


def _kept(kept: tuple[Kept, ...]) -> dict[str, Any]:
    return {
        each.condition.text: {"standing": each.standing, "mean": each.found.mean, "ci95": plain(each.found.ci95)}
        for each in kept
    }
