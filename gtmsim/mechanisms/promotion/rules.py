"""Posts that advertise: what they bring, and the ban that they risk."""

from gtmsim.rules.maths import exp, expm1
from gtmsim.rules.rule import rule


@rule
def advertised(gain: float, share: float) -> float:
    """Leads of a channel as a multiple of what it brings without advertising, if this share of its posts does [1]."""
    return 1.0 + gain * share


@rule
def ban_chance(hazard: float, steepness: float, over: float) -> float:
    """Chance of a ban on a day [1], with this hazard a day at the limit and so much more of the posts advertising."""
    return -expm1(-hazard * exp(steepness * over))
