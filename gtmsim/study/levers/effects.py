"""What one step does: to the metric that decides, to recurring revenue, to cash, at what cost, and when it pays."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import NO_INTERVAL, Estimate, fieller, mean, mean_interval, near_zero, ratio_of_means
from gtmsim.study.judged import NONE
from gtmsim.study.levers.payback import Held, Payback, ahead, payback
from gtmsim.study.levers.steps import Step
from gtmsim.study.results import Results

CENTS = 100.0


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
    entry = compared.entry(key)
    better = base.meanings[compared.primary].better
    sign = -1.0 if better == "lower" else 1.0
    found = []
    for name, step, other in zip(compared.names[1:], steps, others, strict=True):
        said = entry["differences"][name]
        changed = None if said["mean"] is None or said["verdict"] == NONE else sign * said["mean"]
        cost = _values(other, "plan_cost") - _values(base, "plan_cost")
        found.append(
            Effect(
                step,
                said,
                changed,
                _difference(_values(base, "arr_end"), _values(other, "arr_end")),
                _difference(_last(base, "net_cash_flow"), _last(other, "net_cash_flow")),
                _estimate(cost),
                _per_cost(compared.differences[key][name].deviations, said["mean"], cost),
                payback(ahead(base.lines["operating_cash_flow"], other.lines["operating_cash_flow"])),
            )
        )
    return sorted(found, key=lambda effect: (effect.improvement is None, -(effect.improvement or 0.0)))


def _values(results: Results, metric: str) -> Any:
    return results.measures[metric, "", ""].values()


def _last(results: Results, line: str) -> Any:
    """A line of the statements summed over the run [currency]."""
    return results.lines[line].sum(axis=1) / CENTS


def _difference(base: Any, other: Any) -> Estimate:
    return _estimate(other - base)


def _estimate(differences: Any) -> Estimate:
    x = [float(v) for v in differences]
    if not all(map(math.isfinite, x)):
        return Estimate(None, NO_INTERVAL, "mean, t", why="not defined in every replication")
    return mean_interval(x) if len(x) > 1 else Estimate(x[0], NO_INTERVAL, "mean, t", why="one replication", n=1)


def _per_cost(deviations: Sequence[float], moved: float | None, cost: Any) -> Estimate:
    """Ratio of the means of effect and cost; none where a step costs nothing, saves, or may do either."""
    spent = [float(v) for v in cost]
    if moved is None or len(deviations) != len(spent) or len(spent) < 2:
        return Estimate(None, NO_INTERVAL, "ratio of means", why="no difference to set against a cost")
    if not np.isfinite(cost).all() or mean(spent) <= 0.0:
        return Estimate(None, NO_INTERVAL, "ratio of means", why="it costs nothing, or saves")
    middle = mean(list(deviations))
    gained = [moved + d - middle for d in deviations]
    if near_zero(spent) and fieller(gained, spent, 0.95) is None:
        return Estimate(None, NO_INTERVAL, "ratio of means", why="its cost may as well be nothing")
    return ratio_of_means(gained, spent)
