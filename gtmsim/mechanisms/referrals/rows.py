"""Rows of referrals."""

from gtmsim.journal.catalogue import row

REFERRED = row(
    41,
    "a customer referred a lead, whose `LEAD` row follows",
    may_follow=("customer",),
    detail="n-th occasion",
    tells="referred a new lead",
)
REFERRAL_REWARD = row(
    57,
    "for the referral behind a win",
    may_follow=("WON", "customer", "PAUSED", "CHURNED", "CLOSED_DOWN"),
    money="referral",
    amount="cost",
    tells="a reward of {money} for the referral is paid",
    formerly="REWARD",
)
