"""Which engine tells the lives. The two write the same journal; one is readable, the other is fast."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import NamedTuple

from gtmsim.engine.journal import Journal
from gtmsim.scenario.inputs import Inputs


class MissingEngineError(RuntimeError):
    """The engine that was asked for is not installed."""


class Engine(NamedTuple):
    """One engine, ready to simulate."""

    simulate: Callable[[Inputs, int], Journal]
    threads: bool  # does it let other threads run beside it?
    note: str = ""  # what a user has to know of it this time


def engine_for(asked: str) -> Engine:
    """The engine of that name, `auto` being the reference; MissingEngineError if `compiled` lacks numba."""
    if asked != "compiled":
        from gtmsim.engine.reference import simulate

        return Engine(simulate, False)
    if find_spec("numba") is None:
        raise MissingEngineError("engine `compiled` needs numba: pip install 'gtmsim[fast]'")
    from gtmsim.engine import compiled
    from gtmsim.engine.compiled import cache

    note = "" if cache.warm() else "the engine is compiled first, for about a minute; later runs need not"
    return Engine(compiled.simulate, True, note)
