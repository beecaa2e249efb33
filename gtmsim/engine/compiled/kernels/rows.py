"""How the journal is written, and what an account pays now."""

import numpy as np

from gtmsim.machine.jit import kernel

NO_ENTITY = np.uint64(0)


@kernel
def row(w, kind, entity, detail, channel, segment, team, amount, int_value, value, table, rule_row):
    """Write a row; one for which there is no room is counted and not written, and nobody sees one before day 0."""
    if w.now < 0:
        return
    at = w.rows
    w.rows += 1
    if at >= w.most_rows:
        return
    w.row_time[at] = w.now
    w.row_kind[at] = kind
    w.row_entity[at] = entity
    w.row_detail[at] = detail
    w.row_channel[at] = channel
    w.row_segment[at] = segment
    w.row_team[at] = team
    w.row_amount[at] = amount
    w.row_int_value[at] = int_value
    w.row_value[at] = value
    w.row_table[at] = table
    w.row_rule_row[at] = rule_row


@kernel
def note(w, kind, a, detail, team, amount, int_value, value):
    """Write a row about an account."""
    row(w, kind, a.key, detail, a.channel, a.segment, team, amount, int_value, value, -1, -1)


@kernel
def post(w, kind, detail, channel, segment, team, amount, int_value, value):
    """Write a row about the firm."""
    row(w, kind, NO_ENTITY, detail, channel, segment, team, amount, int_value, value, -1, -1)


@kernel
def come(w, a, more):
    """A member of the community comes (1) or goes (-1)."""
    level = int(a.level)
    w.books[a.segment].members += more
    w.members += more
    w.paid += more * level
    w.squares += more * level * level
    w.paying[level] = w.paying[level] + more


@kernel
def pay(w, a, delta):
    """Move the account's MRR."""
    before = a.mrr
    a.mrr = before + delta
    book = w.books[a.segment]
    book.mrr += delta
    if before == 0:
        book.customers += 1
        book.attention += a.attention
        if a.member == 1:
            come(w, a, 1)
    elif a.mrr == 0:
        book.customers -= 1
        book.attention = book.attention - a.attention if book.customers > 0 else 0.0  # no crumbs of rounding
        if a.member == 1:
            come(w, a, -1)


@kernel
def move(w, kind, a, delta, fact):
    """Move the account's MRR and write the movement."""
    pay(w, a, delta)
    note(w, kind, a, 0, -1, delta, a.mrr, fact)
