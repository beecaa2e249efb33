"""The floor of cash, and what the cash policy compares ARR with."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.cash_policy.rules import PlannedArr
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import QuantityError, parse
from gtmsim.scenario.language.targets import amounts
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario

# `arr_end` and what else it is called, as `metrics.also` knows it.
ARR = (
    *("arr_end", "arr", "carr", "annual_recurring_revenue", "recurring_revenue", "run_rate"),
    *("arr_final", "ending_arr", "closing_arr"),
)

ALSO = {  # words that people look for, and what says it here
    "hiring_freeze": "a row of `plan.policies.cash_policy` that freezes hiring",
    "freeze_hiring": "a row of `plan.policies.cash_policy` that freezes hiring",
    "runway": "a condition of a row of `plan.policies.cash_policy`",
    "minimum_cash": "`plan.cash_floor`",
    "min_cash": "`plan.cash_floor`",
}
PLAN = {
    "cash_floor": Entry(
        Annotated[
            float,
            param(
                "money",
                "cash below which the firm counts as out of cash: runway and the chance to run out count down to it",
                ge=0,
                le=1e12,
                usual=(10_000, 100_000_000),
            ),
        ],
        0.0,
    ),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """Whether cash is reviewed, the floor, and the path of ARR."""
    path = arr_path(at) if at.decides("cash_policy") else ()
    return {
        "reviews_cash": at.decides("cash_policy"),
        "cash_floor": round(at.plan.cash_floor * 100),
        "arr_path": path,
    }


def arr_path(at: Resolving) -> tuple[PlannedArr, ...]:
    """ARR after so many months on straight lines from day 0 through each day of the target, level after the last."""
    knots = arr_targets(at.scenario)
    if not knots:
        return ()
    found = [PlannedArr(0.0, 1.0)]
    for (since, before), (until, amount) in pairwise([(0, 0.0), *knots]):
        for month in range(since + 1, until + 1):
            share = (month - since) / (until - since)
            found.append(PlannedArr(before + share * (amount - before), 1.0 - share if since == 0 else 0.0))
    last = PlannedArr(knots[-1][1], 0.0)
    return (*found, *[last] * (at.run.months + 1 - len(found)))


def arr_targets(scenario: "Scenario") -> list[tuple[int, float]]:
    """ARR to be reached at least, after so many months; what cannot be read is refused elsewhere."""
    start, found = scenario.run.start, []
    for name, said in scenario.run.target.items():
        if name in ARR and said.side != "at_most":
            for day, amount, _ in amounts(said):
                months = scenario.run.months
                if day is not None:
                    months = 12 * (day.year - start.year) + day.month - start.month + 1
                try:
                    found.append((months, float(parse(amount, "money/year"))))  # type: ignore[arg-type]
                except QuantityError:
                    continue
    return [(months, amount) for months, amount in found if 1 <= months <= scenario.run.months]


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """A floor of cash of which nobody says how much there is."""
    if scenario.plan.cash_floor > 0.0 and initial_of(scenario).cash is None:
        got = "nothing says how much cash there is on day 0, so nothing counts down to this floor"
        yield Problem("W_UNUSED", got, "say `run.initial.cash`", path=("plan", "cash_floor"))
