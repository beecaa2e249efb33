"""The reference of all decision points, made from their declarations."""

import math
import sys
from collections.abc import Iterator

from gtmsim.policies.facts import DecisionPoint, Fact, Output, domain
from gtmsim.policies.points import CALLS, OWN, POINTS
from gtmsim.scenario.language.cells import write_literal

HEAD = """# Decision points

Made from the declarations in `gtmsim/policies/points.py`; how to write a table is in [policies](policies.md). Where
a scenario says nothing at a point, the table below holds. An answer that a row leaves out is the one of that table.
"""
SCENARIO = "the scenario's "


def reference() -> str:
    """The page, as Markdown."""
    contents = [f"- [`{point.name}`](#{point.name}): {point.meaning}" for point in POINTS]
    return "\n".join([HEAD, *contents, *(line for point in POINTS for line in _point(point))]) + "\n"


def _point(point: DecisionPoint) -> Iterator[str]:
    events = ", ".join(f"`{event}`" for event in point.events)
    yield from ("", f"## {point.name}", "", point.meaning, "", f"In the journal on {events}.", "")
    yield from ("| fact | unit | domain | meaning |", "|---|---|---|---|")
    yield from (_line(fact) for fact in point.facts)
    yield from ("", "| answer | unit | domain | meaning |", "|---|---|---|---|")
    yield from (_line(output) for output in point.outputs)
    yield from ("", f"By default, `hit: {point.hit}`:", "", "```text")
    for name, when, then in point.default:
        said = ", ".join(f"{output}: {value}" for output, value in then.items())
        tests = ", ".join(f"{fact}: {cell}" for fact, cell in when.items())
        yield f"{{name: {name}, {f'when: {{{tests}}}, ' if tests else ''}then: {{{said}}}}}"
    yield "```"


def _line(column: Fact | Output) -> str:
    return f"| `{column.name}` | {column.unit or 'name'} | {_domain(column)} | {column.meaning} |"


def _domain(column: Fact | Output) -> str:
    if column.kind == "category":
        own = f"{SCENARIO}{column.name}s" if column.name in OWN else ""
        own = own or (f"`none`, {SCENARIO}funding that is kept ready" if column.name == CALLS else "")
        return own or ", ".join(f"`{value}`" for value in column.values)
    low, high = domain(column)
    whole = "whole, " if column.kind == "whole" else ""
    if math.isinf(low) and math.isinf(high):
        return f"{whole}any"
    if math.isinf(high):
        return f"{whole}from {write_literal(low, column)}"
    return f"{whole}{write_literal(low, column)} to {write_literal(high, column)}"


if __name__ == "__main__":
    sys.stdout.write(reference())
