"""Sellers have quotas: a win counts for who last worked on it, and pays more or less by what they have won."""

from typing import TYPE_CHECKING

from gtmsim.engine.hook import BEFORE_VOTE
from gtmsim.engine.influence import TRUST, influence
from gtmsim.engine.port import begins, credit, ends, gone, note, people, post, present, tell, this_month, won
from gtmsim.engine.step import step
from gtmsim.mechanisms.employer_costs.steps import count_pay
from gtmsim.mechanisms.internal_promotion.candidates import ramp_of
from gtmsim.mechanisms.quota.rows import QUOTA_PERIOD
from gtmsim.mechanisms.quota.rules import AT_STAKE, NOBODY, commission_on, quota_within, ramped_share
from gtmsim.mechanisms.staff.rows import COMMISSION
from gtmsim.rules.calendar import DAY, NEVER, months_after
from gtmsim.rules.money import cost_of

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

HANDED_OVER = influence("handover", "its seller, who has left", TRUST)


@step
def has_seller(w: "World", who: "Account") -> bool:
    """Is whoever last worked on the deal still here?"""
    return who.seller != NOBODY and w.inputs.ae >= 0 and not gone(w, w.inputs.ae, who.seller)


@BEFORE_VOTE.join
def misses_its_seller(w: "World", who: "Account") -> float:
    """A deal whose seller has left is handed over with a loss."""
    if w.inputs.handover == 0.0 or who.seller == NOBODY or has_seller(w, who):
        return 0.0
    tell(w, who, HANDED_OVER, -w.inputs.handover)
    return -w.inputs.handover


@step
def quota_of(w: "World", month: int, person: int, until: int) -> int:
    """Quota [cents] of an AE who is employed until an instant, in the period in which a month lies."""
    said = w.inputs.quota
    return quota_in(w, w.inputs.ae, said.yearly, int(said.months), said.ramped, month, person, until)


@step
def quota_in(
    w: "World", number: int, yearly: float, months: int, ramped: bool, month: int, person: int, until: int
) -> int:
    """Quota of somebody in a team, of so much a year, in the period of so many months in which a month lies."""
    start, team = begins(w, number, person), w.inputs.teams[number]
    opens = month // months * months
    # Also where the run ends before it: how far we look moves no commission.
    first, last = months_after(w.inputs.starts, 0, opens), months_after(w.inputs.starts, 0, opens + months)
    begin, end = max(first, start), min(last, until)
    share = 1.0
    if ramped and is_new(w, number, person):
        ramp = ramp_of(w, number, person)
        share = ramped_share(ramp, team.ramp_from, (begin - start) / DAY, (end - start) / DAY, team.s_curve)
    return quota_within(yearly, months, begin, end, first, last, share)


@step
def pay_commission(w: "World", who: "Account", amount: int) -> None:
    """Pay the commission on a win of so much a year [cents]."""
    paid, credited = cost_of(amount, w.inputs.commission), 0
    if present(w.inputs.quota) and w.now < w.inputs.horizon and has_seller(w, who):
        person, month = who.seller, this_month(w)
        period = month // w.inputs.quota.months
        quota = quota_of(w, month, person, NEVER)
        before = won(w, w.inputs.ae, person, period)
        paid = commission_on(amount, before, quota, w.inputs.commission, w.inputs.quota)
        credit(w, w.inputs.ae, person, period, amount)
        credited = person + 1
    who.commission = paid if paid != 0 else AT_STAKE
    if paid != 0:
        count_pay(w, w.inputs.ae, paid)
        note(w, COMMISSION, who, 0, w.inputs.ae, paid, credited, 0.0)


@step
def is_new(w: "World", team: int, person: int) -> bool:
    """Was somebody hired after day 0?"""
    named = w.inputs.teams[team].persons
    return person >= len(named) or named[person].hired


@step
def close_quotas(w: "World", month: int) -> None:
    """Where a period of quotas ends with a month, write what each seller has won of theirs."""
    if not present(w.inputs.quota):
        return
    months = w.inputs.quota.months
    if (month + 1) % months != 0:
        return  # a period that the run does not see to its end is told nowhere, so that a longer look tells the same
    for person in range(people(w, w.inputs.ae)):
        end = ends(w, w.inputs.ae, person)
        until = min(end, w.inputs.horizon) if end >= 0 else w.inputs.horizon
        quota = quota_of(w, month, person, until)
        if quota > 0:
            sold = won(w, w.inputs.ae, person, month // months)
            post(w, QUOTA_PERIOD, month, -1, -1, w.inputs.ae, sold, person, quota / 100.0)
