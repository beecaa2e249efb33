"""Decision tables out of DMN 1.1 to 1.5, as modellers save them; what our tables cannot say is refused by its name."""

import re
import unicodedata
from typing import TypeVar

from gtmsim.policies.exchange.dmn_clauses import hit_of, input_of, known_language, once, output_of
from gtmsim.policies.exchange.feel import cell_of
from gtmsim.policies.exchange.markup import Element, tree
from gtmsim.policies.exchange.sheet import Said, SaidRow, SaidTable, Unread, UnreadableError, refused
from gtmsim.policies.facts import DecisionPoint, Fact, Output
from gtmsim.policies.literals import CellError, Writer, quoted

NAMESPACES = (
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
LOGIC = (
    *("decisionTable", "literalExpression", "context", "invocation", "relation", "list", "functionDefinition"),
    *("conditional", "filter", "for", "every", "some"),
)
OWN = ("name", "starts", "ends")  # annotations that mean something here
LONGEST_NAME = 80
NAME_SIGNS = " _-.,:()'&+%/@#"
Column = TypeVar("Column", Fact, Output)


def read_dmn(content: bytes, point: DecisionPoint, show: Writer) -> SaidTable:
    """The table of a decision point, which `show` writes numbers of; raises UnreadableError."""
    top = tree(content)
    if top.name != "definitions" or top.namespace not in NAMESPACES:
        what = f"{quoted(top.name)} of {quoted(top.namespace or 'no namespace')} is not DMN 1.1 to 1.5"
        raise refused("E_DMN", what, "export the model as DMN 1.3", top.at)
    for model in top.parts("businessKnowledgeModel"):
        raise refused("E_DMN", "a business knowledge model is not supported", "write its table out", model.at)
    table = _table(_decision(top, point))
    hit = hit_of(table)
    facts = [input_of(each, point) for each in table.parts("input")]
    outputs = [output_of(each, point, len(table.parts("output"))) for each in table.parts("output")]
    for columns in (facts, outputs):
        once(columns)
    faults: list[Unread] = []
    names = _names(table)
    rows = [
        _row(rule, name, [fact for fact, _ in facts], [output for output, _ in outputs], table, show, faults)
        for rule, name in zip(table.parts("rule"), names, strict=True)
    ]
    if faults:
        raise UnreadableError(faults)
    return SaidTable(hit, tuple(rows))


def _decision(top: Element, point: DecisionPoint) -> Element:
    """The decision that is called as the point; the only one whatever it is called."""
    decisions = top.parts("decision")
    if not decisions:
        raise refused("E_DMN", "the file holds no decision", "export the model, not only its diagram", top.at)
    fitting = [each for each in decisions if point.name in (_plain(each, "id"), _plain(each, "name"))]
    if len(decisions) == 1:
        fitting = decisions
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(quoted(each.attributes.get("name", each.attributes.get("id", ""))) for each in decisions[:12])
    what = f"{len(fitting) or 'none'} of the decisions {names} is called `{point.name}`"
    raise refused("E_DMN", what, f"call one of them `{point.name}`", (fitting or decisions)[-1].at)


def _plain(element: Element, attribute: str) -> str:
    return re.sub(r"[\s-]+", "_", element.attributes.get(attribute, "").strip().lower())


def _table(decision: Element) -> Element:
    for each in decision.parts("knowledgeRequirement"):
        raise refused("E_DMN", "a knowledge requirement is not supported", "write the table out", each.at)
    logic = [child for child in decision.children if child.namespace == decision.namespace and child.name in LOGIC]
    if not logic:
        raise refused("E_DMN", "the decision has no table", "give it a decision table", decision.at)
    if logic[0].name != "decisionTable":
        what = f"a decision by `{logic[0].name}` is not supported"
        raise refused("E_DMN", what, "write it as a decision table", logic[0].at)
    table = logic[0]
    if table.attributes.get("preferredOrientation") == "CrossTable":
        raise refused("E_DMN", "the orientation `CrossTable` is not supported", "use `Rule-as-Row`", table.at)
    known_language(table)
    return table


def _names(table: Element) -> list[Said]:
    """The name of each rule: its annotation `name`, its description if that can be a name, its label, its number."""
    named: list[Said] = []
    for place, rule in enumerate(table.parts("rule"), 1):
        description = rule.part("description")
        words = description.text.strip() if description else ""
        label = rule.attributes.get("label", "").strip()
        said = _annotated(rule, table).get("name")
        if said is None and description and _is_name(words) and words not in {each.text for each in named}:
            said = Said(words, *description.at)
        named.append(said or Said(label or f"row {place}", *rule.at))
    return named


def _is_name(words: str) -> bool:
    """Whether a free text can name a row; modellers keep remarks in the same place."""
    letters = all(c.isalnum() or c in NAME_SIGNS or unicodedata.category(c) in ("Mn", "Mc") for c in words)
    return letters and 0 < len(words) <= LONGEST_NAME and ".." not in words and words[0] not in "./"


def _annotated(rule: Element, table: Element) -> dict[str, Said]:
    """The annotations of a rule that say something, by their column."""
    columns = [each.attributes.get("name", "").strip().lower() for each in table.parts("annotation")]
    entries = rule.parts("annotationEntry")
    said = [(column, _text(entry)) for column, entry in zip(columns, entries, strict=False)]
    return {column: text for column, text in said if column in OWN and text.text}


def _row(
    rule: Element,
    name: Said,
    facts: list[Fact],
    outputs: list[Output],
    table: Element,
    show: Writer,
    faults: list[Unread],
) -> SaidRow:
    when = {fact.name: text for fact, text in _entries(rule, "inputEntry", facts, show, faults)}
    then = {output.name: text for output, text in _entries(rule, "outputEntry", outputs, show, faults)}
    when = {fact: said if said.text else said._replace(text="-") for fact, said in when.items()}
    then = {output: said for output, said in then.items() if said.text}
    annotated = _annotated(rule, table)
    return SaidRow(name, when, then, annotated.get("starts"), annotated.get("ends"))


def _entries(
    rule: Element, kind: str, columns: list[Column], show: Writer, faults: list[Unread]
) -> list[tuple[Column, Said]]:
    entries = rule.parts(kind)
    if len(entries) != len(columns):
        what = f"the rule has {len(entries)} of `{kind}`, the table {len(columns)} columns for them"
        faults.append(Unread("E_DMN", what, "give each column an entry", *rule.at))
        return []
    found = []
    for column, entry in zip(columns, entries, strict=True):
        said = _text(entry)
        try:
            known_language(entry)
            found.append((column, said._replace(text=cell_of(said.text, column, show))))
        except CellError as error:
            faults.append(Unread(error.code, error.what, error.hint, *said[1:]))
        except UnreadableError as error:
            faults += error.faults
    return found


def _text(entry: Element) -> Said:
    words = entry.part("text") or entry
    return Said(words.text.strip(), *words.at)
