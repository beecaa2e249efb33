"""What the pass over the rows remembers of accounts and persons, and what it notes down. Knows no numba."""

from typing import Any

import numpy as np

ACCOUNT = np.dtype(
    [
        ("key", "u8"),
        ("row", "i8"),  # its first
        ("time", "i8"),  # of its first row
        ("level", "i8"),  # MRR [cents]
        ("invoiced", "i8"),  # the last invoice [cents]
        ("won", "i8"),  # when
        ("annual", "i8"),  # value won [cents]
        ("state", "i2"),  # kind of the last row that changed it
        ("began", "i2"),  # kind of its first row
        ("channel", "i2"),
        ("segment", "i2"),
        ("deal", "i4"),
        ("customer", "i4"),  # -1: none
    ],
    align=True,
)
PERSON = np.dtype([("busy", "i8"), ("row", "i8"), ("month", "i8")])
BOOK = np.dtype(
    [("mrr", "i8"), ("customers", "i8"), ("closed_mrr", "i8"), ("closed_customers", "i8"), ("closed", "i8")]
)
# What is noted down: rows by number, months by the books.
MOVEMENT = np.dtype([("row", "i8"), ("month", "i4"), ("customer", "i4")])
DEAL = np.dtype([("row", "i8"), ("closed", "i8"), ("month", "i4"), ("closed_month", "i4")])  # closed -1: open
TASK = np.dtype([("begun", "i8"), ("row", "i8"), ("month", "i4"), ("last_month", "i4"), ("person", "i8")])


def records(kind: np.dtype[Any], places: int) -> Any:
    """Empty room for so many records."""
    return np.zeros(max(1, places), kind).view(np.recarray)
