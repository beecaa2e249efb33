"""Cells of decision tables that test nothing, since all that comes passes them, or through which nothing ever comes."""

import math
import re
from collections.abc import Iterator

from gtmsim.policies.cells import parse, parts_of
from gtmsim.policies.facts import DecisionPoint, Fact, Spans, domain
from gtmsim.policies.literals import extent
from gtmsim.policies.spans import clipped, shared, united
from gtmsim.policies.writing import text_of
from gtmsim.scenario.checks.offered import Offered, offered
from gtmsim.scenario.language.cells import read_literal, write_literal
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.quantity import show
from gtmsim.scenario.resolved.decisions import Path, Period
from gtmsim.scenario.sections.policies import Policy
from gtmsim.scenario.sections.schema import Scenario

MOST_PARTS = 50  # of a cell, beyond which nobody wrote it by hand
_BOUND = re.compile(r"\s*[<>]")


def cell_problems(
    scenario: Scenario, point: DecisionPoint, policy: Policy, found: list[Period], where: Path
) -> Iterator[Problem]:
    """What is said of cells that no case or every case passes."""
    known = offered(scenario, point)
    seen: set[int] = set()
    for period in found:
        for place, row in zip(period.places, period.table.rows, strict=True):
            if place in seen:
                continue
            seen.add(place)
            when = policy.rows[place].when
            for fact, accepted in zip(period.table.inputs, row.tests, strict=True):
                text = when.get(fact.name, "-").strip()
                if text != "-":
                    for problem in _cell(text, fact, accepted, known.get(fact.name)):
                        yield problem._replace(path=(*where, "rows", place, "when", fact.name))


def _cell(text: str, fact: Fact, accepted: Spans, known: Offered | None) -> Iterator[Problem]:
    """What is odd in one cell."""
    whole = (domain(fact),)
    if accepted == whole:
        both = _both(text, fact)
        if both:
            what = f"every {fact.name} passes {show(text)}, since a comma means `or`"
            yield Problem("E_CELL", what, f"write `{both}` for both, or leave it out")
        else:
            limits = f": it lies in {_limits(fact)}" if fact.kind != "category" and _bounded(fact) else ""
            yield Problem("W_UNUSED", f"every {fact.name} passes {show(text)}{limits}", "leave it out, or check it")
        return
    if known is not None and not shared(accepted, known.spans):
        yield Problem("W_UNUSED", f"the row never fires: {fact.name} is never {show(text)}, {known.why}", known.hint)
    elif known is not None and fact.kind != "category" and _inside(known.spans, accepted):
        yield Problem("W_UNUSED", f"{show(text)} always holds here: {known.why}", "leave it out, or check it")
    else:
        yield from _idle_parts(text, fact)


def _both(text: str, fact: Fact) -> str:
    """The interval that bounds parted by a comma would be together; empty where they are none."""
    parts = [] if fact.kind == "category" else parts_of(text, fact)
    if len(parts) < 2 or not all(_BOUND.match(part) for part in parts):
        return ""
    low, high = domain(fact)
    for part in parts:
        ((below, above),) = parse(part, fact, read_literal)
        low, high = max(low, below), min(high, above)
    inside = clipped((low, high), fact)
    return text_of(inside, fact, write_literal) if inside else ""


def _idle_parts(text: str, fact: Fact) -> Iterator[Problem]:
    """A test of a list that lets nothing pass which the others would not."""
    parts = [] if text.startswith("not") else parts_of(text, fact)
    if not 2 <= len(parts) <= MOST_PARTS:
        return
    spans = [parse(part, fact, read_literal) for part in parts]
    for place, part in enumerate(parts):
        others = united((span for each in (*spans[:place], *spans[place + 1 :]) for span in each), fact)
        if _inside(spans[place], others):
            both = _both(text, fact)
            hint = f"a comma means `or`: write `{both}` for both, or leave one out" if both else "leave it out"
            yield Problem("W_UNUSED", f"{show(part)} adds nothing to the rest of {show(text)}", hint)
            return


def _inside(ours: Spans, theirs: Spans) -> bool:
    """Is each value of ours one of theirs?"""
    return all(any(low <= begin and end <= high for low, high in theirs) for begin, end in ours)


def _bounded(fact: Fact) -> bool:
    return any(math.isfinite(edge) for edge in domain(fact))


def _limits(fact: Fact) -> str:
    low, high = domain(fact)
    if fact.unit == "share" and math.isfinite(high):
        return f"{write_literal(low, fact)} to {write_literal(high, fact)}"
    return extent(fact)
