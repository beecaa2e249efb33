"""Random decision points with sheets, whose cells, names and days are as odd as they may be."""

import datetime
from functools import partial

from hypothesis import strategies as st
from policies.tables import unions

from gtmsim.policies.exchange.sheet import Case, Sheet
from gtmsim.policies.facts import HITS, DecisionPoint, Output, domain
from gtmsim.policies.table import Row, Table
from gtmsim.policies.writing import text_of

NAMES = (
    *(
        "r1",
        "two words",
        "5",
        "-",
        "name",
        "a, b",
        "näme",
        "大客户",
        "@SUM(A1)",
        "+1",
        "-x",
        "#1",
        "true",
        "2026-01-01",
    ),
    *("50 %: (big) & co/2", "'@x", "it's", "row 2", "starts", "x;y".replace(";", ":")),
)
DAYS = st.one_of(st.none(), st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)))


def values(output: Output) -> st.SearchStrategy[float]:
    """Values that a row may answer."""
    low, high = domain(output)
    if output.kind == "number":
        odd = st.sampled_from(
            [value for value in (0.0, 0.1, 1 / 3, 1e-7, 20_000.0, 0.07, 1.125) if low <= value <= high]
        )
        return st.one_of(odd, st.floats(low, high).map(lambda value: value + 0.0))
    return st.integers(int(low), int(high)).map(float)


@st.composite
def cases_of(draw, point: DecisionPoint, names: list[str], write) -> Case:
    """A case that need not be answered as it expects."""
    facts = draw(st.lists(st.sampled_from(point.facts), max_size=3, unique=True))
    given = {fact.name: text_of(draw(unions(fact)), fact, write) for fact in facts}
    rows = st.lists(st.sampled_from(names), max_size=2, unique=True)
    answers = {output.name: values(output).map(partial(write, fact=output)) for output in point.outputs}
    some = st.lists(st.sampled_from(sorted(answers)), min_size=1, unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries({name: answers[name] for name in chosen})
    )
    expect = draw(st.one_of(rows.map(lambda said: said[0] if len(said) == 1 else said), some))
    return Case(given, expect, draw(DAYS))


@st.composite
def sheets(draw, point: DecisionPoint, write) -> Sheet:
    """A sheet of at most six inputs; it need not be proven."""
    chosen = draw(st.lists(st.sampled_from(point.facts), max_size=6, unique=True))
    inputs = tuple(fact for fact in point.facts if fact in chosen)
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
    counted = all(output.kind != "category" and output.low <= 1.0 <= output.high for output in point.outputs)
    hit = draw(st.sampled_from(HITS if counted else HITS[:-1]))
    rows, tests, answers = [], [], []
    for name in names:
        spans = tuple((domain(fact),) if draw(st.booleans()) else draw(unions(fact)) for fact in inputs)
        counts = hit == "collect count"
        then = tuple(1.0 if counts else draw(values(output)) for output in point.outputs)
        rows.append(Row(name, spans, then))
        tests.append(tuple(text_of(each, fact, write) for each, fact in zip(spans, inputs, strict=True)))
        answers.append(tuple(write(value, output) for value, output in zip(then, point.outputs, strict=True)))
    days = draw(st.lists(st.tuples(DAYS, DAYS), min_size=len(rows), max_size=len(rows)))
    default = tuple(draw(values(output)) for output in point.outputs) if draw(st.booleans()) else None
    table = Table(point.name, point.name, hit, inputs, point.outputs, tuple(rows), default)
    said = default and tuple(write(value, output) for value, output in zip(default, point.outputs, strict=True))
    cases = tuple(draw(st.lists(cases_of(point, names, write), max_size=3)))
    return Sheet(table, point.meaning, tuple(days), tuple(tests), tuple(answers), said, cases)
