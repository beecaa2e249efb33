"""Content: how often an asset is looked at, how much of what buyers look for is there, what a website captures."""

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


class Site(NamedTuple):
    """What a website makes of its visits."""

    floor: float  # share captured by the worst
    plain: float  # share captured by the best without a case, of what it captures with all
    need: float  # cases that visitors look for


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


@rule
def captured(site: Site, quality: float, cases: float) -> float:
    """Share of visits that a website of this quality [1], with so many cases, turns into leads [1]."""
    return upheld(site.floor, quality * upheld(site.plain, covered(cases, site.need)))
