"""What the pass over the rows remembers of accounts and persons, and what it notes down."""

from typing import Any

import numpy as np
from numba import config

LINE = 64  # bytes that come from memory together
ROWS_OF_ACCOUNT = 8  # a guess, which is mended where an account has fewer
ACCOUNT = np.dtype(
    [
        ("key", "u8"),
        ("time", "i8"),  # of its first row
        ("level", "i8"),  # MRR [cents]
        ("asked", "i8"),  # the annual price on the table, then the last invoice [cents]
        ("won", "i8"),  # when; then what was added to the last bill, or less than 0: to its MRR [cents]
        ("deal", "i4"),
        ("customer", "i4"),  # -1: none
        ("channel", "i2"),
        ("segment", "i2"),
        ("state", "i2"),  # kind of the last row that changed it
        ("began", "i2"),  # kind of its first row
        ("within", "i1"),  # is that in the horizon?
        ("answered", "i1"),  # has anybody talked to the lead?
        ("active", "i2"),  # did the lead come in need?
        ("sooner", "i4"),  # days by which its touch lies before it
    ],
)
assert ACCOUNT.itemsize == LINE
# `left` is the instant after that at which somebody left, 0 where he has not; `began` and what follows are of his task.
PERSON = np.dtype([("busy", "i4"), ("month", "i4"), ("left", "i8"), ("began", "i8"), ("entity", "u8")])
BOOK = np.dtype([(name, "i8") for name in ("mrr", "customers", "closed_mrr", "closed_customers", "closed")])
# What is noted down: rows by number, months by the books.
MOVEMENT = np.dtype([("row", "u8"), ("month", "i4"), ("customer", "i4")])
# A deal is open where `closed` is -1; the rows of its price are those at the end and when the last quarter began.
DEAL = np.dtype(
    [("row", "u8"), ("closed", "i8"), ("month", "i4"), ("closed_month", "i4"), ("priced", "u8"), ("early", "u8")]
)
TASK = np.dtype(
    [
        ("began", "i8"),
        ("ended", "i8"),
        ("hours", "f8"),
        ("person", "i4"),
        ("month", "i4"),
        ("last_month", "i4"),
        ("channel", "i2"),
        ("team", "i2"),
    ]
)


def records(kind: np.dtype[Any], places: int) -> Any:
    """Empty room for so many records, the first of which opens a line of memory."""
    raw = np.zeros(max(1, places) * kind.itemsize + LINE, np.uint8)
    start = -raw.ctypes.data % LINE
    room = raw[start : start + max(1, places) * kind.itemsize].view(kind)
    return room.view(np.recarray) if config.DISABLE_JIT else room  # numba reads fields of both alike, numpy is slow


class Room:
    """What a thread's passes over journals use again and again."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.movements, self.billing = records(MOVEMENT, rows), records(MOVEMENT, rows)
        self.tasks, self.deals = records(TASK, rows), records(DEAL, rows)
        self.noted, self.order = np.empty(max(1, rows), np.int64), np.empty(max(1, rows), np.int64)
        self.each = 16  # persons of a team
        self.house(rows // ROWS_OF_ACCOUNT)

    def house(self, accounts: int) -> None:
        """Room for so many accounts."""
        self.accounts = max(16, accounts)
        self.place = np.empty(1 << (2 * self.accounts).bit_length(), np.int32)
        self.account, self.customers = records(ACCOUNT, self.accounts), np.empty(self.accounts, np.uint64)
        self.lived = np.empty(self.accounts, np.int64)  # month of going live of each customer

    def holds(self, rows: int) -> bool:
        """Is it large enough, and not much too large?"""
        return rows <= self.rows <= 4 * max(rows, 1024)

    def begin(self, teams: int, segments: int) -> None:
        """Forget everybody."""
        self.place.fill(-1)
        self.persons, self.books = records(PERSON, teams * self.each), records(BOOK, segments)
