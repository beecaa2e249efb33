"""Rows of the business condition of firms."""

from gtmsim.journal.catalogue import Event, row


def _goes(event: Event) -> str:
    way = "better" if event.value >= 0.0 else "worse"
    return f"its own business goes {abs(event.value):.1f} standard deviations {way} than usual"


CONDITION = row(
    84,
    "a decision looked at how the firm's own business goes",
    may_follow=("deal", "NOTICE_DUE", "RENEWAL_DUE"),
    detail="renewal, 0 as a buyer",
    value="standard deviations from what is usual",
    tells=_goes,
)
