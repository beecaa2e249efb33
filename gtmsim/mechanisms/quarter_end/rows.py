"""Rows of quarter end: what a deal is offered for signing before a period ends."""

from gtmsim.journal.catalogue import Event, row

IN_VAIN, SOONER = 0, 2  # of `detail`


def _offered(event: Event) -> str:
    if event.detail == IN_VAIN:
        return "it is offered less for signing before the period ends, and does not decide so soon"
    off = event.int_value / (event.amount + event.int_value)
    when = f"and decides {event.days} sooner" if event.detail == SOONER else "as it would have done"
    return f"a further {off:.1%} off for signing before the period ends: it agrees, {when}; {event.money} a year"


CLOSING_OFFER = row(
    85,
    "a further discount for signing before a period of quotas or a quarter ends",
    state="deal",
    may_follow=("deal",),
    detail="0 in vain, 1 taken by who decides by then anyway, 2 the decision is pulled forward",
    amount="contract value a year after it",
    int_value="of one in vain 0, else what it takes off a year",
    value="days by which the decision is pulled forward",
    tells=_offered,
    rare=True,
)
