"""Numbers that are allowed and odd, one by one: what is usual, and what was probably meant. Relations are elsewhere."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.laws import LawDeclaration, LawSaid
from gtmsim.scenario.language.meant import Usual, is_usual, meant
from gtmsim.scenario.language.numbers import NumberDeclaration, Schedule
from gtmsim.scenario.language.param import values
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import parse, show
from gtmsim.scenario.language.spelling import range_of, roughly, spelled
from gtmsim.scenario.language.words import ListDeclaration
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
LOCATIONS = ("mean", "median")  # what says where a law lies
STAYS = "check the unit; what is meant may stay"
# Roughly how many units of a currency a dollar is, where it is no few: ranges of money are declared in dollars.
_WORTH = (
    "AED 4, ARS 1000, BDT 120, BRL 5, CLP 900, CNY 7, COP 4000, CZK 23, DKK 7, "
    "EGP 50, HKD 8, HUF 360, IDR 16000, ILS 4, INR 85, JPY 150, KES 130, KRW 1400, "
    "KZT 500, MXN 18, MYR 4, NGN 1500, NOK 10, PHP 57, PKR 280, PLN 4, RON 5, "
    "RUB 90, SAR 4, SEK 10, THB 35, TRY 35, TWD 32, UAH 41, VND 25000, ZAR 18"
)
A_DOLLAR = {each.split()[0]: int(each.split()[1]) for each in _WORTH.split(", ")}


class Number(NamedTuple):
    """One number of a parameter."""

    below: Path  # where it stands in the parameter's writing
    value: Any
    said: Any  # as it was written; None where nobody wrote it


def unusual_numbers(scenario: Scenario) -> Iterator[Problem]:
    """A warning for each parameter with a number outside its usual range, at the first such number."""
    document = scenario.document
    dollar = A_DOLLAR.get(scenario.market.currency, 1)
    for path, declaration, value in values(scenario):
        usual = usual_of(declaration, dollar)
        if usual is None or value is None:
            continue
        found = [
            number
            for number in numbers(value, said_at(document, path), declaration.unit)
            if not is_usual(number.value, usual)
        ]
        if found:
            yield _warning(path, declaration, usual, found)


def usual_of(declaration: Declaration, dollar: int = 1) -> Usual | None:
    """The usual range of a parameter's numbers, where a dollar is so many units of the currency [its unit]."""
    said = declaration.item if isinstance(declaration, ListDeclaration) else declaration
    usual: Usual | None = getattr(said, "usual", None)
    if usual is None or not said.unit.startswith("money") or dollar == 1:
        return usual
    return usual[0] * dollar, usual[1] * dollar


def said_at(document: Any, path: Path) -> Any:
    """What the files say at a path; None where they say nothing."""
    said: Any = document.value if document is not None else None
    for part in path:
        try:
            said = said[part]
        except (KeyError, IndexError, TypeError):
            return None
    return said


def numbers(value: Any, said: Any, unit: str = "") -> Iterator[Number]:
    """The numbers that a parameter's value is made of [unit]; of what is said by its mean the mean."""
    key = next((key for key in LOCATIONS if isinstance(said, dict) and key in said), "")
    if key:
        yield Number((key,), parse(said[key], unit), said[key])
    elif isinstance(value, LawSaid):
        yield _alone((), value.location, said)
    elif isinstance(value, Schedule):
        yield from _steps(value, said)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield _alone((place,), one, said[place] if isinstance(said, list) else None)
    else:
        yield _alone((), value, said)


def _alone(below: Path, value: Any, said: Any) -> Number:
    if isinstance(said, dict) and "value" in said:
        return Number((*below, "value"), value, said["value"])
    return Number(below, value, said if isinstance(said, str | int | float) else None)


def _steps(value: Schedule, said: Any) -> Iterator[Number]:
    if value.monthly:
        for place, one in enumerate(value.values):
            yield _alone((place,), one, said[place] if isinstance(said, list | tuple) else None)
    elif isinstance(said, dict) and "value" not in said:
        keys = {key if isinstance(key, str) else str(key): key for key in said}
        for date, one in zip(value.dates, value.values, strict=True):
            key = keys.get("start" if date is None else date.isoformat())
            yield _alone((), one, None) if key is None else _alone((key,), one, said[key])
    else:
        for one in value.values:
            yield _alone((), one, said)


def _warning(path: Path, declaration: Declaration, usual: Usual, found: list[Number]) -> Problem:
    first, unit = found[0], declaration.unit
    amount = spelled(first.value, unit)
    said = amount if first.said is None else first.said
    is_that = _that_is(said, first.value, unit)
    side = "less" if first.value < usual[0] else "more"
    others = f", and {len(found) - 1} more" if found[1:] else ""
    what = f"{show(said)}{is_that} is {side} than is usual, {range_of(*usual, unit)}{others}"
    hint = meant(said, unit, usual, _reader(declaration))
    return Problem("W_UNUSUAL", what, hint or STAYS, path=(*path, *first.below))


def _that_is(said: Any, value: Any, unit: str) -> str:
    """The number in its own unit, where its author wrote it in another."""
    reading = roughly(value, unit)
    same = reading.split()[0].rstrip("%h") == str(said).split()[0].rstrip("%h")
    return "" if same or (unit != "share" and not isinstance(said, str)) else f", that is {reading},"


def _reader(declaration: Declaration) -> Callable[[object], Any]:
    """How one number of the parameter is read."""
    said = declaration.item if isinstance(declaration, ListDeclaration) else declaration
    if isinstance(said, LawDeclaration):
        said = NumberDeclaration(said.unit, said.meaning, ge=0)
    assert isinstance(said, NumberDeclaration)
    return said.allowed
