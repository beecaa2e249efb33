"""A deal passes the stages of the sale; its price, its luck with us, and the attention that we pay to it."""

from typing import NamedTuple

from gtmsim.rules.chance import Law
from gtmsim.rules.keys import name_key
from gtmsim.rules.maths import LN2, exp, log, normal_quantile
from gtmsim.rules.rule import Key, rule


class StageInputs(NamedTuple):
    """One stage of the sale."""

    name: str
    work: Law  # hour
    think: Law  # day
    goes_on: float

    @property
    def key(self) -> Key:
        """Names the luck of a deal in it."""
        return Key(name_key("stage", self.name))


INPUTS = {
    "stages": tuple[StageInputs, ...],
    "window": Law | None,  # day
    "attention": float,  # day; inf: waiting does no harm
    "effort_return": float,
}


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


@rule
def discounted(amount: int, discount: float) -> int:
    """Annual price [cents] less a share of it, a multiple of 12 cents."""
    if discount == 0.0:
        return amount
    return 12 * max(1, int(amount * (1.0 - discount) / 12.0 + 0.5))


@rule
def effort_logit(per_doubling: float, log_effort: float, stages: int) -> float:
    """Logit [1] that every member gains by the effort of all stages, whose logarithms add up to `log_effort`."""
    if log_effort == 0.0:
        return 0.0
    return per_doubling * log_effort / (LN2 * stages)


@rule
def discount_logarithm(discount: float) -> float:
    """Logarithm of the price that a discount leaves [1]."""
    if discount == 0.0:
        return 0.0
    return log(1.0 - discount)
