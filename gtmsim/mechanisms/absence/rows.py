"""Rows of absence: who is absent, and the hours that a team misses by it."""

from gtmsim.journal.catalogue import row

ABSENT = row(
    116,
    "a person is absent from now on, after the task in hand",
    of="firm",
    rare=True,
    detail="0 on holiday, 1 sick",
    int_value="person",
    value="days until the person is back, if still employed",
)
ABSENCE = row(
    117,
    "what a team misses in a month by absence",
    of="firm",
    rare=True,
    detail="month that ends",
    value="person-hours of working time, which are in no capacity",
)
