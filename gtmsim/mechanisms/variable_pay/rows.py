"""Rows of variable pay."""

from gtmsim.journal.catalogue import row

VARIABLE_PAY = row(
    139,
    "a period of quotas has ended for a person, who is paid by what was reached",
    of="firm",
    money="pay",
    refunds=True,  # it may be 0
    rare=True,
    detail="month that ends",
    amount="cost, which may be 0",
    int_value="person",
    value="what was reached over the quota",
)
