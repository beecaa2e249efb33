"""What a rule is: a pure function of numbers and sections, called alike by every engine.

A rule is written so that it can be compiled from the same source with the same bits: numbers, tuples and columns
indexed by integers, loops and branches, basic operations only; no `**` of floats and nothing from the C library
beyond square root, floor, frexp and ldexp, which are exact everywhere.
"""

from collections.abc import Callable
from typing import Any, NewType, Protocol, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

Key = NewType("Key", int)  # names somebody or something: 64 bits without a sign

RULES: dict[str, Callable[..., Any]] = {}  # every rule by its qualified name


class Floats(Protocol):
    """A column of floats that a rule may index: a one-dimensional array, or a tuple in a test."""

    def __len__(self) -> int:
        """Number of entries."""

    def __getitem__(self, index: int, /) -> float:
        """The entry at `index`."""


class Ints(Protocol):
    """A column of whole numbers that a rule may index: a one-dimensional array, or a tuple in a test."""

    def __len__(self) -> int:
        """Number of entries."""

    def __getitem__(self, index: int, /) -> int:
        """The entry at `index`."""


def rule(function: Function) -> Function:
    """Mark a pure scalar function: it is registered by its qualified name and returned as it is."""
    RULES[f"{function.__module__}.{function.__qualname__}"] = function
    return function
