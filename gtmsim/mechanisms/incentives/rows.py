"""Rows of incentives: bonuses that wins pay, and commission that is taken back."""

from gtmsim.journal.catalogue import Event, row


def _bonus(event: Event) -> str:
    return f"the win pays a bonus of {event.money}, {event.header.spifs[event.detail]}"


SPIF = row(
    67,
    "a bonus on a win, after `COMMISSION`",
    may_follow=("WON",),
    money="sales",
    detail="which of the plan's SPIFs, by name, from 0",
    amount="cost",
    int_value="who last began work on it, if still with us: person + 1, 0 nobody",
    tells=_bonus,
    rare=True,
)
CLAWBACK = row(
    68,
    "the commission on the win is taken back, after the row that ends the customer",
    may_follow=("CHURNED", "CLOSED_DOWN", "CUT_OFF"),
    money="sales",
    refunds=True,
    amount="negative: all of it",
    value="days since the win",
    tells="the commission of {money} is taken back, {days} after the win",
    rare=True,
)
SPIF_CLAWBACK = row(
    141,
    "a bonus on the win is taken back, after the row that ends the customer",
    may_follow=("CHURNED", "CLOSED_DOWN", "CUT_OFF"),
    money="sales",
    refunds=True,
    detail="which of the plan's SPIFs, by name, from 0",
    amount="negative: all of it",
    value="days since the win",
    tells="a bonus of {money} is taken back, {days} after the win",
    rare=True,
)
QUOTA_CREDIT_LOST = row(
    142,
    "what is lost counts no more for its seller's quota, after the row that ends the customer",
    may_follow=("CHURNED", "CLOSED_DOWN", "CUT_OFF"),
    amount="annual contract value",
    int_value="person",
    value="days since the win",
    tells="{money} a year is taken off its seller's quota",
    rare=True,
)
