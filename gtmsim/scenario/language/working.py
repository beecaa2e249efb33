"""Times of work: a working day has 8 hours, not 24; and which unit of time a bare number probably counts."""

import math
from collections.abc import Iterator
from typing import Any

from gtmsim.scenario.language.magnitude import magnitude, parts_of
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.quantity_error import QuantityError, show
from gtmsim.scenario.language.spelling import plain
from gtmsim.scenario.language.units import TIMES

HOURS = {"day": (8, 24), "week": (40, 168)}  # of work, and by the clock
LONGER = {"month": "months", "quarter": "quarters", "year": "years"}
COUNTED = ("minutes", "hours", "days", "weeks", "months", "years")
OWN = {"day": "days", "hour": "hours", "month": "months"}
OFFERED = 3


def refuse_days(said: object, unit: str) -> None:
    """Refuse a time of work that is said in days: nobody works for 24 hours of one."""
    parts = parts_of(said) if unit == "hour" and isinstance(said, str) else None
    time = TIMES.get(parts.word, "") if parts is not None else ""
    if parts is None or not (time in HOURS or time in LONGER) or parts.per:
        return
    try:
        magnitude(said, unit)
    except QuantityError:
        return  # which its reader reports
    if time not in HOURS:
        raise QuantityError("E_UNIT", f"{show(said)} is no time of work", "say its hours, such as `16h`")
    worked, lasting = (f"{plain(float(f'{float(parts.number) * hours:.6g}'))}h" for hours in HOURS[time])
    what = f"{show(said)} of work may be {worked}, a working {time} having {HOURS[time][0]} hours, or {lasting}"
    raise QuantityError("E_UNIT", what, Offer([[worked, lasting]]))


def counted(said: object, unit: str, usual: tuple[Any, Any] | None) -> str:
    """A hint for a bare number: the units of time in which it would be usual, that of the parameter first."""
    if unit not in OWN or usual is None or isinstance(said, bool) or not isinstance(said, int | float) or said <= 0:
        return ""
    found = list(_usual(said, unit, usual))
    middle = math.sqrt(max(float(usual[0]), 1e-3) * float(usual[1]))
    found.sort(key=lambda each: (each[0] != OWN[unit], abs(math.log(each[2] / middle))))
    return Offer([[text for _, text, _ in found[:OFFERED]]])


def _usual(said: float, unit: str, usual: tuple[Any, Any]) -> Iterator[tuple[str, str, float]]:
    for word in COUNTED:
        text = f"{said}h" if word == "hours" else f"{said} {word[:-1] if said == 1 else word}"
        try:
            value = magnitude(text, unit)
        except QuantityError:
            continue
        if usual[0] <= value <= usual[1]:
            yield word, text, float(value)  # type: ignore[arg-type]  # as above
