"""What is wrong with a table, with the simplest case that shows it."""

from collections.abc import Sequence
from typing import NamedTuple

from gtmsim.policies.facts import Spans, domain
from gtmsim.policies.literals import Writer, bare
from gtmsim.policies.simplest import simplest
from gtmsim.policies.table import Table
from gtmsim.policies.writing import text_of

Case = dict[str, float | str]
Box = Sequence[Spans]  # for each input some values


class Fault(NamedTuple):
    """A case that does not have the answers it must have; rows count from 0, -1 is none."""

    code: str  # E_GAP, E_OVERLAP, E_DEAD or E_WIDE
    row: int
    other: int
    case: Case  # fact -> number or name of the category
    what: str
    hint: str


def gap(table: Table, box: Box, show: Writer) -> Fault:
    """No row answers any of a box."""
    case, said = example(table, box, show)
    cells = [
        f"{fact.name} `{text_of(spans, fact, show)}`"
        for fact, spans in zip(table.inputs, box, strict=True)
        if spans != (domain(fact),)
    ]
    return Fault("E_GAP", -1, -1, case, f"no row answers {said}", f"add a row for {', '.join(cells) or 'anything'}")


def overlap(table: Table, row: int, other: int, box: Box, show: Writer, more: int) -> Fault:
    """Two rows answer a box; so do `more` pairs that are not shown."""
    case, said = example(table, box, show)
    differ = f", and differently: {_unlike(table, row, other, show)}" if table.hit == "any" else ""
    what = f"{_name(table, row)} and {_name(table, other)} both answer {said}{differ}"
    alike = "let them answer alike" if differ else "let them exclude each other"
    hint = f"{alike}, or write `hit: first` if the earlier row is meant"
    return Fault("E_OVERLAP", row, other, case, what, hint + (f" ({more} more pairs overlap)" if more > 0 else ""))


def covered(table: Table, row: int, other: int, box: Box, show: Writer) -> Fault:
    """All of a row's box belongs to the row `other`, or to several earlier ones."""
    case, said = example(table, box, show)
    by = "earlier rows together answer" if other < 0 else f"{_name(table, other)} answers"
    what = f"{_name(table, row)} never fires: {by} all of it, such as {said}"
    return Fault("E_DEAD", row, other, case, what, "remove the row, or move it up")


def never(table: Table, row: int) -> Fault:
    """A row with a test that holds for nothing."""
    place = next(place for place, test in enumerate(table.rows[row].tests) if not test)
    what = f"{_name(table, row)} never fires: it accepts no value of {table.inputs[place].name}"
    return Fault("E_DEAD", row, -1, {}, what, "remove the row")


def wide(states: int) -> Fault:
    """A table of which more than so many states would have to be looked at."""
    what = f"the table is too wide to prove: {states} states were not enough"
    return Fault("E_WIDE", -1, -1, {}, what, "split the table, or test fewer inputs in a row")


def example(table: Table, box: Box, show: Writer) -> tuple[Case, str]:
    """The simplest case of a box, for programs and, as far as the box says anything, in words."""
    pairs = list(zip(table.inputs, box, strict=True))
    values = {fact.name: simplest(spans, fact) for fact, spans in pairs}
    texts = {
        fact.name: fact.values[int(values[fact.name])] if fact.kind == "category" else show(values[fact.name], fact)
        for fact in table.inputs
    }
    case = {fact.name: texts[fact.name] if fact.kind == "category" else values[fact.name] for fact in table.inputs}
    said = [fact for fact, spans in pairs if spans != (domain(fact),)] or table.inputs
    return case, ", ".join(f"{fact.name} {texts[fact.name]}" for fact in said) or "the only case"


def _unlike(table: Table, row: int, other: int, show: Writer) -> str:
    """The first answer in which two rows differ."""
    pairs = zip(table.outputs, table.rows[row].values, table.rows[other].values, strict=True)
    output, one, another = next(pair for pair in pairs if pair[1] != pair[2])
    said = [bare(value, output) if output.kind == "category" else show(value, output) for value in (one, another)]
    return f"{output.name} {said[0]} and {said[1]}"


def _name(table: Table, row: int) -> str:
    return f"row {row + 1} `{table.rows[row].name}`"
