"""Files that say what they are: whoever writes one says it there, and README.txt of the folder tells it."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from gtmsim.report.tables import as_csv


class Field(NamedTuple):
    """A column of a file."""

    name: str
    meaning: str
    unit: str = ""


class Explained(bytes):
    """The content of a file, with what a reader is told of it."""

    about: str
    fields: tuple[Field, ...]

    def __new__(cls, content: bytes, about: str, fields: Sequence[Field] = ()) -> "Explained":
        """The same bytes."""
        made = super().__new__(cls, content)
        made.about, made.fields = about, tuple(fields)
        return made


def rows_of(file: Explained) -> list[dict[str, Any]]:
    """A table as rows by the names of its fields: numbers where a column has nothing else, None for an empty cell."""
    head, *lines = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    read = [_as_numbers(column) for column in zip(*lines, strict=True)] or [[] for _ in head]
    return [dict(zip(head, row, strict=True)) for row in zip(*read, strict=True)]


def _as_numbers(cells: Sequence[str]) -> list[Any]:
    """A column of text, or of numbers where each of its cells is one."""
    for kind in (int, float):
        try:
            return [kind(cell) if cell else None for cell in cells]
        except ValueError:
            continue
    return [cell or None for cell in cells]


def csv_file(about: str, fields: Sequence[Field], rows: Iterable[Sequence[object]]) -> Explained:
    """A table with the names of its fields as the head."""
    return Explained(as_csv([each.name for each in fields], rows), about, fields)


SCENARIO = Field("scenario", "name of the plan")
REPLICATION = Field("replication", "number of the replication, from 0; the same number is the same luck in all plans")
MONTH = Field("month", "calendar month, as 2026-01")
VERDICT = Field("verdict", "better, worse, not distinguishable, or different where no side is better")
P10 = Field("p10", "a tenth of the replications brought less")
P90 = Field("p90", "a tenth of the replications brought more")


def estimate(of: str, unit: str, before: str = "", mean: str = "mean") -> tuple[Field, Field, Field]:
    """A mean with the ends of its interval, their names begun with `before`."""
    return (
        Field(f"{before}{mean}" if mean else before.rstrip("_"), f"mean of {of}", unit),
        Field(f"{before}low", "lower end of its 95 % interval", unit),
        Field(f"{before}high", "upper end of its 95 % interval", unit),
    )
