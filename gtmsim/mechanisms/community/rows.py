"""Rows of the community of customers."""

from gtmsim.journal.catalogue import row

PRICE_LEAK_HEARD = row(
    43,
    "it has heard that others pay less than it does",
    may_follow=("deal", "NOTICE_DUE", "RENEWAL_DUE"),
    share=True,
    detail="renewal, 0 as a buyer",
    int_value="its price in thousandths of the list price",
    value="the gap: share of its price by which the lowest one lies below it",
    tells="has heard that others pay {value:.1%} less for the same",
    formerly="HEARD",
)
COMMUNITY_COST = row(
    66, "a month of the community", of="firm", money="programme", detail="month", amount="cost", formerly="HOSTED"
)
PRICE_LEAKED = row(
    81,
    "members of one or more groups have compared their prices; below `COMMUNITY_SIZE`",
    of="firm",
    rare=True,
    detail="month that begins",
    int_value="members of these groups",
    value="share of the mean price by which the lowest one lies below it",
    formerly="LEAKED",
)
COMMUNITY_SIZE = row(
    82,
    "the members of the community were counted",
    of="firm",
    rare=True,
    detail="month that begins",
    int_value="members",
    value="coefficient of variation of their prices",
    formerly="GROUPED",
)
