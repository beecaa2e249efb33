"""Numbers of spreadsheets in the writing of their country: `20.000` or `1,5`; what cannot be told is refused.

A file is read as a whole. Semicolons between cells are what programs write where a comma parts decimals; some cell that
can be read in one way only (`1.5`, `0,25`, `1.234,50`) says more, and two that contradict each other say that none of
the others can be trusted.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gtmsim.policies.exchange.sheet import Said, SaidCase, SaidRow, Typed, Unread, UnreadableError
from gtmsim.policies.facts import DATE, DecisionPoint, Fact, Output
from gtmsim.policies.literals import CellError, quoted

_EXPONENT = r"(?:[eE][+-]?[0-9]+)?"  # what stands before it is never parted in groups
_TOKEN = re.compile(rf"[0-9][0-9.,]*{_EXPONENT}")
_GROUP = r"[1-9][0-9]{0,2}"
_DOT_GROUPS = re.compile(rf"{_GROUP}(?:\.[0-9]{{3}})+")
_COMMA_GROUPS = re.compile(rf"{_GROUP}(?:,[0-9]{{3}})+")
_DOTTED_DECIMAL = re.compile(rf"{_GROUP}(?:\.[0-9]{{3}})+,[0-9]+")  # 1.234,50
_COMMAED_DECIMAL = re.compile(rf"{_GROUP}(?:,[0-9]{{3}})+\.[0-9]+")  # 1,234.50
_POINT = re.compile(rf"[0-9]+\.[0-9]+{_EXPONENT}")
_COMMA = re.compile(rf"[0-9]+,[0-9]+{_EXPONENT}")
_APART = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:([ \u00a0\u2009\u202f'\u2019])[0-9]{3})(?:\1[0-9]{3})*(?![0-9])")
_LOOKS_GROUPED = re.compile(rf"(?<![0-9.,]){_GROUP}\.[0-9]{{3}}(?![0-9.,])")
_COMPARES = re.compile(r"[<>\[\]()]|\.\.")


class Cell(NamedTuple):
    """A cell with numbers, and what it says them of."""

    said: Said
    what: Fact | Output

    @property
    def single(self) -> bool:
        """Whether no list of numbers is meant: an answer, or a comparison."""
        return isinstance(self.what, Output) or bool(_COMPARES.search(self.said.text))


class DecimalSign:
    """How a file writes its numbers."""

    def __init__(self, cells: Sequence[Cell], delimiter: str) -> None:
        self.points = self.commas = ""  # a writing that proves each
        self.delimiter = delimiter
        for cell in cells:
            for token in tokens(cell):
                if _DOTTED_DECIMAL.fullmatch(token) or (_DOT_GROUPS.fullmatch(token) and token.count(".") > 1):
                    self.commas = self.commas or token
                elif _COMMA.fullmatch(token) and not _COMMA_GROUPS.fullmatch(token):
                    self.commas = self.commas or (token if cell.single and cell.what.kind == "number" else "")
                elif _proves_points(token):
                    self.points = self.points or token
        self.comma = delimiter != "," and (bool(self.commas) or (delimiter == ";" and not self.points))

    def plain(self, cell: Cell) -> str:
        """The cell with points that part decimals alone, and no groups; CellError where it may mean two things."""
        if isinstance(cell.said, Typed):
            return clear(cell.said.text)
        text, found, whole_text = [], 0, _joined(cell.said.text)
        for match in _TOKEN.finditer(whole_text):
            whole = match[0].rstrip(".,") if ".." not in match[0] else match[0]
            parts = [self._plain(part, cell) if part else part for part in re.split(r"(\.\.)", whole)]
            text += [whole_text[found : match.start()], "".join(parts)]
            found = match.start() + len(whole)
        return clear("".join(text) + whole_text[found:])

    def _plain(self, token: str, cell: Cell) -> str:
        if ("," not in token and "." not in token) or token == "..":
            return token
        grouped = _COMMA_GROUPS.fullmatch(token)
        if _COMMA.fullmatch(token) and not grouped and not self._is_decimal(cell):
            hint = f"write {quoted(token.replace(',', '.'))}, or a space after the comma for two values"
            raise CellError("E_CELL", f"{quoted(cell.said.text)} may have a decimal comma", hint)
        if self.points and self.commas and ("," in token or _DOT_GROUPS.fullmatch(token)):
            what = f"{quoted(token)} cannot be told: the file has both {quoted(self.commas)} and {quoted(self.points)}"
            raise CellError("E_CELL", what, "write numbers with decimal points and without groups")
        if _DOT_GROUPS.fullmatch(token) and self._is_group(token):
            return token.replace(".", "")
        if grouped or _COMMAED_DECIMAL.fullmatch(token):
            ways = [token.replace(",", "")]
            if grouped and token.count(",") == 1:
                decimal = clear(_shortest(token.replace(",", ".")))  # which no reader takes for thousands
                ways.append(decimal.replace(".", "," if self.comma else "."))
            raise CellError("E_CELL", f"{quoted(token)} can be read in several ways", f"write `{'` or `'.join(ways)}`")
        if self.comma and (_COMMA.fullmatch(token) or _DOTTED_DECIMAL.fullmatch(token)):
            return token.replace(".", "").replace(",", ".")
        return token

    def _is_decimal(self, cell: Cell) -> bool:
        """Whether a comma between digits parts decimals, not two values."""
        return self.comma and cell.what.kind == "number" and (cell.single or bool(self.commas))

    def _is_group(self, token: str) -> bool:
        """Whether dots part thousands; raises CellError where that cannot be told."""
        if self.comma or token.count(".") > 1:
            return True
        if self.delimiter == "," and self.points and not token.endswith("0"):
            return False
        shorter, thousands = _shortest(token), token.replace(".", "")
        hint = f"write `{thousands}` or `{clear(shorter)}`"
        raise CellError("E_CELL", f"{quoted(token)} may be {shorter} or {thousands}", hint)


def tokens(cell: Cell) -> list[str]:
    """The numbers of a cell as they stand there; none of one that needs no reading."""
    if isinstance(cell.said, Typed):
        return []
    found = [part for token in _TOKEN.findall(_joined(cell.said.text)) for part in token.split("..")]
    return [token.rstrip(".,") for token in found if token.strip(".,")]


def _joined(text: str) -> str:
    """A text without the blanks and apostrophes that part thousands: `20 000`, `20'000`."""
    return _APART.sub(lambda found: found[0].replace(found[1], ""), text)


def _shortest(token: str) -> str:
    """A number without the zeros at the end of its decimals."""
    return token.rstrip("0").rstrip(".") if "." in token else token


def clear(text: str) -> str:
    """A text of numbers with decimal points, none of which looks as if the point parted thousands."""
    return _LOOKS_GROUPED.sub(r"\g<0>0", text)


def numeric(what: Fact | Output) -> bool:
    """Whether cells of a column hold numbers."""
    return what.kind != "category" and what.unit != DATE


def _proves_points(token: str) -> bool:
    """Whether a dot can only part decimals here."""
    point = _POINT.fullmatch(token) and not _DOT_GROUPS.fullmatch(token)
    return bool(point or _COMMAED_DECIMAL.fullmatch(token) or (_COMMA_GROUPS.fullmatch(token) and token.count(",") > 1))


def in_points(
    rows: tuple[SaidRow, ...],
    default: dict[str, Said] | None,
    cases: tuple[SaidCase, ...],
    point: DecisionPoint,
    delimiter: str,
) -> tuple[tuple[SaidRow, ...], dict[str, Said] | None, tuple[SaidCase, ...]]:
    """Rows, default and cases with decimal points, whatever sign the file has; raises UnreadableError."""
    facts = {fact.name: fact for fact in point.facts if numeric(fact)}
    outputs = {output.name: output for output in point.outputs if numeric(output)}
    sides = [(row.when, facts) for row in rows] + [(row.then, outputs) for row in rows] + [(default or {}, outputs)]
    sides += [(case.given, facts) for case in cases]
    sides += [(case.expect, outputs) for case in cases if isinstance(case.expect, dict)]
    cells = [Cell(said, of[name]) for side, of in sides for name, said in side.items() if name in of]
    sign = DecimalSign(cells, delimiter)
    faults: list[Unread] = []

    def plain(side: dict[str, Said], of: Mapping[str, Fact | Output]) -> dict[str, Said]:
        found = dict(side)
        for name, said in side.items():
            try:
                found[name] = said._replace(text=sign.plain(Cell(said, of[name]))) if name in of else said
            except CellError as error:
                faults.append(Unread(error.code, error.what, error.hint, *said[1:]))
        return found

    read = tuple(row._replace(when=plain(row.when, facts), then=plain(row.then, outputs)) for row in rows)
    answered = None if default is None else plain(default, outputs)
    tried = tuple(
        case._replace(
            given=plain(case.given, facts),
            expect=plain(case.expect, outputs) if isinstance(case.expect, dict) else case.expect,
        )
        for case in cases
    )
    if faults:
        raise UnreadableError(faults)
    return read, answered, tried
