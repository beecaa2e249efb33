"""How terms of payment are written elsewhere: `net 30`, `30 days after invoice`, `due on receipt`."""

import re
from dataclasses import dataclass
from typing import Any

from gtmsim.scenario.language.numbers import NumberDeclaration
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.quantity import QuantityError

_TIME = r"(?P<number>\d{1,3}(?:\.\d+)?) ?(?P<unit>(?:calendar )?days?|d|weeks?|w|months?)?"
_OF = r"(?:after|from|of|since|upon) (?:the )?(?:date of (?:the )?)?"
_BILL = rf"{_OF}(?:invoice|bill|billing|receipt|invoicing)(?: date)?"
_BY = r"(?:within |due in |due |payable (?:in|within) )?"
NET = re.compile(rf"{_BY}(?:(?:net|n)[ -/]?)?{_TIME}(?: ?net)?(?: {_BILL})?", re.IGNORECASE)
EARLY = re.compile(rf"\d+(?:\.\d+)?%? ?/ ?\d+,? ?(?:net|n)[ -/]?{_TIME}", re.IGNORECASE)
MONTH_END = re.compile(rf"(?:(?:net )?{_TIME} ?)?(?:eom|end of (?:the )?month|month[ -]end)", re.IGNORECASE)
AT_ONCE = re.compile(
    r"(?:due |payable )?(?:on|upon) (?:receipt|delivery|signature|invoice)|immediate(?:ly)?|at once|instant(?:ly)?|"
    r"none|no|up-?front|pre-?pa(?:id|y|yment)|in advance|cash|cod|cia|now|same day|today",
    re.IGNORECASE,
)
HALF_A_MONTH = 15.0  # days to the end of a month, in the mean
LENGTHS = {"day": 1.0, "week": 7.0, "month": 30.0}
UNITS = {"w": "week", "d": "day", "m": "month"}


@dataclass(frozen=True)
class PaymentTermsDeclaration(NumberDeclaration):
    """Time from a bill until it is due; what invoices write of it is named as a duration."""

    def read_alone(self, said: object) -> Any:
        """The number [day]."""
        try:
            return super().read_alone(said)
        except QuantityError as fault:
            if fault.code == "E_RANGE" or not isinstance(said, str):
                raise
            found = _instead(" ".join(said.split()))
            raise (fault.hinting(lambda: found) if found else fault) from None


def _instead(text: str) -> str:
    """What to write; empty where the text is none of the words of invoices."""
    if AT_ONCE.fullmatch(text):
        return Offer([["0 days"]], "say it as a duration", "what is paid with the bill has no terms: write")
    if ended := MONTH_END.fullmatch(text):
        days = _days(ended["number"] or "0", ended["unit"]) + HALF_A_MONTH
        lead = "bills are written on any day, so that to the end of the month it is half of one in the mean: write"
        return Offer([[f"{days:g} days"]], "say it as a duration", lead)
    early, net = EARLY.fullmatch(text), NET.fullmatch(text)
    if early:
        lead = "nobody pays early here, so that this is: write"
        return Offer([[_written(early["number"], early["unit"])]], "say it as a duration", lead)
    return Offer([[_written(net["number"], net["unit"])]], "say it as a duration") if net and not text.isdigit() else ""


def _written(number: str, unit: str | None) -> str:
    """A duration, of days where no other unit is said."""
    word = _unit(unit)
    return f"{number} {word}{'' if float(number) == 1.0 else 's'}"


def _days(number: str, unit: str | None) -> float:
    """Days of a duration, a month being thirty."""
    return float(number) * LENGTHS[_unit(unit)]


def _unit(said: str | None) -> str:
    return UNITS[(said or "day").lower().removeprefix("calendar ")[0]]
