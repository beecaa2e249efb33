"""Rows of productivity: how quick everybody is."""

from gtmsim.journal.catalogue import row

PRODUCTIVITY = row(
    97,
    "how quick a person is who is found on day 0, or starts",
    of="firm",
    rare=True,
    int_value="person",
    value="work in a working hour, over the mean of the team",
)
