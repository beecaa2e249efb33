"""Decision tables out of DMN 1.1 to 1.5, as modellers save them; what our tables cannot say is refused by its name."""

from collections import Counter
from typing import TypeVar

from gtmsim.policies.exchange.dmn_clauses import PRIORITY, hit_of, input_of, once, output_of
from gtmsim.policies.exchange.dmn_names import annotated, names, text_of
from gtmsim.policies.exchange.dmn_needs import called, known_language, known_languages, needs
from gtmsim.policies.exchange.dmn_priority import ordered
from gtmsim.policies.exchange.feel import cell_of
from gtmsim.policies.exchange.markup import Element, tree
from gtmsim.policies.exchange.sheet import (
    MOST_ROWS,
    Said,
    SaidRow,
    SaidTable,
    Unread,
    UnreadableError,
    bounded,
    refused,
)
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
Column = TypeVar("Column", Fact, Output)
COUNT = "collect count"
ENTRIES = ("inputEntry", "outputEntry")


def read_dmn(content: bytes, point: DecisionPoint, show: Writer) -> SaidTable:
    """The table of a decision point, which `show` writes numbers of; raises UnreadableError."""
    top = tree(content)
    if top.name != "definitions" or top.namespace not in NAMESPACES:
        what = f"{quoted(top.name)} of {quoted(top.namespace or 'no namespace')} is not DMN 1.1 to 1.5"
        raise refused("E_DMN", what, "export the model as DMN 1.3", top.at)
    known_language(top)
    decision = _decision(top, point)
    required = needs(decision, top)
    table = _table(decision)
    hit = hit_of(table)
    facts = [input_of(each, point, required) for each in table.parts("input")]
    outputs = [output_of(each, point, len(table.parts("output"))) for each in table.parts("output")]
    for columns in (facts, outputs):
        once(columns)
    rules = table.parts("rule")
    if len(rules) > MOST_ROWS:
        raise refused("E_SIZE", f"more than {MOST_ROWS:,} rows", "a decision table is small", rules[MOST_ROWS].at)
    bounded(text_of(entry) for rule in rules for kind in ENTRIES for entry in rule.parts(kind))
    annotations = annotated(table, rules)
    faults: list[Unread] = []
    answers = [] if hit.text == COUNT else [output for output, _ in outputs]
    if hit.text == COUNT:
        _alike(rules, faults)
    rows = [
        _row(rule, name, notes, [fact for fact, _ in facts], answers, len(outputs), show, faults)
        for rule, name, notes in zip(rules, names(rules, annotations), annotations, strict=True)
    ]
    default = _default(outputs, show, faults)
    if faults:
        raise UnreadableError(faults)
    if hit.text == PRIORITY:
        hit, rows = hit._replace(text="first"), ordered(rows, [fact for fact, _ in facts], outputs, table, show)
    return SaidTable(hit, tuple(rows), default, needs=tuple(dict.fromkeys(required.values())))


def _decision(top: Element, point: DecisionPoint) -> Element:
    """The decision that is called as the point; the only one whatever it is called."""
    decisions = top.parts("decision")
    if not decisions:
        raise refused("E_DMN", "the file holds no decision", "export the model, not only its diagram", top.at)
    fitting = [each for each in decisions if point.name in (called(each, "id"), called(each))]
    if len(decisions) == 1:
        fitting = decisions
    if len(fitting) == 1:
        return fitting[0]
    said = ", ".join(quoted(each.attributes.get("name", each.attributes.get("id", ""))) for each in decisions[:12])
    what = f"{len(fitting) or 'none'} of the decisions {said} is called `{point.name}`"
    raise refused("E_DMN", what, f"call one of them `{point.name}`", (fitting or decisions)[-1].at)


def _table(decision: Element) -> Element:
    for each in decision.parts("knowledgeRequirement"):
        raise refused("E_DMN", "a knowledge requirement is not supported", "write the table out", each.at)
    logic = [child for child in decision.children if child.namespace == decision.namespace and child.name in LOGIC]
    if not logic:
        raise refused("E_DMN", "the decision has no table", "give it a decision table", decision.at)
    if len(logic) > 1:
        what = f"`{logic[0].name}` and `{logic[1].name}` in one decision are two of them"
        raise refused("E_DMN", what, "keep the decision table", logic[1].at)
    if logic[0].name != "decisionTable":
        what = f"a decision by `{logic[0].name}` is not supported"
        raise refused("E_DMN", what, "write it as a decision table", logic[0].at)
    table = logic[0]
    if table.attributes.get("preferredOrientation") == "CrossTable":
        raise refused("E_DMN", "the orientation `CrossTable` is not supported", "use `Rule-as-Row`", table.at)
    known_languages(decision)
    return table


def _row(
    rule: Element,
    name: Said,
    notes: dict[str, Said],
    facts: list[Fact],
    answers: list[Output],
    columns: int,
    show: Writer,
    faults: list[Unread],
) -> SaidRow:
    when = {fact.name: text for fact, text in _entries(rule, "inputEntry", facts, len(facts), show, faults)}
    then = {output.name: text for output, text in _entries(rule, "outputEntry", answers, columns, show, faults)}
    when = {fact: said if said.text else said._replace(text="-") for fact, said in when.items()}
    then = {output: said for output, said in then.items() if said.text}
    return SaidRow(name, when, then, notes.get("starts"), notes.get("ends"))


def _entries(
    rule: Element, kind: str, columns: list[Column], count: int, show: Writer, faults: list[Unread]
) -> list[tuple[Column, Said]]:
    """The entries of a rule that are read, beside their columns; there must be `count` of them."""
    entries = rule.parts(kind)
    if len(entries) != count:
        what = f"the rule has {len(entries)} of `{kind}`, the table {count} columns for them"
        faults.append(Unread("E_DMN", what, "give each column an entry", *rule.at))
        return []
    return [(column, _cell(entry, column, show, faults)) for column, entry in zip(columns, entries, strict=False)]


def _cell(entry: Element, column: Fact | Output, show: Writer, faults: list[Unread]) -> Said:
    said = text_of(entry)
    try:
        return said._replace(text=cell_of(said.text, column, show))
    except CellError as error:
        faults.append(Unread(error.code, error.what, error.hint, *said[1:]))
        return said


def _default(outputs: list[tuple[Output, Element]], show: Writer, faults: list[Unread]) -> dict[str, Said] | None:
    """What is answered where no rule holds, if any output says it."""
    said = {
        output.name: _cell(entry, output, show, faults)
        for output, clause in outputs
        for entry in clause.parts("defaultOutputEntry")
    }
    return {name: text for name, text in said.items() if text.text} or None


def _alike(rules: list[Element], faults: list[Unread]) -> None:
    """Refuses to count outputs that are the same: some programs count them once."""
    said = [tuple(text_of(entry).text for entry in rule.parts("outputEntry")) for rule in rules]
    counted = Counter(said)
    for rule, each in zip(rules, said, strict=True):
        if counted[each] > 1:
            what = "programs count equal outputs once or twice: this one stands in several rules"
            faults.append(Unread("E_DMN", what, "give each rule an output of its own", *rule.at))
            return
