"""One replication told by itself, as Python asks for it: what a run refuses is refused here too."""

from gtmsim.engine.reference import MOST_EVENTS
from gtmsim.engine.reference import simulate as tell
from gtmsim.journal.journal import Journal
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.resolved.inputs import Inputs


def simulate(inputs: Inputs, replication: int = 0, most: int = MOST_EVENTS) -> Journal:
    """The journal of one replication; ScenarioError where it would not fit."""
    if inputs.refused:
        raise ScenarioError(inputs.refused)
    return tell(inputs, replication, most)
