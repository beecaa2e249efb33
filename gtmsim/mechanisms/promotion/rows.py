"""Rows of promotion on platforms."""

from gtmsim.journal.catalogue import row

CHANNEL_BANNED = row(
    83,
    "a platform has banned the channel's account",
    of="firm",
    value="days that the ban lasts",
    formerly="BANNED",
)
