"""What to write instead of a number that no scenario takes: the nearest writings that its parameter does take.

A hint is a claim about what the author meant. No sign, unit, period, bound or negation of the text is left out: where
one cannot be said, nothing is offered. Asked only for the few faults that are shown.
"""

import difflib
import re
from collections.abc import Iterator
from fractions import Fraction

from gtmsim.scenario.language.events import a_day
from gtmsim.scenario.language.magnitude import magnitude
from gtmsim.scenario.language.numberlike import numberlike
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.quantity_error import QuantityError, show
from gtmsim.scenario.language.respell_changes import directed, is_no_number, multiple, points, set_to, since
from gtmsim.scenario.language.respell_dates import dates
from gtmsim.scenario.language.respell_durations import net_days, spell
from gtmsim.scenario.language.respell_numbers import BASED, NUMBER, TOKEN, digits, time_of, words_of
from gtmsim.scenario.language.respell_words import COUNTED, DAYS, EACH, NUMERALS, RANGE, TERMS
from gtmsim.scenario.language.respell_written import RATED, Asked, written
from gtmsim.scenario.language.signed import signed
from gtmsim.scenario.language.spelling import plain, spelled
from gtmsim.scenario.language.units import EXAMPLES

LONGEST = 60  # characters of a text that is worth a guess
OFFERED = 3
OTHERS = {  # other examples, where the first one has a number of the text
    "day": "20 days",
    "hour": "3h",
    "month": "24 months",
    "money": "7k",
    "money/month": "8k per month",
    "money/year": "60k per year",
    "lead/day": "9 per day",
    "1/year": "10% per year",
    "1/month": "2 per month",
    "1/day": "15 per day",
    "share": "45%",
    "1": "0.8",
    "count": "5",
    "clock": "10h",
}

__all__ = ["Asked", "digits", "hint", "plainly", "ranged", "respelled"]


def hint(said: object, unit: str, asked: Asked | None = None) -> Offer:
    """What to write: the nearest writings that are taken, or else an example of the unit and why there is none."""
    text = " ".join(str(said).split())
    form = example(text, unit)
    examples = [[f"{text[0]}{form}"], [form]] if text[:1] in ("+", "-") and unit != "date" else [[form]]
    why = _why(text, unit) if isinstance(said, str) else ""
    if unit == "1" and asked is not None and not asked.ratio and "%" in text:
        return Offer([], "a share of something does not stand here: say the number itself, in its unit")
    lead = f"{why}; write for example" if why else "write for example"
    return Offer(_groups(said, asked or Asked(unit)), Offer(examples, why or "say it with its unit", lead))


def example(text: str, unit: str) -> str:
    """A writing that the unit takes and that does not look like the text, so that it claims nothing."""
    first = EXAMPLES[unit]
    alike = set(re.findall(r"\d+", first)) & set(re.findall(r"\d+", text))
    return OTHERS[unit] if alike and unit in OTHERS else first


def plainly(text: str) -> str:
    """What to write for a number whose unit is not known: a plain number, a date or an hour."""
    if len(text) > LONGEST:
        return "write a plain number"
    ways = dates(text) if re.search(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", text) else []
    clock = numberlike(text) if ":" in text or BASED.match(text) else ""
    ways = ways or ([clock] if clock else digits(text))
    return str(Offer([ways[:2]])) if ways else "write one plain number, such as `9.5`"


def respelled(said: object, unit: str, asked: Asked | None = None) -> list[str]:
    """Writings that the unit takes and that look like what was said; none where nothing does."""
    return next(_groups(said, asked or Asked(unit)), [])


def _why(text: str, unit: str) -> str:
    """Why nothing is offered, as far as the reader may not see it."""
    if unit == "date" or len(text) > LONGEST:
        return ""
    if is_no_number(text):
        return "one number is needed, and no bound (what is known of it is said by `value`, `low` and `high`)"
    found = NUMBER.match(text)
    words = [token for token in TOKEN.findall(text[found.end() :]) if token.lower() not in EACH] if found else []
    odd = next((word for word in words if words_of(f" {word}", unit).odd and not word[0].isdigit()), "")
    per = words_of(text[found.end() :], unit).per if found else ""
    if odd:
        return f"{show(odd)} says something that is not understood here"
    return f"an amount per {per} is not what stands here" if per and unit not in RATED else ""


def _groups(said: object, asked: Asked) -> Iterator[list[str]]:
    """Groups of writings that the unit takes, the likeliest first."""
    text = " ".join(str(said).split())
    if isinstance(said, bool) or not isinstance(said, str | int | float) or len(text) > LONGEST:
        return
    if asked.unit == "date":
        yield from filter(None, [dates(text)])
        return
    for group in _ways(text, asked):
        found = [each for each in group if each != text and is_taken(each, asked.unit)]
        if found:
            yield list(dict.fromkeys(found))[:OFFERED]


def is_taken(text: str, unit: str) -> bool:
    """Whether a unit takes a writing, alone or as a change of a value."""
    if text.startswith("{") and unit != "date":
        return is_taken(text[1:-1].partition(": ")[2], unit)
    change = signed(text)
    if change is not None and change.how in ("times", "percent", "points"):
        return True
    try:
        magnitude(a_day(_value(text), unit), unit)
    except QuantityError:
        return False
    return True


def _value(text: str) -> object:
    """A text as a file that says it without quotes is read."""
    if not re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)", text):
        return text
    return float(text) if "." in text else int(text)


def _ways(text: str, asked: Asked) -> Iterator[list[str]]:
    """Groups of writings, changes among them, the likeliest first."""
    text = re.sub(r"^(?:[~≈]|ca\.|about\b|approx\.|approximately\b|around\b|roughly\b)\s*", "", text.strip(' "'))
    if later := since(text):
        what, days = later
        inner = [[what]] if is_taken(what, asked.unit) else list(_ways(what, asked))
        yield from ([f"{{{day}: {each}}}" for day in days for each in group] for group in inner)
        return
    if is_no_number(text):
        return
    if value := set_to(text):
        yield [value] if is_taken(value, asked.unit) else []
        yield from _ways(value, asked)
        return
    if asked.unit == "month" and (term := difflib.get_close_matches(text.lower(), TERMS, n=1, cutoff=0.7)):
        yield [TERMS[term[0]]]
    if lasting := (net_days(text) if asked.unit == "day" else "") or spell(text, asked.unit):
        yield [lasting]
        return
    factor = multiple(text)
    if factor:
        yield [factor[1:], factor] if asked.unit == "1" and any(c.isdigit() for c in text) else [factor]
    way = None if factor else directed(text)
    if way is None:
        return
    if not way.sign:
        for group in _unsigned(way.rest, asked):
            yield list(group)
        return
    if number := points(way.rest):
        yield [f"{way.sign}{number} points"]
        return
    shares = [each for each in _unsigned(way.rest, Asked("share")) if each]
    if shares and (percent := [each for each in shares[0] if each.endswith("%")]):
        yield [f"{way.sign}{percent[0]}"]
        if asked.unit in ("share", "1/year"):
            share = Fraction(percent[0][:-1]) / 100 * (-1 if way.sign == "-" else 1)
            yield [f"x{plain(float(1 + share))}", f"{way.sign}{percent[0][:-1]} points"]
        return
    for group in _unsigned(way.rest, asked):
        yield [way.sign + each for each in group if each[:1].isdigit() or each[:1] in "$€£¥"]


def _unsigned(text: str, asked: Asked) -> Iterator[list[str]]:
    """What a text without sign may mean."""
    unit = asked.unit
    text = re.sub(r"\bp\. ?a\b\.?", "per year", text, flags=re.IGNORECASE)
    text = re.sub(r"\bp\. ?m\b\.?", "per month", text, flags=re.IGNORECASE)
    text = re.sub(r"\bper cent\b", "%", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=[kKM])(?=[A-Z]{3}\b)", " ", text)  # `12kUSD`
    yield list(_compound(text, unit))
    if unit == "share" and (ratio := re.fullmatch(r"(\d{1,6}) ?/ ?(\d{1,6})", text)) and int(ratio[2]):
        yield [f"{plain(float(Fraction(int(ratio[1]) * 100, int(ratio[2]))))}%"]
    yield list(_one_number(text, asked))


def _one_number(text: str, asked: Asked) -> Iterator[str]:
    """The first number with the words around it."""
    if asked.unit == "1":
        text = re.sub(r"^(?:x|×)\s*(?=\d)", "", text)
    before = re.match(r"(?:[$€£¥]|[A-Z]{3}\b)\s*", text)
    text, around = (text[before.end() :], f" {before[0]}") if before else (text, "")
    if based := BASED.match(text):
        yield from written(numberlike(based[0]), words_of(text[based.end() :] + around, asked.unit), asked)
    elif found := NUMBER.match(text):
        words = words_of(text[found.end() :] + around, asked.unit)
        for number in digits(found[0].strip(), asked.unit in COUNTED):
            yield from written(number, words, asked)
    elif said := TOKEN.findall(text.lower()):
        number = "1" if said[0] in ("a", "an") else str(NUMERALS.index(said[0])) if said[0] in NUMERALS else ""
        if number:
            yield from written(number, words_of(text[len(said[0]) :] + around, asked.unit), asked)


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
    left = re.sub(r"(\d{1,6}(?:\.\d{1,6})?)\s*([^\W\d_]+)|,|\band\b", "", text).strip()
    if len(parts) > 1 and not left and all(time_of(word.lower()) for _, word in parts):
        days = sum(Fraction(number) * DAYS[time_of(word.lower())] for number, word in parts)
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
    if not all(said_ends) or any(signed(end) for end in said_ends):
        return ""
    a, b = (float(magnitude(_value(end), unit)) for end in said_ends)  # type: ignore[arg-type]  # no unit here is a date
    if re.search(r"\+-|±", text):
        a, b = a - b, a + b
    values = [float(f"{(a + b) / 2:.6g}"), a, b]
    if unit in ("count", "month"):
        values = [int(value) for value in values]
    keys = zip(("value", "low", "high"), values, strict=True)
    writing = f"{{{', '.join(f'{key}: {spelled(value, unit)}' for key, value in keys)}}}"
    return Offer([[writing]], "say one number") if a < b else ""


def _respelled_or_same(text: str, unit: str) -> str:
    """The text if the unit takes it, or else the nearest that it takes; empty if there is none."""
    return text if is_taken(text, unit) else next(iter(respelled(text, unit)), "")
