"""What was found of why two plans differ."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from gtmsim.study.changes import Change
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import Estimate
from gtmsim.study.judged import Question, judged
from gtmsim.study.notebook import Study, clipped
from gtmsim.study.results import Results, written
from gtmsim.study.sample import plain
from gtmsim.study.why.bridge import Bridge
from gtmsim.study.why.funnel import Funnel
from gtmsim.study.why.lives import Lives
from gtmsim.study.why.parts import Part
from gtmsim.study.why.shapley import Split


@dataclass(frozen=True, repr=False)
class Why(Study):
    """Why one plan's metric is not the other's: by change, by line, by step of the funnel, by account."""

    compared: Comparison
    changes: tuple[Change, ...]
    parts: tuple[Part, ...]
    split: Split  # over the parts
    bridges: tuple[Bridge, ...]
    sides: tuple[tuple[str, str], Split] | None  # of a ratio
    funnel: Funnel | None
    lives: Lives
    plans: int  # that were simulated

    def __repr__(self) -> str:
        return clipped(f"Why({self.base.name!r}, {self.other.name!r}: {self.primary} over {len(self.parts)} changes)")

    @property
    def base(self) -> Results:
        """The plan that is started from."""
        return self.compared.results[0]

    @property
    def other(self) -> Results:
        """The plan that is asked about."""
        return self.compared.results[1]

    @property
    def primary(self) -> str:
        """The metric whose difference is explained."""
        return self.compared.primary

    @property
    def warnings(self) -> tuple[str, ...]:
        """What stands between the numbers and a conclusion; effects of market and plan are told apart here."""
        return tuple(str(each) for each in self.compared.problems if each.problem.code != "W_BOTH_CHANGED")

    @property
    def name(self) -> str:
        """For headings."""
        return f"Why {self.compared.names[1]} differs from {self.compared.names[0]}"

    @cached_property
    def whole(self) -> dict[str, Any]:
        """The whole difference with its verdict."""
        return next(iter(self.compared.primary_entry["differences"].values()))

    @property
    def ranked(self) -> list[int]:
        """The parts by what they add, whatever its sign, the largest first."""
        means = [abs(each.mean or 0.0) for each in self.split.parts]
        return sorted(range(len(means)), key=lambda i: (-means[i], self.parts[i].name))

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        base, other = self.compared.names
        return {
            "study": "why",
            "base": base,
            "other": other,
            "primary": self.primary,
            "unit": self.base.meanings[self.primary].unit,
            "currency": self.base.frame.currency,
            "replications": self.base.replications,
            "seed": self.base.seed,
            "values": self.compared.primary_entry["values"],
            "difference": self.whole,
            "split": {
                "orders": self.split.orders or "all",
                "plans": self.plans,
                **({"why": self.split.why} if self.split.why else {}),
                "parts": [
                    {
                        "paths": [".".join(path) for path in part.paths],
                        "changes": part.told(self.changes),
                        "adds": estimated(adds),
                        "alone": estimated(alone),
                        "last": estimated(last),
                    }
                    for part, adds, alone, last in zip(
                        self.parts, self.split.parts, self.split.alone, self.split.last, strict=False
                    )
                ],
            },
            "bridges": {
                bridge.of: [
                    {
                        "line": line.name,
                        "base": line.base,
                        "other": line.other,
                        "difference": judged(line.difference, Question(None, counts_needed=False)),
                    }
                    for line in bridge.lines
                ]
                for bridge in self.bridges
            },
            "sides": None
            if self.sides is None
            else {name: estimated(each) for name, each in zip(self.sides[0], self.sides[1].parts, strict=False)},
            "funnel": self._funnel(),
            "lives": {
                "replication": self.lives.replication,
                "accounts": self.lives.accounts,
                "only_base": self.lives.only[0],
                "only_other": self.lives.only[1],
                "differ": self.lives.differ,
            },
            "warnings": list(self.warnings),
        }

    def _funnel(self) -> dict[str, Any] | None:
        if self.funnel is None:
            return None
        effects: tuple[Estimate | None, ...] = self.funnel.split.parts or (None,) * len(self.funnel.steps)
        return {
            step.name: {**step._asdict(), "new_arr": None if effect is None else estimated(effect)}
            for step, effect in zip(self.funnel.steps, effects, strict=True)
        }

    def write(self, folder: str | Path) -> Path:
        """Write a results folder, whole or not at all."""
        return written(self, folder)


def estimated(found: Estimate) -> dict[str, Any]:
    """An estimate for programs."""
    return {"mean": found.mean, "ci95": plain(found.ci95), **({"why": found.why} if found.why else {})}
