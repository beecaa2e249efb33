"""Content: how often an asset is looked at, how much of what buyers look for is there."""

from typing import NamedTuple

from gtmsim.rules.maths import exp, power
from gtmsim.rules.rule import rule


class Asset(NamedTuple):
    """How one asset is looked at as it grows older."""

    views: float  # a day when it is new
    short: float  # share of these that belong to the burst
    burst: float  # day
    tail: float  # day
    decline: float  # 1


INPUTS = {
    "self_served": tuple[float, ...],  # share of the success hours that content saves, per month
}


@rule
def views_at(asset: Asset, age: float) -> float:
    """Views of an asset at an age [1/day; age in days]: a burst that fades by `burst`, and a tail that falls slowly."""
    burst = asset.short * exp(-age / asset.burst)
    return asset.views * (burst + (1.0 - asset.short) * power(1.0 + age / asset.tail, -asset.decline))


@rule
def covered(assets: float, need: float) -> float:
    """Share of the assets looked for that are there [1]."""
    return min(1.0, assets / need)


@rule
def upheld(floor: float, coverage: float) -> float:
    """Share of the leads that a channel keeps where part of the content is missing [1]."""
    return floor + (1.0 - floor) * coverage
