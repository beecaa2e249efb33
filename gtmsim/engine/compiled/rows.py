"""How the journal is written, and what an account pays now."""

import numpy as np

from gtmsim.engine.compiled.spaces import (
    book_at,
    set_amount,
    set_channel,
    set_entity,
    set_kind,
    set_level,
    set_number,
    set_segment,
    set_sub,
    set_team,
    set_time,
)
from gtmsim.machine.jit import kernel


@kernel
def row(S, kind, entity, sub, channel, segment, team, amount, level, fact):
    """Write a row; one for which there is no room is counted and not written."""
    at = S.rows
    S.rows += 1
    if at >= S.most_rows:
        return
    set_time(S, at, S.now)
    set_kind(S, at, kind)
    set_entity(S, at, entity)
    set_sub(S, at, sub)
    set_channel(S, at, channel)
    set_segment(S, at, segment)
    set_team(S, at, team)
    set_amount(S, at, amount)
    set_level(S, at, level)
    set_number(S, at, fact)


@kernel
def note(S, kind, a, sub, team, amount, level, fact):
    """Write a row about an account."""
    row(S, kind, a.key, sub, a.channel, a.segment, team, amount, level, fact)


@kernel
def post(S, kind, sub, channel, segment, team, amount, level, fact):
    """Write a row about the firm."""
    row(S, kind, np.uint64(0), sub, channel, segment, team, amount, level, fact)


@kernel
def move(S, kind, a, delta, fact):
    """Move the account's MRR and write the movement."""
    before = a.mrr
    a.mrr = before + delta
    book_at(S, a.segment).mrr += delta
    if before == 0:
        book_at(S, a.segment).customers += 1
    elif a.mrr == 0:
        book_at(S, a.segment).customers -= 1
    note(S, kind, a, 0, -1, delta, a.mrr, fact)
