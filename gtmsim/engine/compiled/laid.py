"""How rows become arrays: records, columns, and lists of unequal length laid end to end."""

from collections.abc import Iterable
from typing import Any

import numpy as np


def table_of(kind: Any, rows: Iterable[dict[str, Any]]) -> Any:
    """Rows as an array of records, of which there is room for one at least."""
    found = [tuple(row[name] for name in kind.names) for row in rows]
    return np.array(found, dtype=kind).view(np.recarray)


def grid_of(rows: list[Any], width: int, kind: Any) -> Any:
    return np.array([list(row) for row in rows], dtype=kind).reshape(len(rows), width)


def spans_of(columns: list[Any]) -> list[tuple[int, int]]:
    """Where each column lies when they are laid end to end."""
    at, spans = 0, []
    for column in columns:
        spans.append((at, at + len(column)))
        at += len(column)
    return spans
