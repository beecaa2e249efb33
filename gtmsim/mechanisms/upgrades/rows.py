"""Rows of upgrades."""

from gtmsim.journal.catalogue import row

UPGRADED = row(
    135,
    "the customer moves to a higher plan",
    may_follow=("customer",),
    mrr="gain",
    amount="change of MRR",
    int_value="MRR after",
    tells="moves to a higher plan for {money} more a month, now {level} a month",
)
