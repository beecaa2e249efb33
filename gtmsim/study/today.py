"""The firm of today: a year lived with the firm, the market and the plan of day 0, which nothing changes."""

import datetime
from typing import Any

from gtmsim.scenario.language.numbers import Schedule
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.resolved.day_zero import market_before
from gtmsim.scenario.resolved.found import on_day_0, steady
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.replicate import Progress, run
from gtmsim.study.results import Results

YEAR = 12  # months
REPLICATIONS = 4
LOOK = 2_000_000.0  # events that are told in some seconds, whatever engine is there


def today(
    scenario: Scenario, replications: int = REPLICATIONS, months: int = YEAR, progress: Progress | None = None
) -> Results:
    """A year of the firm as day 0 finds it: its customers, its open deals, and the plan of that day throughout."""
    return run(as_today(scenario, months), replications, progress=progress, allow_large=True)


def quickly(scenario: Scenario, events: float) -> bool:
    """Is that told at once, where the scenario itself comes to so many events a replication?"""
    return events * REPLICATIONS * YEAR / scenario.run.months <= LOOK


def as_today(scenario: Scenario, months: int = YEAR) -> Scenario:
    """The scenario of that year: market and plan stay as they are on day 0, and no target of later is in it."""
    told = {"months": months, "target": {}, "correlations": {}, "run_off": False}
    return scenario.model_copy(
        update={
            "market": market_before(scenario),
            "plan": _as_on(scenario.plan, scenario.run.start),
            "run": scenario.run.model_copy(update=told),
        }
    )


def _as_on(said: Any, day: datetime.date) -> Any:
    """The same with every lever as it is on that day."""
    if isinstance(said, Schedule):
        return steady(on_day_0(said, day))
    if isinstance(said, dict):
        return {name: _as_on(value, day) for name, value in said.items()}
    if isinstance(said, Section):
        return said.model_copy(update={name: _as_on(getattr(said, name), day) for name in type(said).model_fields})
    return said
