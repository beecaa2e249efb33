"""What a decision may look at, what it answers, and where in a plan it is taken."""

import datetime
import math
from typing import Literal, NamedTuple, get_args

Kind = Literal["number", "whole", "category"]
Hit = Literal["unique", "first", "any", "collect sum", "collect min", "collect max", "collect count"]
HITS: tuple[Hit, ...] = get_args(Hit)
TOTALS = ("collect sum", "collect count")  # 0 where no row holds
COLLECTS = (*TOTALS, "collect min", "collect max")  # what all rows that hold say becomes one number
Span = tuple[float, float]  # a closed interval of doubles, whole numbers or indices of categories
Spans = tuple[Span, ...]  # sorted, disjoint and not adjacent


BOOLEAN = ("false", "true")
DATE = "date"  # the unit of days; their values are ordinals
DAYS = (float(datetime.date(1900, 1, 1).toordinal()), float(datetime.date(2200, 12, 31).toordinal()))


class Fact(NamedTuple):
    """Something known when a decision is taken."""

    name: str
    kind: Kind
    unit: str
    low: float  # the closed domain of a number; infinite where nothing bounds it
    high: float
    values: tuple[str, ...]  # names of a category in order; `none` is one like any other
    meaning: str


class Output(NamedTuple):
    """Something a decision answers."""

    name: str
    kind: Kind
    unit: str
    low: float
    high: float
    values: tuple[str, ...]
    meaning: str
    multiple: bool = False  # of something that is planned, so that `+10%` and `x1.5` have a meaning


class DecisionPoint(NamedTuple):
    """A place in the model where a table decides."""

    name: str
    facts: tuple[Fact, ...]
    outputs: tuple[Output, ...]
    default: tuple[tuple[str, dict[str, str], dict[str, str]], ...]  # rows as a user would write them
    hit: Hit
    meaning: str
    events: tuple[str, ...] = ()  # kinds of row in the journal that say what was decided


def domain(fact: Fact | Output) -> Span:
    """The closed interval of all values; of a category, of its indices."""
    if fact.kind == "category":
        return 0.0, float(len(fact.values) - 1)
    return fact.low + 0.0, fact.high + 0.0  # no negative zero


def number(name: str, unit: str, meaning: str, low: float = -math.inf, high: float = math.inf) -> Fact:
    """A fact that is any double of its domain."""
    return Fact(name, "number", unit, low, high, (), meaning)


def whole(name: str, unit: str, meaning: str, low: float = -math.inf, high: float = math.inf) -> Fact:
    """A fact that is a whole number."""
    return Fact(name, "whole", unit, low, high, (), meaning)


def boolean(name: str, meaning: str) -> Fact:
    """A fact that holds or does not."""
    return Fact(name, "category", "", 0.0, 1.0, BOOLEAN, meaning)


def date(name: str, meaning: str) -> Fact:
    """A fact that is a day, by its ordinal."""
    return Fact(name, "whole", DATE, *DAYS, (), meaning)


def category(name: str, meaning: str, *values: str) -> Fact:
    """A fact that is one of some names."""
    return Fact(name, "category", "", 0.0, float(len(values) - 1), values, meaning)
