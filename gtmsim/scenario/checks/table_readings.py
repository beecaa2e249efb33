"""Cells of decision tables that say one thing and may be meant for another: amounts that are hit exactly, priorities by
rank, months of the year, thousands and percents that were left out."""

import datetime
import math
import re
from collections.abc import Iterator
from itertools import pairwise

from gtmsim.policies.cells import parse, parts_of
from gtmsim.policies.facts import DecisionPoint, Fact, Span, domain
from gtmsim.policies.literals import CellError
from gtmsim.policies.reading import value_of
from gtmsim.scenario.checks.scales import scale_of
from gtmsim.scenario.checks.table_contents import is_as_declared, policy_named
from gtmsim.scenario.language.cells import read_literal, write_literal
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.resolved.decisions import points_of
from gtmsim.scenario.sections.policies import Policy
from gtmsim.scenario.sections.schema import Scenario

Path = tuple[str | int, ...]
CODE = "W_READING"
EXACT = (-1.0, 0.0, 1.0)  # values that a fact may well have, as where there is none of it or all of it
POINTS_GIVEN = "score"  # a sum of points, which are mostly whole
AMOUNTS = ("contract_value", "annual_value")  # of contracts, which differ where a segment's values do
A_YEAR = 12
_NOT = re.compile(r"not\s*\((.*)\)", re.DOTALL)
_HALF = re.compile(r"([\[(\]])\s*(\d[\d.]*)\s*\.\.\s*(\d[\d.]*)\s*([kKmM])\b(.*)", re.DOTALL)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def table_readings(scenario: Scenario) -> Iterator[Problem]:
    """A warning for each cell that may be meant for something else."""
    for point in points_of(scenario):
        if is_as_declared(scenario, point.name):
            continue
        policy = policy_named(scenario, point.name)
        where: Path = ("plan", "policies", point.name)
        yield from _ranks(point, policy, where)
        for place, row in enumerate(policy.rows):
            for fact in point.facts:
                text = row.when.get(fact.name, "-").strip()
                if text == "-" or fact.kind == "category":
                    continue
                for problem in _cell(scenario, text, fact):
                    yield problem._replace(path=(*where, "rows", place, "when", fact.name))


def _cell(scenario: Scenario, text: str, fact: Fact) -> Iterator[Problem]:
    negated = _NOT.fullmatch(text)
    try:
        parts = parts_of(negated[1] if negated else text, fact)
        spans = [parse(part, fact, read_literal)[0] for part in parts]
    except CellError:  # which the table's own check reports
        return
    if fact.name == "month":
        yield from _months(scenario, text, spans if not negated else [])
    elif fact.kind == "number":
        found = [
            *_half(text),
            *scale_of(scenario, text, fact, spans),
            *_exactly(scenario, fact, list(zip(parts, spans, strict=True))),
        ]
        yield from found[:1]


def _exactly(scenario: Scenario, fact: Fact, tests: list[tuple[str, Span]]) -> Iterator[Problem]:
    """Is an amount or a measure exactly a number? It hardly ever is."""
    if fact.name == POINTS_GIVEN or (fact.name in AMOUNTS and _alike(scenario)):
        return
    usual = {*EXACT, *domain(fact)}
    exact = [(part, low) for part, (low, high) in tests if low == high and low not in usual]
    if not exact:
        return
    if len(exact) > 1:
        first, last = min(exact, key=lambda each: each[1]), max(exact, key=lambda each: each[1])
        hint = f"write `[{first[0]}..{last[0]}]` for all between, or `>= {first[0]}` for that much or more"
    else:
        hint = f"write `>= {exact[0][0]}` for that much or more, `< {exact[0][0]}` for less"
    values = " or ".join(write_literal(value, fact) for _, value in exact[:4])
    said = ", ".join(part for part, _ in exact[:4])
    yield Problem(CODE, f"{show(said)} holds only where {fact.name} is exactly {values}, which it hardly ever is", hint)


def _alike(scenario: Scenario) -> bool:
    return all(segment.value_sigma == 0.0 for segment in scenario.market.segments.values())


def _half(text: str) -> Iterator[Problem]:
    """An interval that says thousands at one end only."""
    found = _HALF.fullmatch(text)
    if not found:
        return
    opens, low, high, scale, rest = found.groups()
    if 0.0 < float(low) < float(high) and low.count(".") < 2:
        what = f"{show(text)} begins at {low}, not at {low}{scale}"
        yield Problem(CODE, what, f"write `{opens}{low}{scale}..{high}{scale}{rest}`")


def _ranks(point: DecisionPoint, policy: Policy, where: Path) -> Iterator[Problem]:
    """Priorities that rise down the rows from 1, as ranks do; who has more is served first."""
    output = next((each for each in point.outputs if each.name == "priority"), None)
    if output is None or policy.hit != "first":
        return
    found: list[tuple[int, float]] = []
    for place, row in enumerate(policy.rows):
        try:
            value = value_of((row.then or {}).get("priority", "0"), output, read_literal)
        except CellError:
            return
        if value > 0.0:
            found.append((place, value))
    values = [value for _, value in found]
    if len(set(values)) < 2 or values[0] != 1.0 or any(late < early for early, late in pairwise(values)):
        return
    if values[-1] > len(policy.rows):  # no ranks
        return
    (first, _), (last, most) = found[0], found[-1]
    names = policy.rows[first].name, policy.rows[last].name
    what = f"who has more is served first: `{names[1]}` ({most:g}) comes before `{names[0]}` (1)"
    instead = ", ".join(f"{most + 1 - value:g}" for value in values)
    hint = f"if 1 is to come first, write {instead} down the rows"
    yield Problem(CODE, what, hint, path=(*where, "rows", first, "then", "priority"))


def _months(scenario: Scenario, text: str, spans: list[Span]) -> Iterator[Problem]:
    """Months of the run, named as those of a year are."""
    start, months = scenario.run.start, scenario.run.months
    bounded = spans and all(low >= 2.0 and high <= A_YEAR for low, high in spans)
    if not bounded or not math.isfinite(max(high for _, high in spans)):
        return
    if re.match(r"\s*[<>]", text) or (start.month == 1 and months <= A_YEAR):
        return
    named = sorted({month for low, high in spans for month in range(int(low), int(high) + 1)})
    last = next((month for month in named if month + 1 not in named), named[0])  # of the months that follow the first
    told = " and ".join(dict.fromkeys((_named(start, named[0] - 1), _named(start, named[-1] - 1))))
    year = " to ".join(dict.fromkeys((MONTHS[named[0] - 1], MONTHS[last - 1])))
    first = next(day for day in _firsts(start, months) if day.month == named[0])
    after = _later(first, last - named[0] + 1)
    between = "with all between" if named[-1] - named[0] + 1 == len(named) > 2 else "once"
    what = f"{show(text)} is of the run, which begins in {_named(start, 0)}: {told}, {between}"
    hint = f"for {year} write `starts: {first}, ends: {after}` beside `when` instead, in a row for each year"
    yield Problem(CODE, what, hint)


def _firsts(start: datetime.date, months: int) -> Iterator[datetime.date]:
    return (_later(start, month) for month in range(max(months, A_YEAR)))


def _later(day: datetime.date, months: int) -> datetime.date:
    month = day.year * A_YEAR + day.month - 1 + months
    return datetime.date(month // A_YEAR, month % A_YEAR + 1, 1)


def _named(start: datetime.date, months: int) -> str:
    day = _later(start, months)
    return f"{MONTHS[day.month - 1]} {day.year}"
