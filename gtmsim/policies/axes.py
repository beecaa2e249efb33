"""The axes of a table: the values of each input, gathered into classes that no test tells apart."""

from typing import NamedTuple

from gtmsim.policies.facts import Fact, Spans, domain
from gtmsim.policies.spans import after, before, united
from gtmsim.policies.table import Table


class Axis(NamedTuple):
    """The classes of an input's values; a set of rows is an integer with bit r for row r."""

    masks: tuple[int, ...]  # for each class the rows whose test accepts it
    spans: tuple[Spans, ...]  # for each class its values


def axes(table: Table) -> tuple[Axis, ...]:
    """One axis for each input."""
    return tuple(
        _axis(fact, [united(row.tests[place], fact) for row in table.rows]) for place, fact in enumerate(table.inputs)
    )


def _axis(fact: Fact, tests: list[Spans]) -> Axis:
    low, high = domain(fact)
    changes = {low: 0}  # at each value where some test begins or ends, the rows that change
    for row, test in enumerate(tests):
        for begin, end in test:
            changes[begin] = changes.get(begin, 0) ^ 1 << row
            if end < high:
                beyond = after(end, fact)
                changes[beyond] = changes.get(beyond, 0) ^ 1 << row
    classes: dict[int, list[tuple[float, float]]] = {}
    begins = sorted(changes)
    alive = 0
    for begin, following in zip(begins, [*begins[1:], None], strict=True):
        alive ^= changes[begin]
        end = high if following is None else before(following, fact)
        classes.setdefault(alive, []).append((begin, end))
    return Axis(tuple(classes), tuple(united(spans, fact) for spans in classes.values()))
