"""A target, and what is odd in several of them for what adds up from the start of a run: amounts of single periods."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from gtmsim.metrics.paths import PATHS
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.language.spelling import thousands
from gtmsim.scenario.language.targets import TargetSaid

Side = Literal["at_least", "at_most"]
SLOW = 0.5  # of the pace up to the first day, below which a later amount may be that of a period
Place = tuple[str | int, ...]


class Target(NamedTuple):
    """One amount of a metric, to be reached by a day."""

    metric: str
    side: Side
    amount: float  # in the metric's unit
    by: datetime.date  # at whose end
    month: int  # of the run, from 0, which ends that day

    @property
    def sign(self) -> float:
        """1 where more is better than the target, -1 where less is."""
        return 1.0 if self.side == "at_least" else -1.0


def summed(found: Sequence[Target], wanted: TargetSaid, at: Place) -> Iterator[Problem]:
    """An error where amounts since the start of the run fall or stay, which no sum of a flow is asked to do."""
    if not _adds_up(found):
        return
    late = next((late for early, late in pairwise(found) if late.amount <= early.amount), None)
    if late is not None:
        what = f"`{late.metric}` adds up from the start of the run, and by {late.by} no more is asked than before"
        hint = f"if these are amounts of each period, write {_sums(found)}; else leave that day out"
        yield Problem("E_CONFLICT", what, hint, path=(*at, *wanted.place(late.by)))


def slowing(found: Sequence[Target], wanted: TargetSaid, at: Place) -> Iterator[Problem]:
    """A warning where what comes after a day is asked at less than half of the pace before it."""
    if not _adds_up(found):
        return
    pace = found[0].amount / (found[0].month + 1)
    for early, late in pairwise(found):
        more = late.amount - early.amount
        if 0.0 < more / (late.month - early.month) < SLOW * pace:
            what = f"it is read from the start of the run, so that {thousands(more)} are asked after {early.by}"
            hint = f"if these are amounts of each period, write {_sums(found)}"
            yield Problem("W_READING", what, hint, path=(*at, *wanted.place(late.by)))
            return


def _adds_up(found: Sequence[Target]) -> bool:
    return len(found) > 1 and PATHS[found[0].metric].flow


def _sums(found: Sequence[Target]) -> str:
    sums = accumulate(each.amount for each in found)
    inside = ", ".join(f"{each.by}: {thousands(upto)}" for each, upto in zip(found, sums, strict=True))
    return f"`{{{inside}}}`"
