"""Steps: what happens at one instant, written once and run by both engines.

A step is a function of the world `w` and of entities, whose fields have the same names in both engines. Beside fields
it asks `gtmsim.engine.port`. Whatever waits, for a person or for time to pass, is no step: each engine says that.

A step is written so that it can be compiled from the same source: what the rules may do, and fields that are set.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from gtmsim.engine.draws import PURPOSES, name_key

Function = TypeVar("Function", bound=Callable[..., Any])

STEPS: dict[str, Callable[..., Any]] = {}  # every step by its qualified name


def step(function: Function) -> Function:
    """Mark a step: it is registered by its qualified name and returned as it is."""
    STEPS[f"{function.__module__}.{function.__qualname__}"] = function
    return function


class NamedKey(int):
    """A key that a constant of a step names."""


def named(*words: str) -> NamedKey:
    """The key of a name in words."""
    return NamedKey(name_key(*words))


def purpose(name: str) -> int:
    """The number of a decision that needs luck."""
    return PURPOSES[name]
