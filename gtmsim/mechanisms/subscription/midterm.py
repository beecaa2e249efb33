"""A customer buys more on a day within a contract year; what it adds is billed until the bill in force ends."""

from typing import TYPE_CHECKING

from gtmsim.engine.influence import EXPAND, bounded_logit
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
from gtmsim.mechanisms.subscription.rows import COGS, COTERMED, EXPANDED
from gtmsim.mechanisms.subscription.rules import EXPAND as MORE_OF_IT
from gtmsim.mechanisms.subscription.rules import LEAVES, day_within, growth, last_bill, resized, years_ended
from gtmsim.mechanisms.success.rules import covered_share, mean_coverage
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
def day_drawn(w: "World", who: "Account", contract: "Contract") -> int:
    """The instant of the running contract year at which a customer thinks of buying more [microseconds]."""
    year = int(contract.grown)
    begins, ends = year_begins(w, contract, year), year_begins(w, contract, year + 1)
    luck = uniform(w, EXPANSION_DAY, who.key, year + 1 + RETURN * int(contract.returned))
    return begins + day_within((ends - begins) // DAY, luck) * DAY


@step
def grows_at(w: "World", who: "Account", contract: "Contract") -> int:
    """When a customer decides next whether to buy more within its term [microseconds]; NEVER where it does not.

    A bill has one addition: who would buy more again does so when it ends.
    """
    if not w.inputs.segments[who.segment].retention.any_time:
        return NEVER
    drawn = max(int(w.now), day_drawn(w, who, contract))  # whatever the luck, nobody acts in the past
    return drawn if contract.added == 0 else max(drawn, bills_at(w, contract))


@step
def next_change(w: "World", who: "Account", contract: "Contract") -> int:
    """When a part of the term is billed, its price rises, the customer buys more or gives notice, or the term ends."""
    return min(next_date(w, who, contract), grows_at(w, who, contract), notice_at(w, who, contract))


@step
def pass_over(w: "World", who: "Account", contract: "Contract") -> None:
    """What a customer whom day 0 finds decided before is in what it pays."""
    if w.inputs.segments[who.segment].retention.any_time:
        while day_drawn(w, who, contract) <= 0:
            contract.grown += 1


@step
def grows(w: "World", who: "Account", contract: "Contract") -> None:
    """The day within its contract year has come: a customer buys more or not, by how it is served until now."""
    if contract.notice == LEAVES:
        contract.grown += 1
        return
    retention = w.inputs.segments[who.segment].retention
    average = mean_coverage(w.coverage_sums, month_of(w, began_at(w, contract)), month_of(w, w.now))
    covered = covered_share(who.attention, average)
    more = growth_chances(w, who, covered, business_of(w, who), False, True)[1]
    # The same luck as that of a decision at the end of the term, of which the other end decides whether it buys less.
    place = int(contract.grown) - years_ended(int(contract.aged), int(contract.months))
    what = growth(0.0, more, uniform(w, GROWTH, who.key, int(contract.met) + 1 + YEAR * place))
    if asked(w, who):
        decided(w, who, EXPAND, int(contract.renewals) + 1, int(what == MORE_OF_IT), bounded_logit(more))
    contract.grown += 1
    if what == MORE_OF_IT:
        before = int(who.mrr)
        move(w, EXPANDED, who, resized(before, what, retention.expansion_size, 0.0) - before, 0.0)
        co_term(w, who, contract, before)


@step
def co_term(w: "World", who: "Account", contract: "Contract", before: int) -> None:
    """Bill what an expansion adds to an MRR [cents] for the days that are left of the bill in force, pro rata."""
    if contract.paid_until <= w.now:
        return  # the next bill holds it
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
        now = agreed_price(int(who.mrr), escalator, until, full, regain)
        then = agreed_price(before, escalator, until, full, regain)
        later = (now - then) * further + rises_billed(now, escalator, until, further, full, regain)
        later -= rises_billed(then, escalator, until, further, full, regain)
    amount = share_of((int(who.mrr) - before) * (until - since), left, whole) + later
    if amount == 0:
        return
    contract.added, contract.added_from = amount, w.now
    note(w, COTERMED, who, until - since, -1, amount, later, left / whole)
    served = cost_of(amount, w.inputs.serve_share)
    if served != 0:
        note(w, COGS, who, 0, -1, served, 0, 0.0)
    bill_more(w, who, contract)
