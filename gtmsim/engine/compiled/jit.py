"""Rules and steps for numba: the same source that the reference engine runs, compiled once."""

import dis
import functools
from collections.abc import Callable, Mapping
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np
from numba import config

from gtmsim.engine.compiled.doubles import BY_BITS
from gtmsim.engine.hook import Hook
from gtmsim.engine.influence import Influence
from gtmsim.engine.step import STEPS, NamedKey
from gtmsim.journal.catalogue import EventKind
from gtmsim.machine import jit
from gtmsim.rules.rule import RULES

DISABLED: bool = getattr(config, "DISABLE_JIT", False)
PORTS = ("gtmsim.engine.port", "gtmsim.engine.port_of_people")  # what steps may ask beside fields
_TWINS: dict[Callable[..., Any], Any] = {}
_JOINED: dict[tuple[Callable[..., Any], ...], Any] = {}


@functools.cache
def _by_bits(function: Callable[..., Any]) -> Any:
    """A function of `math` that needs no library."""
    return jit.kernel(BY_BITS[function])


def _is_shared(function: FunctionType) -> bool:
    """Is a function a rule or a step, which both engines run?"""
    return function in RULES.values() or function in STEPS.values()


def _nothing(*asked):  # type: ignore[no-untyped-def]
    return 0.0


def _globals_of(function: FunctionType) -> set[str]:
    """Names that a function looks up outside itself; names of fields are none of them."""
    return {each.argval for each in dis.get_instructions(function) if each.opname == "LOAD_GLOBAL"}


class Twins:
    """Compiled twins of rules and steps, of which the steps ask a port."""

    def __init__(self, port: Mapping[str, Any]) -> None:
        self.port = port

    def compiled(self, rule: Callable[..., Any]) -> Any:
        """The compiled twin of a rule or a step; those that it calls are twins too."""
        if rule not in _TWINS:
            assert isinstance(rule, FunctionType)
            world = dict(rule.__globals__)
            for name in _globals_of(rule):
                if name in world:
                    world[name] = self._twin(world[name])
            copy = FunctionType(rule.__code__, world, rule.__name__, rule.__defaults__, rule.__closure__)
            copy.__module__, copy.__qualname__ = rule.__module__, rule.__qualname__
            _TWINS[rule] = jit.kernel(copy)
        return _TWINS[rule]

    def kernel(self, function: Callable[..., Any]) -> Any:
        """A kernel, to which the names of rules and steps mean their twins: from now on in the whole file."""
        return jit.kernel(self._with_twins(function))

    def kept(self, function: Callable[..., Any]) -> Any:
        """The kernel that Python calls, likewise; its machine code is kept."""
        return jit.kept(self._with_twins(function))

    def _with_twins(self, function: Callable[..., Any]) -> Callable[..., Any]:
        assert isinstance(function, FunctionType)
        names = function.__globals__
        for name in _globals_of(function):
            if isinstance(names.get(name), FunctionType) and _is_shared(names[name]):
                names[name] = self.compiled(names[name])
        return function

    def _twin(self, value: Any) -> Any:
        """What a name of a rule or of a step means to the fast engine."""
        if isinstance(value, FunctionType) and _is_shared(value):
            return self.compiled(value)
        if isinstance(value, FunctionType) and value.__module__ in PORTS:
            if value.__name__ not in self.port:
                raise TypeError(
                    f"a step asks `{value.__name__}`: its kernel is one of `gtmsim.engine.compiled.stepping`"
                )
            return self.port[value.__name__]
        if isinstance(value, BuiltinFunctionType) and value in BY_BITS and not DISABLED:
            return _by_bits(value)
        if isinstance(value, Hook):
            return self._all_of(value.joined)
        if isinstance(value, NamedKey):
            return np.uint64(value)
        return int(value) if isinstance(value, EventKind | Influence) else value

    def _all_of(self, steps: tuple[Callable[..., Any], ...]) -> Any:
        """A kernel that asks steps as a hook does, one calling the next."""
        if steps not in _JOINED:
            _JOINED[steps] = self._joined(steps)
        return _JOINED[steps]

    def _joined(self, steps: tuple[Callable[..., Any], ...]) -> Any:
        if not steps:
            return jit.kernel(_nothing)
        first, others = self.compiled(steps[0]), self._all_of(steps[1:])

        def ask(*asked):  # type: ignore[no-untyped-def]
            return first(*asked) + others(*asked)

        return jit.kernel(ask)


_BELOW = Twins({})
compiled, kernel = _BELOW.compiled, _BELOW.kernel  # of rules, and of steps that ask nothing: the port is made of these
