"""Money said for a day or a week: a month costs as many of them as it has days. Knows no writing and no file."""

from fractions import Fraction
from typing import Any

DAYS = {"day": 1, "week": 7}  # days that each period has


class PerDay(float):
    """An amount for each `period` [currency]; as a number it is what a mean month costs [currency/month]."""

    amount: Fraction
    period: str

    def __new__(cls, amount: Fraction, period: str) -> "PerDay":
        said = super().__new__(cls, amount * Fraction(487, 16) / DAYS[period])
        said.amount, said.period = amount, period
        return said

    def __reduce__(self) -> tuple[Any, ...]:
        return PerDay, (self.amount, self.period)

    @property
    def a_day(self) -> float:
        """What one day costs [currency]."""
        return float(self.amount / DAYS[self.period])
