"""How many of each thing a scenario may name: what is too many is refused before anything is made of it."""

from collections.abc import Iterator
from typing import Any

from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.walk import Field, field_of, fields

Path = tuple[str | int, ...]
MOST_NAMED = 100  # of a kind, such as channels, segments or stages
MOST_LISTED = 4_000  # values of one parameter: a schedule may say another one on each day of ten years
MOST = {"rows": 1_000, "personas": 1_000}  # rows of a decision table; of personas the checks of contacts say more
MOST_TESTS = 20_000  # in the cells of all decision tables


def too_many(said: Any, model: type[Section]) -> Iterator[Problem]:
    """Lists and sections with more entries than any firm has, as they are written."""
    yield from _walk(said, Field.of_model(model), ())
    if (tests := _tests(said)) > MOST_TESTS:
        got = f"{tests:,} tests in the cells of decision tables; {MOST_TESTS:,} are the most"
        yield Problem("E_RANGE", got, "use fewer rows, or intervals instead of lists", path=("plan", "policies"))


def _walk(said: Any, field: Field, path: Path) -> Iterator[Problem]:
    if not isinstance(said, dict | list):
        return
    if field.sections and isinstance(said, dict):
        for name, below in fields(field.sections[0]).items():
            if name in said:
                yield from _walk(said[name], below, (*path, name))
    elif field.declaration is not None:
        yield from _counted(said, path, MOST_LISTED, "values")
    elif field.items is not None:
        most = MOST.get(str(path[-1]), MOST_NAMED)
        found = list(_counted(said, path, most, "entries"))
        yield from found
        if not found:
            inner = field_of(field.items)
            for key, one in said.items() if isinstance(said, dict) else enumerate(said):
                yield from _walk(one, inner, (*path, key))


def _counted(said: dict[Any, Any] | list[Any], path: Path, most: int, what: str) -> Iterator[Problem]:
    if len(said) > most:
        yield Problem("E_RANGE", f"{len(said):,} {what}; {most:,} are the most", "write fewer", path=path)


def _tests(said: Any) -> int:
    """Tests in the cells of all decision tables: one more than the commas of each."""
    count = 0
    for policy in _values(_below(_below(said, "plan"), "policies")):
        for row in _values(_below(policy, "rows")):
            cells = [*_values(_below(row, "when")), *_values(_below(row, "then"))]
            count += sum(1 + cell.count(",") if isinstance(cell, str) else 1 for cell in cells)
    return count


def _below(said: Any, name: str) -> Any:
    return said.get(name) if isinstance(said, dict) else None


def _values(said: Any) -> list[Any]:
    return list(said.values()) if isinstance(said, dict) else said if isinstance(said, list) else []
