"""What an account pays now, and the books that know it."""

from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.community import steps as community

change_members = compiled(community.change_members)


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
            change_members(w, a, 1)
    elif a.mrr == 0:
        book.customers -= 1
        book.attention = book.attention - a.attention if book.customers > 0 else 0.0  # no crumbs of rounding
        if a.member == 1:
            change_members(w, a, -1)


@kernel
def move(w, kind, a, delta, fact):
    """Move the account's MRR and write the movement."""
    pay(w, a, delta)
    note(w, kind, a, 0, -1, delta, a.mrr, fact)
