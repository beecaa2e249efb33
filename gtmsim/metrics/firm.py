"""The firm as a whole: revenue, margin, cash, and the ratios that investors ask for."""

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.metrics.cash import PLANNED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.lifetime import over
from gtmsim.metrics.metric import CENTS, Count, Form, Sums, Values, counts, metric, ratios, undefined
from gtmsim.metrics.recurring import TOO_SHORT
from gtmsim.metrics.service import YEAR

BY = ("channel", "segment")
QUARTER = 3  # months
NO_CASH = "the scenario states no cash at the start"


@metric("money", "firm", better="higher", by=BY, initial=True)
def revenue(ledger: Ledger, cut: Cut) -> Values:
    """Recurring revenue recognised evenly over time: the integral of MRR over the length of each month."""
    return counts(ledger.revenue.by(cut) / CENTS)


@metric("share", "firm", better="higher")
def gross_margin(ledger: Ledger, cut: Cut) -> Values:
    """Revenue without the cost of serving it and without the pay of the CSM teams, over revenue."""
    recognised = ledger.revenue.by(cut)
    return ratios((recognised * ledger.serving.margin - ledger.serving.pay) / CENTS, recognised / CENTS)


@metric("money", "firm", better="higher")
def cash_end(ledger: Ledger, cut: Cut) -> Values:
    """Cash at the end: what was there, invoices and credits, less serving, spend, pay and all other costs."""
    if ledger.header.cash is None:
        return undefined(NO_CASH, cut)
    return counts(ledger.cash.balances(ledger.header.cash)[-1:] / CENTS)


@metric("money", "firm", better="higher")
def cash_lowest(ledger: Ledger, cut: Cut) -> Values:
    """Lowest cash at the start and at the ends of months."""
    if ledger.header.cash is None:
        return undefined(NO_CASH, cut)
    return counts(ledger.cash.balances(ledger.header.cash).min(keepdims=True) / CENTS)


@metric("money", "firm")
def plan_cost(ledger: Ledger, cut: Cut) -> Values:
    """All money that the plan spends in the horizon: spend, fees, rewards, programmes, pay, overhead, other costs."""
    return counts(ledger.tally.monthly_amount(*PLANNED).sum(keepdims=True) / CENTS)


@metric("probability", "firm", better="lower", nature="probability")
def ruin_probability(ledger: Ledger, cut: Cut) -> Values:
    """Share of replications in which cash_lowest is below 0."""
    if ledger.header.cash is None:
        return undefined(NO_CASH, cut)
    return [Count(1.0 if ledger.cash.balances(ledger.header.cash).min() < 0 else 0.0)]


@metric("1", "firm", better="lower", positive=True)
def burn_multiple(ledger: Ledger, cut: Cut) -> Values:
    """Cash burnt over net new ARR; no meaning unless both are above 0."""
    gained = ledger.service.end[0] - ledger.service.start[0]
    return ratios(-ledger.cash.flows.sum(keepdims=True) / CENTS, np.array([gained * 12 / CENTS]))


@metric("1", "firm", better="higher")
def magic_number(ledger: Ledger, cut: Cut) -> Values:
    """4 x growth of quarterly revenue over the sales and marketing of a quarter before, for the last 4 quarters."""
    quarters = ledger.header.n_months // QUARTER
    if quarters < 2:
        return undefined("the horizon is shorter than two quarters", cut)
    last = min(4, quarters - 1)
    recognised = by_quarter(ledger.revenue.by_month)
    spent = by_quarter(ledger.costs.loaded_by_month)
    growth = recognised[-1:] - recognised[-1 - last]
    return ratios(4 * growth / CENTS, spent[-1 - last : -1].sum(keepdims=True) / CENTS)


RULE_OF_40 = Form(
    lambda parts, _: 100.0 * (over(parts[:, 1], parts[:, 0]) - 1.0) + 100.0 * over(parts[:, 2], parts[:, 3]),
    lambda parts, _: "no recurring revenue 12 months before the end",
)


@metric("points", "firm", better="higher", form=RULE_OF_40)
def rule_of_40(ledger: Ledger, cut: Cut) -> Values:
    """Growth of ARR over the last 12 months in percent, and cash flow over revenue of the same months in percent."""
    if ledger.header.n_months < YEAR:
        return undefined(TOO_SHORT, cut)
    recurring = ledger.service.before[0], ledger.service.end[0]
    year = ledger.cash.flows[-YEAR:].sum(), ledger.revenue.by_month[-YEAR:].sum()
    return [Sums(np.array((*recurring, *year), np.float64), ())]


def by_quarter(months: Ints) -> Ints:
    """Sums over quarters counted back from the end."""
    return np.asarray(months[len(months) % QUARTER :].reshape(-1, QUARTER).sum(axis=1))
