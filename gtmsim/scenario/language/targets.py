"""A target as a file says it: an amount, or one for each of some days, perhaps with the side on which it is reached.

Which unit it is in only its metric knows, of which the language knows nothing: the amounts stay as they were said.
"""

import calendar
import datetime
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from gtmsim.scenario.language.declare import Declaration, each
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.problems import nearest
from gtmsim.scenario.language.quantity import QuantityError, parse, show
from gtmsim.scenario.language.respell_dates import dates
from gtmsim.scenario.language.signed import signed

SIDES = ("at_least", "at_most")
EXAMPLE = "write `8M`, `{2026-06-30: 3M, 2026-12-31: 8M}` or `{at_most: 8M}`"
LONGEST = 40  # characters of a name that is tried as a date
LIMIT = 1e15
QUARTER = re.compile(r"(\d{4})\W?[qQ]([1-4])|[qQ]([1-4])\W?(\d{4})")
MONTH = re.compile(r"\d{4}\W\d{1,2}|[^\W\d_]+\W\d{4}")  # no day is named

Amount = int | float | str  # as it was said


class TargetSaid(NamedTuple):
    """What is to be reached, by when; without a side it is the better one of the metric."""

    side: str  # at_least, at_most, or nothing
    steps: tuple[tuple[datetime.date | None, Amount], ...]  # in order of days; None is the end of the run

    def place(self, day: datetime.date | None) -> tuple[str, ...]:
        """Where a file says the amount of a day, below the target's name."""
        return (*filter(None, (self.side, day.isoformat() if day else "")),)


@dataclass(frozen=True)
class TargetDeclaration(Declaration):
    """`8M`, `{2026-06-30: 3M, 2026-12-31: 8M}`, or either of them below `at_least` or `at_most`."""

    def read(self, said: object) -> TargetSaid:
        """The target with its amounts as they were said."""
        if isinstance(said, TargetSaid):
            return said
        if not isinstance(said, dict):
            return TargetSaid("", ((None, _amount(said)),))
        if not said:
            raise QuantityError("E_TYPE", "an empty target", EXAMPLE)
        sides = [key for key in said if key in SIDES]
        if not sides:
            return TargetSaid("", _steps(said))
        if len(said) > 1:
            other = next(key for key in said if key != sides[0])
            what = f"`{sides[0]}` and {show(other)} at one place"
            raise QuantityError(
                "E_CONFLICT", what, "a target has one side, and its days stand below it", (other,), True
            )
        (inner,) = each([(sides[0], said[sides[0]])], _inner)
        return TargetSaid(str(sides[0]), inner)

    def write(self, value: Any) -> Any:
        """The shortest writing of the target."""
        (day, amount), *more = value.steps
        said = amount if day is None and not more else {day.isoformat(): one for day, one in value.steps}
        return {value.side: said} if value.side else said

    def bounds(self) -> str:
        """The sides."""
        return f"also by days, and below {' or '.join(SIDES)}"

    def json(self) -> dict[str, Any]:
        """An amount, amounts by days, or either below a side."""
        amount = {"type": ["number", "string"]}
        days = {r"^\d{4}-\d{2}-\d{2}$": amount}
        dated = {"type": "object", "patternProperties": days, "additionalProperties": False, "minProperties": 1}
        either = {"anyOf": [amount, dated]}
        sides = {"type": "object", "properties": dict.fromkeys(SIDES, either), "additionalProperties": False}
        return {"anyOf": [amount, dated, {**sides, "minProperties": 1, "maxProperties": 1}]}


def to_reach(meaning: str) -> TargetDeclaration:
    """A target of a metric; its value is a TargetSaid."""
    return TargetDeclaration("", meaning)


def _inner(said: object) -> tuple[tuple[datetime.date | None, Amount], ...]:
    if isinstance(said, dict) and not said:
        raise QuantityError("E_TYPE", "an empty target", EXAMPLE)
    return _steps(said) if isinstance(said, dict) else ((None, _amount(said)),)


def _steps(said: dict[Any, object]) -> tuple[tuple[datetime.date | None, Amount], ...]:
    """Amounts in order of their days."""
    days = each([(key, key) for key in said], _day)
    steps = zip(days, each(said.items(), _amount), strict=True)
    return tuple(sorted(steps, key=lambda step: step[0]))


def _day(key: object) -> datetime.date:
    try:
        return parse(key, "date")  # type: ignore[return-value]  # the unit decides the type
    except QuantityError as fault:
        text = str(key)
        known = nearest(text, SIDES)
        what = "keys are days such as `2026-12-31`, or one of `at_least` and `at_most`"
        otherwise = known if known.startswith("did you mean") else what
        offer = Offer([_last_days(text)], otherwise, on_key=True)
        raise QuantityError(fault.code, fault.what, offer, on_key=True) from None


def _last_days(text: str) -> list[str]:
    """The days that a text may mean; of a month or of a quarter the last one, as a target is reached by then."""
    if len(text) > LONGEST:
        return []
    if quarter := QUARTER.fullmatch(text.strip()):
        year, number = int(quarter[1] or quarter[4]), int(quarter[2] or quarter[3])
        return [last_of_month(datetime.date(year, 3 * number, 1)).isoformat()]
    found = [datetime.date.fromisoformat(day) for day in dates(text)]
    return [(last_of_month(day) if MONTH.fullmatch(text.strip()) else day).isoformat() for day in found]


def last_of_month(day: datetime.date) -> datetime.date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _amount(said: object) -> Amount:
    """A number or a text that says one; what would be a change elsewhere must say that it is none."""
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        raise QuantityError("E_TYPE", f"need an amount, got {show(said)}", EXAMPLE)
    if isinstance(said, int | float):
        if not math.isfinite(said) or abs(said) > LIMIT:
            raise QuantityError("E_RANGE", f"{show(said)} is no amount of anything", EXAMPLE)
        if said >= 0:
            return said
    text = str(said).strip()
    change = signed(text)
    if change is None:
        return text
    if change.how == "to":
        return _negative(change.rest)
    below = change.how == "add" and change.negative and not change.explicit
    hint = Offer([[f"to {text}"]], "say the amount itself") if below else "say the amount itself"
    what = f"{show(text)} may be a change, and a target says an amount" if below else f"{show(text)} is a change"
    raise QuantityError("E_SIGN", what, hint)


def _negative(text: str) -> str:
    """What follows the word `to`, which stays so that it reads the same again."""
    return f"to {text}"


def plain(amount: Amount) -> Any:
    """An amount without the word `to`, a number where it needs no unit."""
    if not isinstance(amount, str) or not amount.startswith("to "):
        return amount
    text = amount.removeprefix("to ").strip()
    try:
        return float(text)
    except ValueError:
        return text


def amounts(said: TargetSaid) -> Iterator[tuple[datetime.date | None, Any, tuple[str, ...]]]:
    """Each day with its amount, and its place below the target's name."""
    for day, amount in said.steps:
        yield day, plain(amount), said.place(day)
