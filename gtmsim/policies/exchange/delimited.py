"""A text of delimited cells, as spreadsheets save it, as cells that know their place. Knows no table."""

import codecs
import re
from collections.abc import Iterator

from gtmsim.policies.exchange.sheet import Said, refused

DELIMITERS = (",", ";", "\t")
MOST_CELLS = 50_000
_DIRECTIVE = re.compile(r"sep=([,;\t])[ \t]*(?:\r|\n)")
DECIMAL_COMMA = re.compile(r"\d,\d")  # or two numbers
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_RISKY = re.compile(r"[=+@]|-(?!\d+(?:\.\d+)?%?$).|'[=+@\-']", re.DOTALL)  # a spreadsheet may take it for a formula


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark, or in UTF-16 with one."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-16" if wide else "utf-8", "replace")
        hint, code = "save it as `CSV UTF-8`", "UTF-16" if wide else "UTF-8"
        raise refused("E_CSV", f"byte {content[error.start]:#04x} is not {code}", hint, _place(before)) from None
    if odd := _FORBIDDEN.search(text):
        what = f"control character U+{ord(odd[0]):04X}"
        raise refused("E_CSV", what, "remove it, or save the file as `CSV UTF-8`", _place(text[: odd.start()]))
    return text


def delimiter_of(text: str) -> str:
    """What parts the cells: what the first line says (`sep=;`), or what the first line with such signs has most of."""
    if directive := _DIRECTIVE.match(text):
        return directive[1]
    for line in text.splitlines():
        unquoted = re.sub(r'"[^"]*"', "", line)
        if any(sign in unquoted for sign in DELIMITERS) and line.strip(" ,;\t"):
            return max(DELIMITERS, key=unquoted.count)
    return DELIMITERS[0]


def is_directive(row: list[Said]) -> bool:
    """Whether a first line says what parts the cells, as spreadsheets write it."""
    return row[0].text.startswith("sep=") and len(row[0].text) <= len("sep=,") and not any(c.text for c in row[1:])


def records(text: str, delimiter: str) -> Iterator[list[Said]]:
    """The cells of each line; a cell in quotes may hold delimiters and line breaks."""
    cell = re.compile(rf' *"((?:[^"]|"")*)" *|([^{re.escape(delimiter)}\r\n]*)')
    at, line, begin, count = 0, 1, 0, 0
    row: list[Said] = []
    while True:
        found = cell.match(text, at)
        assert found  # an empty cell matches as well
        place = line, at - begin + 1
        if found[1] is None and found[2].lstrip().startswith('"'):
            raise refused("E_CSV", "a quote opens that nothing closes", 'write `"` within quotes twice', place)
        said = found[2] if found[1] is None else found[1].replace('""', '"')
        row.append(Said(_unescaped(said.strip()), *place))
        breaks = list(re.finditer("\r\n|\r|\n", found[0]))
        if breaks:
            line, begin = line + len(breaks), at + breaks[-1].end()
        at = found.end()
        ending = text[at : at + 1]
        count += 1
        if count > MOST_CELLS:
            raise refused("E_SIZE", f"more than {MOST_CELLS:,} cells", "a decision table is small", place)
        if ending == delimiter:
            at += 1
            continue
        if ending not in ("", "\r", "\n"):
            raise refused("E_CSV", "text follows a closing quote", 'write `"` within quotes twice', place)
        yield row
        if not ending:
            return
        at += 2 if text.startswith("\r\n", at) else 1
        row, line, begin = [], line + 1, at


def delimited(rows: list[list[str]]) -> str:
    """Rows as lines of comma separated cells, of which a spreadsheet takes none for a formula."""
    return "".join(",".join(_cell(text) for text in row) + "\n" for row in rows)


def _cell(text: str) -> str:
    safe = f"'{text}" if _RISKY.match(text) else text
    quoted = any(sign in safe for sign in (",", ";", '"', "\t", "\r", "\n")) or safe != safe.strip()
    return '"' + safe.replace('"', '""') + '"' if quoted else safe


def _unescaped(text: str) -> str:
    """The text without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "@", "-", "'") else text


def _place(before: str) -> tuple[int, int]:
    lines = re.split("\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1
