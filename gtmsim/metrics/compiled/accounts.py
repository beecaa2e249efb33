"""Accounts by their keys: where each one's record lies, and whether its next row is legal."""

import numpy as np

from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.selling.rows import OPPORTUNITY, STAGE_PASSED, WON
from gtmsim.metrics.compiled.kind_flags import ALL_KINDS, CHANGES

SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: close keys fall far apart
LEADING = np.uint64(32)
OPENED = 1  # detail of an OPPORTUNITY of the initial pipeline


@kernel
def find(place, account, accounts, key):
    """Place of an account's record; that of the next new one where there is none yet."""
    mask = len(place) - 1
    at = np.int64((key * SPREAD) >> LEADING) & mask
    while place[at] >= 0 and account[place[at]].key != key:
        at = (at + 1) & mask
    if place[at] < 0:
        place[at] = accounts
    return np.int64(place[at])


@kernel
def begin(a, key, kind, time, channel, segment, within):
    """A new account."""
    a.key, a.time, a.within = key, time, within
    a.began, a.channel, a.segment = kind, channel, segment
    a.state = a.answered = a.active = a.sooner = 0
    a.level = a.asked = a.won = 0
    a.deal = a.customer = -1


@kernel
def follows(a, legal, what, kind, detail, channel, segment):
    """May this row follow in the account's life? If so, it has."""
    if not legal[a.state * ALL_KINDS + kind] or a.channel != channel or a.segment != segment or segment < 0:
        return False
    if kind == OPPORTUNITY and (detail == OPENED) != (a.state == 0):
        return False
    if what & CHANGES:
        a.state = kind
    return True


@kernel
def note(notes, sums, count, row, month, customer):
    """Keep what a row says of a customer for the passes that follow."""
    one = notes[sums[count]]
    one.row, one.month, one.customer = row, month, customer
    sums[count] += 1


@kernel
def leaves_stage(staged, kind, detail):
    """A deal is through with a stage, -1 being the committee: it has ended there, or goes on."""
    last = staged.shape[1] - 1
    stage = last if kind == WON or detail == -1 else detail
    if 0 <= stage < last or kind == WON or detail == -1:
        staged[0, stage] += 1
        staged[1, stage] += 1 if kind in (WON, STAGE_PASSED) else 0


@kernel
def charge(fees, late_fees, within, channel, month, amount):
    """A lead's fee, paid within the horizon or after it."""
    if within:
        fees[channel, month] += amount
    else:
        late_fees[channel] += amount
