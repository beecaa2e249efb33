"""One literal of a cell: a number in its unit or the name of a category; what is wrong with it in a sentence."""

import datetime
import difflib
import math
import re
from collections.abc import Callable

from gtmsim.policies.facts import DATE, Fact, Output, domain

Reader = Callable[[str, Fact | Output], float]
Writer = Callable[[float, Fact | Output], str]

_STRICT = re.compile(r"[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NAME = re.compile(r"[^\W_](?:[\w .&/+'-]*[\w.&/+'-])?")  # a name that needs no quotes


class CellError(ValueError):
    """A writing that is no cell of its column: an error code, what is wrong, what to write."""

    def __init__(self, code: str, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.code, self.what, self.hint = code, what, hint


def plain(text: str, fact: Fact | Output) -> float:
    """A number without a unit, as programs write it, or a day [unit of the fact]."""
    if fact.unit == DATE:
        return day(text, fact)
    if not _STRICT.fullmatch(text):
        unit = f" in {fact.unit}" if fact.unit not in ("", "1") else ""
        raise CellError(
            "E_UNIT", f"{quoted(text)} is no number; {fact.name} is a number{unit}", "write for example `5`"
        )
    return float(text)


def day(text: str, fact: Fact | Output) -> float:
    """The ordinal of a day, written as 2026-01-31."""
    try:
        return float(datetime.date.fromisoformat(text if _DAY.fullmatch(text) else "").toordinal())
    except ValueError:
        raise CellError("E_TYPE", f"{quoted(text)} is no day; {fact.name} is one", "write `2026-01-31`") from None


def bare(value: float, fact: Fact | Output) -> str:
    """The shortest text that `plain` reads as the value."""
    if fact.unit == DATE:
        return datetime.date.fromordinal(int(value)).isoformat()
    if fact.kind == "category":
        return fact.values[int(value)]
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)


def literal(text: str, fact: Fact | Output, read: Reader) -> float:
    """A finite number [unit of the fact]."""
    if text.startswith('"'):
        raise CellError("E_UNIT", f"{quoted(text)} is text; {fact.name} is a number", "remove the quotes")
    value = read(text, fact) + 0.0
    if not math.isfinite(value):
        raise CellError("E_RANGE", f"{quoted(text)} is too large for a number", f"{fact.name} lies in {extent(fact)}")
    return value


def index_of(text: str, fact: Fact | Output) -> float:
    """The index of a category by its name, which may stand in quotes."""
    name = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
    if name in fact.values:
        return float(fact.values.index(name))
    close = difflib.get_close_matches(name[:80], fact.values, n=1, cutoff=0.6)
    close = close or [known for known in fact.values if known.casefold() == name.casefold()]
    hint = f"did you mean `{close[0]}`?" if close else f"known here: {names(fact)}"
    raise CellError("E_FACT", f"{fact.name} is never {quoted(name)}", hint)


def named(value: float, fact: Fact | Output) -> str:
    """The name of a category as a cell writes it."""
    name = fact.values[int(value)]
    return name if NAME.fullmatch(name) else f'"{name}"'


def names(fact: Fact | Output) -> str:
    """The names of a category, or the first twelve."""
    return ", ".join(f"`{name}`" for name in fact.values[:12]) + (", ..." if len(fact.values) > 12 else "")


def extent(fact: Fact | Output) -> str:
    """The domain in words."""
    low, high = domain(fact)
    unit = f" {fact.unit}" if fact.unit not in ("", "1", DATE) else ""
    return f"{bare(low, fact)} to {bare(high, fact)}{unit}" if fact.kind != "category" else names(fact)


def quoted(text: str) -> str:
    """A writing as an error quotes it: one line, short, printable."""
    short = text if len(text) <= 40 else text[:37] + "..."
    return "`" + "".join(c if c.isprintable() else "?" for c in short) + "`"
