"""Rules for numba: the same source that the reference engine runs, compiled once."""

import functools
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType
from typing import Any

from numba import config

from gtmsim.engine.compiled.doubles import BY_BITS
from gtmsim.machine.jit import kernel
from gtmsim.rules.rule import RULES

DISABLED: bool = getattr(config, "DISABLE_JIT", False)
_TWINS: dict[Callable[..., Any], Any] = {}


@functools.cache
def _by_bits(function: Callable[..., Any]) -> Any:
    """A function of `math` that needs no library."""
    return kernel(BY_BITS[function])


def compiled(rule: Callable[..., Any]) -> Any:
    """The compiled twin of a rule; the rules that it calls are twins too."""
    if rule not in _TWINS:
        assert isinstance(rule, FunctionType)
        world = dict(rule.__globals__)
        for name in rule.__code__.co_names:
            called = world.get(name)
            if isinstance(called, FunctionType) and called in RULES.values():
                world[name] = compiled(called)
            elif isinstance(called, BuiltinFunctionType) and called in BY_BITS and not DISABLED:
                world[name] = _by_bits(called)
        copy = FunctionType(rule.__code__, world, rule.__name__, rule.__defaults__, rule.__closure__)
        copy.__module__, copy.__qualname__ = rule.__module__, rule.__qualname__
        _TWINS[rule] = kernel(copy)
    return _TWINS[rule]
