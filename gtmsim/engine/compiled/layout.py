"""Memory laid out from types: a section is a record, a list of any length a column, and nothing is counted by hand.

A compiled function is handed one record that knows where everything lies: numba takes every array of its arguments
apart, word by word, at each call, and forty arrays would cost more than the work. What is declared once, as a
NamedTuple that the readable engine reads as it is, lies here as a record with the same names, so that
`world.inputs.channels[c].response.keep` means the same to both engines.
"""

import types as python
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np
from numba.core import types

from gtmsim.engine.compiled.kernels.columns import Column, Record, dtype_of, size_of
from gtmsim.rules.rule import Floats, Ints, Key

NUMBERS = {float: types.float64, int: types.int64, bool: types.int64, Key: types.uint64}
LISTS = {Floats: float, Ints: int}


def is_section(kind: Any) -> bool:
    """Is a type a section?"""
    return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")


def without_none(kind: Any) -> Any:
    """A type without its None."""
    if get_origin(kind) in (Union, python.UnionType):
        return next(part for part in get_args(kind) if part is not type(None))
    return kind


_open: set[Any] = set()  # sections whose fields are being looked at


@cache
def fields_of(section: Any) -> dict[str, Any]:
    """Fields of a section that an engine reads, with their types: those declared, then what follows from them.

    Names and other texts are for people and have no place in memory, nor has a section within itself.
    """
    _open.add(section)
    declared = {name: without_none(kind) for name, kind in get_type_hints(section).items()}
    derived = {
        name: get_type_hints(each.fget)["return"] for name, each in vars(section).items() if isinstance(each, property)
    }
    found = {
        name: kind for name, kind in (declared | derived).items() if kind not in _open and entry_of(kind) is not None
    }
    _open.remove(section)
    return found


@cache
def entry_of(kind: Any) -> Any:
    """How a type lies in memory; None if it does not."""
    if kind in NUMBERS:
        return NUMBERS[kind]
    if kind in LISTS:
        return Column(NUMBERS[LISTS[kind]])
    if is_section(kind):
        return record_of(kind)
    if get_origin(kind) is tuple and (get_args(kind)[-1] is ... or len(set(get_args(kind))) == 1):
        entry = entry_of(get_args(kind)[0])
        return None if entry is None else Column(entry)
    return None


@cache
def record_of(section: Any) -> Any:
    """The record of a section, which says itself whether it is there."""
    return record(
        section.__name__, {"here": types.int64} | {name: entry_of(kind) for name, kind in fields_of(section).items()}
    )


def record(name: str, fields: dict[str, Any]) -> Any:
    """A record of these fields; all of them are words or made of words."""
    placed, end = {}, 0
    for field, kind in fields.items():
        placed[field] = (kind, end)
        end += size_of(kind)
    return Record(name, placed, end)


class Memory:
    """Sections in memory; whoever reads them by address keeps this alive."""

    def __init__(self) -> None:
        self.columns: list[Any] = []

    def record(self, section: Any) -> Any:
        """An array of one record that says what a section says."""
        kind: Any = type(section)
        return np.array([self._section(section, kind)], dtype=dtype_of(record_of(kind)))

    def column(self, values: Any, entry: Any, kind: Any = None) -> tuple[int, int]:
        """Where values lie from now on, and how many there are."""
        if kind is not None and not isinstance(entry, types.Number):
            values = [self._value(value, kind) for value in values]
        laid = np.empty(len(values), dtype=dtype_of(entry))
        if len(values):
            laid[:] = values
        self.columns.append(laid)
        return int(laid.ctypes.data), len(laid)

    def _section(self, section: Any, kind: Any) -> tuple[Any, ...]:
        if section is None:
            return tuple(np.zeros((), dtype_of(record_of(kind))).item())
        return (1, *(self._value(getattr(section, name), each) for name, each in fields_of(kind).items()))

    def _value(self, value: Any, kind: Any) -> Any:
        entry = entry_of(kind)
        if isinstance(entry, types.Record):
            return self._section(value, kind)
        if isinstance(entry, Column):
            return self.column(
                () if value is None else value, entry.entry, None if kind in LISTS else get_args(kind)[0]
            )
        return 0 if value is None else value
