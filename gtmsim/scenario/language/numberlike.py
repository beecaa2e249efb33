"""Numbers in forms that programs read in different ways, as `012`, `1,000` and `9:30`; and the one that is taken."""

import re
from fractions import Fraction
from typing import Any

# `*+` and `++` never give back what they took: without them a long run of blanks is parted in all ways, for hours.
NUMBER = r"[+-]?(?:\d[\d_,.]*+|\.\d++)(?:[eE][+-]?\d++)?"
STRICT = re.compile(r"[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
OTHER_BASE = re.compile(r"[+-]?0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
LONGEST = 40  # characters
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_CLOCK = re.compile(r"(\d{1,3}):(\d{1,2})(?::\d{1,2}(?:\.\d*)?)?")


class Grouped(float):
    """A number whose point may part thousands, as `120.000` does to some; which it is depends on what is counted."""

    text: str

    def __new__(cls, text: str) -> "Grouped":
        said = super().__new__(cls, text)
        said.text = str(text)
        return said

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[Any, ...]:
        return Grouped, (self.text,)


def clear(text: str) -> str:
    """A number whose point nobody takes for one that parts thousands: `1.1250`."""
    return f"{text}0" if THOUSANDS.fullmatch(text) else text


def numberlike(text: str) -> str:
    """What to write instead of a number in a form that programs read in different ways; empty if `text` is none."""
    if OTHER_BASE.fullmatch(text):
        if len(text) > LONGEST:
            return "1000"
        digits = text.lstrip("+-")
        return f"{'-' if text.startswith('-') else ''}{int(digits, 0)}"
    if clock := _CLOCK.fullmatch(text):
        hours = Fraction(int(clock[1])) + Fraction(int(clock[2]), 60)
        return f"{float(hours):.4g}h"
    if THOUSANDS.fullmatch(text) and text.endswith("0"):  # `12.000` is no way to write twelve
        return text.replace(".", "")
    if not re.fullmatch(NUMBER, text) or STRICT.fullmatch(text) or ".." in text:
        return ""
    grouped = re.fullmatch(r"[+-]?\d{1,3}(?:[,_]\d{3})+(?:\.\d+)?", text)
    plain = re.sub("[,_]", "", text) if grouped or "," not in text else text.replace("_", "").replace(",", ".", 1)
    plain = re.sub(r"^([+-]?)0+(?=\d)", r"\1", plain)
    return plain if STRICT.fullmatch(plain) else "1000"
