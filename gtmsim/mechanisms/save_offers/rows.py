"""Rows of save offers."""

from gtmsim.journal.catalogue import Event, row


def _kept(event: Event) -> str:
    return f", for {event.value:.4g} off" if event.value else ""


NOTICE_WITHDRAWN = row(
    112,
    "a customer who gave notice was talked to and takes it back",
    state="customer",
    may_follow=("NOTICE_DUE",),
    mrr="none",
    share=True,
    detail="renewal",
    amount="0",
    int_value="MRR",
    value="discount",
    tells=lambda event: f"gave notice and takes it back{_kept(event)}",
)
SAVED = row(
    42,
    "it was about to leave and stays; `RENEWED` follows",
    state="renewal",
    may_follow=("RENEWAL_DUE",),
    mrr="none",
    share=True,
    detail="renewal",
    amount="0",
    int_value="MRR",
    value="discount",
    tells=lambda event: f"wanted to leave and stays{_kept(event)}",
)
