"""Rows of win-back."""

from gtmsim.journal.catalogue import row

REACTIVATED = row(
    40,
    "a lost customer came back",
    state="customer",
    may_follow=("CHURNED",),
    mrr="gain",
    amount="MRR",
    int_value="MRR after",
    tells="came back, now {level} a month",
)
