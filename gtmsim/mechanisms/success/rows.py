"""Rows of customer success."""

from gtmsim.journal.catalogue import row

GO_LIVE = row(
    32,
    "onboarding is over, there is value",
    may_follow=("customer",),
    value="days since the win",
    tells="live: first value {days} after the win",
    formerly="LIVE",
)
ENTITLED = row(
    44,
    "from now on it has another multiple of the CSM hours of its segment; a customer without such a row has 1",
    may_follow=("customer",),
    mrr="none",
    amount="0",
    int_value="MRR",
    value="the multiple",
    tells="from now on it has {value:.4g} times the CSM hours of its segment",
)
CSM_COVERAGE = row(
    70,
    "how far CSM hours reach this month",
    of="firm",
    rare=True,
    detail="month",
    int_value="customers",
    value="share of the hours needed",
    formerly="COVERAGE",
)
