"""A policy on its way to a file, and a file's words on their way to a policy: each with its line and column."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from gtmsim.policies.table import Table

MOST_ROWS = 500  # of a table
MOST_CHARACTERS = 100_000  # of all cells of a table
LONGEST = 2_000  # characters of a cell
Days = tuple[datetime.date | None, datetime.date | None]  # first day in force, first day not any more


class Case(NamedTuple):
    """What a table should answer to some cases, as it was said."""

    given: dict[str, str]
    expect: str | list[str] | dict[str, str]  # a row, rows, or answers by name
    day: datetime.date | None = None


def case_in_words(case: Case) -> str:
    """A case on one line."""
    given = ", ".join(f"{name} {' '.join(text.split())}" for name, text in case.given.items()) or "anything"
    if isinstance(case.expect, dict):
        expected = ", ".join(f"{name} {text}" for name, text in case.expect.items())
    elif isinstance(case.expect, list):
        expected = f"rows {', '.join(case.expect)}" if case.expect else "no row"
    else:
        expected = f"row {case.expect}"
    return f"{given}{'' if case.day is None else f' on {case.day}'} -> {expected}"


class Sheet(NamedTuple):
    """A table with what an engine does not need of it."""

    table: Table
    meaning: str
    days: tuple[Days, ...]  # of each row
    tests: tuple[tuple[str, ...], ...]  # of each row one cell an input, as it was said
    answers: tuple[tuple[str, ...], ...]  # of each row one cell an output
    default: tuple[str, ...] | None = None  # one cell an output, where the table declares a default
    cases: tuple[Case, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether any row begins or ends."""
        return any(day is not None for pair in self.days for day in pair)


class Said(NamedTuple):
    """A text and where it stands; line and column count from 1."""

    text: str
    line: int
    col: int


class Typed(Said):
    """What a file holds as a number, a day or a truth value, not as a text: no writing of a country."""


class SaidRow(NamedTuple):
    """A row as a file says it; an answer that it leaves out is not there."""

    name: Said
    when: dict[str, Said]
    then: dict[str, Said]
    starts: Said | None
    ends: Said | None


class SaidCase(NamedTuple):
    """A case as a file says it."""

    at: tuple[int, int]
    given: dict[str, Said]
    expect: list[Said] | dict[str, Said]
    day: Said | None


class SaidTable(NamedTuple):
    """A table as a file says it."""

    hit: Said
    rows: tuple[SaidRow, ...]
    default: dict[str, Said] | None = None  # what is answered where no row holds
    cases: tuple[SaidCase, ...] = ()
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
