"""The form in which a number was said, so that a changed one is said alike: `90 per month`, `75%`, `1k per day`."""

import re
from fractions import Fraction
from typing import Any, NamedTuple

from gtmsim.scenario.language.currency import currency
from gtmsim.scenario.language.magnitude import write
from gtmsim.scenario.language.quantity import exact, parse

_NUMBER = re.compile(r"\d[\d.]*+")
_SCALES = {"k": 1_000, "M": 1_000_000}


class Form(NamedTuple):
    """A number and how it was said."""

    amount: Fraction  # [unit]
    unit: str
    said: str
    around: tuple[str, str]  # what stood before and behind its digits; two empty texts of a plain number
    each: Fraction  # of one of its digits' number [unit]
    period: str  # "day" or "week" of money that counts days; empty otherwise
    currency: str

    @property
    def as_share(self) -> bool:
        """Was it said in percent, so that a percentage of it and percentage points may be mistaken?"""
        return self.unit == "share" or "%" in self.said

    def in_currency(self, word: str) -> "Form":
        """The same where a change names the currency."""
        return self._replace(currency=word or self.currency)

    def written(self, amount: Fraction) -> Any:
        """Another amount, said alike."""
        before, behind = self.around
        if (before or behind) and self.each:
            number = amount / self.each
            plain = _digits(number)
            named = self.currency if self.currency and self.currency not in self.said else ""
            return f"{named} {before}{plain}{behind}".strip()
        if self.unit in ("count", "month"):
            return int(amount) if self.unit == "count" else write(int(amount), "month")
        plain_ = write(float(amount), self.unit)
        return f"{self.currency} {plain_}" if self.currency else plain_


def form_of(said: Any, unit: str) -> Form:
    """A number as a file says it, with its form; raises QuantityError."""
    value = parse(said, unit)
    amount = exact(said, unit)
    period = str(getattr(value, "period", ""))
    text = said.strip() if isinstance(said, str) else str(said)
    found = _NUMBER.search(text) if isinstance(said, str) else None
    if found is None or not (number := Fraction(found[0])) or text[: found.start()].strip() not in ("", *"$€£¥"):
        return Form(amount, unit, text, ("", ""), Fraction(0), period, currency(said))
    return Form(
        amount, unit, text, (text[: found.start()], text[found.end() :]), amount / number, period, currency(said)
    )


def plain_number(text: str) -> Any:
    """A text as the number that it is where it has no unit."""
    try:
        return float(text) if "." in text or "e" in text.lower() else int(text)
    except ValueError:
        return text


def _digits(number: Fraction) -> str:
    """A number in decimals: exact where it has few, otherwise as exact as a float."""
    if number.denominator == 1:
        return str(number.numerator)
    scaled = number * 10**9
    if scaled.denominator == 1:
        return f"{number.numerator / number.denominator:.9f}".rstrip("0")
    digits = repr(float(number))
    return digits if "e" not in digits else f"{float(number):.18f}".rstrip("0")
