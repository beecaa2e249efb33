"""Scenario -> Inputs: names become positions, units become floats and whole cents, schedules become daily values."""

from typing import Any

from gtmsim.mechanisms import declared
from gtmsim.rules.maths import exp, log
from gtmsim.scenario.checks.allocation import fits
from gtmsim.scenario.resolved.found import found_price
from gtmsim.scenario.resolved.inputs import Inputs
from gtmsim.scenario.resolved.policies import policy_inputs
from gtmsim.scenario.resolved.resolving import AROUND, Resolving
from gtmsim.scenario.resolved.warm_up import warm_up
from gtmsim.scenario.sections.schema import Scenario


def resolve(scenario: Scenario) -> Inputs:
    """All that an engine reads of a scenario that has passed its checks; ScenarioError where that would not fit."""
    fits(scenario)
    inputs = without_past(scenario)
    return inputs._replace(warm_up=warm_up(scenario, inputs, without_past))


def without_past(scenario: Scenario) -> Inputs:
    """The same without what was before day 0."""
    at = Resolving(scenario)
    run, price = at.run, at.daily(at.plan.price)
    return Inputs(
        seed=run.seed,
        start=at.start.isoformat(),
        currency=at.market.currency,
        n_months=run.months,
        months=at.all_months,
        horizon=at.months[-1],
        end=at.all_months[-1],
        starts=at.starts,
        before=AROUND,
        run_off=run.run_off,
        price=price,
        log_price=tuple(log(p) for p in price),
        discount_month=exp(-log(1.0 + run.discount_rate) / 12.0),
        policies=policy_inputs(scenario, at.days),
        found_price=found_price(scenario),
        first_day=0,
        warm_up=None,
        **_of_mechanisms(at),
    )


def _of_mechanisms(at: Resolving) -> dict[str, Any]:
    """What each mechanism comes to, by the names that it declares."""
    found: dict[str, Any] = {}
    for _, resolved in declared("resolved", "section", "inputs"):
        found |= resolved(at)
    return found
