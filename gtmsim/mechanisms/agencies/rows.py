"""Rows of agencies: what they are paid for managing channels."""

from gtmsim.journal.catalogue import row

AGENCY_FEE = row(
    120,
    "an agency's share of a month's spend of a channel, after `CHANNEL_SPEND`",
    of="firm",
    money="marketing",
    detail="month",
    amount="cost",
    int_value="which of the plan's agencies, by name, from 0",
    rare=True,
)
AGENCY_RETAINER = row(
    121,
    "a month of an agency",
    of="firm",
    money="programme",
    detail="month",
    amount="cost",
    int_value="which of the plan's agencies, by name, from 0",
    rare=True,
)
