"""Rules and steps for numba: the same source that the reference engine runs, compiled once."""

import dis
import functools
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np
from numba import config

from gtmsim.engine.compiled.doubles import BY_BITS
from gtmsim.engine.influence import Influence
from gtmsim.engine.step import STEPS, NamedKey
from gtmsim.journal.catalogue import EventKind
from gtmsim.machine.jit import kernel
from gtmsim.rules.rule import RULES

DISABLED: bool = getattr(config, "DISABLE_JIT", False)
_TWINS: dict[Callable[..., Any], Any] = {}


@functools.cache
def _by_bits(function: Callable[..., Any]) -> Any:
    """A function of `math` that needs no library."""
    return kernel(BY_BITS[function])


def _twin(value: Any) -> Any:
    """What a name of a rule or of a step means to the fast engine."""
    if isinstance(value, FunctionType) and (value in RULES.values() or value in STEPS.values()):
        return compiled(value)
    if isinstance(value, FunctionType) and value.__module__ == "gtmsim.engine.port":
        from gtmsim.engine.compiled.kernels.port import PORT

        return PORT[value.__name__]
    if isinstance(value, BuiltinFunctionType) and value in BY_BITS and not DISABLED:
        return _by_bits(value)
    if isinstance(value, NamedKey):
        return np.uint64(value)
    return int(value) if isinstance(value, EventKind | Influence) else value


def _globals_of(function: FunctionType) -> set[str]:
    """Names that a function looks up outside itself; names of fields are none of them."""
    return {each.argval for each in dis.get_instructions(function) if each.opname == "LOAD_GLOBAL"}


def compiled(rule: Callable[..., Any]) -> Any:
    """The compiled twin of a rule or a step; those that it calls are twins too."""
    if rule not in _TWINS:
        assert isinstance(rule, FunctionType)
        world = dict(rule.__globals__)
        for name in _globals_of(rule):
            if name in world:
                world[name] = _twin(world[name])
        copy = FunctionType(rule.__code__, world, rule.__name__, rule.__defaults__, rule.__closure__)
        copy.__module__, copy.__qualname__ = rule.__module__, rule.__qualname__
        _TWINS[rule] = kernel(copy)
    return _TWINS[rule]
