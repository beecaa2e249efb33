"""Decision tables that a scenario names as files: each is put in its place as if it were written there.

Its cells keep the places that they have in the table's file, so that what is wrong is told where it can be mended.
"""

import unicodedata
from typing import Any

from gtmsim.policies.exchange.dmn import read_dmn
from gtmsim.policies.exchange.sheet import Said, SaidRow, SaidTable, UnreadableError
from gtmsim.policies.exchange.spreadsheet import read_csv
from gtmsim.policies.facts import DecisionPoint
from gtmsim.policies.points import POINTS
from gtmsim.scenario.cells import unit_literal
from gtmsim.scenario.files import File, beside, named_file, nearest_file
from gtmsim.scenario.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.quantity import QuantityError, show
from gtmsim.scenario.reading import UNREADABLE, Entry, Node, content_of
from gtmsim.scenario.scalars import resolve

KINDS = (".dmn", ".xml", ".csv")
Place = tuple[str, ...]


class TableFiles:
    """Replaces `{file: ...}` at a decision point by what the file says."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.read: dict[int, Node] = {}  # the policies that came from files, kept so that no other has their id

    def put(self, whole: Node, file: File | None = None) -> None:
        """All tables that `file` names, or the refusal of those that a text names, which is nowhere."""
        policies = _below(_below(whole, "plan"), "policies")
        for point in POINTS:
            policy = _below(policies, point.name)
            if policy is not None and isinstance(policy.value, dict) and "file" in policy.value:
                self._put(policy, point, file)

    def _put(self, policy: Node, point: DecisionPoint, file: File | None) -> None:
        where = ("plan", "policies", point.name)
        said = policy.value["file"]
        besides = [key for key in policy.value if key != "file"] if id(policy) not in self.read else []
        if besides:
            hint = f"keep one of them; to change the whole table: `{'.'.join(where)}: {{file: ...}}`"
            what = f"`file` and {show(besides[0])} both say the table"
            self._refuse(policy, Problem("E_CONFLICT", what, hint, said.key, where))
        elif file is None:
            self._refuse(policy, Problem("E_PATH", "`file` works in files only", "say the rows", said.key, where))
        else:
            try:
                policy.value = _nodes(*_table(said.node, point, file, (*where, "file")))
                self.read[id(policy)] = policy
            except ScenarioError as error:
                self._refuse(policy, *error.problems)

    def _refuse(self, policy: Node, *problems: Problem) -> None:
        self.problems.extend(problems)
        policy.value = UNREADABLE


def _below(node: Node | None, name: str) -> Node | None:
    found = node.value.get(name) if node is not None and isinstance(node.value, dict) else None
    return found.node if found else None


def _table(said: Node, point: DecisionPoint, file: File, where: Place) -> tuple[SaidTable, str]:
    """The table in a file, and what the file is called."""
    real = named_file(said, file.real, file.root, where, "name a file of this project")
    if isinstance(real, Problem):
        raise ScenarioError([real])
    name, need = beside(file.name, said.value), f"give a table as {', '.join(KINDS)}"
    kind = real.suffix.lower()
    if kind not in KINDS:
        raise ScenarioError([Problem("E_FILE", f"`{name}` is no kind of table that is known", need, said.mark, where)])
    try:
        content = content_of(real, name, need=need, smaller="a decision table is small")
    except ScenarioError as error:
        found = error.problems[0]
        if "no such file" in found.message:
            found = found._replace(hint=nearest_file(real, KINDS))
        told = found._replace(message=f"`{name}`: {found.message}", mark=said.mark, path=where)
        raise ScenarioError([told]) from None
    try:
        return read_csv(content, point) if kind == ".csv" else read_dmn(content, point, unit_literal), name
    except UnreadableError as error:
        path = where[:-1]
        faults = [Problem(each.code, each.what, each.hint, Mark(name, *each[3:]), path) for each in error.faults]
        raise ScenarioError(faults) from None


def _nodes(table: SaidTable, name: str) -> dict[str, Entry]:
    """A table as the nodes of the section that says it."""
    mark = Mark(name, *table.hit[1:])
    rows = Node([_row(row, name) for row in table.rows], mark)
    return {"hit": _entry(table.hit, name, text=True), "rows": Entry(mark, rows)}


def _row(row: SaidRow, name: str) -> Node:
    mark = Mark(name, *row.name[1:])
    said = {"name": _entry(row.name, name, text=True)}
    for side, cells in (("when", row.when), ("then", row.then)):
        said[side] = Entry(mark, Node({column: _entry(cell, name) for column, cell in cells.items()}, mark))
    days = {"starts": row.starts, "ends": row.ends}
    said |= {key: _entry(day, name, text=True) for key, day in days.items() if day is not None}
    return Node(said, mark)


def _entry(said: Said, name: str, text: bool = False) -> Entry:
    mark = Mark(name, *said[1:])
    words = unicodedata.normalize("NFC", said.text)
    return Entry(mark, Node(words if text else _scalar(words), mark))


def _scalar(text: str) -> Any:
    """A cell as a scenario holds it: a number where it is written as one."""
    try:
        value = resolve(text)
    except QuantityError:
        return text
    return value if isinstance(value, int | float) and str(value) == text else text
