"""Terms that are offered: how long they last, how they are billed, what they take off and what rises within them."""

from typing import NamedTuple

from gtmsim.rules.maths import exp, log
from gtmsim.rules.rule import rule

LUCK = ("TERM",)


class Agreement(NamedTuple):
    """What a contract says of its term."""

    months: int  # of the term
    billing: int  # months that a bill is for, at most
    escalator: float  # rise of the price [1] at each contract year's end within the term
    discount: float  # share that is taken off for the term and for paying it at once
    fee: int  # cents, once, from a new customer
    then: int  # number of the agreement on which it goes on after the term


class Option(NamedTuple):
    """One of the agreements that a buyer chooses from."""

    upto: float  # up to which luck [1] it is the choice
    agreement: int  # number of the agreement


class Offered(NamedTuple):
    """What is offered on some days."""

    options: tuple[Option, ...]  # from the shortest term to the longest


class OfferInputs(NamedTuple):
    """What a segment is offered."""

    agreements: tuple[Agreement, ...]  # the first is what holds where nothing was offered
    offered: tuple[Offered, ...]
    new: tuple[int, ...]  # number of what is offered to buyers, by day; none: nothing
    renewal: tuple[int, ...]  # the same to customers at a renewal


class Commitment(NamedTuple):
    """What a long term is to a committee."""

    aversion: float  # logit that every member loses for each year beyond the first


INPUTS = {
    "offers": tuple[OfferInputs, ...],  # one for each segment; none where nothing is offered
    "commitment": Commitment | None,
}


@rule
def drawn_to(share: float, sensitivity: float, discount: float) -> float:
    """Weight of a term [1] that a share would choose without any discount, at a logit for each point of it."""
    return share * exp(sensitivity * 100.0 * discount)


@rule
def both_discounts(one: float, other: float) -> float:
    """Share of a price that two discounts take off, one after the other [1]."""
    if one == 0.0:
        return other
    if other == 0.0:
        return one
    return 1.0 - (1.0 - one) * (1.0 - other)


@rule
def fee_logarithm(fee: int, price: int) -> float:
    """Logarithm by which a fee [cents] makes the first year of a contract of so much a year [cents] dearer [1]."""
    if fee == 0:
        return 0.0
    return log((price + fee) / price)


@rule
def is_prepaid(months: int, billing: int) -> bool:
    """Is the whole of a term longer than a month paid in one bill?"""
    return months > 1 and billing >= months


@rule
def further_discount(before: float, after: float) -> float:
    """Share that is taken off a price with a discount, so that it has another [1]; below 0 where that is smaller."""
    if before == after:
        return 0.0
    return 1.0 - (1.0 - after) / (1.0 - before)


@rule
def reluctance(aversion: float, months: int) -> float:
    """Logit [1] that a member loses by a term; a gain where it is shorter than a year."""
    return aversion * (months - 12) / 12.0


@rule
def anniversaries(months: int) -> int:
    """Contract years that end within a term and not with it [1]."""
    return (months - 1) // 12


@rule
def escalated(mrr: int, escalator: float) -> int:
    """MRR [cents] after an agreed rise, to the cent, halves upwards."""
    if escalator == 0.0:
        return mrr
    return mrr + max(1, int(mrr * escalator + 0.5))


@rule
def rises_billed(mrr: int, escalator: float, billed: int, months: int) -> int:
    """Part of a bill [cents] that agreed rises add, of so many months after those of the term that are billed.

    `mrr` is what is paid when the first of them begins.
    """
    now, more = mrr, 0
    for month in range(billed + 1, billed + months):
        if month % 12 == 0:
            now = escalated(now, escalator)
        more += now - mrr
    return more
