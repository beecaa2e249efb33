"""What is seen of an account before anybody decides about it."""

from gtmsim.rules.rule import rule

INPUTS = {
    "error": tuple[float, ...],  # standard deviation of that with which fit is seen, on each day; none: it is known
    "learning": tuple[int, ...],  # what it costs to know that much of a lead on each day [cents]; none: nothing
}


@rule
def fit_seen(fit: float, error: float, z: float) -> float:
    """The fit [1] that we see of an account: off by an error of this standard deviation."""
    return fit + error * z
