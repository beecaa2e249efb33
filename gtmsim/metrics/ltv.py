"""What a new customer is worth in gross profit: four estimates from the horizon, and the truth that the run-off knows.

A customer pays for whole months of service, at each calendar-month anniversary of its first contract while it has MRR.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.engine.journal import Floats, Ints
from gtmsim.metrics.customers import sum_by_age
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, NO_RUN_OFF, Ratio, Undefined, Value, Values, metric, ratios, undefined
from gtmsim.metrics.recurring import LOSS

BY = ("channel", "segment")
CAP = 36  # months of service that ltv_36m counts
YEAR = 12  # months
ENDLESS = Undefined("the third year brings no less than the second: the tail has no end")


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_simple(ledger: Ledger, cut: Cut) -> Values:
    """Mean MRR x gross margin over the monthly rate of losing customers, both over the customer-months observed."""
    # The customer-months of both cancel: what is left is gross profit per customer lost.
    lost = ledger.rows(*LOSS)
    return ratios(ledger.revenue.by(cut) * margin(ledger) / CENTS, cut.count(lost))


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_observed(ledger: Ledger, cut: Cut) -> Values:
    """Gross profit of the months of service begun in the horizon, per customer won in it; nothing is extrapolated."""
    customers = ledger.customers
    months = np.minimum(customers.to_age, customers.ages[customers.of]) - customers.from_age
    paid = customers.rows.level * np.where(customers.new[customers.of], np.maximum(months, 0), 0)
    return per_new(ledger, cut, cut.sum(customers.rows, paid))


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_truth(ledger: Ledger, cut: Cut) -> Values:
    """Gross profit of all months of service to extinction, discounted to the win, per customer won in the horizon."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    return per_new(ledger, cut, lifetime(ledger, cut, ledger.header.discount_month))


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_truth_undiscounted(ledger: Ledger, cut: Cut) -> Values:
    """As ltv_truth, without discounting."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    return per_new(ledger, cut, lifetime(ledger, cut, 1.0))


@metric("share", "ltv", better="higher", by=BY, initial=True)
def alive_after_run_off(ledger: Ledger, cut: Cut) -> Values:
    """Customers won in the horizon who are still customers when the run-off is cut, over customers won."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    customers = ledger.customers
    alive = customers.new & (customers.rows.level[customers.last] > 0)
    return ratios(cut.count(customers, alive), cut.count(customers, customers.new))


@metric("money", "ltv", better="higher", by=BY)
def ltv_36m(ledger: Ledger, cut: Cut) -> Values:
    """Discounted gross profit of 36 months of service per new customer, by the product of monthly ratios of MRR."""
    return [path if isinstance(path, Undefined) else Ratio(path.capped, path.new) for path in paths(ledger, cut)]


@metric("money", "ltv", better="higher", by=BY)
def ltv_extrapolated(ledger: Ledger, cut: Cut) -> Values:
    """ltv_36m and a tail in which the third year repeats, smaller each year by the ratio of the third to the second."""
    return [
        path if isinstance(path, Undefined) else Ratio(path.capped + path.tail, path.new) if path.ends else ENDLESS
        for path in paths(ledger, cut)
    ]


@metric("share", "ltv", better="lower", by=BY)
def ltv_beyond_share(ledger: Ledger, cut: Cut) -> Values:
    """Part of ltv_extrapolated that lies beyond 36 months of service, where nothing was measured."""
    return [
        path if isinstance(path, Undefined) else Ratio(path.tail, path.capped + path.tail) if path.ends else ENDLESS
        for path in paths(ledger, cut)
    ]


@metric("1", "ltv", better="higher", by=("channel",))
def ltv_to_cac(ledger: Ledger, cut: Cut) -> Values:
    """ltv_36m of the customers won in the horizon over the cost of acquisition (loaded) in the horizon."""
    cost = ledger.costs.of(ledger.costs.loaded, cut) / CENTS
    return [
        path if isinstance(path, Undefined) else Ratio(path.capped, float(money))
        for path, money in zip(paths(ledger, cut), cost, strict=True)
    ]


class Path(NamedTuple):
    """Expected gross profit of all new customers of one slot [currency]."""

    new: float  # customers won
    capped: float  # 36 months of service, discounted
    tail: float  # all that follows, discounted
    ends: bool  # is the tail finite?


def paths(ledger: Ledger, cut: Cut) -> list[Path | Undefined]:
    """The product of monthly ratios in each slot: Kaplan-Meier in money, where opening customers enter at their age."""
    customers, monthly = ledger.customers, ledger.header.discount_month
    new = cut.count(customers, customers.new)
    first = cut.sum(customers, np.where(customers.new, customers.first_level, 0))
    before, after = mrr_by_age(ledger, cut)
    found: list[Path | Undefined] = []
    for slot in range(cut.width):
        mrr = expected_mrr(int(first[slot]), before[slot].tolist(), after[slot].tolist())
        if isinstance(mrr, Undefined):
            found.append(mrr)
            continue
        profit = mrr * margin(ledger) / CENTS
        paid = profit * monthly ** np.arange(CAP)
        second, third = profit[-2 * YEAR : -YEAR].sum(), profit[-YEAR:].sum()
        yearly = third / second * monthly**YEAR if second > 0.0 else 0.0
        tail = paid[-YEAR:].sum() * yearly / (1.0 - yearly) if yearly < 1.0 else 0.0
        found.append(Path(float(new[slot]), float(paid.sum()), float(tail), bool(yearly < 1.0)))
    return found


def mrr_by_age(ledger: Ledger, cut: Cut) -> tuple[Ints, Ints]:
    """MRR a month before, and at, each month of service from 1 to CAP - 1, of the customers observed at both."""
    customers = ledger.customers
    of, group, level = customers.of, cut.of(customers.rows), customers.rows.level
    start, stop = customers.from_age, customers.to_age
    entry, seen = customers.entry_age[of], customers.ages[of]
    after = sum_by_age(group, cut.width, np.maximum(start, entry + 1), np.minimum(stop, seen), level, CAP)
    before = sum_by_age(group, cut.width, start, np.minimum(stop, seen - 1), level, CAP)
    return before[:, :-1], after[:, 1:]


def expected_mrr(first: int, before: list[int], after: list[int]) -> Floats | Undefined:
    """MRR [cents] expected at each month of service of customers who start with `first`."""
    value = [float(first)]
    for age, (then, now) in enumerate(zip(before, after, strict=True), start=1):
        if value[-1] > 0.0 and then == 0:
            return Undefined(f"no customer was observed in month of service {age + 1}")
        value.append(value[-1] * now / then if then else 0.0)
    return np.array(value)


def lifetime(ledger: Ledger, cut: Cut, discount: float) -> Floats:
    """MRR of all months of service of the customers won in the horizon [cents], discounted to each win."""
    customers = ledger.customers
    start, stop = paid_until(customers.from_age, discount), paid_until(customers.to_age, discount)
    return cut.sum(customers.rows, customers.rows.level * np.where(customers.new[customers.of], stop - start, 0.0))


def paid_until(ages: Ints, discount: float) -> Floats:
    """Value of one unit of money at each month of service below each age."""
    steps = np.arange(max(int(ages.max(initial=0)), 0) + 1)
    return np.append(0.0, np.cumsum(discount**steps))[np.maximum(ages, 0)]


def per_new(ledger: Ledger, cut: Cut, mrr: NDArray[Any]) -> list[Value]:
    """Gross profit of this much MRR [cents] per customer won in the horizon."""
    customers = ledger.customers
    return ratios(mrr * margin(ledger) / CENTS, cut.count(customers, customers.new))


def margin(ledger: Ledger) -> float:
    """Gross margin of recurring revenue [1]."""
    return 1.0 - ledger.header.serve_share
