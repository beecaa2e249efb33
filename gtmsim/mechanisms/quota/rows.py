"""Rows of quota: what each seller has won in a period."""

from gtmsim.journal.catalogue import row

QUOTA_PERIOD = row(
    98,
    "a period of quotas has ended for a seller",
    of="firm",
    rare=True,
    detail="month that ends",
    amount="annual contract value won",
    int_value="person",
    value="quota, in the currency",
)
