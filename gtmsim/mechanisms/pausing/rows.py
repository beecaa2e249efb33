"""Rows of pauses."""

from gtmsim.journal.catalogue import Event, row


def _paused(event: Event) -> str:
    after = " for all we tried" if event.value else ""
    months = f"{event.detail} month{'s' if event.detail != 1 else ''}"
    return f"would leave{after} and pauses for {months}: {event.money} a month is not paid"


def _ended(event: Event) -> str:
    if event.detail:
        return f"the pause ends, and nobody pays the {event.money} a month again"
    return f"the pause ends, {event.level} a month is paid again"


PAUSED = row(
    113,
    "a customer who would have left pays nothing for some months",
    state="paused",
    may_follow=("RENEWAL_DUE",),
    mrr="end",
    rare=True,
    detail="months",
    amount="change of MRR, negative",
    int_value="0",
    value="1 if we tried to keep it",
    tells=_paused,
)
PAUSE_ENDED = row(
    114,
    "a pause ended: the customer pays again what it paid before, or is lost, as the next row says",
    state="customer",
    may_follow=("PAUSED",),
    mrr="gain",
    rare=True,
    detail="1 where it is lost",
    amount="change of MRR",
    int_value="MRR after",
    tells=_ended,
)
