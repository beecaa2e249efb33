"""Facts and random small tables for the tests of policies."""

import math

from hypothesis import strategies as st

from gtmsim.policies.facts import Fact, Output, Spans, boolean, category, date, domain, number, whole
from gtmsim.policies.spans import united
from gtmsim.policies.table import Row, Table

ARR = number("arr", "money", "yearly revenue of the account", 0, 1e9)
IDLE = number("idle", "day", "days since anybody met", 0, math.inf)
CHANGE = number("change", "1", "change of use", -math.inf, math.inf)
SHARE = number("share", "share", "use of the product", 0, 1)
SEATS = whole("seats", "count", "people with access", 0, math.inf)
MONTH = whole("month", "count", "month of the year", 1, 12)
SEGMENT = category("segment", "size of the account", "SMB", "MM", "KA", "none")
ROLE = category("role", "who asks", "inside sales", "CSM", "a, b", "not(c)", "-")
FACTS = (ARR, IDLE, CHANGE, SHARE, SEATS, MONTH, SEGMENT, ROLE)
SAID = (0.1, 0.2, -3.0, 7.0)
KNOWN = boolean("known", "whether we know somebody there")
SIGNED = date("signed", "when the contract was signed")
VALUE = Output("value", "number", "1", -1e9, 1e9, (), "what the row is worth")


def bounds(fact: Fact) -> st.SearchStrategy[float]:
    """Values of the domain, often the same ones, often neighbours."""
    low, high = domain(fact)
    if fact.kind == "category":
        return st.integers(0, len(fact.values) - 1).map(float)
    if fact.unit == "date":
        return st.integers(739_600, 739_700).map(float)  # around New Year 2026
    if fact.kind == "whole":
        return st.integers(max(-10, int(low)), int(min(high, 12))).map(float)
    near = st.sampled_from([0.0, 0.25, 0.5, 1.0, math.nextafter(1.0, 0.0), math.nextafter(0.0, 1.0), 2.0, 1.125, 1e6])
    return st.one_of(near, st.floats(max(low, -1e300), min(high, 1e300))).filter(lambda x: low <= x <= high)


@st.composite
def unions(draw: st.DrawFn, fact: Fact) -> Spans:
    """A set of values that is not empty."""
    low, high = domain(fact)
    edges = draw(st.lists(st.tuples(bounds(fact), bounds(fact)), min_size=1, max_size=3))
    spans = [(min(pair), max(pair)) for pair in edges]
    reach = draw(st.sampled_from(["as it is", "to the left", "to the right", "anything"]))
    if reach == "to the left":
        spans[0] = low, spans[0][1]
    elif reach == "to the right":
        spans[-1] = spans[-1][0], high
    elif reach == "anything":
        spans = [(low, high)]
    return united(spans, fact)


@st.composite
def tables(draw: st.DrawFn, hit: str, most: int = 6, defaults: tuple[bool, ...] = (False, False, True)) -> Table:
    """A table of one to four inputs and few rows, many of whose cells accept anything; it may declare a default."""
    inputs = tuple(draw(st.lists(st.sampled_from(FACTS), min_size=1, max_size=4, unique=True)))
    rows = []
    for index in range(draw(st.integers(0, most))):
        tests = tuple((domain(fact),) if draw(st.booleans()) else draw(unions(fact)) for fact in inputs)
        rows.append(Row(f"r{index}", tests, ()))
    values = [(draw(st.sampled_from(SAID)),) for _ in rows]
    rows = [
        row._replace(values=(1.0,) if hit == "collect count" else value)
        for row, value in zip(rows, values, strict=True)
    ]
    default = (draw(st.sampled_from(SAID)),) if draw(st.sampled_from(defaults)) else None
    return Table("table", "point", hit, inputs, (VALUE,), tuple(rows), default)
