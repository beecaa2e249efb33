"""The firm of today: a year lived with the firm, the market and the plan of day 0, which nothing changes."""

from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.replicate import Progress, run
from gtmsim.study.results import Results
from gtmsim.study.start import as_it_was

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
    """The scenario of that year: no target and no date of later is in it."""
    before = as_it_was(scenario)
    open_deals = {"pipeline": initial_of(scenario).pipeline}
    found = before.run.initial
    told = {
        "months": months,
        "target": {},
        "correlations": {},
        "initial": found if isinstance(found, str) else found.model_copy(update=open_deals),
    }
    named = {"name": scenario.name, "run": before.run.model_copy(update=told)}
    return before.model_copy(update=named)
