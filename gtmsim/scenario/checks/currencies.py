"""Amounts of money are in the scenario's one currency, whatever sign stands beside them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gtmsim.scenario.language.currency import currency, is_currency
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.walk import values

if TYPE_CHECKING:
    from gtmsim.scenario.files.document import Document

At = tuple[str | int, ...]


def mixed_currencies(scenario: Section, document: "Document") -> Iterator[Problem]:
    """Amounts that name another currency than the scenario's."""
    said = list(values(scenario))
    code = next((str(value) for path, _, value in said if path[-1] == "currency"), "")
    for path, declaration, _ in said:
        if not declaration.unit.startswith("money") or path not in document.values:
            continue
        for below, text in _texts(document.value, path):
            word = currency(text)
            if word and not is_currency(word, code):
                what = f"{show(text)} is not in the scenario's currency, {code or 'none'}"
                hint = f"amounts are never converted: write it in {code or 'the one currency'}, without a sign"
                yield Problem("E_UNIT", what, hint, document.mark(below), path)


def _texts(value: Any, path: At) -> Iterator[tuple[At, str]]:
    """The texts at and below a path, for example the values of a schedule."""
    for part in path:
        value = value[part]
    left = [(path, value)]
    while left:
        at, one = left.pop()
        if isinstance(one, str) and at[-1] != "source":
            yield at, one
        elif isinstance(one, dict | list):
            items = one.items() if isinstance(one, dict) else enumerate(one)
            left.extend(((*at, key), below) for key, below in items)
