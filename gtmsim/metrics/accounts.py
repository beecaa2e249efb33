"""All rows about accounts, account by account: who they belong to, and what came before them. Knows no money."""

from functools import cached_property, reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Flags, Ints
from gtmsim.journal.journal import Journal
from gtmsim.metrics.rows import Rows

LEADING = np.uint64(48)  # bits to the right of the leading 16


class Accounts:
    """Rows in order of their accounts' keys, and of happening within each account; those about the firm are apart."""

    def __init__(self, journal: Journal) -> None:
        entity = journal.entity
        # An account often has several rows running; to sort these runs is less than to sort the rows.
        run = np.append(0, np.flatnonzero(entity[1:] != entity[:-1]) + 1)
        length = np.diff(run, append=len(journal))
        keys = entity.take(run)
        order = by_key(keys)
        run, length, keys = run.take(order), length.take(order), keys.take(order)
        place = np.cumsum(length) - length  # of each run's first row
        firm = int(length[keys == 0].sum())
        rows = np.repeat(run - place, length)
        rows += np.arange(len(rows))
        self.firm, self.rows = Rows(journal, rows[:firm]), Rows(journal, rows[firm:])
        opens = keys != 0
        opens[1:] &= keys[1:] != keys[:-1]
        self.first: Ints = place.take(np.flatnonzero(opens)) - firm  # place of each account's first row

    def __len__(self) -> int:
        return len(self.first)

    @cached_property
    def opens(self) -> Flags:
        """Is a row the first of its account?"""
        opens = np.zeros(len(self.rows), np.bool_)
        opens[self.first] = True
        return opens

    def where(self, *kinds: int) -> Ints:
        """Places of the rows of these kinds."""
        return np.flatnonzero(reduce(or_, (self.rows.kind == int(kind) for kind in kinds)))

    def beginning(self, places: Ints) -> Rows:
        """First row of the account of each row."""
        return self.rows.at(self.first[np.searchsorted(self.first, places, side="right") - 1])


def by_key(keys: NDArray[np.uint64]) -> Ints:
    """Order of keys from low to high, equal ones as they stand."""
    # A radix sort by the leading bits, which is linear, leaves next to nothing for the sort by all of them.
    rough = np.argsort((keys >> LEADING).astype(np.uint16), kind="stable")
    return rough.take(np.argsort(keys.take(rough), kind="stable"))


def last_before(places: Ints, marked: Ints) -> Ints:
    """Which of the marked places is the last before each place, -1 if there is none; both in order."""
    return np.searchsorted(marked, places) - 1
