"""Hooks: places in the life of an account at which any mechanism may join, in the order of the list of mechanisms.

A mechanism that only adds to what happens at such a place needs no line in any other. What it returns is added up.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from gtmsim.engine.step import step
from gtmsim.mechanisms import MECHANISMS, found_in

Function = TypeVar("Function", bound=Callable[..., Any])


class Hook:
    """A place; called, it asks all who have joined, the last of them first, and adds what they answer."""

    def __init__(self, meaning: str) -> None:
        self.__doc__ = meaning
        self._steps: dict[str, Callable[..., Any]] = {}

    def join(self, function: Function) -> Function:
        """Mark a step of a mechanism that is asked here."""
        self._steps[function.__module__.split(".")[-2]] = step(function)
        return function

    @cached_property
    def joined(self) -> tuple[Callable[..., Any], ...]:
        """Those who are asked, in the order of the list."""
        found_in("steps")  # whoever joins has done so
        return tuple(self._steps[name] for name in MECHANISMS if name in self._steps)

    def __call__(self, *asked: Any) -> float:
        """What all answer together."""
        total = 0.0
        for each in reversed(self.joined):
            total = each(*asked) + total
        return total


BEFORE_VOTE = Hook("`(w, who)`: a deal comes before its committee; the logit that every member gains.")
BEFORE_RENEWAL = Hook("`(w, who, renewals)`: a contract is up for renewal; the logit of staying that it gains.")
MONTH_BEGINS = Hook("`(w, month)`: a month begins whose coverage is not known yet; nothing is added up.")
