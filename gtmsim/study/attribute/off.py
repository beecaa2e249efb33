"""The same plan with channels off from day 0 on: what day 0 finds has come through them before and stays."""

from collections.abc import Collection
from typing import Any

from gtmsim.mechanisms import declared
from gtmsim.scenario.load import variant
from gtmsim.scenario.sections.schema import Scenario

Changes = dict[str, Any]


def ways_off(scenario: Scenario) -> dict[str, Changes]:
    """What turns each channel off, as `changes` of a file say it; each mechanism declares its part."""
    found: dict[str, Changes] = {}
    for _, without in declared("without_channel", "section"):
        for channel, path, value in without(scenario):
            found.setdefault(channel, {})[path] = value
    return found


def off(scenario: Scenario, channels: Collection[str]) -> Scenario:
    """The plan without some channels."""
    if not channels:
        return scenario
    ways = ways_off(scenario)
    changes = {path: value for channel in channels for path, value in ways[channel].items()}
    return variant(scenario, changes, f"{len(channels)} of {len(ways)} channels off")
