"""Files -> one document: a variant `extends` a file and lists its `changes`; the command line changes last.

Asks the schema only which names exist, never what their values mean.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gtmsim.scenario.files.changes import Change, Layer, layer_changes
from gtmsim.scenario.files.document import Document, document_of
from gtmsim.scenario.files.event_leads import event_leads
from gtmsim.scenario.files.files import OWN, TEXTS, File, chain
from gtmsim.scenario.files.instead import Instead
from gtmsim.scenario.files.mappings import node_of, standing
from gtmsim.scenario.files.merging import Merging
from gtmsim.scenario.files.multiples import mixed_shares, multiples
from gtmsim.scenario.files.names import changed_name
from gtmsim.scenario.files.reading import UNREADABLE, Entry, Node, read_text
from gtmsim.scenario.files.renaming import Versions, changed_names
from gtmsim.scenario.files.table_files import TableFiles
from gtmsim.scenario.files.unread import unread_signs
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.language.section import Section
from gtmsim.scenario.language.walk import Field, fields

SETTINGS = (("run", "engine"), ("run", "replications"), ("run", "seed"))  # of which a scenario is not called another


def assemble(
    path: Path,
    layers: Sequence[Layer],
    model: type[Section],
    settings: Sequence[str] = (),
    instead: Instead | None = None,
) -> Document:
    """The document that a file, the files it extends and the command line say together; `settings` override all."""
    problems: list[Problem] = []
    files = list(chain(path, problems))
    versions = Versions(problems)
    for file in files:
        versions.read(file.top, file.name)
    problems.extend(versions.warning())
    for file in files:
        if instead is not None:
            instead.put(file.top, problems, file.dropped)
    whole = files[-1].top
    tables = TableFiles(problems, instead)
    tables.put(whole, files[-1])
    problems.extend(unread_signs(whole, Field.of_model(model), ()))
    multiples(whole)
    removed: dict[str, Mark] = {}
    root = document_of(whole, files[-1].name, ()) if (files[1:] or layers) and isinstance(whole.value, dict) else None
    for file in reversed(files[:-1]):
        _restate(whole, file, model)
        removed |= _merged(whole, list(_said_changes(file, problems)), model, problems)
        tables.put(whole, file)
    removed |= _layered(whole, layers, model, problems, tables, files[0], instead)
    _merged(whole, layer_changes(Layer(tuple(settings)), problems), model, problems)
    mixed_shares(whole, problems)
    problems.extend(event_leads(whole))
    return document_of(whole, files[0].name, problems, removed)._replace(root=root)


def assemble_text(
    text: str, name: str, layers: Sequence[Layer], model: type[Section], instead: Instead | None = None
) -> Document:
    """The document that a text says; it cannot extend a file."""
    reading = read_text(text, name)
    problems = list(reading.problems)
    if instead is not None:
        instead.put(reading.top, problems, reading.dropped)
    if isinstance(reading.top.value, dict) and "extends" in reading.top.value:
        mark = reading.top.value["extends"].key
        raise ScenarioError([Problem("E_PATH", "`extends` works in files only", "", mark, ("extends",))])
    _read_as_now(reading.top, name, problems)
    problems.extend(unread_signs(reading.top, Field.of_model(model), ()))
    multiples(reading.top)
    root = document_of(reading.top, name, ()) if layers and isinstance(reading.top.value, dict) else None
    tables = TableFiles(problems, instead)
    removed = _layered(reading.top, layers, model, problems, tables, None, instead)
    mixed_shares(reading.top, problems)
    problems.extend(event_leads(reading.top))
    return document_of(reading.top, name, problems, removed)._replace(root=root)


def assemble_mapping(
    said: Mapping[str, Any],
    name: str,
    model: type[Section],
    layers: Sequence[Layer] = (),
    instead: Instead | None = None,
    before: Document | None = None,
) -> Document:
    """The document that nested Python mappings say; what files have said `before` keeps its places in them."""
    problems: list[Problem] = []
    top = node_of(dict(said), name)
    if before is not None:
        name = before.file
        standing(top, before.mark, before.stories)
    _read_as_now(top, name, problems)
    problems.extend(unread_signs(top, Field.of_model(model), ()))
    multiples(top)
    tables = TableFiles(problems, instead)
    tables.put(top)
    root = document_of(top, name, ()) if layers and isinstance(top.value, dict) else None
    removed = _layered(top, layers, model, problems, tables, None, instead)
    mixed_shares(top, problems)
    problems.extend(event_leads(top))
    return document_of(top, name, problems, removed)._replace(root=root)


def _read_as_now(top: Node, name: str, problems: list[Problem]) -> None:
    """What is no file and of an older version, in the names of now."""
    versions = Versions(problems)
    versions.read(top, name)
    problems.extend(versions.warning(on_disk=False))


def _restate(whole: Node, file: File, model: type[Section]) -> None:
    """What a variant says of itself replaces what the base said of itself; without a name it is called as its file."""
    if not isinstance(whole.value, dict):
        return
    said = file.top.value
    _forget_texts(whole)
    whole.value.update({key: said[key] for key in OWN if key in said})
    if "name" not in said and "name" in fields(model):
        mark = said["extends"].key
        whole.value["name"] = Entry(mark, Node(Path(file.name).stem, mark))


def _forget_texts(whole: Node) -> None:
    """The question and the notes of a scenario are about that one, not about what is made of it."""
    for key in TEXTS:
        whole.value.pop(key, None)


def _merged(whole: Node, changes: list[Change], model: type[Section], problems: list[Problem]) -> dict[str, Mark]:
    """Changes that are made at once; what they have removed."""
    merging = Merging(whole, model, problems)
    for change in changes:
        merging.take(change)
    removed = merging.finish()
    multiples(whole)
    return removed


def _layered(
    whole: Node,
    layers: Sequence[Layer],
    model: type[Section],
    problems: list[Problem],
    tables: TableFiles,
    file: File | None,
    instead: Instead | None = None,
) -> dict[str, Mark]:
    """The changes of the command line, layer by layer, and the name that follows from them."""
    removed: dict[str, Mark] = {}
    for layer in layers:
        changes = changed_names(layer_changes(layer, problems), problems)
        for change in changes:
            if instead is not None:
                instead.put(change.entry.node, problems, change.dropped)
        if not isinstance(whole.value, dict):
            continue
        telling = [change for change in changes if change.path not in SETTINGS]
        if (telling or layer.name) and "name" in fields(model):
            if layer.name or any(change.path[0] != "run" for change in telling):
                _forget_texts(whole)
            if not any(change.path == ("name",) for change in changes):
                said = whole.value.get("name")
                mark = telling[0].entry.key if telling else Mark(layer.source, 1, 1)
                before = str(said.node.value) if said else ""
                whole.value["name"] = Entry(mark, Node(layer.name or changed_name(before, telling), mark))
        removed |= _merged(whole, changes, model, problems)
        tables.put(whole, file)
    return removed


def _said_changes(file: File, problems: list[Problem]) -> Iterator[Change]:
    """The `changes` of a variant, and what it `replaces`."""
    own = {key for key in OWN if key in file.top.value}
    for section, replaces in (("changes", False), ("replaces", True)):
        said = file.top.value.get(section)
        if said is None or said.node.value is None or said.node.value is UNREADABLE:
            continue
        if not isinstance(said.node.value, dict):
            what = f"need changes such as `plan.price: 0.9`, got {show(said.node.value)}"
            problems.append(Problem("E_TYPE", what, "", said.node.mark, (section,)))
            continue
        for key, entry in said.node.value.items():
            if key in own:
                what = f"also changed in {file.top.value[key].key}"
                problems.append(Problem("E_CONFLICT", what, "keep one of them", entry.key, (key,)))
            yield Change(tuple(key.split(".")), entry, replaces)
