"""What changes in a part, in words: a value from what to what, a row of a table by its name and its tests."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gtmsim.scenario.sections.policies import PolicyRow
from gtmsim.study.changes import Change

MOST_NAMED = 3  # values of one part that are told
ROWS = "rows"
OF_A_ROW = ("when", "then")


class Place(NamedTuple):
    """Where in a decision table something is said."""

    row: str
    of: str  # `when`, `then`, or what the row says by itself
    field: str


def told(paths: Sequence[str], found: Iterable[Change]) -> str:
    """What changes below some paths, as files say it."""
    texts: list[str] = []
    for path in paths:
        below = [each for each in found if each.path == path or each.path.startswith(f"{path}.")]
        rows = {place.row: place for each in below if (place := _place(each.path, path))}
        texts += [_value(each, path) for each in below if not _place(each.path, path)]
        texts += [_row(row, [each for each in below if _of(row, each, path)], path) for row in rows]
    more = f"; and {len(texts) - MOST_NAMED} more" if len(texts) > MOST_NAMED else ""
    return "; ".join(texts[:MOST_NAMED]) + more


def _value(change: Change, path: str) -> str:
    """A value that is no part of a row."""
    said = f"{change.base or 'nothing'} -> {change.here or 'nothing'}"
    if change.path == path:
        return said
    if change.path == f"{path}.{ROWS}":
        return f"order of the rows: {said}"
    return f"{change.path.removeprefix(f'{path}.')}: {said}"


def _place(path: str, table: str) -> Place | None:
    """Which row of a table a path is of; a row's name may have dots."""
    inside = path.removeprefix(f"{table}.{ROWS}.")
    if inside == path:
        return None
    for of in OF_A_ROW:
        row, between, field = inside.rpartition(f".{of}.")
        if between and "." not in field:
            return Place(row, of, field)
    row, _, field = inside.rpartition(".")
    return Place(row, "", field) if row and field in PolicyRow.model_fields else None


def _of(row: str, change: Change, table: str) -> bool:
    place = _place(change.path, table)
    return place is not None and place.row == row


def _row(name: str, found: Sequence[Change], table: str) -> str:
    """A row that is new or gone as a whole, or what is said in it now."""
    said = [(_place(each.path, table) or Place("", "", ""), each) for each in found]
    whole = next((each for place, each in said if place.field == "name" and not place.of), None)
    if whole is None:
        return f"row `{name}`: " + ", ".join(_cell(place, each) for place, each in said)
    new = whole.base is None
    tests, answers = (
        ", ".join(f"{place.field} {each.here if new else each.base}" for place, each in said if place.of == of)
        for of in OF_A_ROW
    )
    days = "".join(f", {text}" for text in _days(said, new))
    return f"row `{name}` {'is new' if new else 'is gone'}: {tests or 'every case'}{days} -> {answers or 'counted'}"


def _days(said: Iterable[tuple[Place, Change]], new: bool) -> Iterator[str]:
    for place, each in said:
        value = each.here if new else each.base
        if not place.of and place.field != "name" and value is not None:
            yield f"{'from' if place.field == 'starts' else 'until'} {value}"


def _cell(place: Place, change: Change) -> str:
    """A cell, a test of a row told from its answers."""
    nothing = "anything" if place.of == "when" else "nothing"
    test = "where " if place.of == "when" else ""
    return f"{test}{place.field} {change.base or nothing} -> {change.here or nothing}"
