"""What a new customer is worth in gross profit: four estimates from the horizon, and the truth that the run-off knows.

A customer pays for whole months of service, at each calendar-month anniversary of its first contract while it has MRR.
"""

from typing import Any

from numpy.typing import NDArray

from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, NO_RUN_OFF, Ratio, Undefined, Value, Values, metric, ratios, undefined
from gtmsim.metrics.recurring import LOSS

BY = ("channel", "segment")
ENDLESS = Undefined("the third year brings no less than the second: the tail has no end")


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_simple(ledger: Ledger, cut: Cut) -> Values:
    """Mean MRR x gross margin over the monthly rate of losing customers, both over the customer-months observed."""
    # The customer-months of both cancel: what is left is gross profit per customer lost.
    return ratios(ledger.revenue.by(cut) * margin(ledger) / CENTS, ledger.tally.count(cut, *LOSS))


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_observed(ledger: Ledger, cut: Cut) -> Values:
    """Gross profit of the months of service begun in the horizon, per customer won in it; nothing is extrapolated."""
    return per_new(ledger, cut, ledger.service.observed)


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_truth(ledger: Ledger, cut: Cut) -> Values:
    """Gross profit of all months of service to extinction, discounted to the win, per customer won in the horizon."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    return per_new(ledger, cut, ledger.service.worth)


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_truth_undiscounted(ledger: Ledger, cut: Cut) -> Values:
    """As ltv_truth, without discounting."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    return per_new(ledger, cut, ledger.service.worth_undiscounted)


@metric("share", "ltv", better="higher", by=BY, initial=True)
def alive_after_run_off(ledger: Ledger, cut: Cut) -> Values:
    """Customers won in the horizon who are still customers when the run-off is cut, over customers won."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    return ratios(ledger.by(cut, ledger.service.alive), ledger.by(cut, ledger.service.new))


@metric("money", "ltv", better="higher", by=BY)
def ltv_36m(ledger: Ledger, cut: Cut) -> Values:
    """Discounted gross profit of 36 months of service per new customer, by the product of monthly ratios of MRR."""
    return [Undefined(path) if isinstance(path, str) else Ratio(path.capped, path.new) for path in ledger.paths.by(cut)]


@metric("money", "ltv", better="higher", by=BY)
def ltv_extrapolated(ledger: Ledger, cut: Cut) -> Values:
    """ltv_36m and a tail in which the third year repeats, smaller each year by the ratio of the third to the second."""
    return [
        Undefined(path) if isinstance(path, str) else Ratio(path.capped + path.tail, path.new) if path.ends else ENDLESS
        for path in ledger.paths.by(cut)
    ]


@metric("share", "ltv", better="lower", by=BY)
def ltv_beyond_share(ledger: Ledger, cut: Cut) -> Values:
    """Part of ltv_extrapolated that lies beyond 36 months of service, where nothing was measured."""
    return [
        Undefined(path)
        if isinstance(path, str)
        else Ratio(path.tail, path.capped + path.tail)
        if path.ends
        else ENDLESS
        for path in ledger.paths.by(cut)
    ]


@metric("1", "ltv", better="higher", by=("channel",))
def ltv_to_cac(ledger: Ledger, cut: Cut) -> Values:
    """ltv_36m of the customers won in the horizon over the cost of acquisition (loaded) in the horizon."""
    cost = ledger.costs.of(ledger.costs.loaded, cut) / CENTS
    return [
        Undefined(path) if isinstance(path, str) else Ratio(path.capped, float(money))
        for path, money in zip(ledger.paths.by(cut), cost, strict=True)
    ]


def per_new(ledger: Ledger, cut: Cut, mrr: NDArray[Any]) -> list[Value]:
    """Gross profit of this much MRR [cents], by every slot, per customer won in the horizon."""
    return ratios(ledger.by(cut, mrr) * margin(ledger) / CENTS, ledger.by(cut, ledger.service.new))


def margin(ledger: Ledger) -> float:
    """Gross margin of recurring revenue [1]."""
    return 1.0 - ledger.header.serve_share
