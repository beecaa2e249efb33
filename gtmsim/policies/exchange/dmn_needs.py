"""What a DMN decision rests on: other decisions, which must be decision points too, and expressions in FEEL alone."""

import re
from collections.abc import Iterator

from gtmsim.policies.exchange.markup import Element
from gtmsim.policies.exchange.sheet import refused
from gtmsim.policies.facts import DecisionPoint
from gtmsim.policies.literals import quoted
from gtmsim.policies.points import NUMBER, POINTS

_FEEL = re.compile(r"s?-?feel|https?://www\.omg\.org/spec/\S*feel\S*", re.IGNORECASE)


def known_language(element: Element) -> None:
    """Refuses any expression language but FEEL."""
    said = element.attributes.get("expressionLanguage", "").strip()
    if said and not _FEEL.fullmatch(said):
        what = f"the expression language {quoted(said)} is not supported"
        raise refused("E_DMN", what, "use FEEL", element.at)


def known_languages(element: Element) -> None:
    """Refuses any expression language but FEEL in an element and all below it."""
    for each in _below(element):
        known_language(each)


def called(element: Element, attribute: str = "name") -> str:
    """A name or id as a decision point could be called."""
    return as_name(element.attributes.get(attribute, ""))


def as_name(words: str) -> str:
    """Words as a decision point could be called: `Lead Routing` is `lead_routing`."""
    return re.sub(r"[\s-]+", "_", words.strip().lower())


def needs(decision: Element, top: Element) -> dict[str, str]:
    """The names that required decisions have in expressions -> the decision points that they are."""
    by_id = {each.attributes["id"]: each for each in top.parts("decision") if "id" in each.attributes}
    found: dict[str, str] = {}
    for requirement in decision.parts("informationRequirement"):
        for each in requirement.parts("requiredDecision"):
            href = each.attributes.get("href", "").strip()
            required = by_id.get(href.rpartition("#")[2]) if href.startswith("#") else None
            if required is None:
                what = f"the decision requires {quoted(href or 'no decision')}, which is not in this file"
                raise refused("E_DMN", what, "put that decision into the same file", each.at)
            name = required.attributes.get("name", required.attributes.get("id", ""))
            point = next((key for key in (called(required), called(required, "id")) if key in NUMBER), "")
            if not point:
                what = f"the decision requires {quoted(name)}, which is no decision point"
                hint = f"call it as what it decides ({', '.join(f'`{one}`' for one in NUMBER)}), or write one table"
                raise refused("E_DMN", what, hint, each.at)
            if required is decision:
                raise refused("E_DMN", f"the decision {quoted(name)} requires itself", "remove that", each.at)
            variable = required.part("variable")
            said = (name, variable.attributes.get("name", "") if variable else "")
            found |= {word: point for word in said if word}
    return found


def meant(expression: str, point: DecisionPoint, required: dict[str, str]) -> str:
    """The fact that an expression names: its own name, or that of the required decision which answers it."""
    facts = {fact.name for fact in point.facts}
    for word, name in required.items() if expression not in facts else ():
        outputs = [output.name for output in POINTS[NUMBER[name]].outputs if output.name in facts]
        if expression == word and len(outputs) == 1 == len(POINTS[NUMBER[name]].outputs):
            return outputs[0]
        if (rest := expression.removeprefix(f"{word}.")) != expression and rest in outputs:
            return rest
    return expression


def _below(element: Element) -> Iterator[Element]:
    left = [element]
    while left:
        each = left.pop()
        yield each
        left.extend(child for child in each.children if child.namespace == element.namespace)
