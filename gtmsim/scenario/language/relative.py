"""What a relative writing makes of the value that stands already, or why it could mean two things; knows no file."""

import re
from fractions import Fraction

from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.quantity import QuantityError, exact, show
from gtmsim.scenario.language.respell_words import COUNTED
from gtmsim.scenario.language.signed import NUMBER, Signed

_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # `5.000`, which is 5 or 5000
_POWER = re.compile(r"\d++(?:\.\d++)?[eE][+-]?\d{1,3}")


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


def percent(share: Fraction) -> str:
    """A share as people write it."""
    return f"{_short(100 * share)} %"


def _number(rest: str) -> int | float | str:
    """A plain number as the number that it is, since texts must have a unit."""
    if not NUMBER.fullmatch(rest):
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
