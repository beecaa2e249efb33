"""A deal passes the stages of the sale; its price, its luck with us, and the attention that we pay to it."""

from gtmsim.rules.maths import exp, normal_quantile
from gtmsim.rules.qualification import LN2
from gtmsim.rules.rule import rule


@rule
def annual_price(median: float, sigma: float, level: float, u: float) -> int:
    """Lognormal contract value [cents/year] at a price level [1], a multiple of 12 cents so that ARR = 12 x MRR."""
    return 12 * max(1, int(median * exp(sigma * normal_quantile(u)) * level / 12.0 + 0.5))


@rule
def goes_on(share: float, u: float) -> bool:
    """Does the buyer go on to the next stage?"""
    return u < share


@rule
def attention(half_life: float, waited: float) -> float:
    """How attended the buyer feels [1]: one when nobody kept him waiting, halves every half-life of waiting [day]."""
    return exp(-LN2 * waited / half_life)
