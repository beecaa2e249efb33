"""The tables of docs/journal.md, made from the declarations of columns, kinds of event and influences."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from gtmsim.engine import reference
from gtmsim.engine.influence import DECISIONS, INFLUENCES, PRICE
from gtmsim.journal.catalogue import ANY, BEGINNING
from gtmsim.journal.journal import COLUMNS, MEANINGS
from gtmsim.journal.kinds import CATALOGUE


def columns() -> Iterator[str]:
    """What each column holds."""
    yield from ("| column | type | meaning |", "|---|---|---|")
    for name, kind in COLUMNS:
        yield f"| `{name}` | {np.dtype(kind).name} | {MEANINGS[name]} |"


def kinds() -> Iterator[str]:
    """What each kind of event says."""
    yield "| kind | number | what happened | `detail` | `amount` | `int_value` | `value` | mechanism |"
    yield "|---|---|---|---|---|---|---|---|"
    for kind in CATALOGUE:
        cells = (kind.meaning, kind.detail, kind.amount, kind.int_value, kind.value, kind.mechanism.replace("_", " "))
        yield f"| `{kind.name}` | {kind.number} {''.join(f'| {cell} ' if cell else '| ' for cell in cells)}|"


def following() -> Iterator[str]:
    """What may happen to an account in each of its states."""
    yield from ("| after | the account is | may come |", "|---|---|---|")
    states = {BEGINNING: ""} | {kind.name: kind.state for kind in CATALOGUE if kind.state}
    for name, phase in states.items():
        found = (f"`{kind.name}`" for kind in CATALOGUE if {name, phase} & set(kind.may_follow) - {ANY, ""})
        yield f"| {name if name == BEGINNING else f'`{name}`'} | {phase} | {', '.join(found)} |"


def former() -> Iterator[str]:
    """Kinds that once had another name."""
    yield from ("| once | now |", "|---|---|")
    for kind in sorted((kind for kind in CATALOGUE if kind.formerly), key=lambda kind: kind.formerly):
        yield f"| `{kind.formerly}` | `{kind.name}` |"


def influences() -> Iterator[str]:
    """The terms of each decision, and the mechanism that adds them."""
    yield from ("| decision | term | what it is | mechanism |", "|---|---|---|---|")
    told = [term for term in INFLUENCES if term not in reference.CERTAIN]
    for term in sorted(told, key=lambda term: (term.decision, term.of, term.mechanism, term.name)):
        words = re.sub(r"{.*?}", "N", term.words)
        decision = DECISIONS[term.decision] + (", as price" if term.of == PRICE else "")
        yield f"| {decision} | `{term.name}` | {words} | {term.mechanism.replace('_', ' ')} |"


TABLES = {
    "Columns": columns,
    "Kinds": kinds,
    "What may follow what": following,
    "Former names": former,
    "Influences": influences,
}


def renewed(page: str) -> str:
    """The page with the first table below each of these headings made anew."""
    for heading, table in TABLES.items():
        pattern = rf"(^## {heading}\n(?:(?!\||## ).*\n)*)(?:\|.*\n)+"
        text = "".join(f"{line}\n" for line in table())
        page, found = re.subn(pattern, lambda match, text=text: match[1] + text, page, flags=re.MULTILINE)  # type: ignore[misc]
        if found != 1:
            raise ValueError(f"the page has no table below `## {heading}`")
    return page


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
