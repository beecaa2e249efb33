"""How quick a person is, beside the team."""

from gtmsim.rules.maths import exp, normal_quantile
from gtmsim.rules.rule import rule

LUCK = ("PRODUCTIVITY",)


@rule
def productivity(spread: float, u: float) -> float:
    """Work of a person over the team's mean [1]: lognormal of mean 1, whose logarithm has this standard deviation."""
    return exp(spread * normal_quantile(u) - 0.5 * spread * spread)
