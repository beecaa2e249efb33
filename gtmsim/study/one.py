"""One replication by itself, as Python asks for it: what a run refuses is refused here too."""

from gtmsim.engine.reference import MOST_EVENTS
from gtmsim.engine.reference import simulate as tell
from gtmsim.journal.journal import Journal
from gtmsim.scenario.resolve import resolve as numbers_of
from gtmsim.scenario.resolved.inputs import Inputs
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.size.guard import guard


def resolve(scenario: Scenario, *, allow_large: bool = False) -> Inputs:
    """The scenario as numbers; ScenarioError where one replication would not fit, by its engine or the readable one."""
    size = guard(scenario, 1, scenario.run.engine, allow_large)
    guard(scenario, 1, "reference", allow_large, size)
    return numbers_of(scenario)


def simulate(inputs: Inputs, replication: int = 0, most: int = MOST_EVENTS) -> Journal:
    """The journal of one replication; TooManyEventsError beyond `most` events."""
    return tell(inputs, replication, most)
