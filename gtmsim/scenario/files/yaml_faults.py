"""What is wrong with a text that is no YAML, in plain words and at its own place; libyaml and Python's parser alike."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from gtmsim.scenario.language.quantity import short

# An interval of a decision table that stands without quotes and is no list; `++` never gives back what it took.
_WITHIN = r"""(?=[^"'\[\]()]*?\.\.)[^"'\[\]()]*+"""
BARE_INTERVAL = re.compile(rf"[:,{{]\s++(\[{_WITHIN}[)\[]|[(\]]{_WITHIN}[\])\[])")
BARE_TEST = re.compile(r"(?:^|[:,{]\s)\s*(>=?\s*[^\s,}#][^,}#]*)")  # and a test of one that is no block of lines
_BLOCK_OF_LINES = re.compile(r">[-+]?\d?[-+]?\s*(?:#.*)?")
_CLOSING = {"{": "}", "[": "]"}
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'|#.*""")
_FAR = 200  # lines that are looked at above a fault


class Fault(NamedTuple):
    """A fault at a line and a column, both from 0."""

    line: int
    col: int
    what: str
    hint: str = ""


def fault_of(error: Any, lines: Sequence[str]) -> Fault:
    """The fault that a parser reports, where its author can mend it."""
    last = len(lines) - 1
    mark, begun = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    line, col = (min(mark.line, last), mark.column) if mark else (0, 0)
    first, start = (min(begun.line, line), begun.column) if begun else (line, col)
    problem, context = error.problem or "", error.context or ""
    return (
        _bare(lines, first, line)
        or _unclosed(lines, first, start, line, problem, context)
        or _colon(lines, line, col, problem)
        or _sign(lines, line, col, problem, context)
        or _misplaced(lines, line, col, problem, context)
        or Fault(line, col, ", ".join(part for part in (problem, context) if part) or "not readable as YAML")
    )


def _bare(lines: Sequence[str], first: int, line: int) -> Fault | None:
    """A test of a decision table without quotes, which YAML takes for something else."""
    for number in range(line, max(first, line - _FAR) - 1, -1):
        if found := BARE_INTERVAL.search(lines[number]):
            text = short(found[1].strip())
            return Fault(number, found.start(1), f"YAML takes `{text}` for a list", f'write "{text}"')
    found = BARE_TEST.search(lines[line])
    if found and not _BLOCK_OF_LINES.fullmatch(lines[line][found.start(1) :].rstrip()):
        text = short(found[1].strip())
        return Fault(line, found.start(1), f"YAML takes `{text}` for a block of lines", f'write "{text}"')
    return None


def _unclosed(lines: Sequence[str], first: int, start: int, line: int, problem: str, context: str) -> Fault | None:
    """A quote or a bracket that is never closed."""
    if "quoted scalar" in context and "end of stream" in problem:
        return Fault(first, start, "the quote that begins here is never closed", "close it")
    if "flow" not in context:
        return None
    if lines[first][start : start + 1] not in _CLOSING and not lines[line].strip():
        first, start = _opened(lines, line)
    sign = lines[first][start : start + 1]
    if sign in _CLOSING and first < line:
        return Fault(first, start, f"`{sign}` is never closed", f"close it with `{_CLOSING[sign]}`")
    return None


def _opened(lines: Sequence[str], line: int) -> tuple[int, int]:
    """Where the bracket begins that is still open at the end; the end itself where none is."""
    closed = 0
    for number in range(line, max(-1, line - _FAR), -1):
        text = _QUOTED.sub(lambda found: " " * len(found[0]), lines[number])
        for col in range(len(text) - 1, -1, -1):
            closed += text[col] in "}]"
            if text[col] in "{[":
                if not closed:
                    return number, col
                closed -= 1
    return line, 0


def _quote(lines: Sequence[str], line: int, col: int) -> Fault | None:
    """A quote that another line closes, before more text."""
    sign = lines[line][:col].rstrip()[-1:]
    if sign not in ("'", '"'):
        return None
    for number in range(line - 1, max(-1, line - _FAR), -1):
        if lines[number].count(sign) % 2 and (begins := re.search(rf"(?:^|[:,\[{{-])\s*({sign})", lines[number])):
            what = f"the quote that begins here is closed in line {line + 1} only"
            return Fault(number, begins.start(1), what, "close it")
    return None


def _colon(lines: Sequence[str], line: int, col: int, problem: str) -> Fault | None:
    """A colon where none can be: in a text, or after a line that has none."""
    if "mapping values are not allowed" not in problem and "could not find expected ':'" not in problem:
        return None
    text = lines[line]
    if "mapping values" in problem and (name := re.match(r"\s*(?:- +)*[^\s:]+:\s", text)) and name.end() <= col:
        said = text[name.end() :].strip()
        return Fault(line, col, "a colon within a text that has no quotes", f'write "{short(said)}" in quotes')
    above = _above(lines, line)
    if above is None:
        return None
    said, indent = lines[above], _indent(lines[above])
    if glued := re.fullmatch(r"\s*(?:- +)*([^\s:\"'\[\]{}]+):(\S.*)", said):
        return Fault(above, indent, "no blank after the colon", f"write `{short(f'{glued[1]}: {glued[2]}')}`")
    if re.search(r":(?:\s|$)", said):
        if _indent(text) > indent:
            what = f"line {above + 1} has a value already, and more is nested under it"
            return Fault(line, _indent(text), what, "leave one of the two out")
        return None
    first, _, rest = said.strip().partition(" ")
    written = f"{first}: {rest.strip()}" if rest.strip() else f"{first}:"
    hint = f"write `{short(written)}`, or indent it below the text that it goes on"
    return Fault(above, indent, f"`{short(said.strip())}` is no name with a value", hint)


def _above(lines: Sequence[str], line: int) -> int | None:
    """The nearest line above that says something."""
    for number in range(line - 1, max(-1, line - _FAR), -1):
        said = lines[number].strip()
        if said and not said.startswith("#"):
            return number
    return None


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _sign(lines: Sequence[str], line: int, col: int, problem: str, context: str) -> Fault | None:
    """A sign that begins something else in YAML."""
    if "escape" in problem:
        return Fault(line, col, "a backslash within double quotes", "write the text in single quotes")
    begins = lines[line][max(0, col - 1) : col] if "alias" in context or "anchor" in context else ""
    if begins in ("*", "&"):
        return Fault(line, col - 1, f"`{begins}` begins an alias in YAML", f'write "{begins}" in quotes')
    if "cannot start any token" in problem:
        sign = lines[line][col : col + 1] or "?"
        return Fault(line, col, f"a text cannot begin with `{sign}`", "put it in quotes")
    return None


def _misplaced(lines: Sequence[str], line: int, col: int, problem: str, context: str) -> Fault | None:
    """Something that belongs to another level, or stands after the end of a value."""
    if not re.search("expected|<document start>", problem):
        return None
    text = lines[line]
    said = short(text[col:].strip())
    if "flow" in context and (found := _quote(lines, line, col)):
        return found
    if "flow" in context:
        return Fault(line, col, f"need a comma or the end of the list before `{said}`", "part entries by commas")
    if found := _quote(lines, line, col):
        return found
    if col > _indent(text) or not said:
        what = f"`{said}` stands after the end of a value" if said else "the text ends too early"
        hint = "put all of it in one pair of quotes; write '' for a ' within single quotes"
        hint = "remove it" if said[:1] in ("]", "}") else hint
        return Fault(line, col, what, hint)
    if "block mapping" in context and said.startswith("-"):
        return Fault(line, col, "an item of a list among names", "indent it below its name, or write `name: value`")
    if "block collection" in context or "block sequence" in context:
        return Fault(line, col, "a name among the items of a list", "indent it, or write `- ` before it")
    if "block mapping" in context or "document start" in problem:
        above = _above(lines, line)
        beside = "" if above is None else f", line {above + 1} by {_indent(lines[above])}"
        what = f"indented by {col}{beside}: it belongs to no section"
        return Fault(line, col, what, "indent it as far as the names beside it")
    return None
