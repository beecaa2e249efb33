"""What was chosen of several plans, and how sure that is."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from gtmsim.study.choose.conditions import OPEN, Condition
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import Estimate
from gtmsim.study.notebook import Study, clipped
from gtmsim.study.results import Results, written
from gtmsim.study.sample import described, plain


class Kept(NamedTuple):
    """How a plan stands to one condition."""

    condition: Condition
    standing: str  # kept, broken or open
    found: Estimate


class Candidate(NamedTuple):
    """One plan, with as many replications as were needed to drop it or to choose it."""

    name: str
    results: Results
    kept: tuple[Kept, ...]
    left: bool  # may it be the best?
    why: str = ""  # it was dropped

    @property
    def open(self) -> tuple[Kept, ...]:
        """Conditions of which it is not known whether it keeps them."""
        return tuple(each for each in self.kept if each.standing == OPEN)


@dataclass(frozen=True, repr=False)
class Choice(Study):
    """The best of several plans, or those that may be."""

    candidates: tuple[Candidate, ...]  # in the order in which they were given
    compared: Comparison | None  # of those left and the first plan, over the replications that all of them have
    primary: str
    matters: float  # difference that was looked for, in the metric's unit
    chance: float  # of a right choice
    most: int  # replications of one plan at most

    def __repr__(self) -> str:
        return clipped(f"Choice({self.name!r}: {', '.join(each.name for each in self.left) or 'none'})")

    @property
    def base(self) -> Results:
        """The first plan."""
        return self.candidates[0].results

    @property
    def name(self) -> str:
        """For headings."""
        return f"The best of {len(self.candidates)} plans"

    @cached_property
    def left(self) -> tuple[Candidate, ...]:
        """Those that may be the best: one, where the question is settled."""
        return tuple(each for each in self.candidates if each.left)

    @property
    def best(self) -> Candidate | None:
        """The plan that is chosen; none where several are left, or none keeps the conditions beyond doubt."""
        return self.left[0] if len(self.left) == 1 and not self.left[0].open else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is odd in the plans, each said once; that replications are few is what was asked for."""
        found = (problem for each in self.candidates for problem in each.results.problems if problem.code != "W_FEW")
        return tuple(dict.fromkeys(map(str, found)))

    def rows(self) -> list[dict[str, Any]]:
        """One row for each plan."""
        unit = self.base.meanings[self.primary].unit
        return [
            {
                "scenario": each.name,
                "replications": each.results.replications,
                self.primary: described(each.results.measures[self.primary, "", ""], unit),
                "plan_cost": each.results.estimate("plan_cost").mean,
                "left": each.left,
                "why": each.why or None,
                "conditions": {
                    kept.condition.text: {
                        "standing": kept.standing,
                        "mean": kept.found.mean,
                        "ci95": plain(kept.found.ci95),
                    }
                    for kept in each.kept
                },
            }
            for each in self.candidates
        ]

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        return {
            "study": "choose",
            "primary": self.primary,
            "unit": self.base.meanings[self.primary].unit,
            "currency": self.base.frame.currency,
            "seed": self.base.seed,
            "difference_that_matters": self.matters,
            "chance_of_a_right_choice": self.chance,
            "most_replications": self.most,
            "best": None if self.best is None else self.best.name,
            "may_be_best": [each.name for each in self.left],
            "plans": self.rows(),
            "warnings": list(self.warnings),
        }

    def write(self, folder: str | Path) -> Path:
        """Write a results folder, whole or not at all."""
        return written(self, folder)
