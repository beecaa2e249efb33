"""What a plan may not do: cost more than the budget, or break a condition; by how much, and how sure that is."""

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from gtmsim.scenario.language.quantity import QuantityError, parse
from gtmsim.study.choose.conditions import BREAKS, KEEPS, OPEN, Condition
from gtmsim.study.choose.found import Kept
from gtmsim.study.estimators import Estimate, mean_interval
from gtmsim.study.optimise.aim import COST
from gtmsim.study.pooled import Floats
from gtmsim.study.problems import StudyError
from gtmsim.study.results import Results

SURE = 2.0  # standard errors of the last test that a search stays inside
Counted = Literal["all in", "more than today", "none"]


class Budget(NamedTuple):
    """What the plan may cost over the run, all in, or by how much more than today's plan does."""

    counted: Counted
    amount: float = 0.0  # [currency]

    def left(self, base: Results, plan: Results) -> Estimate:
        """What of it a plan leaves on average [currency]."""
        here, there = costs(base), costs(plan)
        spent = there - here if self.counted == "more than today" else there
        return mean_interval((self.amount - spent).tolist())

    def allowed(self, base: Results) -> float:
        """As an amount that the plan may cost, all in; without end where there is none [currency]."""
        if self.counted == "none":
            return math.inf
        return self.amount + (float(costs(base).mean()) if self.counted == "more than today" else 0.0)


TODAY = Budget("more than today")


def budget_of(said: str | float | None) -> Budget:
    """`12M` all in, `+200k` beside what today's plan costs, `none`; as much as today's where nothing is said."""
    if said is None:
        return TODAY
    if isinstance(said, int | float):
        return _all_in(float(said))
    text = said.strip()
    if text.lower() in ("none", "unlimited"):
        return Budget("none")
    try:
        if text[:1] in "+-":
            sign = -1.0 if text[0] == "-" else 1.0
            return Budget("more than today", sign * float(parse(_number(text[1:]), "money")))  # type: ignore[arg-type]
        return _all_in(float(parse(_number(text), "money")))  # type: ignore[arg-type]  # money is no date
    except QuantityError as fault:
        hint = "a budget is 12M over the run, all in; +200k more than today's plan costs; or none"
        raise StudyError(f"budget: {fault.what}; {hint}") from None


def _all_in(amount: float) -> Budget:
    if not (amount > 0.0 and math.isfinite(amount)):
        raise StudyError(f"budget: above 0, got {amount:g}; more or less than today's plan costs is said as +200k")
    return Budget("all in", amount)


def _number(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text.strip()


def costs(results: Results) -> Floats:
    """What the plan costs in each replication [currency]."""
    return results.measures[COST].values()


class Limits(NamedTuple):
    """All that a plan has to keep."""

    budget: Budget
    conditions: tuple[Condition, ...]

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.conditions) + (self.budget.counted != "none")

    def excess(self, base: Results, long: Results, plan: Results, last: int) -> tuple[float, ...]:
        """By how much a plan breaks each, as a share of it, the budget first; below 0 where it keeps it.

        `base` is today's plan over the luck of the plan, `long` over more of it; the last test has `last` replications,
        and a plan that would be open there is none to go for.
        """
        found = []
        if self.budget.counted != "none":
            more = costs(plan) - costs(base)
            usual = float(costs(long).mean())
            room = self.budget.amount - (usual if self.budget.counted == "all in" else 0.0)
            spread = more if self.budget.counted == "more than today" else costs(plan)
            over = float(more.mean()) + _margin(spread, last) - room
            found.append(over / max(1.0, abs(usual)))
        found += [_beyond(each, plan, last) for each in self.conditions]
        return tuple(found)

    def standing(self, base: Results, plan: Results) -> tuple[Kept, ...]:
        """How a plan stands to each, the budget first, read off the intervals over the luck of both."""
        found = []
        if self.budget.counted != "none":
            left = self.budget.left(base, plan)
            said = Condition("budget", COST[0], -1, self.budget.allowed(base), None)
            found.append(Kept(said, _of_interval(left), left))
        return (*found, *(Kept(each, *each.looked_at(plan)) for each in self.conditions))


def _of_interval(left: Estimate) -> str:
    low, high = left.ci95
    if left.mean is None or low is None or high is None:
        return OPEN
    rounding = 1e-6 * max(1.0, abs(left.mean))
    return KEEPS if low >= -rounding else BREAKS if high < -rounding else OPEN


def _margin(values: Floats, last: int) -> float:
    """What an interval of the last test takes off."""
    return SURE * float(np.std(values, ddof=1)) / math.sqrt(last) if len(values) > 1 else 0.0


def _beyond(condition: Condition, plan: Results, last: int) -> float:
    """By how much a plan breaks a condition; without end where the metric has no value."""
    sample = plan.measures.get((condition.metric, "", ""))
    if sample is None:
        raise StudyError(f"`{condition.text}`: no metric is called `{condition.metric}`")
    if condition.chance is not None:
        met = float(np.mean(condition.side * sample.values() >= condition.side * condition.amount))
        wanted = condition.chance
        return min(1.0, wanted + SURE * math.sqrt(wanted * (1.0 - wanted) / last)) - met
    found = sample.estimate()
    if found.mean is None or not math.isfinite(found.mean):
        return math.inf
    error = 0.0 if found.se is None else found.se * math.sqrt(sample.replications / last)
    scale = max(abs(condition.amount), abs(found.mean), 1e-9)
    return (condition.side * (condition.amount - found.mean) + SURE * error) / scale


def keeps(standing: Sequence[Kept]) -> bool:
    """Is all of it kept beyond doubt?"""
    return all(each.standing == KEEPS for each in standing)


def breaks(standing: Sequence[Kept]) -> bool:
    """Is any of it broken beyond doubt?"""
    return any(each.standing == BREAKS for each in standing)
