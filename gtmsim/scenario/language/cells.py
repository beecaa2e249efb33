"""Cells of decision tables: any word or number that a file says, and the literals in them as quantities with units."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gtmsim.policies.facts import DATE, Fact, Output
from gtmsim.policies.literals import CellError, bare, plain
from gtmsim.scenario.language.declare import Declaration, each, text_of
from gtmsim.scenario.language.magnitude import is_counted, write
from gtmsim.scenario.language.numberlike import clear
from gtmsim.scenario.language.quantity import QuantityError, parse, show
from gtmsim.scenario.language.scalars import resolve

BARE = 1.5  # the highest share that a number without `%` may say: beyond it most people mean percent


@dataclass(frozen=True)
class CellDeclaration(Declaration):
    """One cell; what it must say follows from its column, so that it is read when the table is."""

    def read(self, said: object) -> str:
        """The cell as text."""
        if isinstance(said, bool):
            return str(said).lower()
        if not isinstance(said, int | float | str | datetime.date):
            hint = _instead(said) if isinstance(said, list) else "write a word, a number or a test"
            raise QuantityError("E_TYPE", f"need a cell, got {show(said)}", hint)
        text = text_of(said, "a cell").strip() if isinstance(said, str) else str(said)
        if not text:
            raise QuantityError("E_CELL", "the cell is empty", 'write "-" where anything will do')
        return text

    def write(self, value: Any) -> Any:
        """The cell as a number where it is one."""
        try:
            number = resolve(value)
        except QuantityError:
            return value
        return number if isinstance(number, int | float) and repr(number) == value else value

    def json(self) -> dict[str, Any]:
        """A text or a number."""
        return {"type": ["string", "number"]}


@dataclass(frozen=True)
class ExpectDeclaration(CellDeclaration):
    """What a case should be answered with: a row, several rows, or answers by name."""

    def read(self, said: object) -> Any:
        """A name, a list of names, or texts by name."""
        if isinstance(said, dict):
            names = [text_of(key, "a name") for key in said]
            read = super().read
            return dict(zip(names, each([(name, said[name]) for name in names], read), strict=True))
        if isinstance(said, list | tuple):
            return each(enumerate(said), super().read)
        return super().read(said)

    def write(self, value: Any) -> Any:
        """As it is said."""
        if isinstance(value, dict):
            return {name: super(ExpectDeclaration, self).write(one) for name, one in value.items()}
        return value

    def json(self) -> dict[str, Any]:
        """A text, texts, or texts and numbers by name."""
        cell = super().json()
        return {"anyOf": [cell, {"type": "array", "items": cell}, {"type": "object", "additionalProperties": cell}]}


def _instead(said: list[Any]) -> str:
    """What to write for a test that YAML has taken for a list."""
    texts = [str(one) for one in said if isinstance(one, int | float | str)]
    if len(texts) == 1 and ".." in texts[0]:
        return f'put an interval in quotes: "[{texts[0]}]"'
    return f'write one text: "{", ".join(texts)}"' if texts else "write a word, a number or a test"


def read_literal(text: str, fact: Fact | Output) -> float:
    """A number as scenarios write it, `20k`, `30 days`, `10%`, or a day [unit of the fact]."""
    if fact.unit == DATE:
        return plain(text, fact)
    try:
        said = resolve(text)
        if not isinstance(said, int | float | str) or isinstance(said, bool):
            return plain(text, fact)
        value = float(parse(said, fact.unit or "1"))  # type: ignore[arg-type]  # no fact is a date
        if fact.unit == "share" and "%" not in text and (isinstance(fact, Fact) or value > fact.high):
            _refuse_percentage(text, value, fact)
        return value
    except QuantityError as error:
        raise CellError(error.code, error.what, error.hint) from None


def _refuse_percentage(text: str, value: float, fact: Fact | Output) -> None:
    """Refuse a number without `%` that was probably meant with it: 90 is 9000 %."""
    if value <= min(fact.high, BARE):
        return
    percent = f"{value * 100.0:.12g}%"
    readings = [f"`{text}%`"] if value <= 100.0 * fact.high else []
    readings += [f"`{percent}`"] if value <= fact.high else []
    what = f"{show(text)} is {percent} of a share"
    hint = f"write {' or '.join(readings)}" if readings else f"{fact.name} lies in 0% to {100.0 * fact.high:g}%"
    raise CellError("E_UNIT", what, hint)


def write_literal(value: float, fact: Fact | Output) -> str:
    """The shortest writing that `read_literal` takes back to exactly the value."""
    unit = fact.unit or "1"
    if fact.kind == "category" or unit == DATE:
        return bare(value, fact)
    if unit == "share" and value:
        percent = f"{value * 100.0:.12g}%"
        if parse(percent, unit) == value:
            return percent
        if abs(value) > BARE:
            return f"{Decimal(repr(value)) * 100:f}%"
    text = str(write(value, unit))
    text = clear(text) if is_counted(unit) else text
    thousands = f"{value / 1000.0:.12g}k"
    short = unit.startswith("money") and abs(value) >= 1000.0 and "e" not in thousands and len(thousands) < len(text)
    return thousands if short and parse(thousands, unit) == value else text


def unit_literal(value: float, fact: Fact | Output) -> str:
    """A number that a file gives in the fact's unit as scenarios write it, even one that no scenario takes."""
    try:
        return write_literal(value, fact)
    except QuantityError:
        return bare(value, fact)
