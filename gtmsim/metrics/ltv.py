"""What a new customer is worth in gross profit: estimates from the horizon, and the truth that the run-off knows.

A customer pays for whole months of service, at each calendar-month anniversary of its first contract while it has MRR.
Gross profit is revenue less the cost of serving it and the CSM hours that the customer takes.
"""

from gtmsim.journal.header import Floats
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.lifetime import BEYOND, CAPPED, EXTRAPOLATED, SEEN_TO_COST
from gtmsim.metrics.metric import CENTS, NO_RUN_OFF, Value, Values, metric, ratios, undefined
from gtmsim.metrics.recurring import LOSS

BY = ("channel", "segment")


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_simple(ledger: Ledger, cut: Cut) -> Values:
    """Mean gross profit of a customer-month over the monthly rate of losing customers, both over those observed."""
    # The customer-months of both cancel: what is left is gross profit per customer lost.
    profit = ledger.serving.profit(ledger.revenue.by(cut), ledger.by(cut, ledger.service.hours))
    return ratios(profit / CENTS, ledger.tally.count(cut, *LOSS))


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_observed(ledger: Ledger, cut: Cut) -> Values:
    """Gross profit of the months of service begun in the horizon, per customer won in it; nothing is extrapolated."""
    return per_new(ledger, cut, ledger.serving.profit(ledger.service.observed, ledger.service.hours_new))


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_truth(ledger: Ledger, cut: Cut) -> Values:
    """Gross profit of all months of service to extinction, discounted to the win, per customer won in the horizon."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    return per_new(ledger, cut, ledger.serving.profit(ledger.service.worth, ledger.service.hours_worth))


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_36m_truth(ledger: Ledger, cut: Cut) -> Values:
    """Discounted gross profit of the first 36 months of service, as the run-off knows it, per customer won."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    return per_new(ledger, cut, capped(ledger))


@metric("money", "ltv", better="higher", by=BY, initial=True)
def ltv_truth_undiscounted(ledger: Ledger, cut: Cut) -> Values:
    """As ltv_truth, without discounting."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    service = ledger.service
    return per_new(ledger, cut, ledger.serving.profit(service.worth_undiscounted, service.hours_worth_undiscounted))


@metric("share", "ltv", by=BY, initial=True, nature="proportion")
def active_after_run_off(ledger: Ledger, cut: Cut) -> Values:
    """Customers won in the horizon who are still customers when the run-off is cut, over customers won."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    return ratios(ledger.by(cut, ledger.service.alive), ledger.by(cut, ledger.service.new))


@metric("money", "ltv", better="higher", by=BY, form=CAPPED)
def ltv_36m(ledger: Ledger, cut: Cut) -> Values:
    """Discounted gross profit of 36 months of service per new customer, by the product of monthly ratios of MRR."""
    return months(ledger, cut)


@metric("money", "ltv", better="higher", by=BY, form=EXTRAPOLATED)
def ltv_extrapolated(ledger: Ledger, cut: Cut) -> Values:
    """ltv_36m and a tail in which the third year repeats, smaller each year by the ratio of its MRR to the second's."""
    return months(ledger, cut)


@metric("share", "ltv", by=BY, form=BEYOND)
def ltv_extrapolated_share(ledger: Ledger, cut: Cut) -> Values:
    """Part of ltv_extrapolated that lies beyond 36 months of service, where nothing was measured."""
    return months(ledger, cut)


@metric("1", "ltv", better="higher", by=("channel",))
def ltv_to_cac(ledger: Ledger, cut: Cut) -> Values:
    """Value of 36 months of service of the customers won, as the run-off knows it, over their cost (loaded)."""
    if not ledger.header.run_off:
        return undefined(f"{NO_RUN_OFF}; ltv_to_cac_observed does without it", cut)
    return ratios(ledger.by(cut, capped(ledger)) / CENTS, ledger.costs.of(ledger.costs.loaded, cut) / CENTS)


@metric("1", "ltv", better="higher", by=("channel",), form=SEEN_TO_COST)
def ltv_to_cac_observed(ledger: Ledger, cut: Cut) -> Values:
    """As ltv_to_cac, by the product of monthly ratios of MRR, as far as any of the 36 months was observed."""
    return months(ledger, cut)


def capped(ledger: Ledger) -> Floats:
    """Discounted gross profit of the first 36 months of service of new customers, by every slot [cents]."""
    return ledger.serving.profit(ledger.service.worth_capped, ledger.service.hours_worth_capped)


def per_new(ledger: Ledger, cut: Cut, profit: Floats) -> list[Value]:
    """Gross profit [cents] by every slot, per customer won in the horizon."""
    return ratios(ledger.by(cut, profit) / CENTS, ledger.by(cut, ledger.service.new))


def months(ledger: Ledger, cut: Cut) -> list[Value]:
    """Sums of each slot by month of service."""
    return [ledger.months[slot] for slot in ledger.given.every.slots_of(cut)]
