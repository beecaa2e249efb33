"""Memory serves again when nothing that was cut from it is left, and no sooner."""

from collections.abc import Iterator

import numpy as np
import pytest

from gtmsim.engine.compiled import paper as stationery
from gtmsim.engine.compiled.paper import LARGE, MOST, paper


@pytest.fixture(autouse=True)
def nothing_is_kept() -> Iterator[None]:
    kept = stationery._blank[:]
    stationery._blank.clear()
    yield
    stationery._blank[:] = kept


def place(sheet: np.ndarray) -> int:
    return int(sheet.ctypes.data)


@pytest.mark.parametrize("length", [10_000, 2 * LARGE])
def test_serves_again_when_the_last_column_is_gone(length: int) -> None:
    sheet = paper(length)
    column = sheet[64:128].view(np.int64)
    first = place(sheet)
    del sheet
    assert place(paper(length)) != first, "a column is still in use"
    column[:] = 1
    del column
    assert first in [place(one) for one in [paper(length), paper(length)]]


@pytest.mark.parametrize("length", [10_001, 4_999])
def test_is_not_used_for_what_does_not_fit(length: int) -> None:
    sheet = paper(10_000)
    del sheet
    assert len(paper(length)) == length
    assert sorted(len(one) for one in stationery._blank) == sorted([10_000, length])


def test_keeps_few() -> None:
    sheets = [paper(5_000) for _ in range(2 * MOST)]
    del sheets
    assert len(stationery._blank) == MOST
