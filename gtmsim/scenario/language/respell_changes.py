"""What people write instead of a signed number (`two more`, `10% less`), and writings that are no number."""

import re
from typing import NamedTuple

from gtmsim.scenario.language.respell_dates import dates
from gtmsim.scenario.language.respell_words import NUMERALS

_SIGNS = {"+": "+", "\uff0b": "+", "-": "-", "\u2212": "-", "\u2013": "-"}
_UP = """more extra additional another plus add added adding increase increased up higher raise raised grow"""
_DOWN = """less fewer minus down lower lowered reduce reduced decrease decreased remove removed cut drop cheaper"""
DIRECTIONS = {**dict.fromkeys(_UP.split(), "+"), **dict.fromkeys(_DOWN.split(), "-")}
_BOUND = re.compile(
    r"[<>≤≥=]|\b(?:at (?:least|most)|(?:no|not) (?:more|less|fewer)|(?:more|less|fewer|other) than|or (?:more|less|"
    r"fewer|up|so)|and (?:up|more)|over|under|below|above|up to|down to|until|till|before|after|min|minimum|max|"
    r"maximum)\b|(?<=[\w%])\s?[+-]$",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"!|\b(?:not|no|never|without|except|non|nobody|none)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"(?P<what>.+?),? (?:from|since|as of|starting(?: from| on| in)?|beginning(?: on| in)?|effective(?: from)?) "
    r"(?P<day>.+?)(?: onwards?| on)?",
    re.IGNORECASE,
)
_TO = re.compile(rf"(?:{'|'.join((*DIRECTIONS, 'set', 'change', 'changed'))}) to (?P<what>.+)", re.IGNORECASE)
_POINTS = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?) ?(?:%|percent(?:age)?)?[ -]?(?:points?|pts?|pp|p\.p\.)", re.IGNORECASE
)
_MULTIPLES = {
    "x2": "double doubled twice",
    "x3": "triple tripled thrice",
    "x0.5": "half halve halved",
    "x4": "quadruple",
}
MULTIPLES = {word: factor for factor, words in _MULTIPLES.items() for word in words.split()}
_TIMES = re.compile(
    r"(?:[x×*] ?|times )(?P<first>\d+(?:\.\d+)?)|(?P<last>\d+(?:\.\d+)?)(?: times|[ -]?fold| ?×)", re.IGNORECASE
)


class Directed(NamedTuple):
    """A text without the sign or the word that says up or down."""

    sign: str  # "+", "-" or nothing
    rest: str


def is_no_number(text: str) -> bool:
    """Whether a text says a bound or a negation, which no single number says."""
    return bool(_BOUND.search(text) or _NEGATED.search(text))


def since(text: str) -> tuple[str, list[str]] | None:
    """`+2 from June 2026` as what holds and the days that may be meant."""
    found = _SINCE.fullmatch(text)
    days = dates(found["day"]) if found else []
    return (found["what"], days) if found and days else None


def set_to(text: str) -> str:
    """The value in `raise to 5`; empty where it is something else."""
    found = _TO.fullmatch(text)
    return found["what"] if found else ""


def points(text: str) -> str:
    """The number of percentage points that a text without sign says; empty if it says none."""
    found = _POINTS.fullmatch(text)
    return found["number"].replace(",", ".") if found else ""


def multiple(text: str) -> str:
    """`double`, `1.5 times`, `3-fold` as a factor; empty if it is none."""
    plain = re.sub(r" as (?:much|many)$", "", text.lower())
    found = _TIMES.fullmatch(plain)
    return MULTIPLES.get(plain, "") or (f"x{found['first'] or found['last']}" if found else "")


def directed(text: str) -> Directed | None:
    """The sign of a text and the rest; None where it says up as well as down."""
    sign = _SIGNS.get(text[:1], "")
    rest = text[1:].lstrip() if sign else text
    said = {sign} - {""}
    kept = []
    for word in rest.split():
        bare = word.lower().strip(",")
        if bare in DIRECTIONS:
            said.add(DIRECTIONS[bare])
        elif bare not in ("by", "on", "top") or not (said or DIRECTIONS.keys() & {w.lower() for w in rest.split()}):
            kept.append(word)
    if len(said) > 1 or (rest[:1] in _SIGNS and sign):
        return None
    if not said:
        return Directed("", rest)
    rest = " ".join(kept)
    counts = re.sub(rf"^(?:an?|the) (?=\d|(?:{'|'.join(NUMERALS)})\b)", "", rest, flags=re.IGNORECASE)
    if re.search(r"\banother\b", text, re.IGNORECASE) and not re.search(
        rf"\d|\b(?:{'|'.join(NUMERALS)})\b", counts.lower()
    ):
        counts = f"1 {counts}".strip()
    return Directed(said.pop(), counts)
