"""Changes come into a tree: mappings merge, rows of lists are found by name, relative values are worked out.

All changes of one file mean the tree as that file found it, so their order is no input. The schema is asked which
names exist and how values are said, never what they mean.
"""

from gtmsim.scenario.files.besides import besides_every
from gtmsim.scenario.files.change_faults import ChangeFaults, as_a_whole
from gtmsim.scenario.files.changes import Change
from gtmsim.scenario.files.making import Leaf, Making
from gtmsim.scenario.files.names_around import NamesAround
from gtmsim.scenario.files.reading import Entry, Node
from gtmsim.scenario.files.references import ABOUT, FIXED, removed_with
from gtmsim.scenario.files.relative import node_of
from gtmsim.scenario.files.same import changing_nothing, is_same
from gtmsim.scenario.files.standing import is_condition, part_declaration
from gtmsim.scenario.files.tree import (
    Place,
    below,
    has_name,
    has_rows,
    inner,
    is_day,
    is_list,
    is_on,
    known_names,
    may_go,
    merges,
    name_of,
    names_things,
    removes,
    run_of,
    says_nothing,
    takes_names,
)
from gtmsim.scenario.files.worked_out import worked_out
from gtmsim.scenario.files.written import written
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.numbers import LeverDeclaration
from gtmsim.scenario.language.problems import Mark, Problem, dotted
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.signed import signed
from gtmsim.scenario.language.walk import Field, field_of

EVERY = "*"
WHOLE_TABLE = {"hit", "rows"}  # what says a decision table from its beginning to its end


class Merging:
    """The changes of one file or command line."""

    def __init__(self, whole: Node, model: type[Section], problems: list[Problem]) -> None:
        self.whole, self.model, self.problems = whole, model, problems
        self.making = Making()
        self.dated: dict[Place, Entry] = {}  # schedules of which single days are changed
        self.run = run_of(whole)
        self.names = NamesAround(whole, self.making)
        self.faults = ChangeFaults(self.names, model, self.run, problems)

    def take(self, change: Change) -> None:
        """Work out one change; one that says nothing but what stands there already is worth a word."""
        before, faults, ordered = len(self.making.leaves), len(self.problems), len(self.making.orders)
        self._down(self.whole, Field.of_model(self.model), (), change)
        made, found = self.making.leaves[before:], self.problems[faults:]
        if made and all(leaf.same for leaf in made) and not found and len(self.making.orders) == ordered:
            self.problems.extend(changing_nothing(change, made))

    def finish(self) -> dict[str, Mark]:
        """Make all changes; the names of what was removed, and where."""
        for path, entry in self.dated.items():
            self.take(Change(path, entry))
        self.problems.extend(self.faults.misspelt(self.making.leaves))
        self.problems.extend(besides_every(self.making.leaves, self.run))
        self.making.settle()
        self.problems.extend(self.making.conflicts())
        return self.making.make()

    def _down(self, node: Node, field: Field | None, done: Place, change: Change) -> None:
        """Follow a path from a node on."""
        part = change.path[len(done)]
        if part != EVERY:
            self._part(node, field, done, part, change)
            return
        before = self._done()
        rest = change.path[len(done) + 1 :]
        names, faults = self.names.said_in(node), len(self.problems)
        for name in names:
            self._part(node, field, done, name, change._replace(path=(*done, name, *rest), every=True))
        strange = [problem for problem in self.problems[faults:] if problem.code == "E_UNKNOWN"]
        if 0 < len(strange) < len(names) and self._done() > before + len(strange):
            # `*` is about those that have what is changed.
            self.problems[faults:] = [problem for problem in self.problems[faults:] if problem not in strange]
        elif self._done() == before:
            what = f"nothing in `{dotted(done)}` that `{dotted(change.path)}` could change"
            self.faults.report("E_UNKNOWN", what, "name what is to be changed", change.entry.key, change.path)

    def _done(self) -> int:
        """How much has been worked out or refused so far."""
        return len(self.making.leaves) + len(self.problems) + len(self.dated)

    def _part(self, node: Node, field: Field | None, done: Place, part: str, change: Change) -> None:
        path, holds = (*done, part), below(field, part)
        last = len(path) == len(change.path)
        if field is not None and isinstance(field.declaration, LeverDeclaration) and last and is_day(part):
            # A date below a schedule is a schedule that says this date alone.
            self._dated_part(done, part, change)
        elif isinstance(node.value, list):
            self._in_list(node, field, path, change)
        elif not isinstance(node.value, dict):
            calendar = "it does not follow a calendar" if is_day(part) else "change it as a whole"
            what = f"`{dotted(done)}` is one value, {show(node.value)}"
            self.faults.report("E_UNKNOWN", what, calendar, change.entry.key, change.path)
        elif part not in node.value and part not in known_names(field) and not (last and takes_names(field)):
            if not last and takes_names(field) and not self.names.known_in(node, field):
                what, hint = f"no `{part}` in `{dotted(done)}` to change", as_a_whole(path, change, holds)
                self.faults.report("E_UNKNOWN", what, hint, change.entry.key, change.path)
            elif not (last and removes(change.entry.node) and part in self.names.named_elsewhere(done)):
                self.faults.unknown(change, done, part, self.names.known_in(node, field))
        elif last:
            self._set(node, part, holds, path, change, part_declaration(field, part, path))
        elif part in node.value:
            self._down(node.value[part].node, holds, path, change)
        elif holds is not None and (is_on(holds) or (holds.items is not None and holds.declaration is None)):
            self._down(self._through(node, part, holds, path, change), holds, path, change)
        else:
            off = holds is not None and bool(holds.sections)
            what = f"`{dotted(path)}` is {'not there' if off else 'one value'}"
            hint = as_a_whole(path, change, holds) if off else "change it as a whole"
            self.faults.report("E_UNKNOWN", what, hint, change.entry.key, change.path)

    def _through(self, node: Node, part: str, holds: Field, path: Place, change: Change) -> Node:
        """What a path leads through though no file says it: the default, of which the path says a part."""
        whole = change.path[len(path) :] in (("rows",), ("file",))  # of a table, which then has no other rows
        default = written(holds.default) if isinstance(holds.default, Section) and not whole else {}
        return self.making.through(node, part, change.entry.key, node_of(default, Node(None, change.entry.key)))

    def _dated_part(self, done: Place, day: str, change: Change) -> None:
        """A change of one day of a schedule, kept until all of its days are known."""
        around = self.dated.setdefault(done, Entry(change.entry.key, Node({}, change.entry.node.mark)))
        if day in around.node.value:
            early = around.node.value[day].key
            self.faults.report(
                "E_CONFLICT", f"also changed in {early}", "keep one of them", change.entry.key, change.path
            )
        around.node.value[day] = change.entry

    def _in_list(self, node: Node, field: Field | None, path: Place, change: Change) -> None:
        """A row of a list by its name, in which there may be dots."""
        items = self.making.rows(node)
        item = field_of(field.items) if field and field.items is not None else None
        done, rest = path[:-1], change.path[len(path) - 1 :]
        name, left = rest[0], rest[1:]
        for length in range(len(rest), 1, -1):
            if (joined := ".".join(rest[:length])) in items:
                name, left = joined, rest[length:]
        path = (*done, name)
        change = change._replace(path=(*path, *left))
        if name not in items:
            if not left and isinstance(change.entry.node.value, dict) and item is not None and has_name(item):
                self._new_row(node, item, path, change, "")
            else:
                self.faults.unknown(change, done, name, items)
        elif left:
            self._down(items[name], item, path, change)
        elif says_nothing(change.entry.node):
            self.faults.empty(path, change.entry.key)
        elif change.entry.node.value is None:
            self.making.leaves.append(Leaf(path, change.entry.key, node, name, None))
        elif isinstance(change.entry.node.value, dict) and not change.replaces:
            self._each(items[name], item, path, change)
        else:
            self.making.leaves.append(Leaf(path, change.entry.key, node, name, change.entry.node))

    def _set(
        self, holder: Node, name: str, field: Field | None, path: Place, change: Change, part: Declaration | None
    ) -> None:
        """Give something in a mapping a new value, merge it with what is said, or remove it."""
        new, key = change.entry.node, change.entry.key
        stands = holder.value[name].node if name in holder.value else None
        if stands is not None and isinstance(stands.value, dict) and _of_one_value(new, field):
            self.faults.one_of_several(stands, field, path, change)
        elif says_nothing(new):
            self.faults.empty(path, key)
        elif new.value is None:
            self._removal(holder, name, field, path, change)
        elif path in FIXED and field is not None and new.value != (stands.value if stands else field.default):
            what = f"{FIXED[path]}, and the base is in {show(stands.value if stands else field.default)}"
            self.faults.report("E_UNIT", what, "write a scenario of its own", key, path)
        elif not change.replaces and merges(new, field) and stands is not None and isinstance(stands.value, dict):
            self._each(stands, field, path, change)
        elif not change.replaces and isinstance(new.value, list) and has_rows(field) and is_list(stands):
            self._rows_of(stands, field, path, change)
        elif not change.replaces and isinstance(new.value, dict) and has_rows(field) and is_list(stands):
            assert stands is not None
            self._each(stands, field, path, change)
        else:
            if isinstance(new.value, dict) and not new.value and merges(new, field) and not change.replaces:
                self.faults.empty(path, key, stands is not None)
                return
            if stands is None and not self.faults.is_whole(new, field, path, change):
                return
            if change.every and stands is None and part is not None and (field is None or field.default is None):
                return  # `*` is about those that say something
            if change.replaces and path in ABOUT and stands is not None and isinstance(new.value, dict):
                for gone in set(self.names.said_in(stands)) - set(new.value):
                    self._remove_about((*path, gone), key)
            node = worked_out(new, stands, field, path, change, part, self.faults)
            same = is_same(node, new, stands, field, part)
            self.making.leaves.append(
                Leaf(path, key, holder, name, node, every=change.every, said=new, part=part, same=same)
            )

    def _each(self, stands: Node, field: Field | None, path: Place, change: Change) -> None:
        """Merge a mapping with one that is said; names in it may be paths."""
        said = change.entry.node.value
        if not said:
            self.faults.empty(path, change.entry.key)
        if is_condition((*path, "")) and (kept := [name for name in self.names.said_in(stands) if name not in said]):
            self.faults.half_condition(stands, kept, path, change.entry.key)
        rows = inner(stands, "rows")
        if rows is not None and set(said) >= WHOLE_TABLE and isinstance(rows.value, list):
            self.faults.other_rows(rows, said["rows"].node, path, change.entry.key)
        for name, entry in said.items():
            if not (name == "name" and inner(stands, "name") is not None and entry.node.value == path[-1]):
                known = is_list(stands) or (isinstance(stands.value, dict) and name in stands.value)
                steps = [name] if known else name.split(".")
                self._down(stands, field, path, Change((*path, *steps), entry, every=change.every))

    def _rows_of(self, stands: Node | None, field: Field | None, path: Place, change: Change) -> None:
        """Merge a list of named rows: known ones change, new ones come above the known one that follows them."""
        assert stands is not None and field is not None
        items, item = self.making.rows(stands), field_of(field.items)
        rows = change.entry.node.value
        if not rows:
            self.faults.empty(path, change.entry.key)
        nameless = [row for row in rows if not name_of(row)]
        for row in nameless:
            self.faults.nameless(row, items, path)
        if nameless:
            return
        for place, row in enumerate(rows):
            name = name_of(row)
            one = Change((*path, name), Entry(row.mark, row))
            if name in items and isinstance(row.value, dict):
                self._each(items[name], item, one.path, one)
            else:
                follows = next((name_of(later) for later in rows[place + 1 :] if name_of(later) in items), "")
                self._new_row(stands, item, one.path, one, follows)
        known = [name for name in map(name_of, rows) if name in items]
        if known != [name for name in items if name in known]:
            if len(known) < len(items):
                what = "the rows stand in another order in the base, and not all of them are here"
                self.faults.report("E_CONFLICT", what, "name all of them, or keep their order", change.entry.key, path)
            self.making.orders.append((stands, [items[name] for name in dict.fromkeys(known)]))

    def _new_row(self, holder: Node, item: Field, path: Place, change: Change, before: str) -> None:
        row = change.entry.node
        if isinstance(row.value, dict) and "name" not in row.value and path[-1]:
            row = Node({"name": Entry(row.mark, Node(path[-1], row.mark)), **row.value}, row.mark)
        if self.faults.is_whole(row, item, path, change):
            new = worked_out(row, None, item, path, change, None, self.faults)
            self.making.leaves.append(Leaf(path, change.entry.key, holder, path[-1], new, before))

    def _removal(self, holder: Node, name: str, field: Field | None, path: Place, change: Change) -> None:
        key = change.entry.key
        if field is not None and field.required and not names_things(path, self.model):
            self.faults.report("E_TYPE", "it cannot be removed", "change what it says", key, path)
        elif field is not None and field.declaration is not None and not may_go(field, path, self.model):
            self.making.leaves.append(Leaf(path, key, holder, name, change.entry.node))  # its reader wants a value
        elif name in holder.value:
            self.making.leaves.append(Leaf(path, key, holder, name, None))
            self._remove_about(path, key)
        elif names_things(path, self.model) and name not in set(self.names.named_elsewhere(path[:-1])):
            self.faults.unknown(change, path[:-1], name, self.names.known_in(holder, None))

    def _remove_about(self, path: Place, key: Mark) -> None:
        """Remove what says something about a thing that is removed."""
        for other in removed_with(path):
            node: Node | None = self.whole
            for step in other[:-1]:
                node = inner(node, step) if node is not None else None
            if node is not None and inner(node, other[-1]) is not None:
                self.making.leaves.append(Leaf(other, key, node, other[-1], None, also=True))


def _of_one_value(new: Node, field: Field | None) -> bool:
    """Is this a change of a single value, said of a section?"""
    return field is not None and field.declaration is None and new.text != "" and signed(new.text) is not None
