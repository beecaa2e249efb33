"""The example that a person would choose: the simplest value of a set."""

import datetime
import math
from fractions import Fraction

from gtmsim.policies.facts import DATE, Fact, Spans

FINEST = 12  # decimals that anybody reads
_TURN = float(datetime.date(2026, 1, 1).toordinal())  # a day that anybody knows
SHORT = 1_000  # a whole bound up to here is simple enough as it is


def simplest(spans: Spans, fact: Fact) -> float:
    """A short value near 0 [unit of the fact]; the first category."""
    if fact.kind == "category":
        return spans[0][0]
    if fact.unit == DATE:  # no day is simpler than another
        return spans[0][0] if spans[0][0] > fact.low else spans[0][1] if spans[0][1] < fact.high else _TURN
    return min((_of(*span) for span in spans), key=lambda value: (len(repr(value)), abs(value)))


def _of(low: float, high: float) -> float:
    if low <= 0.0 <= high:
        return 0.0
    return _positive(low, high) if low > 0.0 else -_positive(-high, -low)


def _positive(low: float, high: float) -> float:
    """A short number between two positive ones: a whole one, otherwise one of few decimals."""
    if math.isinf(low):
        return low
    exact = Fraction(low)
    if exact.denominator == 1 and exact <= SHORT:
        return low
    least = math.ceil(exact)
    for zeros in range(len(str(least)), -1, -1):
        tens = int("1" + "0" * zeros)
        value = float(-(-least // tens) * tens)
        if low <= value <= high:
            return value
    for decimals in range(1, FINEST + 1):
        tens = int("1" + "0" * decimals)
        value = math.ceil(exact * tens) / tens
        if low <= value <= high:
            return value
    return low
