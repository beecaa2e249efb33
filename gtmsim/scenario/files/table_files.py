"""Decision tables that a scenario names as files: each is put in its place as if it were written there.

Its cells keep the places that they have in the table's file, so that what is wrong is told where it can be mended.
"""

import os
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

from gtmsim.policies.exchange.dmn import read_dmn
from gtmsim.policies.exchange.sheet import Said, SaidCase, SaidRow, SaidTable, UnreadableError
from gtmsim.policies.exchange.spreadsheet import read_csv
from gtmsim.policies.exchange.workbook import read_xlsx
from gtmsim.policies.facts import DecisionPoint
from gtmsim.policies.points import NUMBER, POINTS
from gtmsim.scenario.files.files import File, beside, named_file, nearest_file
from gtmsim.scenario.files.instead import Instead
from gtmsim.scenario.files.old_tables import named_as_now, read_either
from gtmsim.scenario.files.reading import UNREADABLE, Entry, Node, content_of
from gtmsim.scenario.language.cells import unit_literal
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.scalars import resolve

KINDS = (".dmn", ".xml", ".csv", ".xlsx")
OTHERS = dict.fromkeys((".xls", ".xlsm", ".xlsb", ".ods", ".numbers"), "save it as .xlsx, or as `CSV UTF-8`")
OTHERS |= dict.fromkeys((".tsv", ".txt"), "call it .csv: tabs are read too")
Place = tuple[str, ...]


class _Brought(NamedTuple):
    """A policy that came with another one, whose model requires it."""

    by: str
    whose: Node  # the policy of `by` as it was then
    name: str
    policy: Node


class TableFiles:
    """Replaces `{file: ...}` at a decision point by what the file says, and by what that requires."""

    def __init__(self, problems: list[Problem], instead: Instead | None = None) -> None:
        self.problems, self.instead = problems, instead
        self.read: dict[int, Node] = {}  # the policies that came from files, kept so that no other has their id
        self.files: dict[int, Path] = {}  # and from which
        self.brought: list[_Brought] = []

    def put(self, whole: Node, file: File | None = None) -> None:
        """All tables that `file` names, or the refusal of those that a text names, which is nowhere."""
        policies = _below(_below(whole, "plan"), "policies")
        if policies is not None and isinstance(policies.value, dict):
            self._take_back(policies)
        needs: list[tuple[str, str, Mark, Path]] = []
        for point in POINTS:
            policy = _below(policies, point.name)
            if policy is not None and isinstance(policy.value, dict) and "file" in policy.value:
                needs += self._put(policy, point, file)
        if policies is not None and file is not None:
            self._bring(policies, needs, file)

    def _put(self, policy: Node, point: DecisionPoint, file: File | None) -> list[tuple[str, str, Mark, Path]]:
        """Put one table in its place; what it requires: by whom, what, where it was named and in which file."""
        where = ("plan", "policies", point.name)
        said = policy.value["file"]
        new = id(policy) not in self.read
        besides = [key for key in policy.value if key not in ("file", "cases")] if new else []
        cases = policy.value.get("cases") if new else None
        if besides:
            hint = f"keep one of them; to change the whole table: `{'.'.join(where)}: {{file: ...}}`"
            what = f"`file` and {show(besides[0])} both say the table"
            self._refuse(policy, Problem("E_CONFLICT", what, hint, said.key, where))
        elif file is None:
            self._refuse(policy, Problem("E_PATH", "`file` works in files only", "say the rows", said.key, where))
        else:
            try:
                table, name, real = _table(said.node, point, file, (*where, "file"))
                policy.value = _nodes(table, name)
                self.problems.extend(named_as_now(policy.value, point))
                if self.instead is not None:
                    self.instead.put(policy, self.problems)
                if cases is not None:  # said beside the file, after those that stand in it
                    policy.value["cases"] = _joined(policy.value.get("cases"), cases)
                self.read[id(policy)], self.files[id(policy)] = policy, real
                return [(point.name, each, said.key, real) for each in table.needs]
            except ScenarioError as error:
                self._refuse(policy, *error.problems)
        return []

    def _take_back(self, policies: Node) -> None:
        """Removes what a model brought that decides no more."""
        for each in self.brought:
            whose = _below(policies, each.by)
            gone = whose is not each.whose or (isinstance(whose.value, dict) and "file" in whose.value)
            if gone and _below(policies, each.name) is each.policy:
                del policies.value[each.name]

    def _bring(self, policies: Node, needs: list[tuple[str, str, Mark, Path]], file: File) -> None:
        """The tables that others require, from the same file, unless a scenario says them otherwise."""
        for by, name, mark, real in needs:
            where = ("plan", "policies", name)
            there = _below(policies, name)
            if there is not None and self.files.get(id(there)) != real:
                what = f"the model at `{by}` requires the decision `{name}` and has its table; so has this scenario"
                said = f"`{'.'.join(where)}: {{file: {os.path.relpath(real, file.real.parent)}}}`"
                hint = f"to take the model's: {said}; otherwise take the requirement out of the model"
                self.problems.append(Problem("E_CONFLICT", what, hint, mark, where))
            elif there is None:
                named = Node(os.path.relpath(real, file.real.parent), mark)
                policy = Node({"file": Entry(mark, named)}, mark)
                whose = _below(policies, by)
                policies.value[name] = Entry(mark, policy)
                needs += self._put(policy, POINTS[NUMBER[name]], file)
                if whose is not None:
                    self.brought.append(_Brought(by, whose, name, policy))

    def _refuse(self, policy: Node, *problems: Problem) -> None:
        self.problems.extend(problems)
        policy.value = UNREADABLE


def _below(node: Node | None, name: str) -> Node | None:
    found = node.value.get(name) if node is not None and isinstance(node.value, dict) else None
    return found.node if found else None


def _table(said: Node, point: DecisionPoint, file: File, where: Place) -> tuple[SaidTable, str, Path]:
    """The table in a file, what the file is called, and where it is."""
    real = named_file(said, file.real, file.root, where, "name a file of this project")
    if isinstance(real, Problem):
        raise ScenarioError([real])
    name, need = beside(file.name, said.value), f"give a table as {', '.join(KINDS)}"
    kind = real.suffix.lower()
    if kind not in KINDS:
        raise ScenarioError(
            [Problem("E_FILE", f"`{name}` is no kind of table that is known", OTHERS.get(kind, need), said.mark, where)]
        )
    try:
        content = content_of(real, name, need=need, smaller="a decision table is small")
    except ScenarioError as error:
        found = error.problems[0]
        if "no such file" in found.message:
            found = found._replace(hint=nearest_file(real, KINDS))
        told = found._replace(message=f"`{name}`: {found.message}", mark=said.mark, path=where)
        raise ScenarioError([told]) from None
    try:
        return read_either(lambda known: _read(content, kind, known), point), name, real
    except UnreadableError as error:
        path = where[:-1]
        faults = [Problem(each.code, each.what, each.hint, Mark(name, *each[3:]), path) for each in error.faults]
        raise ScenarioError(faults) from None


def _read(content: bytes, kind: str, point: DecisionPoint) -> SaidTable:
    """The table of a file of a kind; raises UnreadableError."""
    if kind in (".csv", ".xlsx"):
        return read_csv(content, point) if kind == ".csv" else read_xlsx(content, point)
    return read_dmn(content, point, unit_literal)


def _nodes(table: SaidTable, name: str) -> dict[str, Entry]:
    """A table as the nodes of the section that says it."""
    mark = Mark(name, *table.hit[1:])
    rows = Node([_row(row, name) for row in table.rows], mark)
    found = {"hit": _entry(table.hit, name, text=True), "rows": Entry(mark, rows)}
    if table.default is not None:
        said = {output: _entry(cell, name) for output, cell in table.default.items()}
        found["default"] = Entry(mark, Node(said, mark))
    if table.cases:
        found["cases"] = Entry(mark, Node([_case(case, name) for case in table.cases], mark))
    return found


def _joined(ours: Entry | None, theirs: Entry) -> Entry:
    lists = ours is not None and isinstance(theirs.node.value, list)
    return (
        theirs
        if not lists or ours is None
        else Entry(theirs.key, Node([*ours.node.value, *theirs.node.value], theirs.node.mark))
    )


def _case(case: SaidCase, name: str) -> Node:
    mark = Mark(name, *case.at)
    if isinstance(case.expect, dict):
        expect = Node({output: _entry(cell, name) for output, cell in case.expect.items()}, mark)
    elif len(case.expect) == 1:
        expect = _entry(case.expect[0], name, text=True).node
    else:
        expect = Node([_entry(cell, name, text=True).node for cell in case.expect], mark)
    given = Node({fact: _entry(cell, name) for fact, cell in case.given.items()}, mark)
    said = {"given": Entry(mark, given), "expect": Entry(mark, expect)}
    return Node(said | ({} if case.day is None else {"day": _entry(case.day, name, text=True)}), mark)


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
