"""The table of names that version 2 of the language has changed, as the page on scenarios shows it."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from gtmsim.scenario.language.renamed import DISTRIBUTED, NAMES, VALUES

HEAD = "| version 1 | version 2 |\n|---|---|\n"
_TABLE = re.compile(re.escape(HEAD) + r"(?:\|.*\n|RENAMES\n)*")


def table() -> str:
    """Every rename in a line: the old path, and the new name of its last part."""
    return HEAD + "".join(f"| {old} | {new} |\n" for old, new in _lines())


def with_table(page: str) -> str:
    """A page with the table as it is now."""
    return _TABLE.sub(lambda _: table(), page, count=1)


def _lines() -> Iterator[tuple[str, str]]:
    for line in NAMES.strip().splitlines():
        old, new = line.split()
        yield _shown(old), f"`{new}`"
    durations = ", ".join(f"`{path.replace('**', '*')}`" for path in DISTRIBUTED.split())
    yield f"`law` in a duration that varies: {durations}", "`distribution`"
    for path, words in VALUES.items():
        for old, new in words.items():
            yield f"the word `{old}` of {_shown(path)}", f"`{new}`"


def _shown(path: str) -> str:
    """A path as a reader looks for it."""
    for side, what in (("FACTS", "fact"), ("ANSWERS", "answer")):
        if f".{side}." in path:
            point, _, name = path.partition(f".{side}.")
            return f"`{point}`: the {what} `{name}`"
    return f"`{path.replace('**', '*')}`"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        file = Path(name)
        file.write_text(with_table(file.read_text("utf-8")), "utf-8")
