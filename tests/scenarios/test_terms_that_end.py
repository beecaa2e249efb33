"""What must come out of notice, of contracts that somebody has to sign anew, and of discounts that end."""

from functools import cache

import numpy as np

from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.measure import measure
from gtmsim.metrics.metric import Count
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: terms that end
    market:
      contracts: {CONTRACTS}
      channels: {calls: {max_leads: 1.5 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments:
        firms: {contract_value: 12k, committee: one, churn: 25%, churn_heterogeneity: 5%, price_sensitivity: 2}
      committees: {one: {min_meetings: 0, roles: {boss: {base: 0, price: 2}}}}
      qualification: {in_market: {sql_rate: 60%}}
    plan: {PLAN}
    run: {start: 2026-01-01, months: MONTHS, initial: {customers: {firms: 100}, cash: 1M}, run_off: false}
"""
REPLICATIONS = 8
LOST = (Kind.CHURNED, Kind.CLOSED_DOWN)


@cache
def journals(plan: str, contracts: str = "commitment: 0", months: int = 26):
    """Some replications of a firm with these offers."""
    text = FIRM.replace("{PLAN}", f"{{{plan}}}").replace("{CONTRACTS}", f"{{{contracts}}}")
    inputs = resolve(load_text(text.replace("MONTHS", str(months))))
    return [simulate(inputs, replication) for replication in range(REPLICATIONS)]


@cache
def values(metric: str, *said) -> np.ndarray:
    """A metric of each replication."""
    found = [measure(journal).values[metric, "", ""] for journal in journals(*said)]
    return np.array([one.x if isinstance(one, Count) else one.num / one.den for one in found])  # type: ignore[union-attr]


def above(metric: str, one: tuple, other: tuple) -> float:
    """How many standard errors one plan is above another, in the same luck."""
    moved = values(metric, *one) - values(metric, *other)
    return float(moved.mean() / (moved.std(ddof=1) / np.sqrt(len(moved))))


def both(said: str) -> str:
    """What is said of the end of a contract, to buyers and to customers."""
    return f"offers: {{firms: {{term: annual{said}}}}}, renewal_offers: {{firms: {{term: annual{said}}}}}"


AT_THE_END, NOTICE, SHORT = both(""), both(", notice_period: 90 days"), both(", notice_period: 30 days")
BY_HAND = both(", renews_automatically: false")


def losses(plan: str) -> list[list[tuple[int, int]]]:
    """Who is lost when."""
    return [
        list(zip(one.time[one.of(*LOST)].tolist(), one.entity[one.of(*LOST)].tolist(), strict=True))
        for one in journals(plan)
    ]


def test_notice_shows_losses_earlier_and_moves_none() -> None:
    assert any(losses(AT_THE_END))
    assert losses(AT_THE_END) == losses(SHORT) == losses(NOTICE)
    known = values("arr_under_notice", NOTICE)
    assert known.mean() > 4.0 * known.std(ddof=1) / np.sqrt(len(known))
    assert above("arr_under_notice", (NOTICE,), (SHORT,)) > 2
    assert values("arr_end", NOTICE).tolist() == values("arr_end", AT_THE_END).tolist()


def test_who_misses_the_day_stays() -> None:
    missed = NOTICE, "commitment: 0, missed_notice: 30%"
    assert above("churned_arr", missed, (NOTICE,)) < -2
    assert above("renewal_rate", missed, (NOTICE,)) > 2
    assert values("missed_notices", *missed).mean() > 0.0


def test_contracts_that_nobody_signs_lapse() -> None:
    lapsing = BY_HAND, "commitment: 0, lapse: 20%"
    assert above("churned_arr", lapsing, (AT_THE_END,)) > 2
    assert above("lapsed_customers", lapsing, (AT_THE_END,)) > 2
    assert losses(BY_HAND) == losses(AT_THE_END)


def test_a_discount_at_first_wins_more_and_brings_less_cash_in_the_first_year() -> None:
    cheaper = "offers: {firms: {billing: monthly, introductory: {discount: 60%, lasts: 6 months}}}"
    full = "offers: {firms: {billing: monthly}}"
    one, other = (cheaper, "commitment: 0", 12), (full, "commitment: 0", 12)
    assert above("wins", one, other) > 2
    assert above("cash_end", one, other) < -2
    assert above("uplift_arr", one, other) > 2
