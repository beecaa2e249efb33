"""Which engine tells the lives. The two write the same journal; one is readable, the other is fast."""

import os
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from gtmsim.journal.journal import Journal
from gtmsim.scenario.resolved.inputs import Inputs

REFERENCE_PACE = 120_000.0  # events a second that the reference engine tells
# Seconds of the reference that are worth the compiled engine's start: fetching it, compiling it once for all later
# runs (some 25 seconds, so that the first of them may take longer), and compiling it where nothing can be kept.
FETCHING, COMPILING, EACH_TIME = 1.0, 8.0, 60.0


class MissingEngineError(RuntimeError):
    """The engine that was asked for is not installed, or does not know a mechanism of the scenario."""


class Engine(NamedTuple):
    """One engine, ready to simulate."""

    name: str
    simulate: Callable[[Inputs, int], Journal]
    threads: bool  # does it let other threads run beside it?
    note: str = ""  # what a user has to know of the choice
    first: str = ""  # what a user has to know before he waits


def engine_for(asked: str, inputs: Inputs, work: float = 0.0) -> Engine:
    """The engine of that name; `auto` is the compiled one where that is there and `work` [events] is worth it.

    MissingEngineError if `compiled` is asked for and cannot tell this scenario.
    """
    if asked == "reference":
        return _reference()
    missing = _missing(inputs, asked == "compiled" or work / REFERENCE_PACE > FETCHING)
    if asked == "compiled":
        if missing:
            raise MissingEngineError(f"engine `compiled` {missing}")
        return _compiled()
    if missing:
        told = f"the reference engine tells this, which takes longer: the compiled one {missing}"
        return _reference(told if "does not know" in missing or work / REFERENCE_PACE > COMPILING else "")
    return _compiled() if _worth_it(work / REFERENCE_PACE) else _reference()


def _reference(note: str = "") -> Engine:
    from gtmsim.engine.reference import simulate

    return Engine("reference", simulate, False, note)


def _compiled() -> Engine:
    from gtmsim.engine import compiled
    from gtmsim.machine import cache

    first = ""
    if not (cache.loaded() or cache.warm()):
        first = "compiling the engine, about 25 seconds" + ("; later runs need not" if cache.usable() else "")
    return Engine("compiled", compiled.simulate, True, first=first)


def _missing(inputs: Inputs, wanted: bool) -> str:
    """Why the compiled engine cannot tell this scenario, or nothing."""
    if find_spec("numba") is None:
        return "needs numba: pip install 'gtmsim[fast]'"
    if wanted:
        try:
            import_module("numba")
        except ImportError as error:  # another library is too new or too old for it
            return f"cannot use the numba that is installed: {error}"
    from gtmsim.engine.compiled import lacking

    unknown = lacking(inputs)
    return f"does not know {', '.join(f'`{name}`' for name in unknown)}" if unknown else ""


def _worth_it(seconds: float) -> bool:
    """Whether so many seconds of the reference are worth what the compiled engine costs before it starts."""
    from gtmsim.machine import cache

    if os.environ.get("NUMBA_DISABLE_JIT") == "1":
        return False
    if cache.loaded():
        return True
    if cache.warm():
        return seconds > FETCHING
    return seconds > (COMPILING if cache.usable() else EACH_TIME)
