"""A cell of a table, written as a unary test of S-FEEL, as a union of intervals."""

import math
import re
from itertools import pairwise

from gtmsim.policies.facts import Fact, Span, Spans, domain
from gtmsim.policies.literals import CellError, Reader, bare, extent, index_of, literal, names, plain, quoted
from gtmsim.policies.spans import clipped, complement, united

LARGEST = 2**53  # beyond it a double skips whole numbers
_NOT = re.compile(r"not\s*\((.*)\)", re.DOTALL)
_COMPARES = re.compile(r"(>=|<=|>|<)\s*(.*)", re.DOTALL)
_PARTING = re.compile('[,"]')
_FOREIGN = {"==": "5", "=>": ">= 5", "=<": "<= 5", "=": "5", "!=": "not(5)", "<>": "not(5)", "≠": "not(5)"} | {
    "≥": ">= 5",
    "≤": "<= 5",
    "–": "-",
    "—": "-",
}


def parse(text: str, fact: Fact, read: Reader = plain) -> Spans:
    """The values of a fact that a cell accepts."""
    said = text.strip()
    if said == "-":
        return (domain(fact),)
    negated = _NOT.fullmatch(said)
    spans = united((_test(part, fact, read) for part in parts_of(negated[1] if negated else said, fact)), fact)
    if not negated:
        return spans
    rest = complement(spans, fact)
    if not rest:
        raise CellError("E_RANGE", f"{quoted(said)} leaves no value of {fact.name}", "remove the row")
    return rest


def parts_of(said: str, fact: Fact) -> list[str]:
    """The tests of a list; a comma within quotes parts nothing."""
    if said.count('"') % 2:
        raise CellError("E_CELL", f"{quoted(said)} has a quote that nothing closes", 'write `"` twice or not at all')
    parts, first, inside = [], 0, False
    for found in _PARTING.finditer(said):
        inside ^= found[0] == '"'
        if found[0] == "," and not inside:
            parts.append(said[first : found.start()])
            first = found.end()
    parts.append(said[first:])
    if not all(part.strip() for part in parts):
        what = "a comma has nothing on one side" if len(parts) > 1 else "the cell is empty"
        raise CellError("E_CELL", what, "remove the comma" if len(parts) > 1 else "write `-` where anything will do")
    for left, right in pairwise(parts):
        if fact.kind != "category" and left[-1].isdigit() and re.match(r"\d{3}(?!\d)", right):
            left, right = left.lstrip(), right.rstrip()
            hint = f"write {quoted(left + right)}, or a space after the comma"
            raise CellError("E_CELL", f"{quoted(left + ',' + right)} may be one number or two", hint)
    return [part.strip() for part in parts]


def _test(text: str, fact: Fact, read: Reader) -> Span:
    if fact.kind == "category":
        if text[0] in "<>=[](" and text not in fact.values:
            raise CellError("E_CELL", f"{quoted(text)}: {fact.name} has no order", f"list some of {names(fact)}")
        index = index_of(text, fact)
        return index, index
    for sign, instead in _FOREIGN.items():
        if text.startswith(sign):
            raise CellError(
                "E_CELL", f"{quoted(text)} is no test", f"instead of `{sign}` write for example `{instead}`"
            )
    span = _whole(*_bounds(text, fact, read)) if fact.kind == "whole" else _doubles(*_bounds(text, fact, read))
    if span[0] > span[1]:
        what = "whole number" if fact.kind == "whole" else "number"
        raise CellError("E_RANGE", f"no {what} lies in {quoted(text)}", "an interval has its lower bound first")
    if fact.kind == "whole" and any(LARGEST < abs(bound) < math.inf for bound in span):
        raise CellError("E_RANGE", f"{quoted(text)} is beyond {LARGEST}", f"{fact.name} lies in {extent(fact)}")
    inside = clipped(span, fact)
    if not inside:
        bounds = [bare(bound, fact) for bound in domain(fact)]
        raise CellError("E_RANGE", f"{fact.name} is never {quoted(text)}", f"it lies in [{bounds[0]}..{bounds[1]}]")
    return inside[0]


def _bounds(text: str, fact: Fact, read: Reader) -> tuple[float, bool, float, bool]:
    """The lower bound, whether it is open, the upper bound, whether it is open."""
    compares = _COMPARES.fullmatch(text)
    inside = text[1:-1] if text[:1] in "[(]" and text[-1:] in "])[" else ""
    between = ".." in inside
    ends = [compares[2]] if compares else inside.split("..", 1) if between else [text]
    ends = [end.strip() for end in ends]
    if "..." in text or any(re.search(r"[<>=()\[\]]|\.\.|^$", end) for end in ends):
        raise CellError("E_CELL", f"{quoted(text)} is no test", "write for example `>= 5`, `[5..7)` or `not(5)`")
    found = [literal(end, fact, read) for end in ends]
    if compares:
        open_end = "=" not in compares[1]
        above = compares[1].startswith(">")
        return (found[0], open_end, math.inf, False) if above else (-math.inf, False, found[0], open_end)
    return found[0], between and text[0] != "[", found[-1], between and text[-1] != "]"


def _doubles(low: float, low_open: bool, high: float, high_open: bool) -> Span:
    return math.nextafter(low, math.inf) if low_open else low, math.nextafter(high, -math.inf) if high_open else high


def _whole(low: float, low_open: bool, high: float, high_open: bool) -> Span:
    # In integers, since a double just below a large whole number may round to it.
    first: float = low if math.isinf(low) else math.floor(low) + 1 if low_open else math.ceil(low)
    last: float = high if math.isinf(high) else math.ceil(high) - 1 if high_open else math.floor(high)
    return (first, last) if max(abs(first), abs(last)) > LARGEST else (float(first), float(last))
