"""How much memory a run will take: what a trial has measured, and what is held ready before."""

from typing import NamedTuple

from gtmsim.scenario.resolved.day_zero import initial_of
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
    of_cause: float  # bytes


def room(scenario: Scenario, size: Size, replications: int, engine: str) -> Room:
    """What a run of this size will need at once."""
    deals = sum(initial_of(scenario).pipeline.values()) if engine != "reference" else 0
    each = PER_EVENT.get(engine, PER_EVENT["compiled"])
    kept = PER_OUTCOME * (3 + len(scenario.market.channels) + len(scenario.market.segments))
    parts = [
        (each * size.events, size.cause, each * size.cause.events),
        (PER_DEAL * deals, Part(0.0, "the open deals of day 0", ("run", "initial", "pipeline")), 0.0),
        (
            kept * replications,
            Part(
                0.0,
                f"what is kept of {replications:,} replications",
                ("run", "replications"),
                replications,
                "{} replications would do",
            ),
            kept * replications,
        ),
    ]
    _, cause, of_cause = max(parts, key=lambda part: part[0])
    return Room(sum(part[0] for part in parts), cause, of_cause)
