"""A cell of a DMN table as a cell of ours: numbers get the unit of their column, names lose their quotes."""

import re

from gtmsim.policies.facts import Fact, Output
from gtmsim.policies.literals import NAME, CellError, Writer, quoted

_NUMBER = re.compile(
    r'(?<![\w"])[+-]?(?:\d+(?:\.\d*)?|(?<!\.)\.\d+)(?:[eE][+-]?\d+)?(?=\s*(?:,|\.\.|\)|\]|\[|$))', re.ASCII
)
_FUNCTION = re.compile(r"([^\W\d][\w ]*?)\s*\(")
_WORDS = re.compile(r"\b(?:and|or|if|then|else|for|return|some|every|in|between|instance|function|true|false)\b")
_SIGNS = re.compile(r"[*{}@?!]|[\d)]\s*[+/-]\s*\d")
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")


def cell_of(text: str, what: Fact | Output, show: Writer) -> str:
    """What a scenario would say; raises CellError where the cell is more than a unary test."""
    said = text.strip()
    if said in ("", "-"):
        return said and "-"
    bare = re.sub(r'"[^"]*"', '""', said)
    for function in _FUNCTION.finditer(bare):
        if function[1] != "not":
            hint = "a number is in the unit of its column: write `30`, not `duration(...)`"
            hint = hint if what.kind != "category" else 'put names in quotes: `"name"`'
            raise CellError("E_DMN", f"the FEEL function {quoted(function[1])} is not supported", hint)
    if re.search(r"\bnull\b", bare):
        raise CellError("E_DMN", "the FEEL value `null` is not supported", "leave the entry empty")
    if "?" in bare or (what.kind != "category" and (_WORDS.search(bare) or _SIGNS.search(bare))):
        hint = "write a test such as `>= 5`, `[5..7)`, `5, 7` or `not(5)`"
        raise CellError("E_DMN", f"the FEEL expression {quoted(said)} is not supported", hint)
    if what.kind == "category":
        return re.sub(r'"([^"]*)"', lambda found: found[1] if NAME.fullmatch(found[1]) else found[0], said)
    if _THOUSANDS.search(said):  # one number or two: whoever reads the cell says so
        return said
    return _NUMBER.sub(lambda found: _shown(found[0], what, show), said)


def _shown(digits: str, what: Fact | Output, show: Writer) -> str:
    value = float(digits)
    return show(value, what) if abs(value) < 1e300 else digits
