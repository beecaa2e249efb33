"""Scenarios side by side: differences from the first one, paired by common luck, each with an honest verdict."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from gtmsim.metrics.also import ByMetric
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.day_zero import same_day_zero
from gtmsim.study.answer import answer
from gtmsim.study.benchmarks.usual import beside
from gtmsim.study.best import chances
from gtmsim.study.changes import Asked, Change, asked, asked_together, changes, settings
from gtmsim.study.deciding import too_large
from gtmsim.study.judged import Question, judged
from gtmsim.study.notebook import Framing, Rows
from gtmsim.study.over_time import over_time
from gtmsim.study.paired import Difference, difference
from gtmsim.study.pooled import Floats
from gtmsim.study.results import Key, Results, arranged, in_order, written
from gtmsim.study.sample import described
from gtmsim.study.several import bonferroni, holm
from gtmsim.study.shown import comparison_line, comparison_table, in_html, in_text
from gtmsim.study.targeted import targeted
from gtmsim.study.targets import Target
from gtmsim.study.typed import typed_methods
from gtmsim.study.warned import Warned, together

ALPHA = 0.05


def _alike(ours: Floats, theirs: Floats) -> bool:
    """Are the values of two scenarios the same in each replication?"""
    return np.array_equal(ours, theirs, equal_nan=True)


class OverWorlds(Protocol):
    """A study of the same plans whatever the numbers are."""

    def brief(self) -> dict[str, Any]:
        """What a comparison's summary holds of it."""


@typed_methods
@dataclass(frozen=True, repr=False)
class Comparison(Framing):
    """Scenarios side by side; the first is the base of every difference."""

    results: tuple[Results, ...]
    names: tuple[str, ...]  # of the results, made unique
    primary: str  # the metric that decides
    alpha: float = ALPHA
    smallest: float | None = None  # difference of the primary metric that matters, in its unit
    robust: OverWorlds | None = None  # the same plans whatever the numbers are, where that was asked for

    def __repr__(self) -> str:
        return comparison_line(self)

    def __str__(self) -> str:
        return in_text(comparison_table(self))

    def _repr_html_(self) -> str:
        return in_html(comparison_table(self))

    @cached_property
    def paired(self) -> bool:
        """Did all see the same luck?"""
        return len({r.seed for r in self.results}) == 1

    @cached_property
    def changes(self) -> dict[str, tuple[Change, ...]]:
        """What each scenario changes in the base, path by path."""
        base = self.results[0].scenario
        return {name: changes(base, r.scenario) for name, r in zip(self.names[1:], self.results[1:], strict=True)}

    @cached_property
    def kind(self) -> Asked:
        """Decision, stress test, or neither."""
        return asked_together([asked(found) for found in self.changes.values()])

    @cached_property
    def level(self) -> float:
        """Level of each interval of the primary metric, so that all of them hold together."""
        return bonferroni(1.0 - self.alpha, len(self.results) - 1)

    @cached_property
    def differences(self) -> dict[Key, dict[str, Difference]]:
        """Each scenario minus the base, for every metric that both have."""
        keys = dict.fromkeys(key for r in self.results for key in r.measures)
        return ByMetric((key, self.differences_of(key)) for key in in_order(keys))

    def differences_of(self, key: Key) -> dict[str, Difference]:
        """Each scenario minus the base in one metric."""
        if key not in self._known:
            base, *others = self.results
            self._known[key] = {n: self._difference(key, base, r) for n, r in zip(self.names[1:], others, strict=True)}
        return self._known[key]

    @cached_property
    def _known(self) -> dict[Key, dict[str, Difference]]:
        """The differences that were asked for."""
        return {}

    def _difference(self, key: Key, base: Results, other: Results) -> Difference:
        if key not in base.measures or key not in other.measures:
            return Difference(None, (None, None), None, None, "none", why="only one of the two scenarios has it")
        level = self.level if key == (self.primary, "", "") else 1.0 - self.alpha
        better = base.meanings[key[0]].better
        same = base.scenario == other.scenario and base.seed == other.seed
        return difference(base.measures[key], other.measures[key], better, self.paired, level, same)

    @cached_property
    def problems(self) -> tuple[Warned, ...]:
        """What stands between the numbers and a conclusion: code, place, remedy, and whom it is about."""
        found = together(self.names, [r.problems for r in self.results])
        base = self.names[0]
        for name, changed in self.changes.items():
            if asked(changed) == "both changed":
                what = f"market and plan both differ from {base}: their effects cannot be told apart"
                hint = "change one of them at a time"
                found.append(Warned((name,), Problem("W_BOTH_CHANGED", what, hint)))
            if differing := settings(changed):
                what = f"the experiment itself differs from {base}: {', '.join(differing)}"
                found.append(Warned((name,), Problem("W_SETTINGS", what, "give all scenarios the same `run`")))
            changed_firm = [change.path for change in changed if change.path.startswith(("market.", "plan."))]
            if changed_firm and self._has_no_effect(name):
                listed = ", ".join(changed_firm[:3]) + (", .." if changed_firm[3:] else "")
                what = f"its changes ({listed}) change nothing: each replication is as that of {base}, to the cent"
                hint = "check that what they act on is there and takes place in this run"
                found.append(Warned((name,), Problem("W_UNUSED", what, hint)))
            other = self.results[self.names.index(name)].scenario
            if not same_day_zero(self.results[0].scenario, other):
                what = f"day 0 finds another firm than that of {base}, so not all that differs is due to the plan"
                hint = "let one file extend the other, or say the same of `run.initial`"
                found.append(Warned((name,), Problem("W_DAY_0", what, hint)))
        of, targets = self.targets
        unlike = tuple(name for name, r in zip(self.names, self.results, strict=True) if r.targets != targets)
        if unlike:
            what = f"held against the targets of {of}, not its own"
            found.append(Warned(unlike, Problem("W_SETTINGS", what, "say `run.target` once, in the base")))
        sizes = (abs(r.estimate(self.primary).mean or 0.0) for r in self.results)
        if large := too_large(self.primary, self.smallest, max(sizes), self.results[0].frame.currency):
            found.append(Warned((), large))
        if not self.paired:
            what = "seeds differ: not paired by common luck, the intervals are much wider than they need be"
            found.append(Warned((), Problem("W_UNPAIRED", what, "run all with one seed")))
        return tuple(found)

    def _has_no_effect(self, name: str) -> bool:
        """Is every metric of a scenario in every replication that of the base?"""
        base, other = self.results[0], self.results[self.names.index(name)]
        return (
            self.paired
            and base.measures.keys() == other.measures.keys()
            and all(_alike(base.measures[key].values(), other.measures[key].values()) for key in base.measures)
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """The problems as texts, each with its code, place and remedy."""
        return tuple(map(str, self.problems))

    @cached_property
    def summary_entries(self) -> dict[Key, dict[str, Any]]:
        """Each metric with its value in every scenario and its differences from the base."""
        return {key: self.entry(key) for key in self.differences}

    @cached_property
    def primary_entry(self) -> dict[str, Any]:
        """The metric that decides, as the summary says it."""
        return self.entry((self.primary, "", ""))

    def entry(self, key: Key) -> dict[str, Any]:
        """One metric as the summary says it."""
        metric, dim, _ = key
        meaning = next(r.meanings[metric] for r in self.results if metric in r.meanings)
        values = {
            name: described(r.measures[key], meaning.unit)
            for name, r in zip(self.names, self.results, strict=True)
            if key in r.measures
        }
        primary = key == (self.primary, "", "")
        found = self.differences_of(key)
        corrected = (
            holm([1.0 if d.p_value is None else d.p_value for d in found.values()]) if primary else [None] * len(found)
        )
        shown = {
            name: judged(
                d,
                Question(
                    meaning.better,
                    p_holm,
                    self.level if primary else 1.0 - self.alpha,
                    self.smallest if primary else None,
                    max(abs(values.get(one, {}).get("mean") or 0.0) for one in (self.names[0], name)),
                    counts_needed=not dim,
                ),
            )
            for (name, d), p_holm in zip(found.items(), corrected, strict=True)
        }
        absent = {"unit": meaning.unit, "mean": None, "ci95": [None, None], "why": "the base does not have it"}
        standing = "primary" if primary else "exploratory"
        return {**values.get(self.names[0], absent), "standing": standing, "values": values, "differences": shown}

    @cached_property
    def targets(self) -> tuple[str, tuple[Target, ...]]:
        """The targets that all are held against, and whose they are: of the first scenario that says any."""
        found = ((name, r.targets) for name, r in zip(self.names, self.results, strict=True) if r.targets)
        return next(found, ("", ()))

    @cached_property
    def p_best(self) -> dict[str, float] | None:
        """P(best) of each scenario in the primary metric; None where it has no better side or too little is known."""
        better = self.results[0].meanings[self.primary].better
        key = (self.primary, "", "")
        if better is None or not self.paired or any(key not in r.measures for r in self.results):
            return None
        found = chances([r.measures[key] for r in self.results], better)
        return None if found is None else dict(zip(self.names, found, strict=True))

    @cached_property
    def ranking(self) -> list[dict[str, Any]]:
        """Each scenario with its rank in the primary metric, its chance to be the best, and the cost of its plan."""
        better, p_best = self.results[0].meanings[self.primary].better, self.p_best
        means = [r.estimate(self.primary).mean for r in self.results]
        sign = -1.0 if better == "higher" else 1.0
        return [
            {
                "scenario": name,
                "rank": None
                if better is None or mean is None
                else 1 + sum(sign * other < sign * mean for other in means if other is not None),
                "p_best": None if p_best is None else p_best[name],
                "plan_cost": r.estimate("plan_cost").mean,
            }
            for name, mean, r in zip(self.names, means, self.results, strict=True)
        ]

    def answer(self) -> str:
        """What this says of the primary metric, in one sentence."""
        pairing = "paired" if self.paired else "unpaired"
        entry = self.summary_entries[self.primary, "", ""]
        return answer(self.primary, entry, self.names, pairing, 1.0 - self.alpha, self.smallest)

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        questions = len(self.names) - 1
        return {
            "scenarios": list(self.names),
            "replications": self.results[0].replications,
            "seed": self.results[0].seed,
            "kind": self.kind,
            "answer": self.answer(),
            "primary": self.primary,
            "family": {
                "metric": self.primary,
                "questions": questions,
                "alpha": self.alpha,
                "p_values": "Holm",
                "intervals": f"simultaneous {100 * (1.0 - self.alpha):g} %, Bonferroni over {questions}",
                "verdicts": "of the intervals",
                "smallest_difference": self.smallest,
            },
            "pairing": "common luck" if self.paired else "none, Welch",
            "p_best": self.p_best,
            "ranking": self.ranking,
            "changes": {name: [change._asdict() for change in found] for name, found in self.changes.items()},
            "warnings": list(self.warnings),
            "problems": [problem.to_json() for problem in self.problems],
            **targeted(self),
            "over_time": over_time(self),
            **({} if self.robust is None else {"robust": self.robust.brief()}),
            **arranged(self.summary_entries),
            "statements": {name: each.books() for name, each in zip(self.names, self.results, strict=True)},
            "usual": beside(self.results[0]),
        }

    def monthly(self) -> Rows:
        """Mean, P10 and P90 of each monthly series of each plan, one dict for each row."""
        return self.table("monthly")

    def write(self, folder: str | Path) -> Path:
        """Write a results folder, whole or not at all."""
        return written(self, folder)
