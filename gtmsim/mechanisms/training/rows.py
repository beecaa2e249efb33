"""Rows of training."""

from gtmsim.journal.catalogue import row

TRAINING_FEE = row(
    133,
    "a new customer pays once for training",
    may_follow=("NEW_CUSTOMER",),
    money="receipt",
    cash="collected",  # with the signature, whatever the terms of bills
    amount="its money",
    tells="pays {money} once for training",
)
TRAINING_COST = row(
    134,
    "what giving a new customer its training costs",
    may_follow=("NEW_CUSTOMER",),
    money="training",
    amount="its cost",
    tells="training it costs {money}",
)
