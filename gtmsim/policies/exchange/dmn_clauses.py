"""What the columns of a DMN table are, and which rows answer; what our tables cannot say is refused by its name."""

import difflib
import re

from gtmsim.policies.exchange.markup import Element
from gtmsim.policies.exchange.sheet import Said, UnreadableError, refused
from gtmsim.policies.facts import DecisionPoint, Fact, Output
from gtmsim.policies.literals import quoted

REFUSED_TYPES = (
    *("boolean", "date", "time", "datetime", "dateandtime"),
    *("daytimeduration", "yearmonthduration", "daysandtimeduration", "yearsandmonthsduration"),
)


def known_language(element: Element) -> None:
    """Refuses any expression language but FEEL."""
    said = element.attributes.get("expressionLanguage", "")
    if said and "feel" not in said.lower():
        raise refused("E_DMN", f"the expression language {quoted(said)} is not supported", "use FEEL", element.at)


def hit_of(table: Element) -> Said:
    """The hit policy, in our words."""
    said, adding = table.attributes.get("hitPolicy", "UNIQUE"), table.attributes.get("aggregation", "")
    if said == "COLLECT" and adding == "SUM":
        return Said("collect sum", *table.at)
    if said in ("UNIQUE", "FIRST"):
        return Said(said.lower(), *table.at)
    what = f"the hit policy `{said}`" + (f" with {quoted(adding or 'no aggregation')}" if said == "COLLECT" else "")
    raise refused("E_DMN", f"{what} is not supported", "use UNIQUE, FIRST, or COLLECT with SUM", table.at)


def input_of(clause: Element, point: DecisionPoint) -> tuple[Fact, Element]:
    """The fact that an input clause asks for."""
    expression = clause.part("inputExpression") or clause
    known_language(expression)
    _typed(expression)
    said = expression.said("text") or re.sub(r"\s*\[.*\]$", "", clause.attributes.get("label", "").strip())
    found = next((fact for fact in point.facts if fact.name == said), None)
    if found is None:
        raise _unknown(said, [fact.name for fact in point.facts], f"a fact of `{point.name}`", expression)
    return found, clause


def output_of(clause: Element, point: DecisionPoint, columns: int) -> tuple[Output, Element]:
    """The answer that one of so many output clauses gives."""
    _typed(clause)
    for each in clause.parts("defaultOutputEntry"):
        raise refused("E_DMN", "a default output is not supported", "add a row for all other cases", each.at)
    label = re.sub(r"\s*\[.*\]$", "", clause.attributes.get("label", "").strip())
    said = clause.attributes.get("name", "").strip() or label
    if not said and columns == len(point.outputs) == 1:
        return point.outputs[0], clause
    found = next((output for output in point.outputs if output.name == said), None)
    if found is None:
        raise _unknown(said, [output.name for output in point.outputs], f"an answer of `{point.name}`", clause)
    return found, clause


def _typed(element: Element) -> None:
    said = element.attributes.get("typeRef", "")
    if re.sub(r"\s", "", said.rpartition(":")[2].lower()) in REFUSED_TYPES:
        hint = "a duration is a number in the unit of its column" if "uration" in said else "use string or number"
        raise refused("E_DMN", f"the type {quoted(said)} is not supported", hint, element.at)


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
