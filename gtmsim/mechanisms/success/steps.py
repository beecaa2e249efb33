"""Customer success: what a customer is entitled to, and the beginning of a customer's life."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import ENTITLEMENT, customer_facts
from gtmsim.engine.port import decide, note, note_by, present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.money.steps import pay
from gtmsim.mechanisms.success.rows import ENTITLED

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import Account, World

MEMBER = purpose("MEMBER")


@step
def entitle(w: "World", who: "Account", mrr: int, renewals: int) -> float:
    """Give a customer so much of the CSM team's attention as its table says; what it had before."""
    before = who.attention
    attention, _, _ = decide(w, ENTITLEMENT, who, customer_facts(who, mrr, renewals))
    if who.mrr > 0:
        w.books[who.segment].attention += attention - before
    who.attention = attention
    return before


@step
def tell_attention(w: "World", who: "Account", before: float) -> None:
    """Write how much attention a customer has from now on, where that is another than before."""
    if who.attention != before:
        note(w, ENTITLED, who, 0, -1, 0, who.mrr, who.attention)


@step
def join(w: "World", kind: int, who: "Account", mrr: int, value: float, renewals: int) -> None:
    """Somebody becomes a customer, perhaps a member too, and is entitled to something: the movement says so."""
    before = entitle(w, who, mrr, renewals)
    if present(w.inputs.community):
        who.member = uniform(w, MEMBER, who.key, 0) < w.inputs.community.share
    pay(w, who, mrr)
    note_by(w, ENTITLEMENT, kind, who, 0, -1, mrr, who.mrr, value)
    tell_attention(w, who, before)
