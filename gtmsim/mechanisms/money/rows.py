"""Rows of the firm's money beside its channels and staff."""

from gtmsim.journal.catalogue import row

PROGRAMME = row(
    58,
    "a month of the programmes: proof, content and website",
    of="firm",
    money="programme",
    detail="month",
    amount="cost",
)
OVERHEAD = row(
    59, "a month's overhead of sales and marketing", of="firm", money="overhead", detail="month", amount="cost"
)
OTHER_OPEX = row(
    60, "a month of the rest of the firm", of="firm", money="other", detail="month", amount="cost", formerly="OTHER"
)
