"""Rows of funding: what comes in, what it costs, and what goes back."""

from gtmsim.journal.catalogue import row

WHICH = "which of the plan's funding, by name, from 0"
RAISED = row(
    106, "a round of funding is paid in", of="firm", cash="funded", rare=True, detail=WHICH, amount="what comes in"
)
BORROWED = row(
    107, "a loan is paid out to us", of="firm", cash="funded", rare=True, detail=WHICH, amount="what comes in"
)
REPAID = row(108, "a loan is repaid", of="firm", cash="repaid", rare=True, detail=WHICH, amount="what goes out")
INTEREST = row(
    109,
    "a month's interest on a loan",
    of="firm",
    money="interest",
    detail="month",
    amount="cost",
    int_value=WHICH,
)
FUNDING_CALLED = row(
    127,
    "funding that is kept ready is asked for",
    of="firm",
    rare=True,
    detail=WHICH,
    value="days until it comes in",
)
