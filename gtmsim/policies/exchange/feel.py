"""A cell of a DMN table as a cell of ours: numbers get the unit of their column, names lose their quotes."""

import re
from collections.abc import Iterator

from gtmsim.policies.facts import DATE, Fact, Output
from gtmsim.policies.literals import NAME, CellError, Writer, quoted

NONE = "none"
_NUMBER = re.compile(
    r'(?<![\w"])[+-]?(?:\d+(?:\.\d*)?|(?<!\.)\.\d+)(?:[eE][+-]?\d+)?(?=\s*(?:,|\.\.|\)|\]|\[|$))', re.ASCII
)
_WORDS = re.compile(r"\b(?:and|or|if|then|else|for|return|some|every|in|between|instance|function|true|false)\b")
_SIGNS = re.compile(r"[*{}@?!]|[\d)]\s*[+/-]\s*\d")
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_QUOTES = re.compile(r'("[^"]*")')
_DAY = re.compile(r'(?:\bdate\s*\(\s*|@\s*)?"(\d{4}-\d{2}-\d{2})"(\s*\))?', re.ASCII)


def cell_of(text: str, what: Fact | Output, show: Writer) -> str:
    """What a scenario would say; raises CellError where the cell is more than a unary test."""
    said = text.strip()
    if said in ("", "-"):
        return said and "-"
    if what.unit == DATE:
        said = _DAY.sub(_day, said)
    bare = _QUOTES.sub('""', said)
    for function in _functions(bare):
        if function != "not":
            hint = "a number is in the unit of its column: write `30`, not `duration(...)`"
            hint = hint if what.kind != "category" else 'put names in quotes: `"name"`'
            raise CellError("E_DMN", f"the FEEL function {quoted(function)} is not supported", hint)
    if re.search(r"\bnull\b", bare):
        said = _without_null(said, what)
    compares = what.kind != "category" and what.unit != DATE
    if "?" in bare or (compares and (_WORDS.search(bare) or _SIGNS.search(bare))):
        hint = "write a test such as `>= 5`, `[5..7)`, `5, 7` or `not(5)`"
        raise CellError("E_DMN", f"the FEEL expression {quoted(said)} is not supported", hint)
    if what.kind == "category":
        return re.sub(r'"([^"]*)"', lambda found: found[1] if NAME.fullmatch(found[1]) else found[0], said)
    if what.unit == DATE or _THOUSANDS.search(said):  # one number or two: whoever reads the cell says so
        return said
    return _NUMBER.sub(lambda found: _shown(found[0], what, show), said)


def _functions(bare: str) -> Iterator[str]:
    """The names before brackets; each letter is looked at once."""
    begin = 0
    for bracket in re.finditer(r"\(", bare):
        before = bare[begin : bracket.start()].rstrip()
        begin = bracket.end()
        name = re.split(r"[^\w ]", before)[-1].strip()
        if name and not name[0].isdigit() and before.endswith(name):
            yield name


def _without_null(said: str, what: Fact | Output) -> str:
    """A cell whose `null` is called `none`, as far as the fact may be that."""
    if NONE not in what.values:
        hint = "remove it: it is always known" if not isinstance(what, Output) else "leave the entry empty"
        raise CellError("E_DMN", f"the FEEL value `null` is not supported: {what.name} is never null", hint)
    parts = _QUOTES.split(said)
    return "".join(part if part.startswith('"') else re.sub(r"\bnull\b", NONE, part) for part in parts)


def _day(found: re.Match[str]) -> str:
    """A day as ours: `date("2026-01-31")`, `@"2026-01-31"` or the text alone."""
    function = "(" in found[0][: found[0].index('"')]
    return found[1] + (found[2] or "" if not function else "")


def _shown(digits: str, what: Fact | Output, show: Writer) -> str:
    value = float(digits)
    return show(value, what) if abs(value) < 1e300 else digits
