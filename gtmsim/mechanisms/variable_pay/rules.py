"""What variable pay comes to at some attainment of a quota."""

from typing import NamedTuple

from gtmsim.rules.rule import rule


class VariablePay(NamedTuple):
    """What a team's people are paid by how much of their quota they reach."""

    months: int  # of a period, 0: nothing is paid so
    yearly: tuple[int, ...]  # cents a year at quota of each person, per month
    quota: float  # SDR: hundredths of qualified leads a year; CSM: share of what comes up for renewal; AE: as `quota`
    ramped: bool  # is the quota smaller for who still learns?
    threshold: float  # share of the quota below which nothing is paid
    accelerates_at: float  # share of the quota beyond which more is paid
    accelerator: float  # so many times as much


INPUTS = {
    "variable_pay": tuple[VariablePay, ...],  # one for each team; none where nobody is paid so
}


@rule
def variable_on(target: int, attained: float, threshold: float, accelerates_at: float, accelerator: float) -> int:
    """Variable pay [cents] at so much of a quota [1]: nothing up to the threshold, `target` at the quota."""
    usual = max(0.0, min(attained, accelerates_at) - threshold)
    beyond = max(0.0, attained - max(accelerates_at, threshold)) * accelerator
    return int(target * ((usual + beyond) / (1.0 - threshold)) + 0.5)
