"""How the journal is written, and what an account pays now."""

import numpy as np

from gtmsim.engine.compiled.spaces import (
    book_at,
    paying_at,
    set_amount,
    set_channel,
    set_entity,
    set_kind,
    set_level,
    set_number,
    set_paying,
    set_row,
    set_segment,
    set_sub,
    set_table,
    set_team,
    set_time,
)
from gtmsim.machine.jit import kernel

NO_ENTITY = np.uint64(0)


@kernel
def row(S, kind, entity, sub, channel, segment, team, amount, level, fact, table, held):
    """Write a row; one for which there is no room is counted and not written, and nobody sees one before day 0."""
    if S.now < 0:
        return
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
    set_table(S, at, table)
    set_row(S, at, held)


@kernel
def note(S, kind, a, sub, team, amount, level, fact):
    """Write a row about an account."""
    row(S, kind, a.key, sub, a.channel, a.segment, team, amount, level, fact, -1, -1)


@kernel
def post(S, kind, sub, channel, segment, team, amount, level, fact):
    """Write a row about the firm."""
    row(S, kind, NO_ENTITY, sub, channel, segment, team, amount, level, fact, -1, -1)


@kernel
def come(S, a, more):
    """A member of the community comes (1) or goes (-1)."""
    level = int(a.level)
    book_at(S, a.segment).members += more
    S.members += more
    S.paid += more * level
    S.squares += more * level * level
    set_paying(S, level, paying_at(S, level) + more)


@kernel
def pay(S, a, delta):
    """Move the account's MRR."""
    before = a.mrr
    a.mrr = before + delta
    book = book_at(S, a.segment)
    book.mrr += delta
    if before == 0:
        book.customers += 1
        book.attention += a.attention
        if a.member == 1:
            come(S, a, 1)
    elif a.mrr == 0:
        book.customers -= 1
        book.attention = book.attention - a.attention if book.customers > 0 else 0.0  # no crumbs of rounding
        if a.member == 1:
            come(S, a, -1)


@kernel
def move(S, kind, a, delta, fact):
    """Move the account's MRR and write the movement."""
    pay(S, a, delta)
    note(S, kind, a, 0, -1, delta, a.mrr, fact)
