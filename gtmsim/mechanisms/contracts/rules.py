"""Terms that are offered: how long they last, how they are billed, what they take off and what rises within them."""

from typing import NamedTuple

from gtmsim.rules.calendar import DAY
from gtmsim.rules.maths import exp, log
from gtmsim.rules.rule import rule

LONGEST = 60  # months of a term, and of an introductory discount
LUCK = ("TERM", "MISSED_NOTICE", "LAPSE")


class Agreement(NamedTuple):
    """What a contract says of its term."""

    months: int  # of the term
    billing: int  # months that a bill is for, at most
    escalator: float  # rise of the price [1] at each contract year's end within the term
    discount: float  # share that is taken off for the term and for paying it at once
    fee: int  # cents, once, from a new customer
    notice: int  # days before the end of the term until which a customer says that it will leave; 0: at the end
    automatic: bool  # does it go on where nobody says anything?
    introductory: float  # share that is taken off the price of a new customer at first
    lasts: int  # months for which that is so; 0 where it ends on a date
    until: int  # microseconds: contract months that begin before have it, where `lasts` says nothing
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
    found: int  # number of the agreement on which day 0 finds the customers, whose lengths are their own


class Commitment(NamedTuple):
    """What a long term is to a committee."""

    aversion: float  # logit that every member loses for each year beyond the first


INPUTS = {
    "offers": tuple[OfferInputs, ...],  # one for each segment; none where nothing is offered
    "commitment": Commitment | None,
    "missed_notice": float,  # share of those who want to leave that miss the date until which they had to say so
    "lapse": float,  # share of those who want to stay that let a contract end which somebody has to sign anew
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
def agreed_price(mrr: int, escalator: float, month: int, ends: int, regain: float) -> int:
    """MRR [cents] after so many months of a term: an introductory discount may end there, then a contract year does.

    `ends` is the month of the term after which the discount ends, `regain` the rise that this is.
    """
    now = escalated(mrr, regain) if month == ends else mrr
    return escalated(now, escalator) if month % 12 == 0 else now


@rule
def rises_billed(mrr: int, escalator: float, billed: int, months: int, ends: int, regain: float) -> int:
    """Part of a bill [cents] that agreed rises add, of so many months after those of the term that are billed.

    `mrr` is what is paid when the first of them begins.
    """
    now, more = mrr, 0
    for month in range(billed + 1, billed + months):
        now = agreed_price(now, escalator, month, ends, regain)
        more += now - mrr
    return more


@rule
def first_year_logarithm(discount: float, months: int) -> float:
    """Logarithm by which a discount on the first months of a contract makes its first year cheaper [1]."""
    return log(1.0 - discount * min(months, 12) / 12.0)


@rule
def both_rises(one: float, other: float) -> float:
    """Rise of a price by two rises, one after the other [1]."""
    return other if one == 0.0 else (1.0 + one) * (1.0 + other) - 1.0


@rule
def regained(full: int, introductory: int) -> float:
    """Rise of the price [1] that leads from an introductory MRR back to the full one, both in cents."""
    return full / introductory - 1.0


@rule
def notice_due(began: int, due: int, notice: int) -> int:
    """Until when a customer gives notice of so many days [microseconds]; a term that is shorter begins with it."""
    return max(began, due - notice * DAY)
