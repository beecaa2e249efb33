"""What one step does: to the metric that decides, to recurring revenue, to cash, at what cost, and when it pays."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from gtmsim.scenario.language.problems import Problem
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import LEVEL, Estimate, fieller, mean, near_zero, ratio_of_means, undefined
from gtmsim.study.judged import BETTER, DIFFERENT, NONE
from gtmsim.study.levers.steps import Step
from gtmsim.study.paired import Difference, difference
from gtmsim.study.payback import Held, Payback, ahead, payback
from gtmsim.study.results import Results
from gtmsim.study.sample import Sample

CENTS = 100.0
RATIO = "ratio of means, delta"


class Effect(NamedTuple):
    """One step beside the plan as it is."""

    step: Step
    difference: dict[str, Any]  # of the metric that decides, as `summary.json` shows it
    improvement: float | None  # the same by how much it is better, or for a metric of taste how much more
    arr: Estimate
    cash: Estimate  # when the run ends
    cost: Estimate  # of the plan over the run
    per_cost: Estimate  # of the metric that decides, for each unit of money that the step costs
    payback: Payback | Held | None
    warned: tuple[Problem, ...]  # what is odd in what this plan says, and not in the plan as it is

    @property
    def advised(self) -> bool:
        """Is it better, without a word that says what its author has still to say?"""
        return self.verdict in (BETTER, DIFFERENT) and not self.warned

    @property
    def verdict(self) -> str:
        """Of the metric that decides."""
        return str(self.difference["verdict"])

    @property
    def by_value(self) -> tuple[bool, float]:
        """Rank by what money brings: what costs nothing or saves comes first, then the most for each unit of it."""
        cost, better = self.cost.mean or 0.0, self.improvement or 0.0
        return cost > 0.0, -better / cost if cost > 0.0 else -better


def effects(compared: Comparison, steps: Sequence[Step], others: Sequence[Results]) -> list[Effect]:
    """Each step's effect, the best first; what cannot be told comes last."""
    base, key = compared.results[0], (compared.primary, "", "")
    said_of = compared.entry(key)["differences"]
    better = base.meanings[compared.primary].better
    sign = -1.0 if better == "lower" else 1.0
    before, found = cash_of(base), []
    for name, step, other in zip(compared.names[1:], steps, others, strict=True):
        said = said_of[name]
        changed = None if said["mean"] is None or said["verdict"] == NONE else sign * said["mean"]
        cost = compared.differences_of(("plan_cost", "", ""))[name]
        found.append(
            Effect(
                step,
                said,
                changed,
                as_estimate(compared.differences_of(("arr_end", "", ""))[name]),
                as_estimate(difference(before, cash_of(other), None)),
                as_estimate(cost),
                per_cost(compared.differences_of(key)[name], cost),
                payback(ahead(base.lines["operating_cash_flow"], other.lines["operating_cash_flow"])),
                tuple(each for each in other.problems if each not in base.problems and each.path[:1] == ("plan",)),
            )
        )
    return sorted(found, key=lambda effect: (effect.improvement is None, -(effect.improvement or 0.0)))


def cash_of(results: Results) -> Sample:
    """What comes in over the run less what goes out, investors and banks included [currency]."""
    flow = results.lines["net_cash_flow"].sum(axis=1) / CENTS
    return Sample(flow, np.ones_like(flow), "count")


def as_estimate(found: Difference) -> Estimate:
    """A difference as an estimate."""
    return Estimate(found.mean, found.ci95, found.estimator, why=found.why, note=found.note, n=found.n)


def per_cost(moved: Difference, cost: Difference) -> Estimate:
    """Ratio of the means of effect and cost; none where a step costs nothing, saves, or may do either."""
    gained, spent = _each(moved), _each(cost)
    if gained is None or spent is None or len(gained) < 2:
        return undefined("no difference to set against a cost", RATIO)
    if mean(spent) <= 0.0:
        return undefined("it costs nothing, or saves", RATIO)
    if near_zero(spent) and fieller(gained, spent, LEVEL) is None:
        return undefined("its cost may as well be nothing", RATIO)
    return ratio_of_means(gained, spent)


def _each(found: Difference) -> list[float] | None:
    """The difference as a mean over replications: what each of them adds to it, to first order."""
    if found.mean is None or not found.deviations:
        return None
    middle = mean(found.deviations)
    return [found.mean + moved - middle for moved in found.deviations]
