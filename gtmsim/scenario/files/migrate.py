"""A scenario file of version 1 -> the same file with the names of now: comments, order, quotes and layout stay."""

import json
from typing import Any

import yaml

from gtmsim.scenario.files.reading import Node, read_text
from gtmsim.scenario.files.renaming import Renamed, Versions
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.language.renamed import VERSION

BYTE_ORDER_MARK = "\ufeff"
Span = tuple[int, int]


def migrated(text: str, name: str) -> str:
    """The text in this version; ScenarioError where it cannot be read, or says a name in the old and the new way."""
    mark = text[: len(text) - len(text.removeprefix(BYTE_ORDER_MARK))]
    old = text.removeprefix(BYTE_ORDER_MARK)
    whole, versions = _read(old, name)
    if not versions.old:
        return text
    _, at, found = versions.old[0]
    said = whole.value.get("version")
    if said is not None and said.node.mark == at:
        found = [*found, Renamed(at, "1", str(VERSION), ("version",))]
    new = _rewritten(old, found)
    again, more = _read(new, name)
    if more.old or _plain(again) != _plain(whole):  # never seen; a file is more than this is worth
        raise ScenarioError([Problem("E_FILE", "cannot be rewritten", "rename by hand, see docs/scenarios.md", at)])
    return mark + new


def _read(text: str, name: str) -> tuple[Node, Versions]:
    """A file in the names of now, and whether it was of another version."""
    reading = read_text(text, name)
    problems = list(reading.problems)
    if not isinstance(reading.top.value, dict):
        problems.append(Problem("E_TYPE", "is no scenario", "give a scenario file (.yaml)", Mark(name, 1, 1)))
        raise ScenarioError(problems)
    versions = Versions(problems)
    versions.read(reading.top, name)
    if problems:
        raise ScenarioError(problems)
    return reading.top, versions


def _rewritten(text: str, found: list[Renamed]) -> str:
    """The text with other words at some places."""
    spans = _spans(text)
    parts: list[str] = []
    end = len(text)
    for begin, stop, one in sorted(((*spans[each.mark.line, each.mark.col], each) for each in found), reverse=True):
        parts += [text[stop:end], _reworded(text[begin:stop], one)]
        end = begin
    return text[:end] + "".join(reversed(parts))


def _spans(text: str) -> dict[tuple[int, int], Span]:
    """Where each scalar of a text begins and ends, by its line and column."""
    events: list[Any] = [
        each for each in yaml.parse(text, Loader=yaml.SafeLoader) if isinstance(each, yaml.ScalarEvent)
    ]
    return {
        (each.start_mark.line + 1, each.start_mark.column + 1): (each.start_mark.index, each.end_mark.index)
        for each in events
    }


def _reworded(written: str, one: Renamed) -> str:
    """A scalar as it is written, in quotes or not, with its new words."""
    quote = written[0] if written[0] in "'\"" else ""
    inner = written[1:-1] if quote else written
    if one.old in inner:
        return quote + inner.replace(one.old, one.new, 1) + quote
    if one.old == "1":  # a version such as 1.0
        return quote + one.new + quote
    return json.dumps(one.new, ensure_ascii=False)


def _plain(node: Node) -> Any:
    """A tree without places."""
    if isinstance(node.value, dict):
        return [(key, _plain(entry.node)) for key, entry in node.value.items()]
    return [_plain(one) for one in node.value] if isinstance(node.value, list) else node.value
