"""The parts of a workbook (.xlsx) that say what its cells hold: sheets, texts, formats; measured before unpacking.

No more is looked at than that, so that nothing else in a workbook (pictures, links, comments, names) can do anything.
"""

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from gtmsim.policies.exchange.markup import Element, tree
from gtmsim.policies.exchange.sheet import UnreadableError, refused
from gtmsim.policies.literals import quoted

MOST_BYTES = 2 * 2**20  # of all parts, unpacked
MOST_PARTS = 200
OLD = b"\xd0\xcf\x11\xe0"  # how an .xls begins, or a workbook with a password
START = (1, 1)
TRUE = ("1", "true", "on")
_ESCAPED = re.compile("_x(00[0-9A-Fa-f]{2})_")  # how a control character or a `_` is written
_DATES = (*range(14, 18), 22, *range(27, 32), 36, *range(50, 59))  # formats of days that have a number and no writing
_TIMES = (*range(18, 22), *range(32, 36), *range(45, 48))
_QUOTED = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')  # of a format: what is no sign of it
_ANEW = "save the workbook anew as .xlsx, or the sheet as `CSV UTF-8`"
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError),
    *(ValueError, LookupError, OverflowError, RuntimeError, NotImplementedError),  # RuntimeError: a password
)


class Format(NamedTuple):
    """How a number is shown: as a percentage, a day, a time of day."""

    percent: bool = False
    day: bool = False
    time: bool = False


class Page(NamedTuple):
    """A sheet as it is packed."""

    title: str
    content: Element


class Book(NamedTuple):
    """A workbook, as far as tables need it."""

    pages: tuple[Page, ...]  # those that are shown
    texts: tuple[str, ...]
    formats: tuple[Format, ...]
    from_1904: bool  # whether its days count from 1904


def opened(content: bytes) -> Book:
    """The parts of a workbook; raises UnreadableError."""
    if content.startswith(OLD):
        raise refused("E_XLSX", "an old workbook (.xls), or one with a password", "save it as .xlsx without one", START)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _opened(packed)
    except UnreadableError:
        raise
    except _DAMAGED:
        raise unreadable() from None


def _opened(packed: zipfile.ZipFile) -> Book:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        what = f"more than {MOST_BYTES // 2**20} MB when unpacked, or {MOST_PARTS} parts"
        raise refused("E_SIZE", what, "keep only the sheets with tables", START)
    if len({part.filename for part in parts}) < len(parts):
        raise unreadable()
    (main,) = _targets(packed, "", "officeDocument").values()
    book = _tree(packed, main)
    texts = [_tree(packed, part) for part in _targets(packed, main, "sharedStrings").values()]
    styles = [_tree(packed, part) for part in _targets(packed, main, "styles").values()]
    sheets = _targets(packed, main, "worksheet")
    pages = []
    for sheet in (each for listed in book.parts("sheets") for each in listed.parts("sheet")):
        ids = [value for key, value in sheet.attributes.items() if key.endswith(" id")]
        if ids and ids[0] in sheets and sheet.attributes.get("state", "visible") == "visible":
            pages.append(Page(sheet.attributes["name"], _tree(packed, sheets[ids[0]])))
    ways = book.part("workbookPr")
    return Book(
        tuple(pages),
        tuple(text_of(item) for part in texts for item in part.parts("si")),
        tuple(each for part in styles for each in _formats(part)),
        ways is not None and ways.attributes.get("date1904", "") in TRUE,
    )


def _targets(packed: zipfile.ZipFile, part: str, kind: str) -> dict[str, str]:
    """The parts of a kind that a part refers to, by the name that it has for them."""
    folder, name = posixpath.split(part)
    found = {}
    for each in _tree(packed, posixpath.join(folder, "_rels", f"{name}.rels")).parts("Relationship"):
        if each.attributes["Type"].endswith(f"/{kind}") and each.attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, each.attributes["Target"]))
            found[each.attributes["Id"]] = target.lstrip("/")
    return found


def _tree(packed: zipfile.ZipFile, part: str) -> Element:
    try:
        return tree(packed.read(part))
    except UnreadableError as error:
        fault = error.faults[0]
        raise refused(fault.code, f"{quoted(part)}: {fault.what}", _ANEW, START) from None


def unreadable() -> UnreadableError:
    """The refusal of what no program could open, or no program should have written."""
    return refused("E_XLSX", "not readable as a workbook", _ANEW, START)


def text_of(item: Element) -> str:
    """A text without its formats and without how it is spoken."""
    words = "".join(text.text for run in (item, *item.parts("r")) for text in run.parts("t"))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)


def _formats(styles: Element) -> Iterator[Format]:
    """The format of each style that a cell may have."""
    own = {
        each.attributes["numFmtId"]: each.attributes["formatCode"]
        for listed in styles.parts("numFmts")
        for each in listed.parts("numFmt")
    }
    for style in (each for listed in styles.parts("cellXfs") for each in listed.parts("xf")):
        number = style.attributes.get("numFmtId", "0")
        if number in own:
            looks = _QUOTED.sub("", own[number].split(";")[0]).lower().replace("general", "")
            clock = any(sign in looks for sign in "hs") or bool(re.search(r"\[[hms]+\]", own[number].lower()))
            yield Format("%" in looks, any(sign in looks for sign in "dmy") or clock, clock and "d" not in looks)
        else:
            kind = int(number) if number.isdigit() else 0
            yield Format(kind in (9, 10), kind in _DATES + _TIMES, kind in _TIMES)
