"""Decision tables as DMN 1.3: numbers plain, in the unit that their column's label says; names in quotes.

A row's name is its description, which modellers show as its annotation; its days are annotations `starts` and `ends`.
"""

from collections.abc import Sequence
from decimal import Decimal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from gtmsim.policies.exchange.sheet import Days, Sheet
from gtmsim.policies.facts import BOOLEAN, DATE, Fact, Hit, Output, Spans, domain
from gtmsim.policies.literals import bare
from gtmsim.policies.spans import complement
from gtmsim.policies.table import Row
from gtmsim.policies.writing import text_of

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/"
POLICIES: dict[Hit, dict[str, str]] = {
    "unique": {"hitPolicy": "UNIQUE"},
    "first": {"hitPolicy": "FIRST"},
    "any": {"hitPolicy": "ANY"},
    "collect sum": {"hitPolicy": "COLLECT", "aggregation": "SUM"},
    "collect min": {"hitPolicy": "COLLECT", "aggregation": "MIN"},
    "collect max": {"hitPolicy": "COLLECT", "aggregation": "MAX"},
    "collect count": {"hitPolicy": "COLLECT", "aggregation": "COUNT"},
}


def write_dmn(sheets: Sequence[Sheet]) -> str:
    """One file with a decision for each sheet."""
    about = {
        "xmlns": NAMESPACE,
        "id": "policies",
        "name": "policies",
        "namespace": "gtmsim",
        "expressionLanguage": FEEL,
    }
    top = Element("definitions", about)
    for sheet in sheets:
        _decision(top, sheet)
    ElementTree.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(top, encoding="unicode") + "\n"


def _decision(top: Element, sheet: Sheet) -> None:
    table, point = sheet.table, sheet.table.point
    decision = SubElement(top, "decision", {"id": point, "name": point})
    SubElement(decision, "question").text = sheet.meaning
    within = SubElement(decision, "decisionTable", {"id": f"{point}_table", **POLICIES[table.hit]})
    for fact in table.inputs:
        clause = SubElement(within, "input", {"id": f"{point}_when_{fact.name}", "label": _label(fact)})
        expression = {"id": f"{point}_fact_{fact.name}", "typeRef": _type(fact)}
        _text(SubElement(clause, "inputExpression", expression), fact.name)
        if fact.kind == "category":
            _text(SubElement(clause, "inputValues"), ", ".join(_name(place, fact) for place in range(len(fact.values))))
    for column, output in enumerate(table.outputs):
        about = {"id": f"{point}_then_{output.name}", "label": _label(output), "name": output.name}
        clause = SubElement(within, "output", {**about, "typeRef": _type(output)})
        if output.kind == "category":
            _text(SubElement(clause, "outputValues"), ", ".join(f'"{name}"' for name in output.values))
        if table.default is not None:
            default = {"id": f"{point}_otherwise_{output.name}"}
            _text(SubElement(clause, "defaultOutputEntry", default), _answer(table.default[column], output))
    for name in ("starts", "ends") if sheet.dated else ():
        SubElement(within, "annotation", {"name": name})
    for place, (row, days) in enumerate(zip(table.rows, sheet.days, strict=True), 1):
        _rule(SubElement(within, "rule", {"id": f"{point}_rule_{place}"}), sheet, row, days, place)


def _rule(rule: Element, sheet: Sheet, row: Row, days: Days, place: int) -> None:
    name = rule.attrib["id"]
    SubElement(rule, "description").text = row.name
    for fact, spans in zip(sheet.table.inputs, row.tests, strict=True):
        _text(SubElement(rule, "inputEntry", {"id": f"{name}_when_{fact.name}"}), _test(spans, fact))
    for output, value in zip(sheet.table.outputs, row.values, strict=True):
        text = str(place) if sheet.table.hit == "collect count" else _answer(value, output)
        _text(SubElement(rule, "outputEntry", {"id": f"{name}_then_{output.name}"}), text)
    for day in days if sheet.dated else ():
        _text(SubElement(rule, "annotationEntry"), "" if day is None else day.isoformat())


def _answer(value: float, output: Output) -> str:
    return _name(int(value), output) if output.kind == "category" else plain(value, output)


def plain(value: float, what: Fact | Output) -> str:
    """A number as FEEL writes it, which knows no exponent; a day as a call that any FEEL reads."""
    if what.unit == DATE:
        return f'date("{bare(value, what)}")'
    return format(Decimal(repr(value)), "f").removesuffix(".0")


def _test(spans: Spans, fact: Fact) -> str:
    if fact.kind != "category":
        return text_of(spans, fact, plain)
    if spans == (domain(fact),):
        return "-"
    inside, outside = (
        [_name(index, fact) for low, high in each for index in range(int(low), int(high) + 1)]
        for each in (spans, complement(spans, fact))
    )
    return f"not({', '.join(outside)})" if len(outside) < len(inside) else ", ".join(inside)


def _name(index: int, what: Fact | Output) -> str:
    """A category as FEEL writes it: a text, or true and false."""
    name = what.values[index]
    return name if sorted(what.values) == list(BOOLEAN) else f'"{name}"'


def _label(what: Fact | Output) -> str:
    return f"{what.name} [{what.unit}]" if what.unit not in ("", "1", DATE) else what.name


def _type(what: Fact | Output) -> str:
    if sorted(what.values) == list(BOOLEAN):
        return "boolean"
    return "string" if what.kind == "category" else "date" if what.unit == DATE else "number"


def _text(element: Element, words: str) -> None:
    SubElement(element, "text").text = words
