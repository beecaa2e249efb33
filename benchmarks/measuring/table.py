"""Plain-text tables of findings, and goals beside figures."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from measuring.contest import Contestant, Finding

WIDE = 48


class Goal(NamedTuple):
    """A figure and what it should be."""

    what: str
    figure: float  # not a number: not measured
    goal: float
    sense: str  # "at least" or "at most"
    unit: str

    def verdict(self) -> str:
        """In one word."""
        if math.isnan(self.figure):
            return "not measured"
        met = self.figure >= self.goal if self.sense == "at least" else self.figure <= self.goal
        return "met" if met else "MISSED"


def heading(what: str) -> None:
    """A title with a line below it."""
    print(f"\n{what}\n{'-' * len(what)}")


def print_table(contestants: Sequence[Contestant], found: dict[str, Finding], unit: str, other: str | None) -> None:
    """One line for each contestant; its time per lead as a multiple of one or two of them."""
    per = f"{'x ' + unit.removesuffix(' leads').split(', ')[0][:15]:>18}" + (f"{'SimPy / it':>12}" if other else "")
    print(f"{'':{WIDE}}{'CPU s':>9}{'elapsed':>9}{'leads':>12}{'leads/s':>12}{'events/s':>12}{'peak MiB':>10}{per}")
    for one in contestants:
        finding = found[one.name]
        if finding.missing:
            print(f"{one.name:{WIDE}}  {finding.missing}")
            continue
        counts, cpu = finding.counts, finding.cpu
        line = f"{one.name:{WIDE}}{cpu:9.3f}{finding.wall:9.3f}{counts.leads:12,.0f}{counts.leads / cpu:12,.0f}"
        line += f"{counts.events / cpu:12,.0f}" if counts.events else f"{'':12}"
        line += f"{finding.peak:10,.0f}{_relative(finding, found[unit]):>18}"
        print(line + (f"{_relative(found[other], finding):>12}" if other else ""))


def print_goals(goals: Sequence[Goal]) -> None:
    """Figures, goals and verdicts."""
    heading("Goals")
    for goal in goals:
        figure = "-" if math.isnan(goal.figure) else f"{goal.figure:,.2f}"
        print(f"{goal.what:{WIDE + 12}}{figure:>10} {goal.unit:6}{goal.sense:>9} {goal.goal:<8,.4g}{goal.verdict()}")


def _relative(one: Finding, other: Finding) -> str:
    """Time per lead as a multiple."""
    if one.missing or other.missing:
        return "-"
    return f"{(one.cpu / one.counts.leads) / (other.cpu / other.counts.leads):,.2f}"
