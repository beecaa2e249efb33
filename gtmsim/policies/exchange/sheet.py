"""A policy on its way to a file, and a file's words on their way to a policy: each with its line and column."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from gtmsim.policies.table import Table

MOST_ROWS = 500  # of a table
MOST_CHARACTERS = 100_000  # of all cells of a table
LONGEST = 2_000  # characters of a cell
Days = tuple[datetime.date | None, datetime.date | None]  # first day in force, first day not any more


class Sheet(NamedTuple):
    """A table with what an engine does not need of it."""

    table: Table
    meaning: str
    days: tuple[Days, ...]  # of each row
    tests: tuple[tuple[str, ...], ...]  # of each row one cell an input, as it was said
    answers: tuple[tuple[str, ...], ...]  # of each row one cell an output
    default: tuple[str, ...] | None = None  # one cell an output, where the table declares a default

    @property
    def dated(self) -> bool:
        """Whether any row begins or ends."""
        return any(day is not None for pair in self.days for day in pair)


class Said(NamedTuple):
    """A text and where it stands; line and column count from 1."""

    text: str
    line: int
    col: int


class SaidRow(NamedTuple):
    """A row as a file says it; an answer that it leaves out is not there."""

    name: Said
    when: dict[str, Said]
    then: dict[str, Said]
    starts: Said | None
    ends: Said | None


class SaidTable(NamedTuple):
    """A table as a file says it."""

    hit: Said
    rows: tuple[SaidRow, ...]
    default: dict[str, Said] | None = None  # what is answered where no row holds
    needs: tuple[str, ...] = ()  # decision points whose tables of the same file answer some of its facts


class Unread(NamedTuple):
    """What cannot be read in a file: an error code, what is wrong, what to write."""

    code: str
    what: str
    hint: str
    line: int
    col: int


class UnreadableError(ValueError):
    """The file is no table that could be read."""

    def __init__(self, faults: list[Unread]) -> None:
        super().__init__(faults[0].what)
        self.faults = tuple(faults)


def bounded(cells: Iterable[Said]) -> None:
    """Refuses what is too large for a table, before anything looks at what it says."""
    left = MOST_CHARACTERS
    for cell in cells:
        left -= len(cell.text)
        if len(cell.text) > LONGEST:
            what = f"a cell of more than {LONGEST:,} characters"
            raise refused("E_SIZE", what, "a cell is a test or a number", cell[1:])
        if left < 0:
            what = f"more than {MOST_CHARACTERS:,} characters in the cells of a table"
            raise refused("E_SIZE", what, "a decision table is small", cell[1:])


def refused(code: str, what: str, hint: str, at: tuple[int, int]) -> UnreadableError:
    """The error of one fault at a line and column."""
    return UnreadableError([Unread(code, what, hint, *at)])
