"""What is seen of an account before anybody decides about it."""

from gtmsim.rules.rule import rule


@rule
def fit_seen(fit: float, error: float, z: float) -> float:
    """The fit [1] that we see of an account: off by an error of this standard deviation."""
    return fit + error * z
