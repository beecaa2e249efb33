"""New names that are perhaps known ones, written otherwise: `Demo` beside `demo`, or a letter too few."""

import re
import unicodedata
from collections.abc import Iterable

SHORT = 4  # letters of a name below which another letter makes another word
LONG = 8  # letters from which two slips of the hand are likely
_DIGITS = re.compile(r"\d+")
_SIGNS = re.compile(r"[\W_]+")


def near(said: str, known: Iterable[str]) -> str:
    """The known name that a new one is but for capitals, signs or a slip of the hand; empty where it is none."""
    names = [name for name in known if name != said]
    word = plain(said)
    same = next((name for name in names if word and plain(name) == word), "")
    return same or next((name for name in names if _slipped(word, plain(name))), "")


def plain(name: str) -> str:
    """A name without capitals and signs."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name).casefold())


def _slipped(one: str, other: str) -> bool:
    """Is one word the other with a slip or two? Numbers in them are no slips: `tier 1` is not `tier 2`."""
    if _DIGITS.findall(one) != _DIGITS.findall(other) or not one.isascii() or not other.isascii():
        return False
    shorter = min(len(one), len(other))
    if shorter < SHORT or one[0] != other[0]:
        return False
    return _slips(one[:80], other[:80], 2 if shorter >= LONG else 1)


def _slips(one: str, other: str, most: int) -> bool:
    """Do at most so many letters that are lacking, wrong, too many or in the wrong order part two words?"""
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1] <= most
