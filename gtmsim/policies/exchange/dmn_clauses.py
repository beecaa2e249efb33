"""What the columns of a DMN table are, and which rows answer; what our tables cannot say is refused by its name."""

import difflib
import re

from gtmsim.policies.exchange.dmn_needs import meant
from gtmsim.policies.exchange.markup import Element
from gtmsim.policies.exchange.sheet import Said, UnreadableError, refused
from gtmsim.policies.facts import BOOLEAN, DATE, DecisionPoint, Fact, Output
from gtmsim.policies.literals import quoted

PRIORITY = "PRIORITY"
AGGREGATIONS = ("SUM", "MIN", "MAX", "COUNT")
REFUSED_TYPES = (
    *("boolean", "date", "time", "datetime", "dateandtime"),
    *("daytimeduration", "yearmonthduration", "daysandtimeduration", "yearsandmonthsduration"),
)


def hit_of(table: Element) -> Said:
    """The hit policy, in our words; PRIORITY as it is."""
    said, adding = table.attributes.get("hitPolicy", "UNIQUE"), table.attributes.get("aggregation", "")
    if said == "COLLECT" and adding in AGGREGATIONS:
        return Said(f"collect {adding.lower()}", *table.at)
    if said in ("UNIQUE", "FIRST", "ANY"):
        return Said(said.lower(), *table.at)
    if said == PRIORITY:
        return Said(PRIORITY, *table.at)
    what = f"the hit policy `{said}`" + (f" with {quoted(adding or 'no aggregation')}" if said == "COLLECT" else "")
    hint = f"use UNIQUE, FIRST, ANY, PRIORITY, or COLLECT with {', '.join(AGGREGATIONS)}"
    raise refused("E_DMN", f"{what} is not supported", hint, table.at)


def input_of(clause: Element, point: DecisionPoint, required: dict[str, str]) -> tuple[Fact, Element]:
    """The fact that an input clause asks for."""
    expression = clause.part("inputExpression") or clause
    said = expression.said("text") or re.sub(r"\s*\[.*\]$", "", clause.attributes.get("label", "").strip())
    said = meant(said, point, required)
    found = next((fact for fact in point.facts if fact.name == said), None)
    if found is None:
        raise _unknown(said, [fact.name for fact in point.facts], f"a fact of `{point.name}`", expression)
    _typed(expression, found)
    return found, clause


def output_of(clause: Element, point: DecisionPoint, columns: int) -> tuple[Output, Element]:
    """The answer that one of so many output clauses gives."""
    label = re.sub(r"\s*\[.*\]$", "", clause.attributes.get("label", "").strip())
    said = clause.attributes.get("name", "").strip() or label
    if not said and columns == len(point.outputs) == 1:
        found: Output | None = point.outputs[0]
    else:
        found = next((output for output in point.outputs if output.name == said), None)
    if found is None:
        raise _unknown(said, [output.name for output in point.outputs], f"an answer of `{point.name}`", clause)
    _typed(clause, found)
    return found, clause


def _typed(element: Element, what: Fact | Output) -> None:
    """Refuses a type that a fact or answer is not of, so that its cells would be read as something else."""
    said = element.attributes.get("typeRef", "")
    kind = re.sub(r"\s", "", said.rpartition(":")[2].lower())
    if kind in REFUSED_TYPES and kind != _own_type(what):
        hint = "a duration is a number in the unit of its column" if "uration" in said else "use string or number"
        raise refused(
            "E_DMN", f"the type {quoted(said)} is not supported: `{what.name}` is {_is(what)}", hint, element.at
        )


def _own_type(what: Fact | Output) -> str:
    """The type of DMN that only some facts are of."""
    return "boolean" if sorted(what.values) == list(BOOLEAN) else "date" if what.unit == DATE else ""


def _is(what: Fact | Output) -> str:
    return "a name" if what.kind == "category" else "a number" if what.unit != DATE else "a day"


def _unknown(said: str, known: list[str], what: str, element: Element) -> UnreadableError:
    close = difflib.get_close_matches(said[:80], known, n=1)
    hint = f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(f'`{each}`' for each in known)}"
    return refused("E_FACT", f"{quoted(said) if said else 'no name'} is not {what}", hint, element.at)


def once(columns: list[tuple[Fact, Element]] | list[tuple[Output, Element]]) -> None:
    """Refuses a second column for the same thing."""
    seen: set[str] = set()
    for what, clause in columns:
        if what.name in seen:
            raise refused("E_DMN", f"a second column for `{what.name}`", "put both tests into one cell", clause.at)
        seen.add(what.name)
