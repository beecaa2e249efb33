"""How an identity of the books is said: where it is broken, with what was expected there."""

from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Flags
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.rows import Rows


class BooksError(AssertionError):
    """A journal contradicts itself: a fault of the engine, never of the scenario."""


IDENTITIES: list[Callable[[Ledger], None]] = []  # of mechanisms, beside those of the whole firm
OF_FEW: list[Callable[[Ledger], None]] = []  # those that compiled loops do not check


def identity(check: Callable[[Ledger], None]) -> Callable[[Ledger], None]:
    """Register an identity that every journal satisfies in which the mechanism is on."""
    IDENTITIES.append(check)
    return check


def few(check: Callable[[Ledger], None]) -> Callable[[Ledger], None]:
    """Register an identity of rows so few, or none, that compiled loops leave them to it."""
    OF_FEW.append(check)
    return check


def fail(what: str, expected: object, found: object, entity: int | None = None, month: int | None = None) -> NoReturn:
    """Say which identity is broken, and where."""
    where = [f"account {entity}"] if entity else []
    where += [] if month is None else [f"month {month}"]
    raise BooksError(f"the books do not close: {what} ({', '.join([*where, f'expected {expected}, found {found}'])})")


def expect(rows: Rows, what: str, expected: NDArray[Any], found: NDArray[Any]) -> None:
    """Fail at the first row, in order of happening, where the two differ."""
    differs = expected != found
    if differs.any():
        i = first_of(rows, differs)
        fail(what, expected[i], found[i], int(rows.entity[i]), int(rows.journal.month[rows.index[i]]))


def demand(rows: Rows, what: str, holds: Flags, expected: str, found: NDArray[Any]) -> None:
    """Fail at the first row where a condition does not hold."""
    if not holds.all():
        i = first_of(rows, ~holds)
        fail(what, expected, found[i], int(rows.entity[i]), int(rows.journal.month[rows.index[i]]))


def first_of(rows: Rows, wrong: Flags) -> int:
    """Place of the row that is wrong and happened first."""
    places = np.flatnonzero(wrong)
    return int(places[np.argmin(rows.index[places])])
