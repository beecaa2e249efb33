"""Customers who are served well send others."""

from typing import NamedTuple

from gtmsim.rules.rule import rule


class Referring(NamedTuple):
    """How readily customers refer."""

    unrewarded: float  # share of the highest rate that comes without a reward
    half_reward: float  # cents at which half of the rest comes
    needs_coverage: float  # share of referrals that is lost without CSM coverage


class ReferralInputs(NamedTuple):
    """Customers that refer."""

    rate: float  # per day, at best
    referring: Referring
    trust: float
    reward: int  # cents
    knows: int


INPUTS = {
    "referrals": ReferralInputs | None,
}


@rule
def readiness(referring: Referring, reward: float, covered: float) -> float:
    """Share of the highest referral rate that is reached [1]; `reward` in cents."""
    drawn = reward / (reward + referring.half_reward) if reward > 0.0 else 0.0
    willing = referring.unrewarded + (1.0 - referring.unrewarded) * drawn
    return willing * (1.0 - referring.needs_coverage * (1.0 - covered))


@rule
def refers(ready: float, u: float) -> bool:
    """Does a customer who could refer now do it?"""
    return u < ready
