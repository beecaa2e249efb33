"""Values of a customer as forms of sums by month of service: Kaplan-Meier in money. Knows no journal.

A line of sums holds, in this order, the customers won, their cost of acquisition [cents], the MRR with which they start
and what CSM work for them costs a month then [cents], and for each month of service from 1 on, of those observed in it
and in the month before: MRR before, MRR in it, and the cost of CSM work in it [cents].
"""

import weakref
from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Flags, Floats
from gtmsim.metrics.metric import Form
from gtmsim.metrics.months import CAP
from gtmsim.metrics.ordered import powers, total
from gtmsim.metrics.rows import CENTS

YEAR = 12  # months
NEW, COST, FIRST, FIRST_COST = range(4)
AGES = 4  # where the months of service begin
NOBODY = "no customer was won"
FREE = "nothing was spent on winning customers"
ENDLESS = "the third year brings no less than the second: the tail has no end"


class Months(NamedTuple):
    """What new customers are expected to bring, shape (lines, CAP); NaN from where nobody was seen on."""

    mrr: Floats  # cents
    profit: Floats  # cents, gross


_known: dict[tuple[int, float], tuple[weakref.ref[Floats], Months]] = {}


def months_of(parts: Floats, margin: float) -> Months:
    """MRR as the product of ratios from month to month, and its gross profit.

    Several metrics are forms of one table of sums, which nobody changes: while it lives, it is worked out once.
    """
    key = (id(parts), margin)
    kept = _known.get(key)
    if kept is not None and kept[0]() is parts:
        return kept[1]
    found = _expected(parts, margin)
    _known[key] = (weakref.ref(parts, lambda _: _known.pop(key, None)), found)
    return found


def _expected(parts: Floats, margin: float) -> Months:
    before, after, cost = np.moveaxis(parts[:, AGES:].reshape(len(parts), 3, CAP - 1), (1, 2), (0, 1))
    found = np.empty((CAP, 2, len(parts)))
    found[0] = parts[:, FIRST], parts[:, FIRST_COST]
    later = np.stack((after, cost), axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        for age in range(1, CAP):
            last, seen = found[age - 1, 0], before[age - 1]
            # Nothing is expected of nobody; of somebody whom nobody was like, nothing is known.
            rest = np.where(last > 0.0, np.nan, last)
            found[age] = np.where(seen > 0.0, last * later[age - 1] / seen, rest)
    mrr, spent = np.ascontiguousarray(found.transpose(1, 2, 0))
    return Months(mrr, mrr * margin - spent)


def discounts(discount: float, ages: int = CAP) -> Floats:
    """Value at the win of one unit of money in each month of service."""
    return powers(discount, ages)


def over(above: Floats, below: Floats) -> Floats:
    """A quotient, NaN where there is nothing below the line."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0.0, above / below, np.nan)


def capped(parts: Floats, known: tuple[float, ...]) -> Floats:
    """Discounted gross profit of all new customers in CAP months of service [cents]."""
    margin, discount = known
    return total(months_of(parts, margin).profit * discounts(discount))


def tail(parts: Floats, known: tuple[float, ...]) -> Floats:
    """All that follows [cents]: the third year again and again, by its MRR over the second's; NaN without end."""
    margin, discount = known
    months = months_of(parts, margin)
    second, third = total(months.mrr[:, YEAR : 2 * YEAR]), total(months.mrr[:, 2 * YEAR :])
    with np.errstate(divide="ignore", invalid="ignore"):
        yearly = (
            np.where(second > 0.0, third / second, np.where(np.isnan(second), np.nan, 0.0))
            * powers(discount, YEAR + 1)[-1]
        )
        last = total((months.profit * discounts(discount))[:, 2 * YEAR :])
        return np.where(yearly < 1.0, last * yearly / (1.0 - yearly), np.nan)


def seen(parts: Floats, known: tuple[float, ...]) -> Floats:
    """As `capped`, as far as months of service were observed [cents]."""
    margin, discount = known
    return total(np.nan_to_num(months_of(parts, margin).profit, nan=0.0) * discounts(discount))


def reach(parts: Floats) -> int:
    """Months of service, at most CAP, of which one line knows what customers bring."""
    return int(np.isfinite(months_of(parts[None, :], 1.0).mrr).sum())


def paid_back(parts: Floats, known: tuple[float, ...]) -> Floats:
    """Months of service until gross profit, added up and not discounted, comes to the cost; NaN if it is not seen."""
    profit, cost = months_of(parts, known[0]).profit, parts[:, COST]
    earned = np.cumsum(profit, axis=1)
    reached = earned >= cost[:, None]
    line, month = np.arange(len(parts)), reached.argmax(axis=1)
    last = profit[line, month]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = month + 1.0 - (earned[line, month] - cost) / last  # of that month as much as is still needed
    known_of = reached.any(axis=1) & (parts[:, NEW] > 0.0)
    return np.where(known_of, np.where(cost > 0.0, found, 0.0), np.nan)


def _not_paid_back(parts: Floats, _: tuple[float, ...]) -> str:
    if not parts[NEW]:
        return NOBODY
    seen_in = reach(parts)
    beyond = ", and nobody was observed longer" if seen_in < CAP else ""
    return f"not paid back within {seen_in} months of service{beyond}"


def _unknown(parts: Floats, _: tuple[float, ...]) -> str:
    if not parts[NEW]:
        return NOBODY
    seen_in = reach(parts)
    return f"no customer was observed in month of service {seen_in + 1}" if seen_in < CAP else ENDLESS


def _form(values: Floats, parts: Floats, below: int) -> Floats:
    return over(values / CENTS, parts[:, below] / (CENTS if below == COST else 1.0))


def _adds(parts: Floats) -> Flags:
    """Whoever has won nobody and seen nobody has nothing to say of a value."""
    return np.asarray(parts[:, [NEW, *range(AGES, parts.shape[1])]].any(axis=1))


CAPPED = Form(
    lambda parts, known: _form(capped(parts, known), parts, NEW),
    _unknown,
    _adds,
)
EXTRAPOLATED = Form(
    lambda parts, known: _form(capped(parts, known) + tail(parts, known), parts, NEW),
    _unknown,
    _adds,
)
BEYOND = Form(
    lambda parts, known: over(tail(parts, known), capped(parts, known) + tail(parts, known)),
    _unknown,
    _adds,
)


def _as_far(parts: Floats) -> str | None:
    """How far `seen` goes, where that is not all the way."""
    return f"the first {reach(parts)} months of service: nobody was observed longer" if reach(parts) < CAP else None


PAID_BACK = Form(paid_back, _not_paid_back)
SEEN_TO_COST = Form(
    lambda parts, known: _form(seen(parts, known), parts, COST),
    lambda parts, known: NOBODY if not parts[NEW] else FREE,
    note=_as_far,
)
