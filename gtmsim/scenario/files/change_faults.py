"""Why a change cannot be made, said where it stands, with what could be written instead."""

from collections.abc import Iterable, Iterator, Sequence

from gtmsim.scenario.files.changes import Change
from gtmsim.scenario.files.dated import Run
from gtmsim.scenario.files.making import Leaf
from gtmsim.scenario.files.names_around import NamesAround
from gtmsim.scenario.files.near_names import near
from gtmsim.scenario.files.reading import Node
from gtmsim.scenario.files.relative import numeric, value_of
from gtmsim.scenario.files.standing import new_value, part_declaration
from gtmsim.scenario.files.tree import Place, below, known_names, lacks, name_of, names_things, takes_names
from gtmsim.scenario.language.elsewhere import belongs
from gtmsim.scenario.language.problems import SHOWN, Mark, Problem, dotted, is_slip, nearest
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.renamed_hints import nearest_name
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.signed import signed
from gtmsim.scenario.language.walk import Field, field_at, fields

MOST_NAMED = 4  # things that a hint lists


class ChangeFaults:
    """What is wrong with the changes of one file or command line."""

    def __init__(self, around: NamesAround, model: type[Section], run: Run, problems: list[Problem]) -> None:
        self.around, self.model, self.run, self.problems = around, model, run, problems
        self.close: list[tuple[Place, Problem]] = []  # new names, with the known thing that each may be

    def empty(self, path: Place, key: Mark, is_there: bool = True) -> None:
        """A section with nothing in it, which removes nothing and may or may not stand there."""
        hint = "write `null` to remove what is there, or leave it out"
        if not is_there:
            name = dotted(path)
            whole = f"{name}:={{}}" if key.file.startswith("--") else f"replaces: {{{name}: {{}}}}"
            field = field_at(self.model, path)
            needs = (
                [name for name, one in fields(field.sections[0]).items() if one.required]
                if field and field.sections
                else []
            )
            hint = f"say one of its values, or `{whole}` to add it with its defaults"
            hint = f"say its {' and '.join(f'`{each}`' for each in needs)}" if needs else hint
        self.report("E_EMPTY", "an empty section changes nothing", hint, key, path)

    def unknown(self, change: Change, done: Place, part: str, known: Iterable[str]) -> None:
        """A name that is none of those known there."""
        where = f" in `{dotted(done)}`" if done else ""
        hint = nearest_name(part, known, done, self.model) if len(self.problems) < SHOWN else ""
        field = field_at(self.model, done)
        named = field is not None and not field.sections  # by the scenario: one of its names was meant
        if part and part != change.path[-1] and not named and not is_slip(part, hint):  # a way that leads nowhere
            hint = belongs(change.path[-1], self.model, done) or hint
        what = f"no {show(part) if part else 'name'}{where} to change"
        self.report("E_UNKNOWN", what, hint, change.entry.key, change.path)

    def report(self, code: str, what: str, hint: str, mark: Mark | None, path: Sequence[str | int]) -> None:
        """Any other fault, in words."""
        self.problems.append(Problem(code, what, hint, mark, tuple(path)))

    def is_whole(self, new: Node, field: Field | None, path: Place, change: Change) -> bool:
        """Does a new thing say all that it needs? If not, its name was perhaps meant to be another."""
        if field is None or not field.sections or not isinstance(new.value, dict):
            return True
        if any(name in new.value for name in field.sections[0].instead):
            return True
        if not names_things(path, self.model):
            return True
        around = self.around.whole
        for step in path[:-1]:
            around = self.around.step(around, step)
        known = [name for name in self.around.known_in(around, None) if name != path[-1]]
        lacking = lacks(field, new)
        if not lacking:
            self._close(path, known, change)
            return True
        close = nearest(path[-1], known) if known else ""
        said = ", ".join(f"`{name}`" for name in lacking)
        hint = (
            f"{close} To add it, say {said} too" if close.startswith("did you mean") else f"to add it, say {said} too"
        )
        self.report("E_UNKNOWN", f"nothing is called {show(path[-1])}", hint, change.entry.key, path)
        return False

    def _close(self, path: Place, known: Iterable[str], change: Change) -> None:
        """A new thing that says all that it needs, by a name that another has but for a slip."""
        other = near(path[-1], known)
        named = set(self.around.named_elsewhere(path[:-1]))  # what another section named, or does not know either
        if not other or change.replaces or named:
            return
        name = dotted(path)
        beside = (
            f"`--set {name}:={{..}}`" if change.entry.key.file.startswith("--") else f"`replaces: {{{name}: {{..}}}}`"
        )
        what = f"nothing is called {show(path[-1])}, and this would add it beside `{other}`"
        hint = f"did you mean `{other}`? To have both, write {beside}"
        self.close.append(((*path[:-1], other), Problem("E_UNKNOWN", what, hint, change.entry.key, path)))

    def misspelt(self, leaves: Iterable[Leaf]) -> Iterator[Problem]:
        """New names close to that of a thing which stays."""
        gone = {leaf.path for leaf in leaves if leaf.node is None}
        return (problem for other, problem in self.close if other not in gone)

    def one_of_several(self, stands: Node, field: Field | None, path: Place, change: Change) -> None:
        """A change of a single value, said of a section."""
        what = f"{show(change.entry.node.text)} changes one value, and `{dotted(path)}` holds several"
        self.report("E_TYPE", what, self._parts_of(stands, field, path, change), change.entry.node.mark, path)

    def _parts_of(self, stands: Node, field: Field | None, path: Place, change: Change) -> str:
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

    def half_condition(self, stands: Node, kept: Sequence[str], path: Place, key: Mark) -> None:
        """A variant that says a part of a row's condition leaves open whether the rest still holds."""
        asks = ", ".join(f"{name}: {show(value_of(stands.value[name].node)).strip('`')}" for name in kept)
        what = f"the base's row also asks `{asks}`, and nothing says if it still does"
        hint = f"add `{asks}` to keep it, or `{kept[0]}: null` to drop it"
        self.report("E_CONFLICT", what, hint, key, path)

    def other_rows(self, stands: Node, new: Node, path: Place, key: Mark) -> None:
        """A variant that says a whole table leaves open what becomes of rows that it does not name."""
        said = {name_of(row) for row in new.value} if isinstance(new.value, list) else set()
        others = [name for name in self.around.making.rows(stands) if name not in said]
        if others and said:
            listed = ", ".join(f"`{name}`" for name in others)
            what = f"the base's table has other rows too ({listed}), and nothing says if they still hold"
            hint = "leave out `hit` to keep them, or say the table under `replaces`"
            self.report("E_CONFLICT", what, hint, key, path)

    def nameless(self, row: Node, items: Iterable[str], path: Place) -> None:
        """A row of a variant that does not say which one it changes."""
        said = value_of(row)
        what = f"need a row with a `name`, got {show(said)}"
        hint = f"write `{{name: {said}}}`" if isinstance(said, str) and said else "say its `name`"
        if isinstance(said, str) and said in items:
            hint = f"`{dotted((*path, said))}: {{..}}` changes that row, `null` removes it"
        self.report("E_TYPE", what, hint, row.mark, path)


def as_a_whole(path: Place, change: Change, field: Field | None = None) -> str:
    """How to say a section that is off, of which a change says a part."""
    said = change.entry.node.value
    plain = isinstance(said, int | float) or (isinstance(said, str) and signed(said) is None)
    inside = f"{said}" if plain else "..."
    parts = list(change.path[len(path) :])
    for place, part in enumerate(parts):
        known = known_names(field)
        parts[place] = part if part in known else (known and near(part, known)) or part
        field = below(field, parts[place])
    if plain and takes_names(field):
        inside = "{..}"  # names with values: one value alone would be refused there
    for part in reversed(parts):
        inside = f"{{{part}: {inside}}}"
    equals = "=" if change.entry.key.file.startswith("--") else ": "
    return f"to add it, say it as a whole, as `{dotted(path)}{equals}{inside}`"
