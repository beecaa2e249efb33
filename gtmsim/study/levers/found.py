"""What a study of levers found."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from gtmsim.study.comparison import Comparison
from gtmsim.study.levers.effects import Effect
from gtmsim.study.levers.steps import Refused
from gtmsim.study.notebook import Study, clipped
from gtmsim.study.payback import shown
from gtmsim.study.results import Results, written
from gtmsim.study.sample import plain


@dataclass(frozen=True)
class Bundle:
    """Steps that a budget pays for, and what they do together."""

    taken: tuple[Effect, ...]
    together: Effect | None
    why: str = ""  # why they cannot be made together


@dataclass(frozen=True, repr=False)
class Levers(Study):
    """Each step of a plan, ranked by the metric that decides; the plan as it is stands beside."""

    base: Results
    compared: Comparison
    effects: tuple[Effect, ...]  # the best first
    refused: tuple[Refused, ...]  # steps that make no valid plan
    budget: float | None = None
    bundle: Bundle | None = None

    def __repr__(self) -> str:
        first = ", ".join(effect.step.name for effect in self.effects[:3])
        return clipped(f"Levers({self.base.name!r}: {len(self.effects)} steps, {self.primary}; first: {first})")

    @property
    def name(self) -> str:
        """For headings."""
        return f"Levers of {self.base.name}"

    @property
    def primary(self) -> str:
        """The metric that decides."""
        return self.compared.primary

    @cached_property
    def within(self) -> tuple[Effect, ...]:
        """Those that the budget pays for, all where there is none."""
        if self.budget is None:
            return self.effects
        return tuple(e for e in self.effects if (e.cost.mean or 0.0) <= self.budget)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is odd in the plan as it is, and in single steps of it, each said once."""
        told: dict[str, list[str]] = {}
        for effect in self.effects:
            for problem in effect.warned:
                told.setdefault(f"{problem.code} {problem.message}; {problem.hint}", []).append(effect.step.name)
        return (*self.base.warnings, *(f"{', '.join(names)}: {text}" for text, names in told.items()))

    def rows(self) -> list[dict[str, Any]]:
        """One row for each step, for tables and programs."""
        return [row(effect, rank) for rank, effect in enumerate(self.effects, 1)]

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        bundle = self.bundle
        return {
            "study": "levers",
            "scenario": self.base.name,
            "primary": self.primary,
            "unit": self.base.meanings[self.primary].unit,
            "currency": self.base.frame.currency,
            "replications": self.base.replications,
            "seed": self.base.seed,
            "family": {
                "questions": len(self.effects),
                "p_values": "Holm",
                "intervals": f"simultaneous 95 %, Bonferroni over {len(self.effects)}",
            },
            "base": self.compared.entry((self.primary, "", ""))["values"][self.compared.names[0]],
            "steps": self.rows(),
            "refused": [each._asdict() for each in self.refused],
            "budget": self.budget,
            "bundle": None
            if bundle is None
            else {
                "steps": [effect.step.name for effect in bundle.taken],
                "together": None if bundle.together is None else row(bundle.together),
                "why": bundle.why or None,
            },
            "warnings": list(self.warnings),
        }

    def write(self, folder: str | Path) -> Path:
        """Write a results folder, whole or not at all."""
        return written(self, folder)


def row(effect: Effect, rank: int | None = None) -> dict[str, Any]:
    """One step as a program reads it."""
    step = effect.step
    return {
        "rank": rank,
        "path": step.path,
        "step": step.step,
        "base": step.base,
        "here": step.here,
        "meaning": step.meaning,
        "difference": effect.difference,
        **{
            name: {"mean": e.mean, "ci95": plain(e.ci95), **({"why": e.why} if e.why else {})}
            for name, e in (
                ("arr_end", effect.arr),
                ("cash_end", effect.cash),
                ("plan_cost", effect.cost),
                ("per_cost", effect.per_cost),
            )
        },
        "payback": shown(effect.payback),
        "warnings": [str(problem) for problem in effect.warned],
    }
