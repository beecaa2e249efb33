"""Writings that are relative to a value that stands already: `+2`, `-40%`, `x1.5`, `+5 points`; knows no file."""

import re
from fractions import Fraction
from typing import Literal, NamedTuple

from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.quantity import QuantityError, exact, show
from gtmsim.scenario.language.respell_words import COUNTED

How = Literal["to", "add", "percent", "points", "times"]

SIGNS = "+-\u2212\u2013"  # the last two are the minus sign and the dash of word processors
TIMES = "x\u00d7"
POINTS = ("percentage points", "percentage point", "points", "point", "pts", "pp")
_NUMBER = re.compile(r"\d++(?:\.\d++)?|\.\d++")
_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # `5.000`, which is 5 or 5000
_POWER = re.compile(r"\d++(?:\.\d++)?[eE][+-]?\d{1,3}")
AS_PLANNED = "as planned"  # of a step of a schedule: what the base says
MORE, ON_BASE = "more", "on the base"  # of which a step of a schedule is a change: of the step before, or of the base


class Signed(NamedTuple):
    """A relative writing taken apart; `how` is "to" where it says only that the rest is no change but a value."""

    how: How
    negative: bool
    rest: str  # a quantity without sign, or the factor
    explicit: bool  # said with `by`, `x`, `%` or `points`, which leave no doubt that it is a change
    against: str = ""  # MORE or ON_BASE, if it is said


def signed(text: str) -> Signed | None:
    """What a text says relative to another value; None if it says a value of its own."""
    text = text.strip()
    if text == AS_PLANNED:
        return Signed("add", False, "0", True, ON_BASE)
    for against in (MORE, ON_BASE):
        if text.endswith(f" {against}") and (inner := signed(text.removesuffix(against))) and inner.how != "to":
            return inner._replace(against=against, explicit=True)
    word, _, rest = text.partition(" ")
    if word == "to" and rest.strip():
        return Signed("to", False, rest.strip(), True)
    if word == "by" and rest.strip():
        found = signed(rest) or Signed("add", False, rest.strip(), True)
        return None if found.how == "to" else _kind(found)._replace(explicit=True)
    if factor := _factor(text):
        return Signed("times", False, factor, True)
    if text[:1] not in SIGNS or not text[1:].strip() or not any(c.isdigit() for c in text):
        return None
    return _kind(Signed("add", text[0] != "+", text[1:].strip(), False))


def relative(found: Signed, standing: Fraction, unit: str, as_share: bool = False) -> Fraction:
    """The value that a change makes of the one that stands [`unit`], perhaps said in percent; raises QuantityError."""
    if found.how == "times":
        return standing * Fraction(found.rest)
    amount = Fraction(-1 if found.negative else 1)
    if found.how == "percent":
        share = amount * exact(found.rest, "share")
        if as_share and standing != 1:
            raise _two_readings(found, standing, share)
        if standing < 0:
            what = f"{_said(found)} of a value below 0 may make it larger or smaller"
            raise QuantityError("E_SIGN", what, Offer([[f"x{_short(1 + share)}"]], "say the value itself"))
        return standing * (1 + share)
    if found.how == "points":
        if unit not in ("share", "1/year"):
            raise QuantityError(
                "E_UNIT", f"{_said(found)} is for shares", "say how much of it, as a number or in percent"
            )
        return standing + amount * exact(f"{found.rest}%", "share")
    if _GROUPED.fullmatch(found.rest) and unit in COUNTED:
        raise QuantityError("E_NUMBERLIKE", f"{show(found.rest)} can be read in several ways", "write a plain number")
    number = _number(found.rest)
    if as_share and isinstance(number, int | float) and number >= 1:
        sign = "-" if found.negative else "+"
        what = f"{_said(found)} on {percent(standing)} would be {_short(100 * Fraction(str(number)))} percentage points"
        raise QuantityError("E_SIGN", what, Offer([[f"{sign}{found.rest} points"]], "say the value itself"))
    return standing + amount * (exact(number, unit) if number else 0)


def absolute(found: Signed) -> str:
    """What an unsigned or signed quantity is by itself."""
    return f"-{found.rest}" if found.negative else found.rest


def percent(share: Fraction) -> str:
    """A share as people write it."""
    return f"{_short(100 * share)} %"


def _kind(found: Signed) -> Signed:
    """A sum, told from a percentage and from percentage points."""
    if found.how != "add":
        return found
    lowered = found.rest.lower()
    for word in POINTS:
        if lowered.endswith(word) and (number := lowered.removesuffix(word).strip(" %-")):
            return found._replace(how="points", rest=number, explicit=True)
    if found.rest.endswith("%"):
        return found._replace(how="percent", explicit=True)
    return found


def _factor(text: str) -> str:
    """The number of `x1.5` or `1.5x`; empty if the text is none."""
    for inner in (text[1:], text[:-1]) if len(text) > 1 else ():
        sign = text[0] if inner == text[1:] else text[-1]
        if sign in TIMES and _NUMBER.fullmatch(inner.strip()):
            return inner.strip()
    return ""


def _number(rest: str) -> int | float | str:
    """A plain number as the number that it is, since texts must have a unit."""
    if not _NUMBER.fullmatch(rest):
        return float(rest) if _POWER.fullmatch(rest) and float(rest) < 1e300 else rest
    return float(rest) if "." in rest else int(rest)


def _two_readings(found: Signed, standing: Fraction, share: Fraction) -> QuantityError:
    times, points = standing * (1 + share), standing + share
    what = f"{_said(found)} on {percent(standing)} may mean {percent(times)} or {percent(points)}"
    sign = "-" if found.negative else "+"
    first, second = f"x{_short(1 + share)}", f"{sign}{found.rest.rstrip('% ')} points"
    remarks = {first: "for the first", second: "for the second"}
    return QuantityError("E_SIGN", what, Offer([[first, second]], "say the value itself", remarks=remarks))


def _said(found: Signed) -> str:
    return show(f"{'-' if found.negative else '+'}{found.rest}" + (" points" if found.how == "points" else ""))


def _short(number: Fraction) -> str:
    return f"{float(number):.12g}"
