"""A union of intervals as the shortest cell that says it."""

import math

from gtmsim.policies.facts import Fact, Spans, domain
from gtmsim.policies.literals import Writer, bare, named
from gtmsim.policies.spans import after, before, complement


def text_of(spans: Spans, fact: Fact, show: Writer = bare) -> str:
    """The canonical text of a union: `parse` takes it back to exactly `spans`."""
    if spans == (domain(fact),):
        return "-"
    inside, outside = (_pieces(each, fact, show) for each in (spans, complement(spans, fact)))
    return f"not({', '.join(outside)})" if len(outside) < len(inside) else ", ".join(inside)


def _pieces(spans: Spans, fact: Fact, show: Writer) -> list[str]:
    if fact.kind == "category":
        return [named(index, fact) for low, high in spans for index in range(int(low), int(high) + 1)]
    return [_piece(low, high, fact, show) for low, high in spans]


def _piece(low: float, high: float, fact: Fact, show: Writer) -> str:
    least, most = domain(fact)
    if low == high and math.isfinite(low):
        return show(low, fact)
    if low != least:
        above, from_open = _bound(low, before(low, fact), fact, show)
        if high == most:
            return f"{'>' if from_open else '>='} {above}"
    below, to_open = _bound(high, after(high, fact), fact, show)
    if low == least:
        return f"{'<' if to_open else '<='} {below}"
    return f"{'(' if from_open else '['}{above}..{below}{')' if to_open else ']'}"


def _bound(value: float, beyond: float, fact: Fact, show: Writer) -> tuple[str, bool]:
    """A bound and whether it is open: of the two ways to write it the shorter one."""
    if not math.isfinite(beyond):
        return show(value, fact), False
    if not math.isfinite(value):
        return show(beyond, fact), True
    closed, opened = show(value, fact), show(beyond, fact)
    return (opened, True) if fact.kind == "number" and len(opened) < len(closed) else (closed, False)
