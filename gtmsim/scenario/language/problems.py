"""What is wrong with a scenario, where, and what to write instead; knows no schema."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

SHOWN = 20
SLIP = 0.78  # likeness from which on two words are one, mistyped

Path = tuple[str | int, ...]


class Mark(NamedTuple):
    """A place in a file; line and column count from 1."""

    file: str
    line: int
    col: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.col}"


class Problem(NamedTuple):
    """An error (E_) or a warning (W_) at a place; `path` leads from the top of the scenario to it."""

    code: str
    message: str
    hint: str = ""
    mark: Mark | None = None
    path: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        where = f"{self.mark} " if self.mark else ""
        path = f"{dotted(self.path)}: " if self.path else ""
        return f"{where}{self.code} {path}{self.message}" + (f"; {self.hint}" if self.hint else "")


class ScenarioError(ValueError):
    """The files do not say a valid scenario; the text has one line for each problem."""

    def __init__(self, problems: Iterable[Problem], more: int = 0) -> None:
        found = tuple(problems)
        self.problems = found[:SHOWN]
        self.more = more + len(found) - len(self.problems)
        super().__init__(self.problems, self.more)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        return "\n".join([*lines, f"and {self.more} more"] if self.more else lines)

    def to_json(self) -> dict[str, Any]:
        """The problems for programs."""
        return {"problems": [as_json(problem) for problem in self.problems], "more": self.more}


def as_json(problem: Problem) -> dict[str, Any]:
    """One problem for programs."""
    mark = problem.mark
    return {
        "code": problem.code,
        "file": mark.file if mark else None,
        "line": mark.line if mark else None,
        "column": mark.col if mark else None,
        "path": dotted(problem.path),
        "message": problem.message,
        "hint": problem.hint,
    }


def dotted(path: Sequence[str | int]) -> str:
    """A path as `--set` writes it."""
    return ".".join(map(str, path))


def _alike(said: str, names: Sequence[str]) -> list[str]:
    """The name that is `said` but for capitals and signs, or the only one that has it as a part."""
    word = _plain(said)
    same = [name for name in names if word and _plain(name) == word]
    having = [name for name in names if word and f"_{word}_" in f"_{_plain(name)}_"]
    return same[:1] or (having if len(having) == 1 else [])


def _plain(name: str) -> str:
    return re.sub(r"\W+", "_", name.casefold()).strip("_")


def nearest(said: str, known: Iterable[str]) -> str:
    """A hint: the known name that `said` probably meant, otherwise the names that are known."""
    names = list(dict.fromkeys(known))
    close = difflib.get_close_matches(said[:80], names, n=1, cutoff=0.6) or _alike(said[:80], names)
    if close:
        foreign = next((c for c in said if not c.isascii()), "") if close[0].isascii() else ""
        odd = f" (`{foreign}` is {unicodedata.name(foreign, 'no letter')})" if foreign else ""
        return f"did you mean `{close[0]}`?{odd}"
    listed = ", ".join(f"`{name}`" for name in names[:12])
    return f"known here: {listed}{', ...' if len(names) > 12 else ''}" if names else "nothing is known here"


def is_slip(said: str, hint: str, alike: float = SLIP) -> bool:
    """Does a hint offer a name that is the one which was said but for a slip, and not only one like it?"""
    offered = re.search(r"^did you mean `([^`]+)`", hint)
    word = _plain(said[:80])
    return offered is not None and difflib.SequenceMatcher(None, word, _plain(offered[1])).ratio() >= alike
