"""Rows of the market's accounts."""

from gtmsim.journal.catalogue import Event, row


def _matched(event: Event) -> str:
    looks = "not looking for what we sell" if event.value < 0.0 else f"looking for {event.days} already"
    return f"it is account {event.int_value + 1:,} of the market's list, {looks}"


ACCOUNT_MATCHED = row(
    7,
    "which account of the market it is, where these are listed",
    may_follow=("LEAD", "OPENING_LEAD", "OPPORTUNITY", "OPENING_CUSTOMER"),
    detail="industry, in the order of the alphabet",
    int_value="place in the list of all segments, from 0",
    value="days that its buying window has been open (0 where nothing says windows), -1 if it is not in need",
    tells=_matched,
    formerly="NAMED",
)
