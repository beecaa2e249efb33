"""Brand: goodwill that is built slowly, wears off by itself, and helps wherever a buyer has heard of us."""

from typing import NamedTuple

from gtmsim.rules.maths import exp, log
from gtmsim.rules.rule import rule

MOST_LIFT = 2.0  # goodwill beyond which advertisements work no better


class Brand(NamedTuple):
    """How goodwill moves, and what it does; 1 is what is typical of the category."""

    keep: float  # share of the goodwill that is left after a month
    word_of_mouth: float  # goodwill that 100 customers keep up, fully covered and beyond `break_even` 0
    break_even: float  # coverage at which customers speak neither well nor badly
    scandal: float  # chance in a month
    damage: float  # share of the goodwill that a scandal takes
    efficiency: float  # by how much more an advertisement works for each unit of goodwill
    trust: float  # logit
    premium: float  # logarithm of the price


class Builder(NamedTuple):
    """A channel whose spend builds the brand."""

    channel: int
    most: float  # goodwill that unlimited spend would keep up
    half_spend: float  # money a month


class BrandInputs(NamedTuple):
    """Goodwill."""

    brand: Brand
    initial: float  # on day 0
    built: tuple[float, ...]  # goodwill that spend keeps up, of each month
    spend: tuple[int, ...]  # cents, per month
    builders: tuple[Builder, ...]  # where the run decides what is spent
    shows: tuple[float, ...]  # of what a month has put in, in itself and in each month after it; the same


INPUTS = {
    "brand": BrandInputs | None,
}


@rule
def reach(spend: float, half_spend: float) -> float:
    """Share of the goodwill that unlimited spend would keep up [1]: one half at `half_spend`."""
    if spend <= 0.0:
        return 0.0
    return spend / (spend + half_spend)


@rule
def arrived(months: float, delay: float) -> float:
    """Months of an even flow that have passed an Erlang-2 delay of this mean [month] after so many months [month]."""
    if months <= 0.0:
        return 0.0
    if delay <= 0.0:
        return months
    half = 0.5 * delay
    return months - delay + exp(-months / half) * (months + delay)


@rule
def spoken(brand: Brand, customers: int, covered: float) -> float:
    """Goodwill that the talk of so many customers keeps up [1], below 0 where they are served too badly."""
    return brand.word_of_mouth * (customers / 100.0) * (covered - brand.break_even)


@rule
def goodwill(brand: Brand, before: float, built: float, talk: float) -> float:
    """Goodwill after a month [1]: it moves from what it was toward what spend and talk keep up."""
    after = brand.keep * before + (1.0 - brand.keep) * (built + talk)
    return after if after > 0.0 else 0.0


@rule
def taken(brand: Brand, before: float, u: float) -> float:
    """Goodwill that a month's scandal takes [1], -1 in a month without one."""
    if not u < brand.scandal:
        return -1.0
    return brand.damage * before


@rule
def lift(brand: Brand, now: float) -> float:
    """What a unit of carried spend is worth [1], 1 for a typical brand."""
    return (1.0 + brand.efficiency * min(now, MOST_LIFT)) / (1.0 + brand.efficiency)


@rule
def prior_trust(brand: Brand, now: float) -> float:
    """Logit that every member has from what is known of us [1], 0 for a typical brand."""
    return brand.trust * log(0.5 * (1.0 + now))


@rule
def price_felt(brand: Brand, now: float) -> float:
    """Change of the logarithm of the price that buyers weigh [1], 0 for a typical brand, at most the premium."""
    return brand.premium * ((1.0 - now) / (1.0 + now))
