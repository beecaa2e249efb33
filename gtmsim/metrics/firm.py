"""The firm as a whole: revenue, margin, cash, and the ratios that investors ask for."""

import math

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.mechanisms.employer_costs.rows import EMPLOYER_COSTS
from gtmsim.mechanisms.incentives.rows import CLAWBACK, SPIF, SPIF_CLAWBACK
from gtmsim.mechanisms.management.metrics import managers_at_end
from gtmsim.mechanisms.management.rows import MANAGERS
from gtmsim.mechanisms.staff.rows import COMMISSION, EMPLOYEE_JOINED, EMPLOYEE_LEFT, SALARY
from gtmsim.mechanisms.variable_pay.rows import VARIABLE_PAY
from gtmsim.metrics.cash import PLANNED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.lifetime import over
from gtmsim.metrics.metric import CENTS, Count, Form, Sums, Values, counts, metric, nothing, ratios, undefined
from gtmsim.metrics.recurring import TOO_SHORT
from gtmsim.metrics.service import YEAR

BY = ("channel", "segment")
QUARTER = 3  # months
NO_QUARTER = "the horizon is shorter than 3 months"
ALL_FULL_TIME = "everybody works full time in this scenario: see arr_per_head"
NO_CASH = "the scenario states no cash at the start"


@metric("money", "firm", better="higher", by=BY, initial=True, nature="size")
def revenue(ledger: Ledger, cut: Cut) -> Values:
    """Recurring revenue recognised evenly over time: the integral of MRR over the length of each month; no fees."""
    return counts(ledger.revenue.by(cut) / CENTS)


@metric("share", "firm", better="higher")
def gross_margin(ledger: Ledger, cut: Cut) -> Values:
    """Recurring revenue less serving it, payment fees and the pay of the CSM teams, over it; no fees of customers."""
    recognised, serving = ledger.revenue.by(cut), ledger.serving
    return ratios((recognised * serving.margin - serving.fees - serving.pay) / CENTS, recognised / CENTS)


@metric("money", "firm", better="higher")
def cash_end(ledger: Ledger, cut: Cut) -> Values:
    """Cash at the end: what was there, what customers paid, less serving, spend, pay and all costs, and funding."""
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
    """Share of replications in which cash_lowest is below the floor (`plan.cash_floor`, 0)."""
    if ledger.header.cash is None:
        return undefined(NO_CASH, cut)
    return [Count(1.0 if ledger.cash.balances(ledger.header.cash).min() < ledger.header.cash_floor else 0.0)]


@metric("month", "firm", better="higher", nature="size")
def cash_out_month(ledger: Ledger, cut: Cut) -> Values:
    """First month, counted from 1, at whose end cash is below the floor; infinite where it never is."""
    if ledger.header.cash is None:
        return undefined(NO_CASH, cut)
    below = ledger.cash.balances(ledger.header.cash) < ledger.header.cash_floor
    return [Count(float(below.argmax()) if below.any() else math.inf)]


@metric("money/month", "firm", better="lower")
def burn(ledger: Ledger, cut: Cut) -> Values:
    """Cash burnt a month, mean of the last three, funding left out; below 0 where cash grows."""
    if ledger.header.n_months < QUARTER:
        return undefined(NO_QUARTER, cut)
    return counts(-ledger.cash.flows[-QUARTER:].sum(keepdims=True) / QUARTER / CENTS)


RUNWAY = Form(
    lambda parts, _: np.where(parts[:, 0] > 0.0, over(parts[:, 0], parts[:, 1]), np.nan),
    lambda parts, _: (
        "no cash is left at the end" if parts[0] <= 0.0 else "cash grows: at this pace it does not run out"
    ),
)


@metric("months", "firm", better="higher", form=RUNWAY, nature="size")
def runway_months(ledger: Ledger, cut: Cut) -> Values:
    """Months until cash at the end is down to the floor at the burn of the last three."""
    if ledger.header.cash is None:
        return undefined(NO_CASH, cut)
    if ledger.header.n_months < QUARTER:
        return undefined(NO_QUARTER, cut)
    end, burnt = ledger.cash.balances(ledger.header.cash)[-1], -ledger.cash.flows[-QUARTER:].sum() / QUARTER
    return [Sums(np.array((end - ledger.header.cash_floor, burnt), np.float64), ())]


@metric("money", "firm", better="higher")
def ebitda(ledger: Ledger, cut: Cut) -> Values:
    """Revenue of the profit and loss less all costs, that of serving as it is served."""
    return counts(ledger.statements.lines["ebitda"].sum(keepdims=True) / CENTS)


@metric("share", "firm", better="higher")
def ebitda_margin(ledger: Ledger, cut: Cut) -> Values:
    """EBITDA over the revenue of the profit and loss."""
    lines = ledger.statements.lines
    return ratios(lines["ebitda"].sum(keepdims=True) / CENTS, lines["revenue"].sum(keepdims=True) / CENTS)


@metric("money", "firm", nature="size")
def payroll(ledger: Ledger, cut: Cut) -> Values:
    """Pay of teams and managers with variable pay, commissions, SPIFs, employer's costs; of teams alone."""
    kinds = (SALARY, MANAGERS, VARIABLE_PAY, EMPLOYER_COSTS, COMMISSION, SPIF, CLAWBACK, SPIF_CLAWBACK)
    return counts(ledger.tally.monthly_amount(*kinds).sum(keepdims=True) / CENTS)


@metric("money/year", "firm", better="higher")
def arr_per_head(ledger: Ledger, cut: Cut) -> Values:
    """ARR at the end over the people of all teams at the end, managers included."""
    counted = ledger.tally.monthly_count
    changed = (counted(EMPLOYEE_JOINED) - counted(EMPLOYEE_LEFT)).sum()
    people = sum(ledger.header.found_heads) + changed + managers_at_end(ledger)
    return ratios(ledger.service.end[:1] * 12 / CENTS, np.array([people]))


@metric("money/year", "firm", better="higher")
def arr_per_fte(ledger: Ledger, cut: Cut) -> Values:
    """ARR at the end over full-time equivalents: people of all teams as they work, and managers, who work full time."""
    each = ledger.header.fte
    if not each:
        return nothing(ALL_FULL_TIME, cut)
    heads = np.array(ledger.header.found_heads)
    for kind, sign in ((EMPLOYEE_JOINED, 1), (EMPLOYEE_LEFT, -1)):
        heads = heads + sign * np.bincount(ledger.rows(kind).team, minlength=len(each))
    equivalents = float((heads * np.array(each)).sum()) + managers_at_end(ledger)
    return ratios(ledger.service.end[:1] * 12 / CENTS, np.array([equivalents]))


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
