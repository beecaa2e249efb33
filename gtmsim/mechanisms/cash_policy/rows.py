"""Rows of the cash policy."""

from gtmsim.journal.catalogue import row

CASH_REVIEWED = row(
    126,
    "the cash of the firm was reviewed as a month began",
    of="firm",
    rare=True,
    detail="month that begins",
    int_value="1 where nobody is hired in it, else 0",
    value="multiple of what channels would get of the plan and of `budget`",
)
FIRM_ENDED = row(
    128,
    "the firm ended as a month began: it employs nobody, sells and serves nothing, and spends nothing from now on",
    of="firm",
    rare=True,
    detail="month that begins",
)
