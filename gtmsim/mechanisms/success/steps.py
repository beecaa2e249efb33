"""Customer success: what a customer is entitled to, the beginning of its life, and how far the CSM team reaches."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import ENTITLEMENT, customer_facts
from gtmsim.engine.port import decide, note, note_by, post, present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.community.steps import hours_of_segment
from gtmsim.mechanisms.money.steps import pay
from gtmsim.mechanisms.staff.steps import hours_to_come, more_hours
from gtmsim.mechanisms.success.rows import CSM_COVERAGE, ENTITLED
from gtmsim.mechanisms.success.rules import coverage

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

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
def join(w: "World", kind: int, who: "Account", mrr: int, value: float, renewals: int, detail: int) -> None:
    """Somebody becomes a customer, perhaps a member too, and is entitled to something: the movement says so."""
    before = entitle(w, who, mrr, renewals)
    if present(w.inputs.community):
        who.member = uniform(w, MEMBER, who.key, 0) < w.inputs.community.share
    pay(w, who, mrr)
    note_by(w, ENTITLEMENT, kind, who, detail, -1, mrr, who.mrr, value)
    tell_attention(w, who, before)


@step
def cover(w: "World", month: int) -> None:
    """How far the CSM team's hours of the coming month reach."""
    needed, customers, asked = w.saving_hours, 0, 1.0
    w.saving_hours = 0.0
    if len(w.inputs.self_served) > 0:
        asked = 1.0 - w.inputs.self_served[month]
    for g in range(len(w.inputs.segments)):
        needed += hours_of_segment(w, w.inputs.segments[g].success_hours * asked * w.books[g].attention, g)
        customers += w.books[g].customers
    if present(w.inputs.community):
        needed += w.inputs.community.hours * w.members
    available = 0.0
    if w.inputs.csm >= 0:
        available = w.inputs.teams[w.inputs.csm].effective_hours[month] + more_hours(w, w.inputs.csm, month, True)
        available += hours_to_come(w, w.inputs.csm, month)
    w.needed = needed
    w.coverage = coverage(needed, available)
    w.coverage_sums[month + 1] = w.coverage_sums[month] + w.coverage
    if needed > 0.0:
        post(w, CSM_COVERAGE, month, -1, -1, -1, 0, customers, w.coverage)
