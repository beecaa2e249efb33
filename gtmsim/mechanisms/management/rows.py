"""Rows of management: what managers cost."""

from gtmsim.journal.catalogue import row

MANAGERS = row(
    115,
    "a month's pay of the managers of a team",
    of="firm",
    money="pay",
    rare=True,
    detail="month",
    amount="cost",
    int_value="managers on the last day of the month",
    value="days of employment, of all managers together",
)
