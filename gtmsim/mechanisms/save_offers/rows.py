"""Rows of save offers."""

from gtmsim.journal.catalogue import row

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
    tells=lambda event: f"wanted to leave and stays{f', for {event.value:.4g} off' if event.value else ''}",
)
