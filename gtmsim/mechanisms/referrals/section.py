"""Customers who refer others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.referrals.rules import ReferralInputs, Referring
from gtmsim.scenario.language.composites import LEADS, StandsFor
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.resolved.found import Lever, initial_of
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario


class Referrals(Section):
    """Customers refer others; a referred lead is in market. Off when absent."""

    rate: Annotated[
        float,
        param(
            "1/year",
            "leads a customer refers a year at best",
            ge=0,
            le=50,
            usual=(0.005, 4),
            stands_for=StandsFor(LEADS),
        ),
    ]
    base_share: Annotated[
        float, param("share", "share of that rate that comes without a reward", ge=0, le=1, usual=(0.005, 1))
    ] = 1.0
    half_saturation_reward: Annotated[
        float, param("money", "reward that brings half of the rest", gt=0, usual=(10, 20_000))
    ] = 1000.0
    trust: Annotated[
        float, param("1", "logit that every member of the referred lead's committee gains", ge=0, le=10, usual=(0, 3))
    ] = 0.0
    accounts_considered: Annotated[
        int,
        param(
            "count", "accounts that a customer thinks of; it refers the first in need", ge=1, le=1000, usual=(1, 100)
        ),
    ] = 1


MARKET = {
    "referrals": Entry(Referrals | None, None, before="content"),
}

PLAN = {
    "referral_reward": Entry(
        Annotated[float, param("money", "paid to a customer whose referral is won", ge=0, usual=(5, 20_000))],
        0.0,
        before="community",
    ),
}

BEFORE = {
    "referral_reward": Entry(
        Annotated[
            float | None,
            param("money", "paid until day 0 to a customer whose referral was won", ge=0, usual=(10, 50_000)),
        ],
        None,
        before="policies",
    ),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """Who refers others."""
    said: Referrals | None = at.market.referrals
    if said is None:
        return {"referrals": None}
    lost = 0.0 if at.market.coverage_effects is None else at.market.coverage_effects.referrals
    referring = Referring(said.base_share, said.half_saturation_reward * 100.0, lost)
    reward = round(at.plan.referral_reward * 100)
    return {"referrals": ReferralInputs(said.rate / 365.25, referring, said.trust, reward, said.accounts_considered)}


def plan_before(scenario: "Scenario") -> dict[str, Any]:
    """What was paid for a referral until day 0."""
    said: float | None = initial_of(scenario).plan.referral_reward
    return {"referral_reward": scenario.plan.referral_reward if said is None else said}


def seen_on_day_0(plan: "Plan", scenario: "Scenario") -> Iterator[Lever]:
    """What was paid for a referral."""
    if scenario.market.referrals is not None:
        yield ("plan", "referral_reward"), plan.referral_reward, ("referral_reward",)


def without_channel(scenario: "Scenario") -> Iterator[tuple[str, str, Any]]:
    """Nobody refers anybody."""
    if scenario.market.referrals is not None:
        yield "referral", "market.referrals.rate", 0
