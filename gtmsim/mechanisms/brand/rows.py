"""Rows of the brand."""

from gtmsim.journal.catalogue import row

BRAND_SPEND = row(
    62, "a month's spend on the brand", of="firm", money="programme", detail="month", amount="cost", formerly="BRANDING"
)
GOODWILL = row(
    78,
    "goodwill when a month ends",
    of="firm",
    rare=True,
    detail="month",
    value="goodwill, 1 is typical",
    formerly="BRAND",
)
BRAND_CRISIS = row(
    79,
    "a crisis of the month, whose `GOODWILL` row follows",
    of="firm",
    rare=True,
    detail="month",
    value="goodwill that it took",
    formerly="SCANDAL",
)
