"""Rows of the channels: leads, how they came, and what they cost."""

from gtmsim.journal.catalogue import BEGINNING, Event, row


def _arrived(event: Event) -> str:
    need = "in need" if event.detail else "curious, not in need"
    return f"arrived through {event.channel_name}, {need}, fit {event.value:+.1f}"


LEAD = row(
    1,
    "a lead arrived",
    state="lead",
    may_follow=(BEGINNING,),
    detail="1 active, 0 passive",
    int_value="n-th candidate of its channel; -1, -2, .. if it was touched before day 0",
    value="fit",
    tells=_arrived,
)
FIRST_TOUCH = row(
    12,
    "when the lead above was touched, in a channel with a delay",
    may_follow=("LEAD",),
    value="days before it came",
    tells="it had met us {days} before",
    formerly="TOUCHED",
)
CHANNEL_SPEND = row(
    53, "a month's spend on a channel", of="firm", money="media", detail="month", amount="cost", formerly="SPENT"
)
LEAD_FEE = row(
    54,
    "a channel's fee for a lead",
    may_follow=("LEAD",),
    money="media",
    amount="cost",
    tells="the lead costs a fee of {money}",
    formerly="FEE",
)
LEADS_CAPPED = row(
    71,
    "a day's leads were cut at the channel's ceiling",
    of="firm",
    rare=True,
    value="leads wanted",
    formerly="CLIPPED",
)
BUDGET_REVIEWED = row(
    77,
    "a channel's spend was reviewed",
    of="firm",
    detail="month that begins",
    value="multiple of the plan's spend",
    formerly="BUDGETED",
)
