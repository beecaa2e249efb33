"""The hit policy PRIORITY: of all rules that hold that one answers whose output stands first in the output values.

Rules in the order of their outputs are a table of hit policy `first` that answers the same."""

import re

from gtmsim.policies.cells import parse
from gtmsim.policies.exchange.dmn_names import text_of
from gtmsim.policies.exchange.feel import cell_of
from gtmsim.policies.exchange.markup import Element
from gtmsim.policies.exchange.sheet import SaidRow, refused
from gtmsim.policies.facts import Fact, Output, Spans
from gtmsim.policies.literals import CellError, Writer, bare, plain, quoted
from gtmsim.policies.spans import shared

_VALUE = re.compile(r'"[^"]*"|[^,"]+')


def ordered(
    rows: list[SaidRow], facts: list[Fact], outputs: list[tuple[Output, Element]], table: Element, show: Writer
) -> list[SaidRow]:
    """The rows in the order in which they answer; rows of the same output keep theirs."""
    orders = {output.name: _order(output, clause, show) for output, clause in outputs}
    if not any(orders.values()):
        hint = "list the output values, the first one first, or use FIRST"
        raise refused("E_DMN", "`PRIORITY` needs output values in their order", hint, table.at)
    tests = [_tests(rule, facts) for rule in table.parts("rule")]
    ranks: dict[int, tuple[int, ...]] = {}
    alike: dict[tuple[int, ...], list[int]] = {}
    for place, row in enumerate(rows):
        texts = {name: cell.text for name, cell in row.then.items()}
        for name, order in orders.items():
            if order and texts.get(name) not in order:
                at = row.then[name][1:] if name in row.then else row.name[1:]
                what = f"{quoted(texts.get(name, 'nothing'))} is none of the output values of `{name}`"
                raise refused("E_DMN", what, "list it among them, in its order", at)
        rank = tuple(order.index(texts[name]) for name, order in orders.items() if order)
        for other in alike.get(rank, ()):
            differ = texts != {name: cell.text for name, cell in rows[other].then.items()}
            if differ and _meet(tests[place], tests[other]):
                open_one = next(name for name, order in orders.items() if not order)
                what = f"`PRIORITY` cannot tell rows apart that differ in `{open_one}` alone"
                raise refused("E_DMN", what, f"list the output values of `{open_one}` too, or use FIRST", row.name[1:])
        alike.setdefault(rank, []).append(place)
        ranks[place] = rank
    return [rows[place] for place in sorted(ranks, key=lambda place: (ranks[place], place))]


def _tests(rule: Element, facts: list[Fact]) -> list[Spans | None]:
    """What each test of a rule holds for; None where that takes units to say."""
    found: list[Spans | None] = []
    for entry, fact in zip(rule.parts("inputEntry"), facts, strict=True):
        try:
            found.append(parse(cell_of(text_of(entry).text, fact, bare) or "-", fact, plain))
        except CellError:
            found.append(None)
    return found


def _meet(ours: list[Spans | None], theirs: list[Spans | None]) -> bool:
    """Whether some case may fulfil the tests of both rules."""
    return all(left is None or right is None or shared(left, right) for left, right in zip(ours, theirs, strict=True))


def _order(output: Output, clause: Element, show: Writer) -> list[str]:
    """The values of an output in falling priority; none where they are not said."""
    listed = clause.part("outputValues")
    said = text_of(listed).text if listed else ""
    try:
        return [cell_of(value.strip(), output, show) for value in _VALUE.findall(said) if value.strip()]
    except CellError as error:
        raise refused(error.code, error.what, error.hint, (listed or clause).at) from None
