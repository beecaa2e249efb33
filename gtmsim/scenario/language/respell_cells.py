"""What to write instead of a cell that its column does not take: words of comparison and negation as tests."""

import datetime
import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple

from gtmsim.policies.cells import parse
from gtmsim.policies.facts import DecisionPoint, Fact, Output
from gtmsim.policies.literals import CellError, extent, named
from gtmsim.policies.points import POINTS
from gtmsim.policies.reading import value_of
from gtmsim.scenario.language.cells import read_literal
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.respell import LONGEST, example, respelled
from gtmsim.scenario.language.respell_dates import dates
from gtmsim.scenario.language.respell_numbers import NUMBER, short
from gtmsim.scenario.language.respell_words import COUNTED

_BEFORE = {
    ">=": r">=|=>|≥|at least|min(?:imum)?\b\.?|from|since|starting|(?:not|no) (?:below|under|less than|before)",
    "<=": r"<=|=<|≤|at most|max(?:imum)?\b\.?|up to|(?:not|no) (?:above|over|more than|after)",
    ">": r">|over|above|(?:more|greater|higher|larger|longer|later) than|after|exceeds",
    "<": r"<(?!>)|under|below|(?:less|fewer|lower|smaller|shorter|earlier) than|before",
    "not": r"!=|<>|≠|!|(?:is )?not(?: equal to)?|isn't|any(?:thing)? but|all but|except|other than",
    "=": r"==?|is|equals|exactly|in",
}
_BEHIND = {
    ">=": r"\+|(?:or|and) (?:more|up|above|over|higher|later|longer)|(?:up|on)wards|plus",
    "<=": r"(?:or|and) (?:less|fewer|below|under|lower|earlier|shorter)",
}
_BETWEEN = re.compile(
    r"(?:between |from )?(?P<low>\S.*?)\s*(?:\.\.+|–|—|(?<=[\w%])\s*-\s*(?=\d)|\bto\b|\bthrough\b)\s*(?P<high>.+)"
    r"|between (?P<first>.+?) and (?P<last>.+)",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:not|!=|<>|≠|!|~|non|no|except|excluding|without|all but|(?:any|every)(?:thing|one|body)? but|other than|"
    r"isn't|is not|never)(?![a-z])\W*(?P<rest>.+)|(?P<first>.+?) (?:excluded|not)",
    re.IGNORECASE,
)
GROUPED = re.compile(r"(?<!\d)(?<!\d\.)([1-9]\d{0,2})\.(\d{3})(?!\.?\d)")  # may be in thousands
BARE = re.compile(r"(?<![\w.])(\d{1,9}(?:\.\d{1,6})?)(?![\w.%]| ?[^\W\d])")  # a number without a unit
_ANY = ("any", "all", "*", "anything", "everything", "every", "everyone", "whatever")
_PARTS = re.compile(r"\s*(?:,|;|\||/|\bor\b|\band\b|&)\s*", re.IGNORECASE)
_YAML_SIGNS = tuple("<>=![]{}&*#|%@`-?:,\"'")


IN_MONTHS = ("runway",)  # facts in days of which everybody speaks in months


class Calendar(NamedTuple):
    """The months of a run."""

    start: datetime.date
    months: int

    def number(self, day: str) -> int:
        """The month of the run in which a day lies, from 1."""
        date = datetime.date.fromisoformat(day)
        return (date.year - self.start.year) * 12 + date.month - self.start.month + 1


def cell_hint(text: str, column: Fact | Output, error: CellError, calendar: Calendar | None = None) -> str:
    """What to write instead of a cell: what its column takes and says the same, or else what the column is."""
    plain = " ".join(text.split())
    groups = [] if len(plain) > LONGEST else [[each] for each in _tests(plain, column, calendar)]
    taken = [found for group in groups if (found := [each for each in group if _is_taken(each, column)])]
    otherwise = str(error.hint)
    if isinstance(error.hint, Offer) or otherwise.startswith("did you mean"):
        otherwise = _meaning(plain, column)
    misspelt = column.kind == "category" and taken and not re.search(r"\W", plain.replace("_", ""))
    words = list(dict.fromkeys(quoted(each) for group in taken for each in group))
    if column.name in IN_MONTHS and not re.search("[a-z]", plain, re.IGNORECASE):
        words = [each for word in words for each in (word.replace(" days", " months"), word)]
    remarks = {} if calendar is None or column.name != "month" else _lying(plain, words, calendar)
    return Offer([words], otherwise, "did you mean" if misspelt else "write", remarks=remarks)


def _lying(text: str, words: list[str], calendar: Calendar) -> dict[str, str]:
    """Which month of which year the number of a month of the run is, where a date was read."""
    if not dates(text):
        return {}
    first = calendar.start.year * 12 + calendar.start.month - 2
    months = {word: divmod(first + int(word), 12) for word in words if word.isdigit()}
    return {
        word: f"for {year}-{month + 1:02} alone, as months of the run count" for word, (year, month) in months.items()
    }


def _meaning(text: str, column: Fact | Output) -> str:
    """What a column is, and an example of its cells."""
    what = f"{column.name} is {column.meaning}"
    if column.kind == "category":
        return f"{what}: {extent(column)}"
    return Offer([[example(text, column.unit or "1")]], what, f"{what}; write for example")


def column_at(path: tuple[str | int, ...]) -> Fact | Output | None:
    """The column of a cell by its path, as the points declare it."""
    point = next((each for each in POINTS if path[:3] == ("plan", "policies", each.name)), None)
    return None if point is None else column_of(point, str(path[-1]))


def column_of(point: DecisionPoint, name: str) -> Fact | Output | None:
    """A fact or an answer of a decision point by its name."""
    columns: tuple[Fact | Output, ...] = (*point.facts, *point.outputs)
    return next((each for each in columns if each.name == name), None)


def quoted(cell: str) -> str:
    """A cell as a YAML file says it."""
    bare = not cell.startswith(_YAML_SIGNS) and not any(sign in cell for sign in (": ", " #", ",", '"', "[", "{"))
    return cell if bare or '"' in cell else f'"{cell}"'


def _is_taken(cell: str, column: Fact | Output) -> bool:
    try:
        if isinstance(column, Fact):
            parse(cell, column, read_literal)
        else:
            value_of(cell, column, read_literal)
    except CellError:
        return False
    return True


def _tests(text: str, column: Fact | Output, calendar: Calendar | None) -> Iterator[str]:
    """Cells that say what a text may mean."""
    if isinstance(column, Output):
        yield from _names(text, column) if column.kind == "category" else respelled(text, column.unit or "1")
    elif text.lower() in _ANY:
        yield "-"
    elif column.kind == "category":
        yield from _categories(text, column)
    else:
        if (column.unit or "1") in COUNTED and GROUPED.search(text):
            yield GROUPED.sub(r"\1\2", text)
            yield GROUPED.sub(lambda found: short(found[0]), text)
        yield from _numbers(text, column, calendar)
        other = "h" if "wait" in column.name else " months"
        if column.unit == "day" and BARE.search(text):
            yield BARE.sub(rf"\1{other}", text)
        if re.search(r"\d,\d{3}(?!\d)", text):  # may be two numbers as well
            yield re.sub(r"(?<=\d),(?=\d)", ", ", text)


def _categories(text: str, fact: Fact) -> Iterator[str]:
    negated = _NEGATED.fullmatch(text)
    rest = re.sub(r"^(?:==?|is |in )\s*", "", (negated["rest"] or negated["first"]) if negated else text).strip(" ()[]")
    if _NEGATED.fullmatch(rest) and not _names(rest, fact):
        return  # denied twice, or in part
    whole = _names(rest, fact)
    each = [whole] if whole else [_names(part, fact) for part in _PARTS.split(rest)]
    if all(each):
        listed = ", ".join(names[0] for names in each)
        yield f"not({listed})" if negated else listed


def _names(text: str, column: Fact | Output) -> list[str]:
    """The name that a text says, perhaps misspelt; none where it says more than a name."""
    said = text.strip(" \"'")
    if set(re.sub(r"\w", "", said)) - set(" -'" + "".join(column.values)):
        return []  # a sign says something too
    for value, name in enumerate(column.values):
        if _plain(name) in (_plain(said), _plain(said).removesuffix("s")):
            return [named(float(value), column)]
    words = len(re.findall(r"[^\W_]+", said))
    close = difflib.get_close_matches(said[:80], column.values, n=1, cutoff=0.7)
    alike = close and len(re.findall(r"[^\W_]+", close[0])) == words and abs(len(close[0]) - len(said)) < 3
    return [named(float(column.values.index(close[0])), column)] if alike and not _NEGATED.fullmatch(said) else []


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _numbers(text: str, fact: Fact, calendar: Calendar | None) -> Iterator[str]:
    parts = re.split(r"\s+(?:and|but)\s+(?=[<>≤≥=]|at |up |over |under |below |above |less |more |fewer )", text)
    parts = parts if len(parts) > 1 else re.split(r"(?<=[\w%])\s*,?\s*(?=[<>≤≥])", text)
    if len(parts) == 2:
        yield from _both(*(_one(part, fact, calendar) for part in parts))
        return
    between = _BETWEEN.fullmatch(text)
    if between and len(parts) == 1:
        ends = [between["low"] or between["first"], between["high"] or between["last"]]
        spans = [_span(end, fact, calendar) for end in _units_shared(ends)]
        if all(spans):
            yield f"[{spans[0][0]}..{spans[1][1]}]"  # type: ignore[index]  # both are there
            return
    found = _one(text, fact, calendar)
    if found:
        sign, first, last = found
        bound = last if sign in (">", "<=") else first
        same = first if first == last else f"[{first}..{last}]"
        yield {"=": same, "not": f"not({same})"}.get(sign, f"{sign} {bound}")


def _one(text: str, fact: Fact, calendar: Calendar | None) -> tuple[str, str, str] | None:
    """A comparison: its sign, and the first and last value of what it names."""
    sign, rest = "=", text
    for each, words in _BEFORE.items():
        if found := re.match(rf"(?:{words})(?![a-z])\s*(?P<rest>\S.*)", text, re.IGNORECASE):
            sign, rest = each, found["rest"]
            break
    for each, words in _BEHIND.items():
        if found := re.fullmatch(rf"(?P<rest>.*[\w%])\s*(?:{words})", rest, re.IGNORECASE):
            if sign not in ("=", each):
                return None
            sign, rest = each, found["rest"]
    span = _span(rest.strip(), fact, calendar)
    return (sign, *span) if span else None


def _both(one: tuple[str, str, str] | None, other: tuple[str, str, str] | None) -> Iterator[str]:
    """Two comparisons as one interval."""
    if one and other and {one[0][0], other[0][0]} == {"<", ">"}:
        low, high = (one, other) if one[0][0] == ">" else (other, one)
        first = f"[{low[1]}" if low[0] == ">=" else f"({low[2]}"
        yield f"{first}..{high[2]}]" if high[0] == "<=" else f"{first}..{high[1]})"


def _span(text: str, fact: Fact, calendar: Calendar | None) -> tuple[str, str] | None:
    """The first and last value that a literal names; the same one for a number."""
    if not text:
        return None
    try:
        read_literal(text, fact)
        return text, text
    except CellError:
        pass
    if fact.name == "month" and calendar is not None and (days := dates(text)):
        length = 3 if re.search(r"q\d|\dq", text.lower()) else 12 if re.fullmatch(r"\d{4}", text) else 1
        first = calendar.number(days[0])
        last = first + length - 1
        return (str(first), str(last)) if len(days) == 1 and first >= 1 and last <= calendar.months else None
    ways = [each for each in respelled(text, fact.unit or "1") if each[:1] not in "{x+"]
    return (ways[0], ways[0]) if len(ways) == 1 else None


def _units_shared(ends: list[str]) -> list[str]:
    """`20-50k` as `20k` and `50k`."""
    last = NUMBER.match(ends[1])
    words = ends[1][last.end() :] if last else ""
    return [ends[0] if re.search(r"[^\d.,]", ends[0]) else ends[0] + words, ends[1]]
