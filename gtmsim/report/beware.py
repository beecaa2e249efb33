"""Warnings of scenarios, for commands that show no numbers of a study."""

from collections.abc import Sequence

from gtmsim.report.progress import aside
from gtmsim.scenario.load import warnings_of
from gtmsim.scenario.sections.schema import Scenario

BEWARE = "Beware: "


def warnings_in(scenarios: Sequence[Scenario]) -> list[str]:
    """What is odd in the scenarios, each thing once: code, place and remedy."""
    return list(dict.fromkeys(str(problem) for scenario in scenarios for problem in warnings_of(scenario)))


def beware(scenarios: Sequence[Scenario]) -> None:
    """Say it beside the output, where that is for a program or a story."""
    for text in warnings_in(scenarios):
        aside(BEWARE + text)
