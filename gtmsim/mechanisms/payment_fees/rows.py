"""Rows of payment fees."""

from gtmsim.journal.catalogue import row
from gtmsim.mechanisms.collection.rows import OWING

PAYMENT_FEE = row(
    140,
    "what a payment provider keeps of a payment, after the row of the payment",
    may_follow=OWING,
    money="payment_fee",
    amount="cost",
    int_value="the payment",
    tells="the payment costs {money} in fees",
    rare=True,
)
