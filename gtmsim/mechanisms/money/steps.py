"""What an account pays now, the books that know it, and what a month costs whatever happens."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import note, post
from gtmsim.engine.step import step
from gtmsim.mechanisms.community.steps import change_members
from gtmsim.mechanisms.money.rows import OTHER_OPEX, OVERHEAD, PROGRAMME

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World


@step
def pay(w: "World", who: "Account", delta: int) -> None:
    """Move the MRR of an account by `delta` [cents]."""
    before = who.mrr
    who.mrr = before + delta
    book = w.books[who.segment]
    book.mrr += delta
    if before == 0:
        book.customers += 1
        book.attention += who.attention
        if who.member:
            change_members(w, who, 1)
    elif who.mrr == 0:
        book.customers -= 1
        book.attention = book.attention - who.attention if book.customers > 0 else 0.0  # no crumbs of rounding
        if who.member:
            change_members(w, who, -1)


@step
def move(w: "World", kind: int, who: "Account", delta: int, value: float) -> None:
    """Move the MRR of an account by `delta` [cents] and write the movement."""
    pay(w, who, delta)
    note(w, kind, who, 0, -1, delta, who.mrr, value)


@step
def post_costs(w: "World", month: int) -> None:
    """Write what programmes, tools and the rest of the firm have cost in a month."""
    if w.inputs.programme[month] != 0:
        post(w, PROGRAMME, month, -1, -1, -1, w.inputs.programme[month], 0, 0.0)
    if w.inputs.overhead[month] != 0:
        post(w, OVERHEAD, month, -1, -1, -1, w.inputs.overhead[month], 0, 0.0)
    if w.inputs.other[month] != 0:
        post(w, OTHER_OPEX, month, -1, -1, -1, w.inputs.other[month], 0, 0.0)
