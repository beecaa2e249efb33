"""Rows of an opportunity on its way to an outcome."""

from gtmsim.journal.catalogue import BEGINNING, Event, row


def _opened(event: Event) -> str:
    since = ", open since before the start" if event.detail else ""
    return f"became an opportunity worth {event.money} a year{since}"


def _lost(event: Event) -> str:
    return "lost by the committee's vote" if event.detail < 0 else f"lost after {event.task}"


def _no_decision(event: Event) -> str:
    if event.detail == -2:
        return "the deal is closed, as our own firm ends"
    where = "in committee" if event.detail < 0 else f"at {event.task}"
    return f"the buying window closed without a decision, {where}"


def _quoted(event: Event) -> str:
    return f"a price of {event.money} a year is on the table{f', {event.value:.1%} off' if event.value else ''}"


OPPORTUNITY = row(
    20,
    "a deal was opened",
    state="deal",
    may_follow=(BEGINNING, "SQL"),
    detail="1 if found on day 0",
    amount="contract value a year; of one found, what is on the table",
    int_value="of one found, its stage; as many as there are stages: before the committee",
    value="of one found, days since it was opened",
    tells=_opened,
    rare=True,
)
STAGE_PASSED = row(
    21,
    "the buyer goes on after a stage",
    may_follow=("OPPORTUNITY",),
    detail="stage",
    tells="the buyer goes on after {task}",
    formerly="ADVANCED",
)
WON = row(
    24,
    "the deal was won",
    state="won",
    may_follow=("deal",),
    detail="1 if found on day 0",
    amount="contract value a year",
    tells="won: a contract of {money} a year",
    rare=True,
)
LOST = row(25, "it was lost", state="lost", may_follow=("deal",), detail="stage, -1 by the committee", tells=_lost)
NO_DECISION = row(
    26,
    "the buying window closed, or our own firm ended",
    state="lost",
    may_follow=("deal",),
    detail="stage, -1 before the committee, -2 where our own firm has ended",
    tells=_no_decision,
)
QUOTED = row(
    27,
    "a price is on the table",
    state="deal",
    may_follow=("OPPORTUNITY",),
    share=True,
    amount="contract value a year",
    value="discount",
    tells=_quoted,
)
SALES_EXPENSE = row(
    61,
    "expenses of a stage of the sale, such as travel",
    may_follow=("OPPORTUNITY",),
    money="sales",
    detail="stage",
    amount="cost",
    tells="expenses of {money}",
    formerly="EXPENSE",
)
