"""The fast engine: the lives of the reference, told by one compiled event loop. Its journal is the same, row by row."""

from gtmsim.engine.prefix import Prefix
from gtmsim.journal.journal import Journal
from gtmsim.scenario.resolved.inputs import Inputs

MOST_EVENTS = 200_000_000
REFERENCE_ONLY: tuple[str, ...] = ()  # fields of Inputs that only the readable engine knows yet


def lacking(inputs: Inputs) -> list[str]:
    """Mechanisms that are on in these inputs and that this engine cannot tell."""
    return sorted(name for name in REFERENCE_ONLY if getattr(inputs, name))


def simulate(inputs: Inputs, replication: int, most: int = MOST_EVENTS) -> Journal:
    """One replication; TooManyEventsError beyond `most` events."""
    # numba is imported, and code compiled, when something is to be simulated and not before.
    from gtmsim.engine.compiled.replication import live

    return live(inputs, replication, most)


def prefix(inputs: Inputs, replication: int, most: int) -> Prefix:
    """One replication as far as `most` events tell it."""
    from gtmsim.engine.compiled.replication import begun

    return begun(inputs, replication, most)
