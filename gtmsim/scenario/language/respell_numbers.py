"""A number with the words around it, taken apart: every sign and word of it is accounted for, or it is not read."""

import difflib
import re
from fractions import Fraction
from typing import NamedTuple

from gtmsim.scenario.language.respell_words import (
    ADVERBS,
    COUNTS,
    CURRENCIES,
    EACH,
    NUMERALS,
    PERCENT,
    SCALES,
    THINGS,
    TIME,
    WORKING,
)

NUMBER = re.compile(r"[-+]?(?:\d[\d.,_'’]*|\.\d+)(?:[ \u00a0\u202f]\d{3}(?!\d)(?:,\d+)?)*+")
BASED = re.compile(r"[-+]?0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[%/$€£¥×]")
BETWEEN = set(" .,'’\u00a0\u202f")  # signs between words that say nothing


class Reading(NamedTuple):
    """What the words around a number say."""

    scale: str = ""
    percent: bool = False
    time: str = ""
    per: str = ""
    currency: str = ""
    working: bool = False
    times: bool = False  # the number is a multiple
    odd: bool = False  # something that is not understood


def digits(said: str, counted: bool = True) -> list[str]:
    """The plain numbers that a number with separators may mean, the likeliest first; a sign stays."""
    sign, body = (said[0], said[1:]) if said[:1] in ("-", "+") else ("", said)
    body = re.sub(r"[_'’ \u00a0\u202f]", "", body).strip(".,")
    commas, points = body.count(","), body.count(".")
    ways: list[str] = []
    if commas and points:
        decimal = "," if body.rfind(",") > body.rfind(".") else "."
        if body.count(decimal) == 1:
            ways = [body.replace("." if decimal == "," else ",", "").replace(",", ".")]
    elif commas + points == 1:
        whole, _, part = body.partition("," if commas else ".")
        grouped = len(part) == 3 and whole.strip("0") != "" and len(whole) <= 3 and not whole.startswith("0")
        decimal_way = f"{whole or '0'}.{part}"
        ways = [decimal_way]
        if grouped and (commas or counted):
            ways = [whole + part] if commas else [whole + part, decimal_way]
    elif commas or points:
        parts = re.split("[.,]", body)
        ways = ["".join(parts)] if all(len(part) == 3 for part in parts[1:]) and 0 < len(parts[0]) <= 3 else []
    else:
        ways = [body]
    return [sign + short(way) for way in ways if re.fullmatch(r"\d+(?:\.\d*)?", way)]


def short(number: str) -> str:
    """Without noughts that say nothing."""
    whole, point, part = number.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if point and part else "")


def tidy(number: Fraction) -> str:
    """A number in at most six significant digits, or whole."""
    return str(number.numerator) if number.denominator == 1 else short(f"{float(f'{float(number):.7g}'):.12f}")


def words_of(rest: str, unit: str) -> Reading:
    """What is said beside a number."""
    rest = re.sub(r"(?<![\w-])-(?=[^\W\d_])|(?<=[^\W\d_])-(?=[^\W\d_])", " ", rest)  # `2-week`, where 2 is taken
    found = Reading(odd=bool(set(TOKEN.sub("", rest)) - BETWEEN))
    each = False
    for token in TOKEN.findall(rest):
        found, each = _with(found, token, each, unit)
    return found._replace(odd=found.odd or each)


def _with(found: Reading, token: str, each: bool, unit: str) -> tuple[Reading, bool]:
    """One more word; `each` of the word before asks for a period."""
    word = token.lower()
    time = "month" if word == "m" and unit == "month" else time_of(word)
    if each and time:
        return found._replace(per=time, odd=found.odd or bool(found.per)), False
    if word in EACH:
        return found._replace(odd=found.odd or each), True
    if unit in COUNTS and word in THINGS:
        return found, each
    if word in PERCENT:
        return found._replace(percent=True), each
    if word in WORKING:
        return found._replace(working=True), each
    if unit == "1" and word in ("x", "×", "times"):
        return found._replace(times=True), each
    if not found.scale and not found.time and (scale := _scale(token, unit)):
        return found._replace(scale=scale), each
    if token in "$€£¥" or re.fullmatch("[A-Z]{3}", token) or word in CURRENCIES:
        named = CURRENCIES.get(word, token)
        return found._replace(currency=named, odd=found.odd or bool(found.currency)), each
    if word in ADVERBS:
        return found._replace(per=time, odd=found.odd or bool(found.per)), each
    if time:
        return found._replace(time=time, odd=found.odd or bool(found.time)), each
    return found._replace(odd=True), each


def _scale(token: str, unit: str) -> str:
    """The scale that a word names; a single m is a million where an amount of money is asked for."""
    if token == "M" or (token == "m" and unit.startswith("money")):
        return "M"
    if token == "B" and unit.startswith("money"):
        return "bn"
    return SCALES.get(token.lower(), "")


def time_of(word: str) -> str:
    """The unit of time that a word names, also where it is misspelt."""
    if word in TIME:
        return TIME[word]
    if word in NUMERALS or word in THINGS:
        return ""
    close = difflib.get_close_matches(word, [each for each in TIME if len(each) > 2], n=1, cutoff=0.75)
    return TIME[close[0]] if len(word) > 2 and close else ""
