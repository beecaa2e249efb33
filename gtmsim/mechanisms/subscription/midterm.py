"""A customer buys more or less by a day within a contract year; what it adds is billed until the bill in force ends."""

from typing import TYPE_CHECKING

from gtmsim.engine.influence import CONTRACT, EXPAND, bounded_logit
from gtmsim.engine.port import asked, decided, month_of, note, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.collection.steps import bill_more
from gtmsim.mechanisms.condition.steps import business_of
from gtmsim.mechanisms.contracts.introduction import introduction_of
from gtmsim.mechanisms.contracts.rules import agreed_price, rises_billed
from gtmsim.mechanisms.contracts.steps import (
    began_at,
    billing_of,
    bills_at,
    escalator_of,
    next_date,
    notice_at,
)
from gtmsim.mechanisms.money.steps import move
from gtmsim.mechanisms.subscription.growth import growth_chances
from gtmsim.mechanisms.subscription.rows import COGS, CONTRACTED, COTERMED, CREDIT_DUE, EXPANDED
from gtmsim.mechanisms.subscription.rules import CONTRACT as LESS_OF_IT
from gtmsim.mechanisms.subscription.rules import EXPAND as MORE_OF_IT
from gtmsim.mechanisms.subscription.rules import LEAVES, day_within, growth, last_bill, resized, years_ended
from gtmsim.mechanisms.success.rules import covered_share, mean_coverage
from gtmsim.mechanisms.upgrades.steps import upgrade, wants_more
from gtmsim.rules.calendar import DAY, NEVER, months_after
from gtmsim.rules.money import cost_of, share_of

if TYPE_CHECKING:
    from gtmsim.engine.reference.customer import Contract
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

GROWTH, EXPANSION_DAY = purpose("GROWTH"), purpose("EXPANSION_DAY")
YEAR = 1 << 20  # between the occasions that name the luck of the years of one contract
RETURN = 1 << 20  # the same of the subscriptions of one customer who comes back


@step
def year_begins(w: "World", contract: "Contract", year: int) -> int:
    """When a contract year begins, 0 for that in which the subscription did [microseconds]."""
    return months_after(w.inputs.starts, contract.began, 12 * year - int(contract.aged) % 12)


@step
def day_drawn(w: "World", who: "Account", contract: "Contract", year: int) -> int:
    """The instant of a contract year at which a customer thinks of buying more or less [microseconds]."""
    begins, ends = year_begins(w, contract, year), year_begins(w, contract, year + 1)
    luck = uniform(w, EXPANSION_DAY, who.key, year + 1 + RETURN * int(contract.returned))
    return begins + day_within((ends - begins) // DAY, luck) * DAY


@step
def grows_at(w: "World", who: "Account", contract: "Contract") -> int:
    """When a customer decides next on buying more, or less with a credit [microseconds]; NEVER where it does not.

    A bill has one addition, or one credit: who would buy more or less again does so when it ends.
    """
    retention = w.inputs.segments[who.segment].retention
    if not retention.any_time and not retention.credited:
        return NEVER
    drawn = max(
        int(w.now), day_drawn(w, who, contract, int(contract.grown))
    )  # whatever the luck, nobody acts in the past
    return drawn if contract.added == 0 else max(drawn, bills_at(w, contract))


@step
def next_change(w: "World", who: "Account", contract: "Contract") -> int:
    """When a part of the term is billed, its price rises, the customer buys more or gives notice, or the term ends."""
    return min(next_date(w, who, contract), grows_at(w, who, contract), notice_at(w, who, contract))


@step
def pass_over(w: "World", who: "Account", contract: "Contract") -> None:
    """What a customer whom day 0 finds decided before is in what it pays."""
    retention = w.inputs.segments[who.segment].retention
    if retention.any_time or retention.credited:
        while day_drawn(w, who, contract, int(contract.grown)) <= 0:
            contract.grown += 1
    if retention.less_any_time:
        billed = int(contract.billed)
        before = billed - last_bill(billed, int(billing_of(w, who)))
        since = months_after(w.inputs.starts, contract.began, contract.months + before)
        while day_drawn(w, who, contract, int(contract.shrunk)) <= since:
            contract.shrunk += 1


@step
def grows(w: "World", who: "Account", contract: "Contract") -> None:
    """The day within its contract year has come: a customer buys more or not, by how it is served until now."""
    if contract.notice == LEAVES:
        contract.grown += 1
        return
    retention = w.inputs.segments[who.segment].retention
    average = mean_coverage(w.coverage_sums, month_of(w, began_at(w, contract)), month_of(w, w.now))
    covered = covered_share(who.attention, average)
    less, more = growth_chances(w, who, covered, business_of(w, who), retention.credited, retention.any_time)
    less, more = less if retention.credited else 0.0, more if retention.any_time else 0.0
    # The same luck as that of a decision at the end of the term, of which the other end decides whether it buys less.
    place = int(contract.grown) - years_ended(int(contract.aged), int(contract.months))
    what = growth(less, more, uniform(w, GROWTH, who.key, int(contract.met) + 1 + YEAR * place))
    if asked(w, who) and retention.any_time:
        decided(w, who, EXPAND, int(contract.renewals) + 1, int(what == MORE_OF_IT), bounded_logit(more))
    if asked(w, who) and retention.credited:
        decided(w, who, CONTRACT, int(contract.renewals) + 1, int(what == LESS_OF_IT), bounded_logit(less))
    contract.grown += 1
    before = int(who.mrr)
    after = resized(before, what, retention.expansion_size, retention.contraction_size)
    if after > before:
        move(w, EXPANDED, who, after - before, 0.0)
        co_term(w, who, contract, before)
    elif after < before:
        move(w, CONTRACTED, who, after - before, 0.0)
        note_credit(w, who, contract, before)
    elif retention.any_time and wants_more(w, who, int(contract.met) + 1 + YEAR * place):
        upgrade(w, who)
        co_term(w, who, contract, before)


@step
def shrinks(w: "World", who: "Account", contract: "Contract") -> None:
    """A bill within the term has ended: the next one is lower if the customer has decided to buy less."""
    if contract.notice == LEAVES:
        return
    after = left_of(w, who, contract, int(who.mrr), int(contract.renewals) + 1, int(contract.met) + 1)
    if after < who.mrr:
        move(w, CONTRACTED, who, after - int(who.mrr), 0.0)


@step
def left_of(w: "World", who: "Account", contract: "Contract", mrr: int, renewal: int, met: int) -> int:
    """What is left of an MRR [cents] when a bill ends, where customers contract by a day that was within it.

    `renewal` is the next one or this one, and `met` names its luck, which is that of growing.
    """
    retention = w.inputs.segments[who.segment].retention
    if not retention.less_any_time or retention.credited:
        return mrr
    while day_drawn(w, who, contract, int(contract.shrunk)) <= w.now:
        average = mean_coverage(w.coverage_sums, month_of(w, began_at(w, contract)), month_of(w, w.now))
        covered = covered_share(who.attention, average)
        less = growth_chances(w, who, covered, business_of(w, who), True, False)[0]
        place = int(contract.shrunk) - years_ended(int(contract.aged), int(contract.months))
        what = growth(less, 0.0, uniform(w, GROWTH, who.key, met + YEAR * place))
        if asked(w, who):
            decided(w, who, CONTRACT, renewal, int(what == LESS_OF_IT), bounded_logit(less))
        mrr = resized(mrr, what, 0.0, retention.contraction_size)
        contract.shrunk += 1
    return mrr


@step
def rest_of_bill(
    w: "World", who: "Account", contract: "Contract", lower: int, higher: int
) -> tuple[int, int, int, float]:
    """By how much one MRR [cents] is more than another in the days that are left of the bill in force, pro rata.

    Also the part of it [cents] that is for later, since prices rise within the bill, and the months by whose days the
    other part is reckoned, with the share of these that is left.
    """
    escalator, until, full = escalator_of(w, who), int(contract.billed), introduction_of(contract)
    since = until - last_bill(until, int(billing_of(w, who)))
    if escalator != 0.0:  # what is left of this contract year has this price
        since, until = max(since, 12 * int(contract.raised)), min(until, 12 * (int(contract.raised) + 1))
    if contract.introduced < 0:  # and so has what is left before or after an introductory discount ends
        since = max(since, full)
    elif full > 0:
        until = min(until, full)
    begins = months_after(w.inputs.starts, contract.began, contract.months + since)
    ends = months_after(w.inputs.starts, contract.began, contract.months + until)
    left, whole, later = (ends - w.now) // DAY, (ends - begins) // DAY, 0
    further = int(contract.billed) - until
    if further > 0:
        regain = float(contract.regain)
        now = agreed_price(higher, escalator, until, full, regain)
        then = agreed_price(lower, escalator, until, full, regain)
        later = (now - then) * further + rises_billed(now, escalator, until, further, full, regain)
        later -= rises_billed(then, escalator, until, further, full, regain)
    return share_of((higher - lower) * (until - since), left, whole) + later, later, until - since, left / whole


@step
def co_term(w: "World", who: "Account", contract: "Contract", before: int) -> None:
    """Bill what an expansion adds to an MRR [cents] for the days that are left of the bill in force, pro rata."""
    if contract.paid_until <= w.now:
        return  # the next bill holds it
    amount, later, months, left = rest_of_bill(w, who, contract, before, int(who.mrr))
    if amount == 0:
        return
    contract.added, contract.added_from = amount, w.now
    note(w, COTERMED, who, months, -1, amount, later, left)
    served = cost_of(amount, w.inputs.serve_share)
    if served != 0:
        note(w, COGS, who, 0, -1, served, 0, 0.0)
    bill_more(w, who, contract)


@step
def note_credit(w: "World", who: "Account", contract: "Contract", before: int) -> None:
    """Of the bill in force, the rest of what a contraction takes off an MRR [cents] is credited with the next one."""
    if contract.paid_until <= w.now:
        return  # the next bill is lower
    amount, later, months, left = rest_of_bill(w, who, contract, int(who.mrr), before)
    if amount > 0:
        contract.added = -amount
        note(w, CREDIT_DUE, who, months, -1, amount, later, left)
