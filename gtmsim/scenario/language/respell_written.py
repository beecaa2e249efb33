"""A number with what the words beside it say, as its unit takes it; nothing where a word would be left out."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from gtmsim.scenario.language.respell_numbers import Reading, short, tidy
from gtmsim.scenario.language.respell_words import CALENDAR_DAYS, DAYS
from gtmsim.scenario.language.spelling import plain

TIMED = ("day", "hour", "month", "clock")
RATED = ("lead/day", "1/year", "1/month", "1/day")
IN_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Asked(NamedTuple):
    """What a place asks for beyond its unit."""

    unit: str
    per: str = ""  # the period for which an amount without `per` holds
    counts: str = ""  # the unit of time of which a plain number is a count
    ratio: bool = True  # may a plain number be said in percent?


def written(number: str, words: Reading, asked: Asked) -> Iterator[str]:
    """The number with its words; nothing where they say something else."""
    unit = asked.unit
    if _strange(words, asked):
        return
    if words.scale == "bn":
        number, words = short(plain(float(Fraction(number) * 1000))), words._replace(scale="M")
    amount = number + words.scale
    per = words.per or words.time
    if unit.startswith("money"):
        named = f"{amount} {words.currency}" if words.currency.isalpha() else f"{words.currency}{amount}"
        yield named + (f" per {words.per}" if words.per else "")
    elif unit in TIMED:
        yield from _timed(number, words, asked)
    elif unit == "lead/day":
        yield from ([f"{amount} per {per}"] if per else [f"{amount} per {each}" for each in ("day", "month", "event")])
    elif unit in RATED:
        yield f"{amount}{'%' if words.percent else ''}" + (f" per {per}" if per else "")
    elif unit == "share":
        yield f"{number}%" if words.percent else number
    elif unit == "count" and words.time:
        lengths = IN_MONTHS if asked.counts == "month" else {asked.counts: 1}
        counted = Fraction(number) * lengths.get(words.time, 0)
        yield from [str(int(counted))] if counted and counted.denominator == 1 else []
    elif unit == "count" and "." in number:
        yield from (number.partition(".")[0], str(int(number.partition(".")[0]) + 1))
    elif unit == "1" and words.percent:
        yield plain(float(Fraction(number) / 100))
    else:
        yield amount
        if words.times:
            yield f"x{amount}"


def _strange(words: Reading, asked: Asked) -> bool:
    """Whether a word beside the number has no meaning here, so that leaving it out would say something else."""
    unit, timed = asked.unit, asked.unit in TIMED
    money = unit.startswith("money")
    return (
        words.odd
        or (words.percent and not (unit in ("share", "1/year") or (unit == "1" and asked.ratio)))
        or bool(words.scale and (timed or unit in ("share", "1/year") or (words.scale == "bn" and not money)))
        or bool(words.currency and not money)
        or bool(words.time and not (timed or unit in RATED or (unit == "count" and asked.counts)))
        or bool(words.time and words.per and unit in RATED)
        or bool(words.per and not _has_period(words, asked))
        or (
            words.working
            and not (unit == "day" and words.time == "day")
            and not (unit == "hour" and words.time == "hour")
        )
    )


def _has_period(words: Reading, asked: Asked) -> bool:
    """Whether `per month` and the like may stand, or goes without saying."""
    if asked.unit in ("money/month", "money/year", *RATED):
        return True
    if asked.unit == "hour":
        return bool(asked.per)
    return asked.unit == "share" and words.per == asked.per  # a chance of another period is no multiple of it


def _timed(number: str, words: Reading, asked: Asked) -> Iterator[str]:
    """A duration with its unit of time; without one, with the unit that is asked for."""
    amount = Fraction(number)
    if words.working and words.time == "day":
        amount *= CALENDAR_DAYS
    if words.per:
        amount *= DAYS[asked.per] / DAYS[words.per]
    time = words.time or {"clock": "hour"}.get(asked.unit, asked.unit)
    number = tidy(amount)
    yield f"{number} {time if number == '1' else time + 's'}" if time != "hour" else f"{number}h"
