"""Memory laid out from types: nothing is lost on the way, and nothing lies over something else."""

import ctypes
import inspect
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from gtmsim.machine import cache
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.inputs import Inputs

pytest.importorskip("numba")
from numba.core import types

from gtmsim.engine.compiled import state
from gtmsim.engine.compiled.kernels.columns import Column, Record, dtype_of
from gtmsim.engine.compiled.layout import LISTS, NUMBERS, Memory, entry_of, fields_of, is_section, record_of

PROJECT = Path(__file__).parents[2]
SCENARIOS = [
    PROJECT / "scenarios" / "cn_saas.yaml",
    PROJECT / "tests" / "scenarios" / "accounts.yaml",
    PROJECT / "tests" / "scenarios" / "everything.yaml",
]


def column(entry: Any, place: Any) -> list[Any]:
    """What lies at a place, entry by entry."""
    kind = dtype_of(entry)
    raw = (ctypes.c_char * (int(place["size"]) * kind.itemsize)).from_address(int(place["data"]))
    return list(np.frombuffer(raw, dtype=kind)) if len(raw) else []


def read(value: Any, kind: Any) -> Any:
    """A value as it was before it was laid out."""
    entry = entry_of(kind)
    if isinstance(entry, types.Number):
        return next(each for each, laid in NUMBERS.items() if laid == entry)(value) if kind in NUMBERS else value
    if isinstance(entry, Record):
        return None if value["here"] == 0 else {name: read(value[name], each) for name, each in fields_of(kind).items()}
    assert isinstance(entry, Column)
    inner = LISTS[kind] if kind in LISTS else get_args(kind)[0]
    return [read(each, inner) for each in column(entry.entry, value)]


def plain(value: Any, kind: Any) -> Any:
    """The same of the section itself."""
    entry = entry_of(kind)
    if isinstance(entry, Record):
        return (
            None
            if value is None
            else {name: plain(getattr(value, name), each) for name, each in fields_of(kind).items()}
        )
    if isinstance(entry, Column):
        inner = LISTS[kind] if kind in LISTS else get_args(kind)[0]
        return [plain(each, inner) for each in (() if value is None else value)]
    return 0 if value is None else value


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_all_of_the_inputs_can_be_read_back(path: Path) -> None:
    inputs, memory = resolve(load(path)), Memory()
    laid = memory.record(inputs)
    assert read(laid[0], Inputs) == plain(inputs, Inputs)


def test_only_what_is_said_in_words_has_no_place_in_memory() -> None:
    names = {name for name in Inputs._fields if name not in record_of(Inputs).fields}
    assert names == {"start", "currency", "roles"}


def test_a_field_that_would_lie_over_another_is_noticed() -> None:
    state.apart((state.Part(0, "a:i8 b:i4"), state.Part(16, "c:i8")), 24)
    with pytest.raises(AssertionError, match="a:i8 b:i4 c:i4 d:i4 reaches into c:i8"):
        state.apart((state.Part(0, "a:i8 b:i4 c:i4 d:i4"), state.Part(16, "c:i8")), 24)
    with pytest.raises(AssertionError, match="beyond the end"):
        state.apart((state.Part(16, "a:i8 b:i8"),), 24)


def test_the_fields_of_an_account_fill_four_lines_of_memory() -> None:
    assert state.ACCOUNT.itemsize == 4 * 64
    assert {"key", "amount", "invoiced", "deviation"} <= set(state.ACCOUNT.names or ())


def test_whoever_changes_a_layout_has_it_compiled_anew() -> None:
    """Machine code that is kept knows by heart where fields lie: each file that declares one is part of its key."""
    sections, known = [Inputs], {str(file) for file in cache.sources()}
    for section in sections:
        assert inspect.getfile(section) in known, section
        for base in section.__mro__:
            assert base.__module__ in ("builtins", "typing") or inspect.getfile(base) in known, base
        kinds = [*fields_of(section).values()]
        inner = [get_args(kind)[0] for kind in kinds if get_args(kind)]
        sections += [each for each in (*kinds, *inner) if is_section(each) and each not in sections]
    assert len(sections) > 30
