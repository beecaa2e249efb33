"""Changes come into a tree: mappings merge, rows of lists are found by name, relative values are worked out.

All changes of one file mean the tree as that file found it, so their order is no input. The schema is asked which
names exist and how values are said, never what they mean.
"""

from collections.abc import Iterable, Sequence

from gtmsim.scenario.files.besides import besides_every
from gtmsim.scenario.files.changes import Change
from gtmsim.scenario.files.making import Leaf, Making
from gtmsim.scenario.files.reading import UNREADABLE, Entry, Node
from gtmsim.scenario.files.references import ABOUT, FIXED, removed_with
from gtmsim.scenario.files.relative import node_of, numeric, value_of
from gtmsim.scenario.files.same import changing_nothing, is_same
from gtmsim.scenario.files.standing import is_condition, new_value, part_declaration
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
    lacks,
    may_go,
    merges,
    name_of,
    names_things,
    place_of,
    removes,
    run_of,
    says_nothing,
    takes_names,
)
from gtmsim.scenario.files.unread import unread_signs
from gtmsim.scenario.files.varying import with_kept_marks
from gtmsim.scenario.files.written import written
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.numbers import LeverDeclaration
from gtmsim.scenario.language.problems import SHOWN, Mark, Problem, dotted, nearest
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.renamed_hints import nearest_name
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.signed import signed
from gtmsim.scenario.language.walk import Field, field_of

EVERY = "*"
MOST_NAMED = 4  # things that a hint lists
WHOLE_TABLE = {"hit", "rows"}  # what says a decision table from its beginning to its end


class Merging:
    """The changes of one file or command line."""

    def __init__(self, whole: Node, model: type[Section], problems: list[Problem]) -> None:
        self.whole, self.model, self.problems = whole, model, problems
        self.making = Making()
        self.dated: dict[Place, Entry] = {}  # schedules of which single days are changed
        self.run = run_of(whole)

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
        names, faults = self._said_in(node), len(self.problems)
        for name in names:
            self._part(node, field, done, name, change._replace(path=(*done, name, *rest), every=True))
        strange = [problem for problem in self.problems[faults:] if problem.code == "E_UNKNOWN"]
        if 0 < len(strange) < len(names) and self._done() > before + len(strange):
            # `*` is about those that have what is changed.
            self.problems[faults:] = [problem for problem in self.problems[faults:] if problem not in strange]
        elif self._done() == before:
            what = f"nothing in `{dotted(done)}` that `{dotted(change.path)}` could change"
            self._report("E_UNKNOWN", what, "name what is to be changed", change.entry.key, change.path)

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
            self._report("E_UNKNOWN", what, calendar, change.entry.key, change.path)
        elif part not in node.value and part not in known_names(field) and not (last and takes_names(field)):
            if not (last and removes(change.entry.node) and part in self._named_elsewhere(done)):
                self._unknown(change, done, part, self._names_in(node, field))
        elif last:
            self._set(node, part, holds, path, change, part_declaration(field, part, path))
        elif part in node.value:
            self._down(node.value[part].node, holds, path, change)
        elif holds is not None and (is_on(holds) or (holds.items is not None and holds.declaration is None)):
            self._down(self._through(node, part, holds, path, change), holds, path, change)
        else:
            what = f"`{dotted(path)}` is {'not there' if holds and holds.sections else 'one value'}"
            self._report("E_UNKNOWN", what, "change it as a whole", change.entry.key, change.path)

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
            self._report("E_CONFLICT", f"also changed in {early}", "keep one of them", change.entry.key, change.path)
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
                self._unknown(change, done, name, items)
        elif left:
            self._down(items[name], item, path, change)
        elif says_nothing(change.entry.node):
            self._empty(path, change.entry.key)
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
            what = f"{show(new.text)} changes one value, and `{dotted(path)}` holds several"
            self._report("E_TYPE", what, self._which(stands, field, path, change), new.mark, path)
        elif says_nothing(new):
            self._empty(path, key)
        elif new.value is None:
            self._removal(holder, name, field, path, change)
        elif path in FIXED and field is not None and new.value != (stands.value if stands else field.default):
            what = f"{FIXED[path]}, and the base is in {show(stands.value if stands else field.default)}"
            self._report("E_UNIT", what, "write a scenario of its own", key, path)
        elif not change.replaces and merges(new, field) and stands is not None and isinstance(stands.value, dict):
            self._each(stands, field, path, change)
        elif not change.replaces and isinstance(new.value, list) and has_rows(field) and is_list(stands):
            self._rows_of(stands, field, path, change)
        elif not change.replaces and isinstance(new.value, dict) and has_rows(field) and is_list(stands):
            assert stands is not None
            self._each(stands, field, path, change)
        else:
            if isinstance(new.value, dict) and not new.value and merges(new, field) and not change.replaces:
                self._empty(path, key, stands is not None)
                return
            if stands is None and not self._is_whole(new, field, path, change):
                return
            if change.every and stands is None and part is not None and (field is None or field.default is None):
                return  # `*` is about those that say something
            if change.replaces and path in ABOUT and stands is not None and isinstance(new.value, dict):
                for gone in set(self._said_in(stands)) - set(new.value):
                    self._remove_about((*path, gone), key)
            node = self._worked_out(new, stands, field, path, change, part)
            same = is_same(node, new, stands, field, part)
            self.making.leaves.append(
                Leaf(path, key, holder, name, node, every=change.every, said=new, part=part, same=same)
            )

    def _which(self, stands: Node, field: Field | None, path: Place, change: Change) -> str:
        """What of a section a change of one value may mean: all of it, or the parts that it can change."""
        able, asked = [], 0
        for name, entry in stands.value.items():
            part = part_declaration(field, name, (*path, name))
            if part is None or not numeric(part) or isinstance(entry.node.value, list):
                continue
            asked += 1
            try:
                new_value(change.entry.node, value_of(entry.node), None, part, self.run, [], (*path, name))
                able.append((part.unit != "count", name))
            except QuantityError:
                continue
        if asked > 1 and len(able) == asked:
            return f"write `{dotted(path)}.*` to change each of them"
        names = [f"`{dotted((*path, name))}`" for _, name in sorted(able)]
        return f"say which of them: {', '.join(names[:MOST_NAMED])}" if names else "say which of them changes"

    def _each(self, stands: Node, field: Field | None, path: Place, change: Change) -> None:
        """Merge a mapping with one that is said; names in it may be paths."""
        said = change.entry.node.value
        if not said:
            self._empty(path, change.entry.key)
        if is_condition((*path, "")) and (kept := [name for name in self._said_in(stands) if name not in said]):
            asks = ", ".join(f"{name}: {show(value_of(stands.value[name].node)).strip('`')}" for name in kept)
            what = f"the base's row also asks `{asks}`, and nothing says if it still does"
            hint = f"add `{asks}` to keep it, or `{kept[0]}: null` to drop it"
            self._report("E_CONFLICT", what, hint, change.entry.key, path)
        rows = inner(stands, "rows")
        if rows is not None and set(said) >= WHOLE_TABLE and isinstance(rows.value, list):
            self._refuse_other_rows(rows, said["rows"].node, path, change.entry.key)
        for name, entry in said.items():
            if not (name == "name" and inner(stands, "name") is not None and entry.node.value == path[-1]):
                known = is_list(stands) or (isinstance(stands.value, dict) and name in stands.value)
                steps = [name] if known else name.split(".")
                self._down(stands, field, path, Change((*path, *steps), entry, every=change.every))

    def _refuse_other_rows(self, stands: Node, new: Node, path: Place, key: Mark) -> None:
        """A variant that says a whole table leaves open what becomes of rows that it does not name."""
        said = {name_of(row) for row in new.value} if isinstance(new.value, list) else set()
        others = [name for name in self.making.rows(stands) if name not in said]
        if others and said:
            listed = ", ".join(f"`{name}`" for name in others)
            what = f"the base's table has other rows too ({listed}), and nothing says if they still hold"
            hint = "leave out `hit` to keep them, or say the table under `replaces`"
            self._report("E_CONFLICT", what, hint, key, path)

    def _rows_of(self, stands: Node | None, field: Field | None, path: Place, change: Change) -> None:
        """Merge a list of named rows: known ones change, new ones come above the known one that follows them."""
        assert stands is not None and field is not None
        items, item = self.making.rows(stands), field_of(field.items)
        rows = change.entry.node.value
        if not rows:
            self._empty(path, change.entry.key)
        nameless = [row for row in rows if not name_of(row)]
        for row in nameless:
            said = value_of(row)
            what = f"need a row with a `name`, got {show(said)}"
            hint = f"write `{{name: {said}}}`" if isinstance(said, str) and said else "say its `name`"
            if isinstance(said, str) and said in items:
                hint = f"`{dotted((*path, said))}: {{..}}` changes that row, `null` removes it"
            self._report("E_TYPE", what, hint, row.mark, path)
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
                self._report("E_CONFLICT", what, "name all of them, or keep their order", change.entry.key, path)
            self.making.orders.append((stands, [items[name] for name in dict.fromkeys(known)]))

    def _new_row(self, holder: Node, item: Field, path: Place, change: Change, before: str) -> None:
        row = change.entry.node
        if isinstance(row.value, dict) and "name" not in row.value and path[-1]:
            row = Node({"name": Entry(row.mark, Node(path[-1], row.mark)), **row.value}, row.mark)
        if self._is_whole(row, item, path, change):
            new = self._worked_out(row, None, item, path, change, None)
            self.making.leaves.append(Leaf(path, change.entry.key, holder, path[-1], new, before))

    def _worked_out(
        self, new: Node, stands: Node | None, field: Field | None, path: Place, change: Change, part: Declaration | None
    ) -> Node:
        """The node that a value becomes: a relative one is worked out, and one that stands alone must not be."""
        base = None if stands is None or change.replaces else value_of(stands)
        try:
            if is_condition(path) and (found := signed(new.text)) and (found.explicit or not found.negative):
                hint = "write the whole test, with its comparison and its bound"
                raise QuantityError("E_SIGN", f"{show(new.text)} changes a number, and this is a condition", hint)
            if part is not None:
                default = field.default if field is not None and stands is None and not change.replaces else None
                made = new_value(new, base, default, part, self.run, self.problems, path)
                return made if stands is None else with_kept_marks(made, new, stands)
            if field is not None:
                self.problems.extend(unread_signs(new, field, path))
            return new
        except QuantityError as fault:
            if fault.code == "E_SIGN" and stands is None and self._is_strange(path):
                self._unknown(change, path[:-1], path[-1], self._named_elsewhere(path[:-1]))
                return Node(UNREADABLE, new.mark)
            mark, path_ = place_of(new, fault, path)
            hint = fault.hint
            if change.replaces and stands is not None and fault.code == "E_SIGN" and part is not None:
                hint = f"nothing is kept under `replaces`: say it under `changes` to change {show(value_of(stands))}"
                hint = f"{hint.replace('change a section', 'change what stands')}, or write the value itself"
            if change.every and fault.code == "E_TYPE" and hint.startswith("write `"):
                hint = f"say it besides, as `{dotted(path)}: {hint.split('`')[1]}`"
            self._report(fault.code, fault.what, hint, mark, path_)
            return Node(UNREADABLE, new.mark)

    def _is_strange(self, path: Place) -> bool:
        """Is a name new where only names of other things can stand?"""
        known = list(self._named_elsewhere(path[:-1]))
        return bool(known) and path[-1] not in known

    def _is_whole(self, new: Node, field: Field | None, path: Place, change: Change) -> bool:
        """Does a new thing say all that it needs? If not, its name was perhaps meant to be another."""
        if field is None or not field.sections or not isinstance(new.value, dict):
            return True
        if any(name in new.value for name in field.sections[0].instead):
            return True
        lacking = lacks(field, new)
        if not lacking or not names_things(path, self.model):
            return True
        around = self.whole
        for step in path[:-1]:
            around = self._step(around, step)
        known = [name for name in self._names_in(around, None) if name != path[-1]]
        close = nearest(path[-1], known) if known else ""
        said = ", ".join(f"`{name}`" for name in lacking)
        hint = (
            f"{close} To add it, say {said} too" if close.startswith("did you mean") else f"to add it, say {said} too"
        )
        self._report("E_UNKNOWN", f"nothing is called {show(path[-1])}", hint, change.entry.key, path)
        return False

    def _removal(self, holder: Node, name: str, field: Field | None, path: Place, change: Change) -> None:
        key = change.entry.key
        if field is not None and field.required and not names_things(path, self.model):
            self._report("E_TYPE", "it cannot be removed", "change what it says", key, path)
        elif field is not None and field.declaration is not None and not may_go(field, path, self.model):
            self.making.leaves.append(Leaf(path, key, holder, name, change.entry.node))  # its reader wants a value
        elif name in holder.value:
            self.making.leaves.append(Leaf(path, key, holder, name, None))
            self._remove_about(path, key)
        elif names_things(path, self.model) and name not in set(self._named_elsewhere(path[:-1])):
            self._unknown(change, path[:-1], name, self._names_in(holder, None))

    def _remove_about(self, path: Place, key: Mark) -> None:
        """Remove what says something about a thing that is removed."""
        for other in removed_with(path):
            node: Node | None = self.whole
            for step in other[:-1]:
                node = inner(node, step) if node is not None else None
            if node is not None and inner(node, other[-1]) is not None:
                self.making.leaves.append(Leaf(other, key, node, other[-1], None, also=True))

    def _step(self, node: Node, step: str) -> Node:
        if isinstance(node.value, list):
            return self.making.rows(node).get(step, node)
        return node.value[step].node if isinstance(node.value, dict) and step in node.value else node

    def _said_in(self, node: Node) -> list[str]:
        if isinstance(node.value, list):
            return list(self.making.rows(node))
        return list(node.value) if isinstance(node.value, dict) else []

    def _names_in(self, node: Node, field: Field | None) -> list[str]:
        said = (
            self.making.rows(node)
            if isinstance(node.value, list)
            else node.value
            if isinstance(node.value, dict)
            else ()
        )
        return [*said, *known_names(field)]

    def _named_elsewhere(self, around: Place) -> Iterable[str]:
        """Names of the things that a section of such names is about."""
        for source, others in ABOUT.items():
            if around in others:
                node = self.whole
                for step in source:
                    node = self._step(node, step)
                yield from node.value if isinstance(node.value, dict) else ()

    def _empty(self, path: Place, key: Mark, is_there: bool = True) -> None:
        hint = "write `null` to remove what is there, or leave it out"
        if not is_there:
            name = dotted(path)
            whole = f"{name}:={{}}" if key.file.startswith("--") else f"replaces: {{{name}: {{}}}}"
            hint = f"say one of its values, or `{whole}` to add it with its defaults"
        self._report("E_EMPTY", "an empty section changes nothing", hint, key, path)

    def _unknown(self, change: Change, done: Place, part: str, known: Iterable[str]) -> None:
        where = f" in `{dotted(done)}`" if done else ""
        hint = nearest_name(part, known, done) if len(self.problems) < SHOWN else ""
        what = f"no {show(part) if part else 'name'}{where} to change"
        self._report("E_UNKNOWN", what, hint, change.entry.key, change.path)

    def _report(self, code: str, what: str, hint: str, mark: Mark | None, path: Sequence[str | int]) -> None:
        self.problems.append(Problem(code, what, hint, mark, tuple(path)))


def _of_one_value(new: Node, field: Field | None) -> bool:
    """Is this a change of a single value, said of a section?"""
    return field is not None and field.declaration is None and new.text != "" and signed(new.text) is not None
