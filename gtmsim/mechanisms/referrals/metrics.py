"""Referrals in the books."""

from gtmsim.mechanisms.channels.rows import LEAD
from gtmsim.mechanisms.referrals.rows import REFERRED
from gtmsim.metrics.identities import fail, identity
from gtmsim.metrics.ledger import Ledger


@identity
def referrals_arrive(ledger: Ledger) -> None:
    """Every referral is a lead of the referral channel."""
    header = ledger.header
    if "referral" in header.channels:
        came = int((ledger.rows_ever(LEAD).channel == header.channels.index("referral")).sum())
        sent = len(ledger.rows_ever(REFERRED))
        if came != sent:
            fail("every referral is a lead", sent, came)
