"""What a person writes (`45 days`, `12k per month`, `30%`) as one number in its declared unit; knows no file."""

import datetime
from fractions import Fraction

from gtmsim.scenario.language.events import a_day
from gtmsim.scenario.language.magnitude import MagnitudeError, exact_magnitude, magnitude
from gtmsim.scenario.language.quantity_error import QuantityError as QuantityError
from gtmsim.scenario.language.quantity_error import short as short
from gtmsim.scenario.language.quantity_error import show as show
from gtmsim.scenario.language.respell import hint


def parse(said: object, unit: str) -> float | int | datetime.date:
    """The number that `said` means [`unit`]; raises QuantityError, which says what to write instead."""
    try:
        return magnitude(a_day(said, unit), unit)
    except MagnitudeError as fault:
        raise _hinting(fault) from None


def exact(said: object, unit: str) -> Fraction:
    """The number that `said` means, without any rounding [`unit`, which is no date]."""
    try:
        return exact_magnitude(a_day(said, unit), unit)
    except MagnitudeError as fault:
        raise _hinting(fault) from None


def _hinting(fault: MagnitudeError) -> QuantityError:
    """The fault with what to write, found when somebody asks."""
    return QuantityError(fault.code, fault.what, lambda: hint(fault.said, fault.unit))
