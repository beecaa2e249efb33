"""Sets of values as unions of closed intervals; the neighbour of a double is a double, so that nothing lies between."""

import math
from collections.abc import Iterable

from gtmsim.policies.facts import Fact, Output, Span, Spans, domain


def after(value: float, fact: Fact | Output) -> float:
    """The next value above."""
    return math.nextafter(value, math.inf) if fact.kind == "number" else value + 1.0


def before(value: float, fact: Fact | Output) -> float:
    """The next value below."""
    return math.nextafter(value, -math.inf) if fact.kind == "number" else value - 1.0


def united(spans: Iterable[Span], fact: Fact | Output) -> Spans:
    """The union: sorted, disjoint, neighbours joined."""
    joined: list[Span] = []
    for low, high in sorted((low + 0.0, high + 0.0) for low, high in spans if low <= high):
        if joined and low <= after(joined[-1][1], fact):
            joined[-1] = joined[-1][0], max(joined[-1][1], high)
        else:
            joined.append((low, high))
    return tuple(joined)


def complement(spans: Spans, fact: Fact | Output) -> Spans:
    """The rest of the domain."""
    low, high = domain(fact)
    rest = []
    for begin, end in spans:
        if low < begin:
            rest.append((low, before(begin, fact)))
        if end >= high:
            return tuple(rest)
        low = after(end, fact)
    return (*rest, (low, high))


def clipped(span: Span, fact: Fact | Output) -> Spans:
    """What of an interval lies in the domain."""
    low, high = domain(fact)
    inside = max(low, span[0]), min(high, span[1])
    return (inside,) if inside[0] <= inside[1] else ()


def holds(spans: Spans, value: float) -> bool:
    """Whether a value is in the union."""
    return any(low <= value <= high for low, high in spans)


def shared(ours: Spans, theirs: Spans) -> bool:
    """Whether some value is in both unions."""
    left = right = 0
    while left < len(ours) and right < len(theirs):
        if max(ours[left][0], theirs[right][0]) <= min(ours[left][1], theirs[right][1]):
            return True
        if ours[left][1] < theirs[right][1]:
            left += 1
        else:
            right += 1
    return False
