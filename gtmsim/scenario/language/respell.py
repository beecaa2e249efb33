"""What to write instead of a number that no scenario takes: the nearest writing that its parameter does take.

Asked only for the few faults that are shown. Every writing that is offered has been read once.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from gtmsim.scenario.language.quantity import EXAMPLES, QuantityError, numberlike, parse
from gtmsim.scenario.language.respell_dates import dates
from gtmsim.scenario.language.respell_words import (
    ADVERBS,
    CALENDAR_DAYS,
    COUNTED,
    DAYS,
    EACH,
    NUMERALS,
    PERCENT,
    RANGE,
    SCALES,
    TERMS,
    TIME,
    WORKING,
)
from gtmsim.scenario.language.spelling import plain, spelled

LONGEST = 60  # characters of a text that is worth a guess
OFFERED = 2
NUMBER = re.compile(r"[-+]?(?:\d[\d.,_'’]*|\.\d+)(?:[ \u00a0\u202f]\d{3}(?!\d)(?:,\d+)?)*+")
BASED = re.compile(r"[-+]?0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[%/$€£¥]")


class Reading(NamedTuple):
    """What the words after a number say."""

    scale: str = ""
    percent: bool = False
    time: str = ""
    per: str = ""
    currency: str = ""
    working: bool = False
    odd: bool = False  # something that is not understood


def hint(said: object, unit: str) -> str:
    """What to write: the nearest writing that is taken, or else an example of the unit."""
    found = respelled(said, unit)
    return f"write {' or '.join(f'`{text}`' for text in found)}" if found else f"write for example `{EXAMPLES[unit]}`"


def plainly(text: str) -> str:
    """What to write for a number whose unit is not known: a plain number, a date or an hour."""
    if len(text) > LONGEST:
        return "write a plain number"
    ways = dates(text) if re.search(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", text) else []
    clock = numberlike(text) if ":" in text or BASED.match(text) else ""
    ways = ways or ([clock] if clock else digits(text))
    return (
        f"write {' or '.join(f'`{way}`' for way in ways[:OFFERED])}"
        if ways
        else "write one plain number, such as `9.5`"
    )


def respelled(said: object, unit: str) -> list[str]:
    """Writings that the unit takes and that look like what was said; none where nothing does."""
    text = " ".join(str(said).split())
    if isinstance(said, bool) or not isinstance(said, str | int | float) or len(text) > LONGEST:
        return []
    if unit == "date":
        return dates(text)
    for group in _candidates(text, unit):
        found = [each for each in group if each != text and _is_taken(each, unit)]
        if found:
            return list(dict.fromkeys(found))[:OFFERED]
    return []


def _is_taken(text: str, unit: str) -> bool:
    try:
        parse(_value(text), unit)
    except QuantityError:
        return False
    return True


def _value(text: str) -> object:
    """A text as a file that says it without quotes is read."""
    if not re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)", text):
        return text
    return float(text) if "." in text else int(text)


def _candidates(text: str, unit: str) -> Iterator[Iterable[str]]:
    """Groups of writings, the likeliest first; one that is taken ends the search."""
    text = text.strip(' ~≈<>()"').removeprefix("ca.").removeprefix("about ").removeprefix("approx. ").strip()
    text = re.sub(r"\bp\. ?a\b\.?", "per year", text, flags=re.IGNORECASE)
    text = re.sub(r"\bp\. ?m\b\.?", "per month", text, flags=re.IGNORECASE)
    text = re.sub(r"\bper cent\b", "%", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=[kKM])(?=[A-Z]{3}\b)", " ", text)  # `12kUSD`
    if unit == "month" and (term := difflib.get_close_matches(text.lower(), TERMS, n=1, cutoff=0.7)):
        yield [TERMS[term[0]]]
    yield _compound(text, unit)
    if unit == "share" and (ratio := re.fullmatch(r"(\d{1,6}) ?/ ?(\d{1,6})", text)) and int(ratio[2]):
        yield [f"{plain(float(Fraction(int(ratio[1]) * 100, int(ratio[2]))))}%"]
    yield _one_number(text, unit)


def _one_number(text: str, unit: str) -> Iterator[str]:
    """The first number with the words around it."""
    text = re.sub(r"^(?:x|×)\s*(?=\d)", "", text)
    before = re.match(r"(?:[$€£¥]|[A-Z]{3}\b)\s*", text)
    text, around = (text[before.end() :], f" {before[0]}") if before else (text, "")
    if based := BASED.match(text):
        yield from _written(numberlike(based[0]), _words(text[based.end() :] + around, unit), unit)
    elif found := NUMBER.match(text):
        words = _words(text[found.end() :] + around, unit)
        for number in digits(found[0].strip(), unit in COUNTED):
            yield from _written(number, words, unit)
    elif said := TOKEN.findall(text.lower()):
        number = "1" if said[0] in ("a", "an") else str(NUMERALS.index(said[0])) if said[0] in NUMERALS else ""
        if number:
            yield from _written(number, _words(text[len(said[0]) :], unit), unit)


def digits(said: str, counted: bool = True) -> list[str]:
    """The plain numbers that a number with separators may mean, the likeliest first."""
    sign, body = ("-", said[1:]) if said.startswith("-") else ("", said.lstrip("+"))
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
    return [sign + _short(way) for way in ways if re.fullmatch(r"\d+(?:\.\d*)?", way)]


def _short(number: str) -> str:
    """Without noughts that say nothing."""
    whole, point, part = number.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if point and part else "")


def _words(rest: str, unit: str) -> Reading:
    """What is said after a number."""
    found, each = Reading(), False
    for token in TOKEN.findall(rest):
        word = token.lower()
        time = "month" if word == "m" and unit == "month" else _time(word)
        if each and time:
            found, each = found._replace(per=time, odd=found.odd or bool(found.per)), False
        elif word in EACH:
            each = True
        elif word in PERCENT:
            found = found._replace(percent=True)
        elif word in WORKING:
            found = found._replace(working=True)
        elif not found.scale and not found.time and (scale := _scale(token, unit)):
            found = found._replace(scale=scale)
        elif token in "$€£¥" or re.fullmatch("[A-Z]{3}", token):
            found = found._replace(currency=token)
        elif word in ADVERBS:
            found = found._replace(per=time)
        elif time:
            found = found._replace(time=time)
        else:
            found = found._replace(odd=True)
    return found


def _scale(token: str, unit: str) -> str:
    """The scale that a word names; a single m is a million where an amount of money is asked for."""
    if token == "M" or (token == "m" and unit.startswith("money")):
        return "M"
    if token == "B" and unit.startswith("money"):
        return "bn"
    return SCALES.get(token.lower(), "")


def _time(word: str) -> str:
    """The unit of time that a word names, also where it is misspelt."""
    if word in TIME:
        return TIME[word]
    close = difflib.get_close_matches(word, [each for each in TIME if len(each) > 2], n=1, cutoff=0.75)
    return TIME[close[0]] if len(word) > 2 and close else ""


def _written(number: str, words: Reading, unit: str) -> Iterator[str]:
    """The number with its words, as the unit takes them; nothing where they say something else."""
    timed = unit in ("day", "hour", "month", "clock")
    if words.percent and unit not in ("share", "1/year", "1"):
        return
    if words.scale and timed:
        return
    if words.odd and (timed or unit == "share" or unit.startswith("money")):
        return
    if words.time and not timed and unit not in ("lead/day", "1/year", "1/month", "1/day"):
        return
    if unit == "share" and words.per not in ("", "year"):
        return  # 5 % of a month are not 5 % of a contract year
    scale = words.scale
    if scale == "bn":
        number, scale = f"{_short(str(Fraction(number) * 1000)) if '.' not in number else number}", "M"
        if "." in number:
            number = plain(float(Fraction(number) * 1000))
    amount = number + scale
    period = unit.partition("/")[2]
    per = words.per or words.time
    if unit.startswith("money"):
        named = f"{amount} {words.currency}" if words.currency.isalpha() else f"{words.currency}{amount}"
        yield named + (f" per {words.per}" if period and words.per else "")
        yield amount + (f" per {words.per}" if period and words.per else "")
    elif timed:
        yield from _timed(number, words, unit)
    elif unit == "lead/day":
        yield from ([f"{amount} per {per}"] if per else [f"{amount} per day", f"{amount} per month"])
    elif period:
        percent = "%" if words.percent and unit == "1/year" else ""
        yield f"{amount}{percent}" + (f" per {per}" if per else "")
    elif unit == "share":
        yield f"{number}%" if words.percent else number
    elif unit == "count" and "." in number:
        yield from (number.partition(".")[0], str(int(number.partition(".")[0]) + 1))
    elif unit == "1" and words.percent:
        yield plain(float(Fraction(number) / 100))
    else:
        yield amount


def _timed(number: str, words: Reading, unit: str) -> Iterator[str]:
    """A duration with its unit of time; without one, with the unit that is asked for."""
    if words.working and words.time == "day":
        number = plain(float(Fraction(number) * CALENDAR_DAYS))
    time = words.time or words.per or {"clock": "hour"}.get(unit, unit)
    yield f"{number} {time if number == '1' else time + 's'}" if time != "hour" else f"{number}h"


def _compound(text: str, unit: str) -> Iterator[str]:
    """`1 month 2 weeks`, `1h30`: several parts that add up."""
    if unit not in ("day", "hour", "clock"):
        return
    if minutes := re.fullmatch(r"(\d{1,4})['′’]", text):
        yield f"{minutes[1]} minutes"
    if clock := re.fullmatch(r"(\d{1,2})\s*(?:h|:)\s*(\d{2})", text):
        yield f"{plain(float(f'{int(clock[1]) + int(clock[2]) / 60:.6g}'))}h"
    if clock := re.fullmatch(r"(\d{1,2})(?:[:.]00)? ?(am|pm|o'clock|uhr)", text.lower()):
        yield f"{int(clock[1]) % 12 + 12 * (clock[2] == 'pm') if clock[2] in ('am', 'pm') else int(clock[1])}h"
    parts = re.findall(r"(\d{1,6}(?:\.\d{1,6})?)\s*([^\W\d_]+)", text)
    if len(parts) > 1 and all(_time(word.lower()) for _, word in parts):
        days = sum(Fraction(number) * DAYS[_time(word.lower())] for number, word in parts)
        yield f"{plain(float(f'{float(days):.6g}'))} days" if unit == "day" else f"{plain(float(days * 24))}h"


def ranged(said: object, unit: str) -> str:
    """A hint for `10k-12k`: the middle, with the range beside it; empty for what is no range."""
    text = str(said)
    ends = [end.strip() for end in RANGE.split(text)] if len(text) <= LONGEST else []
    if unit == "date" or len(ends) != 2 or not all(end[:1].isdigit() for end in ends):
        return ""
    last = NUMBER.match(ends[1])
    words = ends[1][last.end() :] if last else ""
    both = [ends[0] if re.search(r"[^\d.,]", ends[0]) else ends[0] + words, ends[1]]
    said_ends = [_respelled_or_same(end, unit) for end in both]
    if not all(said_ends):
        return ""
    a, b = (float(parse(_value(end), unit)) for end in said_ends)  # type: ignore[arg-type]  # no unit here is a date
    if re.search(r"\+-|±", text):
        a, b = a - b, a + b
    values = [float(f"{(a + b) / 2:.6g}"), a, b]
    if unit in ("count", "month"):
        values = [int(value) for value in values]
    keys = zip(("value", "low", "high"), values, strict=True)
    return f"write `{{{', '.join(f'{key}: {spelled(value, unit)}' for key, value in keys)}}}`" if a < b else ""


def _respelled_or_same(text: str, unit: str) -> str:
    """The text if the unit takes it, or else the nearest that it takes; empty if there is none."""
    return text if _is_taken(text, unit) else next(iter(respelled(text, unit)), "")
