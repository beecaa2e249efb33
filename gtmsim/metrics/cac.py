"""What a new customer costs, in the field's several forms side by side."""

import numpy as np

from gtmsim.journal.header import Flags
from gtmsim.mechanisms.channels.rows import LEAD
from gtmsim.mechanisms.subscription.rows import EXPANDED, NEW_CUSTOMER
from gtmsim.metrics.carry_over import WHOLE
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.given import REFERRAL
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.lifetime import PAID_BACK
from gtmsim.metrics.metric import (
    CENTS,
    NO_RUN_OFF,
    Numbers,
    Undefined,
    Value,
    Values,
    counts,
    metric,
    ratios,
    undefined,
)
from gtmsim.metrics.recurring import EXPANSION, moved

QUARTER = 3  # months
NO_CSM = "there is no CSM team, and nobody else is paid for expansions"
BY = ("channel",)  # spend is bought by channel; no cost is known by segment


@metric("money", "cac", by=BY, initial=True, nature="size")
def spend_marketing(ledger: Ledger, cut: Cut) -> Values:
    """Channels, lead fees, agencies, data, rewards, brand, community, and programmes of proof, content and website."""
    return counts(ledger.costs.of(ledger.costs.marketing, cut) / CENTS)


@metric("money", "cac", by=BY, initial=True, nature="size")
def spend_sales(ledger: Ledger, cut: Cut) -> Values:
    """Pay of SDRs, AEs and their managers, commissions less what is taken back, SPIFs and expenses of selling."""
    return counts(ledger.costs.of(ledger.costs.sales, cut) / CENTS)


@metric("money", "cac", by=BY, initial=True, nature="size")
def spend_overhead(ledger: Ledger, cut: Cut) -> Values:
    """Tools and overhead of sales and marketing."""
    return counts(ledger.costs.of(ledger.costs.overhead, cut) / CENTS)


@metric("money", "cac", nature="size")
def spend_success(ledger: Ledger, cut: Cut) -> Values:
    """Pay and tools of CSMs and their managers: cost of revenue, not of acquisition."""
    return counts(ledger.costs.by_month["success"].sum(keepdims=True) / CENTS)


@metric("money", "cac", better="lower", by=BY, nature="size")
def cost_per_lead(ledger: Ledger, cut: Cut) -> Values:
    """Marketing over leads that arrived (CPL)."""
    return marketing_per(ledger, cut, ledger.tally.count(cut, LEAD))


@metric("money", "cac", better="lower", by=BY, nature="size")
def cost_per_opportunity(ledger: Ledger, cut: Cut) -> Values:
    """Marketing over opportunities created, each of them a sales qualified lead; nobody's pay is in it."""
    return marketing_per(ledger, cut, ledger.by(cut, ledger.selling.cohort))


@metric("money", "cac", better="lower", by=BY, nature="size")
def cac_paid(ledger: Ledger, cut: Cut) -> Values:
    """Spend, lead fees and rewards of paid channels over the wins attributed to these channels."""
    paid = np.append(np.array(ledger.header.paid, np.bool_), False)
    cost = np.where(paid, ledger.costs.variable, 0)
    won = np.where(paid, ledger.costs.wins, 0)
    found = ratios(ledger.costs.of(cost, cut) / CENTS, ledger.costs.of(won, cut))
    known = ledger.costs.of(paid.astype(np.int64), cut) > 0
    return only_where(known, found, cut, "nothing is paid for this channel", "no channel is paid for")


@metric("money", "cac", better="lower", by=BY, initial=True, nature="size")
def cac_marketing(ledger: Ledger, cut: Cut) -> Values:
    """Marketing alone over all wins."""
    return ratios(ledger.costs.of(ledger.costs.marketing, cut) / CENTS, ledger.costs.of(ledger.costs.wins, cut))


@metric("money", "cac", better="lower", by=BY, initial=True, nature="size")
def cac_blended(ledger: Ledger, cut: Cut) -> Values:
    """All of sales and marketing, pay included, over all wins."""
    return ratios(ledger.costs.of(ledger.costs.blended, cut) / CENTS, ledger.costs.of(ledger.costs.wins, cut))


@metric("money", "cac", better="lower", by=BY, initial=True, nature="size")
def cac_loaded(ledger: Ledger, cut: Cut) -> Values:
    """Sales and marketing with their tools and overhead over all wins."""
    return ratios(ledger.costs.of(ledger.costs.loaded, cut) / CENTS, ledger.costs.of(ledger.costs.wins, cut))


@metric("money", "cac", better="lower", by=BY, nature="size")
def cac_cohort(ledger: Ledger, cut: Cut) -> Values:
    """Spend and lead fees of the horizon over the wins that they led to, however late."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    spend = np.append(ledger.attribution.spend.sum(axis=1), 0)
    won = np.append(ledger.attribution.wins.sum(axis=1), 0)
    found = ratios(ledger.costs.of(spend, cut) / CENTS, ledger.costs.of(won, cut) / WHOLE)
    channels = ledger.header.channels, ledger.header.paid
    # A replication in which no fee happened to be due has nothing to add.
    payable = np.array([paid and name != REFERRAL for name, paid in zip(*channels, strict=True)], np.bool_)
    known = ledger.costs.of(np.append(ledger.attribution.bought | payable, False).astype(np.int64), cut) > 0
    return only_where(known, found, cut, "no lead of this channel is paid for", "no lead is paid for")


@metric("months", "cac", better="lower", by=BY, initial=True)
def cac_payback_months(ledger: Ledger, cut: Cut) -> Values:
    """Cost of acquisition (loaded) over the monthly gross profit of the customers won; churn is ignored."""
    profit = ledger.serving.profit(moved(ledger, cut, NEW_CUSTOMER), ledger.by(cut, ledger.service.hours_first))
    return ratios(ledger.costs.of(ledger.costs.loaded, cut) / CENTS, profit / CENTS)


@metric("months", "cac", better="lower", by=BY, form=PAID_BACK, nature="size")
def cac_payback_survival_adjusted(ledger: Ledger, cut: Cut) -> Values:
    """Months of service until gross profit of the customers won, as they leave and grow, has paid their loaded cost."""
    return [ledger.months[slot] for slot in ledger.given.every.slots_of(cut)]


@metric("1", "cac", better="lower")
def cac_ratio(ledger: Ledger, cut: Cut) -> Values:
    """Sales and marketing with overhead, of all quarters but the last, over new ARR a quarter later."""
    if ledger.header.n_months <= QUARTER:
        return undefined("the horizon is not longer than a quarter", cut)
    spent = ledger.costs.loaded_by_month[:-QUARTER].sum(keepdims=True)
    new = ledger.tally.monthly_amount(NEW_CUSTOMER)[QUARTER:].sum(keepdims=True)
    return ratios(spent / CENTS, new * 12 / CENTS)


@metric("1", "cac", better="lower", by=BY, initial=True)
def blended_cac_ratio(ledger: Ledger, cut: Cut) -> Values:
    """Sales and marketing with overhead over new and expansion ARR of the same time."""
    gained = moved(ledger, cut, NEW_CUSTOMER, *EXPANSION)
    return ratios(ledger.costs.of(ledger.costs.loaded, cut) / CENTS, gained * 12 / CENTS)


@metric("1", "cac", better="lower")
def expansion_cac_ratio(ledger: Ledger, cut: Cut) -> Values:
    """Pay and tools of CSMs and their managers, who alone work for expansions, over expansion ARR but price rises."""
    if ledger.given.acquiring.all():
        return undefined(NO_CSM, cut)
    spent = ledger.costs.by_month["success"].sum(keepdims=True)
    return ratios(spent / CENTS, moved(ledger, cut, EXPANDED) * 12 / CENTS)


def marketing_per(ledger: Ledger, cut: Cut, bought: Numbers) -> Values:
    """Cost of marketing [money] for each of so many."""
    return ratios(ledger.costs.of(ledger.costs.marketing, cut) / CENTS, bought)


def only_where(known: Flags, found: list[Value], cut: Cut, why: str, why_none: str) -> list[Value]:
    """Values where they are known, a reason elsewhere, another one for the total."""
    return [
        value if yes else Undefined(why if key else why_none)
        for yes, value, key in zip(known, found, cut.keys, strict=True)
    ]
