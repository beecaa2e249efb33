"""What was found of several plans over all that numbers may be which nobody knows for sure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from gtmsim.journal.header import Flags, Floats, Ints
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import Estimate, mean_interval
from gtmsim.study.notebook import Study, clipped
from gtmsim.study.quantiles import probability, quantile
from gtmsim.study.results import Results, written
from gtmsim.study.robust import information
from gtmsim.study.robust.assumptions import Assumption
from gtmsim.study.robust.correlated import rank_correlation
from gtmsim.study.robust.information import Worth
from gtmsim.study.robust.prim import CASES, FEWEST, Box, Side, box_of
from gtmsim.study.robust.verdicts import OPEN, beaten, best_told, mean_regrets, regrets
from gtmsim.study.sample import plain


class Standing(NamedTuple):
    """One plan over all worlds."""

    name: str
    best: Estimate  # share of the worlds in which it is better than each other one beyond doubt
    ahead: Estimate  # share in which it has the best mean, told or not
    mean: Estimate  # of the metric over the worlds
    regret: Estimate  # what it has less than the best of a world, in the mean
    regret_p90: float
    regret_most: float


@dataclass(frozen=True, repr=False)
class Robust(Study):
    """Several plans in many worlds: which is best in how many, what each gives away, and what is worth measuring."""

    compared: Comparison  # of the plans with all numbers as they are
    assumptions: tuple[Assumption, ...]
    numbers: Floats  # what each comes to, (worlds, numbers)
    values: Floats  # what each plan has, more being better, (worlds, plans, replications)
    refused: Mapping[str, int]  # worlds that are not among them, by the reason
    left_out: tuple[tuple[str, str], ...]  # numbers that could not be drawn, with the reason
    asked: int  # worlds
    law: str
    assumed: bool
    seed: int
    pairs: Mapping[tuple[str, str], float] = field(default_factory=dict)  # that go together, with what was asked for

    def __repr__(self) -> str:
        return clipped(f"Robust({self.name!r}: {self.primary} in {self.worlds} worlds)")

    @property
    def names(self) -> tuple[str, ...]:
        """Of the plans."""
        return self.compared.names

    @property
    def primary(self) -> str:
        """The metric that decides."""
        return self.compared.primary

    @property
    def base(self) -> Results:
        """The first plan with all numbers as they are."""
        return self.compared.results[0]

    @property
    def name(self) -> str:
        """For headings."""
        return f"{', '.join(self.names[:-1])} or {self.names[-1]}, whatever the numbers are"

    @property
    def worlds(self) -> int:
        """How many worlds have a value for every plan."""
        return len(self.values)

    @property
    def sign(self) -> float:
        """1 where more of the metric is better, else -1."""
        return 1.0 if self.base.meanings[self.primary].better == "higher" else -1.0

    @cached_property
    def best(self) -> Ints:
        """The plan that is best beyond doubt in each world, -1 where that cannot be told."""
        return best_told(self.values)

    @cached_property
    def regrets(self) -> Floats:
        """What each plan has less than the best, (worlds, plans)."""
        return regrets(self.values)

    @cached_property
    def _mean_regrets(self) -> list[Estimate]:
        return mean_regrets(self.values)

    @cached_property
    def leader(self) -> int:
        """The plan that is best in most worlds; of equals the one with the better mean."""
        told = [int(np.sum(self.best == place)) for place in range(len(self.names))]
        means = self.values.mean(axis=(0, 2))
        return max(range(len(told)), key=lambda place: (told[place], means[place]))

    @cached_property
    def better_mean(self) -> int:
        """The plan that has the best mean over all worlds, which is taken where nothing more is known."""
        return int(self.values.mean(axis=(0, 2)).argmax())

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """One for each plan."""
        means = self.values.mean(axis=2)
        ahead = means.argmax(axis=1)
        return tuple(self._standing(place, means, ahead) for place in range(len(self.names)))

    def _standing(self, place: int, means: Floats, ahead: Ints) -> Standing:
        lost = self.regrets[:, place]
        ordered = sorted(lost.tolist())
        return Standing(
            self.names[place],
            self.share(self.best == place),
            self.share(ahead == place),
            mean_interval((self.sign * means[:, place]).tolist()),
            self._mean_regrets[place],
            quantile(ordered, 0.9),
            ordered[-1],
        )

    @property
    def open(self) -> Estimate:
        """Share of the worlds in which it cannot be told which plan is best."""
        return self.share(self.best == OPEN)

    def share(self, happens: Flags) -> Estimate:
        """Of the worlds, with Wilson's interval."""
        return probability(int(happens.sum()), len(happens))

    @cached_property
    def loses(self) -> Flags:
        """In which worlds another plan is better than the leader, beyond doubt."""
        return beaten(self.values, self.leader)

    @cached_property
    def box(self) -> Box | None:
        """The simplest conditions under which the leader loses; None where there are none that are more than noise."""
        return box_of(self.numbers, self.loses)

    @property
    def boxless(self) -> str:
        """Why no conditions were looked for; empty where they were."""
        count = int(self.loses.sum())
        if count < CASES or self.worlds - count < CASES:
            return f"{count} of {self.worlds} worlds"
        return f"{self.worlds} worlds are fewer than {FEWEST}" if self.worlds < FEWEST else ""

    def said(self, side: Side) -> tuple[str, str, str]:
        """A condition in words: path, > or <, value."""
        each = self.assumptions[side.place]
        return each.path, ">" if side.above else "<", each.told(float(f"{side.value:.3g}"))

    @cached_property
    def worths(self) -> tuple[Worth, ...]:
        """What it is worth to know each number before a plan is chosen; none where worlds are too few."""
        if self.worlds < information.FEWEST:
            return ()
        return tuple(information.worths(self.values.mean(axis=2), self.numbers))

    @cached_property
    def ranked(self) -> tuple[int, ...]:
        """Places of the numbers, those first that are worth most to know."""
        order = range(len(self.worths))
        return tuple(sorted(order, key=lambda i: (not self.worths[i].told, -self.worths[i].value, i)))

    @property
    def all_known(self) -> Estimate:
        """What it is worth to know all of them: what the plan with the best mean gives away."""
        return self.standings[self.better_mean].regret

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is odd in the plans as they are; that replications are few is what was asked for."""
        found = (problem for each in self.compared.results for problem in each.problems if problem.code != "W_FEW")
        return tuple(dict.fromkeys(map(str, found)))

    def rows(self) -> list[dict[str, Any]]:
        """One row for each plan."""
        return [
            {
                "scenario": each.name,
                **{key: _shown(getattr(each, key)) for key in ("best", "ahead", "mean", "regret")},
                "regret_p90": each.regret_p90,
                "regret_most": each.regret_most,
            }
            for each in self.standings
        ]

    def numbers_rows(self) -> list[dict[str, Any]]:
        """One row for each number that is drawn, those first that are worth most to know."""
        order = self.ranked or tuple(range(len(self.assumptions)))
        found = []
        for i in order:
            each, worth = self.assumptions[i], self.worths[i] if self.worths else None
            row = {"path": each.path, "unit": each.range.unit, "low": each.low, "value": each.value, "high": each.high}
            row |= {"range": "said" if each.range.said else "assumed", "narrowed": each.narrowed}
            if worth is not None:
                row |= {"worth": worth.value, "ci95": plain((worth.low, worth.high)), "p_value": worth.p_value}
                row["told"] = worth.told
            found.append(row)
        return found

    def pairs_rows(self) -> list[dict[str, Any]]:
        """One row for each two numbers that go together: what was asked for, and what the worlds have."""
        place = {each.path: i for i, each in enumerate(self.assumptions)}
        return [
            {
                "first": one,
                "second": other,
                "rank_correlation": said,
                "drawn": rank_correlation(self.numbers[:, place[one]], self.numbers[:, place[other]]),
            }
            for (one, other), said in self.pairs.items()
        ]

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        n = self.values.shape[2]
        return {
            "study": "robust",
            "primary": self.primary,
            "unit": self.base.meanings[self.primary].unit,
            "currency": self.base.frame.currency,
            "worlds": self.worlds,
            "worlds_asked": self.asked,
            "refused": dict(self.refused),
            "replications": n,
            "seed": self.seed,
            "law": self.law,
            "leader": self.names[self.leader],
            "better_mean": self.names[self.better_mean],
            "plans": self.rows(),
            "cannot_be_told": _shown(self.open),
            "leader_loses": _shown(self.share(self.loses)),
            "box": self._box(),
            "all_known": _shown(self.all_known),
            "numbers": self.numbers_rows(),
            "correlations": self.pairs_rows(),
            "left_out": [{"path": path, "why": why} for path, why in self.left_out],
            "warnings": list(self.warnings),
        }

    def brief(self) -> dict[str, Any]:
        """What `summary.json` of a comparison of the same plans holds of it."""
        told = self.summary()
        kept = ("worlds", "worlds_asked", "replications", "law", "leader", "plans", "cannot_be_told", "correlations")
        return {**{name: told[name] for name in kept}, "numbers": len(self.assumptions), "assumed": self.assumed}

    def _box(self) -> dict[str, Any] | None:
        if self.box is None:
            return None
        sides = [dict(zip(("path", "side", "value"), self.said(side), strict=True)) for side in self.box.sides]
        found = {"coverage": self.box.coverage, "density": self.box.density, "worlds_inside": self.box.inside}
        held_out = dict(zip(("coverage", "density"), self.box.held_out, strict=True))
        return {"conditions": sides, **found, "held_out": held_out, "p_value": self.box.p_value}

    def write(self, folder: str | Path) -> Path:
        """Write a results folder, whole or not at all."""
        return written(self, folder)


def _shown(found: Estimate) -> dict[str, Any]:
    return {"mean": found.mean, "ci95": plain(found.ci95), "n": found.n}
