"""How much memory a run will take: what a trial has measured, and what is held ready before."""

from typing import NamedTuple

from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.size.measured import Part, Size

MOST_BYTES = 4 * 2**30
PER_EVENT = {"reference": 400.0, "compiled": 160.0}  # bytes: a row in the journal, and while it is measured
PER_DEAL = 40_000.0  # bytes that are held ready for what a deal of day 0 may write at once
PER_OUTCOME = 20_000.0  # bytes of what is kept of a replication, for each channel and segment


class Room(NamedTuple):
    """Memory that a run needs at once."""

    bytes: float
    cause: Part  # what takes the most of it
    besides: float  # bytes that stay if there is less of that


def fitting(engine: str) -> float:
    """Events for which there is room, where nothing else takes any."""
    return MOST_BYTES / PER_EVENT.get(engine, PER_EVENT["compiled"])


def room(scenario: Scenario, size: Size, replications: int, engine: str) -> Room:
    """What a run of this size will need at once."""
    each = PER_EVENT.get(engine, PER_EVENT["compiled"])
    deals = sum(initial_of(scenario).pipeline.values()) if engine != "reference" else 0
    kept = PER_OUTCOME * (3 + len(scenario.market.channels) + len(scenario.market.segments)) * replications
    here, told = ("run", "initial", "pipeline"), f"what is kept of {replications:,} replications"
    rows = size.cause._replace(events=each * (size.events - size.besides))
    ready = PER_DEAL * deals
    theirs = ready + each * sum(part.events for part in size.parts if part.path[:3] == here)
    parts = [
        (each * size.events, rows),
        (ready, Part(theirs, "the open deals of day 0", here, deals, "{} deals in all would do")),
        (kept, Part(kept, told, ("run", "replications"), replications, "{} replications would do")),
    ]
    _, cause = max(parts, key=lambda part: part[0])
    whole = sum(part[0] for part in parts)
    return Room(whole, cause, whole - cause.events)
