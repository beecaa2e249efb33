"""Bytes -> values that remember where they stand. A strict part of YAML, read from the event stream; knows no schema.

Nothing here recurses, and every count is capped before memory is spent: a hostile file costs no more than a good one.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from gtmsim.scenario.files.yaml_faults import fault_of
from gtmsim.scenario.language.problems import Mark, Problem, ScenarioError
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.scalars import FORBIDDEN, name_fault, resolve

LARGEST_FILE = 2**20  # bytes
DEEPEST = 32
MOST_VALUES = 50_000
LONGEST = 10_000  # characters of one scalar
MOST_PROBLEMS = 100  # of one file; reading stops there

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAB = re.compile(r" *\t")
_DROPPED = "\0"  # in place of a name that was reported


class _Unreadable:
    """Stands where a value has a problem of its own, so that nothing further is said about it."""

    def __repr__(self) -> str:
        return "unreadable"


UNREADABLE = _Unreadable()


class Entry(NamedTuple):
    """A value of a mapping with the place of its name."""

    key: Mark
    node: "Node"


class Node:
    """A value with its place: a scalar, a list of nodes, or a mapping from names to entries.

    `text` is a scalar as it was written, with the sign that a number loses; `story` says what it was made of.
    """

    __slots__ = ("mark", "story", "text", "value")

    def __init__(self, value: Any, mark: Mark, text: str = "", story: str = "") -> None:
        self.value, self.mark, self.story = value, mark, story
        self.text = value if not text and isinstance(value, str) else text


class Reading(NamedTuple):
    """A file's content, its length in bytes, and what is wrong in places that do not hide the rest."""

    top: Node
    problems: list[Problem]
    size: int = 0
    dropped: tuple[tuple[Node, Entry], ...] = ()  # entries with bad names, and where they stood


def read(path: Path, name: str, allowance: int = LARGEST_FILE) -> Reading:
    """The content of one regular file of at most `allowance` bytes, called `name` in problems."""
    content = content_of(path, name, min(allowance, LARGEST_FILE))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        what = f"byte {content[error.start]:#04x} is not UTF-8"
        raise ScenarioError([Problem("E_YAML", what, "save the file as UTF-8", _place(before, name))]) from None
    return read_text(text, name)._replace(size=len(content))


def read_text(text: str, name: str, inside: Mark | None = None) -> Reading:
    """The content of a text: a file, or a part `inside` one line that begins there."""
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST_FILE:
        mark = inside or Mark(name, 1, 1)
        raise ScenarioError([Problem("E_SIZE", f"more than {LARGEST_FILE} characters", "", mark)])
    if odd := FORBIDDEN.search(text):
        mark = _place(text[: odd.start()], name) if inside is None else inside._replace(col=inside.col + odd.start())
        what = f"control character U+{ord(odd[0]):04X}"
        raise ScenarioError([Problem("E_YAML", what, "remove it", mark)])
    return _Reader(text, name, inside).reading()


def content_of(
    path: Path,
    name: str,
    allowance: int = LARGEST_FILE,
    need: str = "give a scenario file (.yaml)",
    smaller: str = "a scenario is small text: split it with `extends`",
) -> bytes:
    """The bytes of a regular file of at most `allowance`; a device or a pipe is never opened."""
    mark = Mark(name, 1, 1)
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  # one call, before any opening
        if not stat.S_ISREG(mode):
            kind = "a directory" if stat.S_ISDIR(mode) else "not a regular file"
            raise ScenarioError([Problem("E_FILE", kind, need, mark)])
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            content = file.read(allowance + 1)
    except OSError as error:
        reason = error.strerror or "for a reason unknown"
        raise ScenarioError([Problem("E_FILE", f"cannot be read: {reason.lower()}", "", mark)]) from None
    if len(content) > allowance:
        raise ScenarioError([Problem("E_SIZE", f"more than {allowance:,} bytes", smaller, mark)])
    return content


def _place(before: str, name: str) -> Mark:
    """Where the text after `before` stands."""
    lines = re.split("\r\n|\r|\n", before)
    return Mark(name, len(lines), len(lines[-1]) + 1)


class _Open:
    """A mapping or list that is being read."""

    __slots__ = ("key", "key_mark", "node")

    def __init__(self, node: Node) -> None:
        self.node, self.key_mark = node, node.mark
        self.key: str | None = None


class _Reader:
    """One pass over the events of a text."""

    def __init__(self, text: str, name: str, inside: Mark | None) -> None:
        self.text, self.name, self.inside = text, name, inside
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.values = 0
        self.documents = 0
        self.dropped: list[tuple[Node, Entry]] = []
        self.top = Node(None, inside or Mark(name, 1, 1))

    def reading(self) -> Reading:
        """The content of the text."""
        for event in self._events():
            self._take(event)
        for node, _ in self.dropped:
            if not node.value:
                node.value = UNREADABLE  # which is not the same as empty
        return Reading(self.top, self.problems, dropped=tuple(self.dropped))

    def _events(self) -> Iterator[Any]:
        try:
            yield from yaml.parse(self.text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            raise self._broken(error) from None
        except (yaml.YAMLError, ValueError, OverflowError):
            raise self._stop("E_YAML", "not readable as YAML", "", self.top.mark) from None

    def _broken(self, error: yaml.MarkedYAMLError) -> ScenarioError:
        lines = re.split("\r\n|\r|\n", self.text)
        fault = fault_of(error, lines)
        indented = next((n for n in (fault.line, fault.line - 1) if n >= 0 and _TAB.match(lines[n])), None)
        if indented is not None and self.inside is None:
            tab = Mark(self.name, indented + 1, lines[indented].index("\t") + 1)
            return self._stop("E_YAML", f"tab at line {tab.line}", "use spaces", tab)
        place = Mark(self.name, fault.line + 1, fault.col + 1)
        if self.inside is not None:
            before = sum(len(line) + 1 for line in lines[: fault.line])
            place = self.inside._replace(col=self.inside.col + before + fault.col)
        return self._stop("E_YAML", fault.what, fault.hint, place)

    def _take(self, event: Any) -> None:
        """One event."""
        if isinstance(event, yaml.DocumentStartEvent):
            mark = self._mark(event.start_mark)
            self.documents += 1
            if self.documents > 1:
                raise self._stop("E_MULTIDOC", "a second document starts", "one file holds one scenario", mark)
            if event.tags:
                raise self._stop("E_TAG", "tags are not allowed", "remove the %TAG line", mark)
        elif isinstance(event, yaml.AliasEvent):
            mark = self._mark(event.start_mark)
            raise self._stop("E_ALIAS", "aliases (*) are not allowed", "say it again, or use `extends`", mark)
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()

    def _node(self, event: Any) -> None:
        mark = self._mark(event.start_mark)
        if event.anchor is not None:
            raise self._stop("E_ALIAS", "anchors (&) are not allowed", "say it again, or use `extends`", mark)
        if event.tag is not None:
            raise self._stop("E_TAG", "tags (!) are not allowed", "remove it", mark)
        around = self.open[-1] if self.open else None
        if around is not None and isinstance(around.node.value, dict) and around.key is None:
            around.key, around.key_mark = self._key(event, mark, around), mark
            return
        self.values += 1
        if self.values > MOST_VALUES:
            raise self._stop("E_NODES", f"more than {MOST_VALUES:,} values", "a scenario is small text", mark)
        if isinstance(event, yaml.ScalarEvent):
            self._put(around, Node(self._scalar(event, mark), mark, event.value))
            return
        if len(self.open) >= DEEPEST:
            raise self._stop("E_DEPTH", f"nested deeper than {DEEPEST}", "", mark)
        node = Node({} if isinstance(event, yaml.MappingStartEvent) else [], mark)
        self._put(around, node)
        self.open.append(_Open(node))

    def _put(self, around: _Open | None, node: Node) -> None:
        if around is None:
            self.top = node
        elif isinstance(around.node.value, list):
            around.node.value.append(node)
        else:
            entry = Entry(around.key_mark, node)
            if around.key != _DROPPED:
                around.node.value[around.key] = entry
            else:
                self.dropped.append((around.node, entry))
            around.key = None

    def _key(self, event: Any, mark: Mark, around: _Open) -> str:
        """The name of an entry; a bad one is reported and its entry dropped."""
        if not isinstance(event, yaml.ScalarEvent):
            raise self._stop("E_KEY", "a name must be text", "", mark)
        key = unicodedata.normalize("NFC", event.value)
        first = around.node.value.get(key)
        if first is not None:
            self._report("E_DUPKEY", f"{show(key)} in line {mark.line} repeats line {first.key.line}", "keep one", mark)
            return _DROPPED
        what, hint = name_fault(key, not event.style)
        if what and (decimal := self._decimal_comma(event)):
            grouped = re.fullmatch(r"([1-9]\d{0,2})\.(\d{3})", decimal)
            said = "".join(grouped.groups()) if grouped else decimal
            what, hint = f"the comma parts `{decimal.replace('.', ',')}` into two entries", f"write `{said}`"
        if what:
            self._report("E_KEY", what, hint, mark)
            return _DROPPED
        return key

    def _decimal_comma(self, event: Any) -> str:
        """The number that a comma within braces has cut in two, with a point; empty if there is none."""
        at = event.start_mark.index
        if event.style or not re.fullmatch(r"\d{1,15}%?", event.value) or self.text[at - 1 : at] != ",":
            return ""
        whole = re.search(r"(?<![\w.])\d{1,15}$", self.text[max(0, at - 20) : at - 1])
        return f"{whole[0]}.{event.value}" if whole else ""

    def _scalar(self, event: Any, mark: Mark) -> Any:
        if len(event.value) > LONGEST:
            raise self._stop("E_SCALAR", f"a text longer than {LONGEST:,} characters", "", mark)
        if odd := FORBIDDEN.search(event.value):
            self._report("E_YAML", f"control character U+{ord(odd[0]):04X}", "remove it", mark)
            return UNREADABLE
        text = event.value if event.value.isascii() else unicodedata.normalize("NFC", event.value)
        try:
            return text if event.style else resolve(text)
        except QuantityError as fault:
            self._report(fault.code, fault.what, fault.hint, mark)
            return UNREADABLE

    def _mark(self, mark: Any) -> Mark:
        if self.inside is not None:
            return self.inside._replace(col=self.inside.col + min(mark.index, len(self.text)))
        return Mark(self.name, mark.line + 1, mark.column + 1)

    def _report(self, code: str, what: str, hint: str, mark: Mark) -> None:
        self.problems.append(Problem(code, what, hint, mark))
        if len(self.problems) >= MOST_PROBLEMS:
            raise ScenarioError(self.problems)

    def _stop(self, code: str, what: str, hint: str, mark: Mark) -> ScenarioError:
        return ScenarioError([*self.problems, Problem(code, what, hint, mark)])
