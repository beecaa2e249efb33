"""Two scenarios' policies compared, decision point by decision point and period by period."""

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gtmsim.policies.changed import Changes, changes
from gtmsim.policies.difference import Regions, difference
from gtmsim.policies.exchange.sheet import Sheet
from gtmsim.policies.facts import DecisionPoint
from gtmsim.policies.points import POINTS, bound
from gtmsim.policies.table import Table
from gtmsim.scenario.language.cells import write_literal
from gtmsim.scenario.resolved.decisions import NONE, REFERRAL, Period, names_of, periods, policy_of
from gtmsim.scenario.resolved.sheets import sheet_of
from gtmsim.scenario.sections.schema import Scenario


class PeriodDifference(NamedTuple):
    """What two tables answer differently from one day on."""

    first: datetime.date | None  # None: the start of the run
    tables: tuple[Table, Table]
    regions: Regions


class PointDifference(NamedTuple):
    """All that is different at one decision point."""

    point: DecisionPoint
    sheets: tuple[Sheet, Sheet]
    changes: Changes
    periods: tuple[PeriodDifference, ...]

    @property
    def same(self) -> bool:
        """Whether nothing is said differently."""
        said = self.changes
        return not (said.hit or said.gone or said.new or said.rows or said.moved or said.default)


def policy_differences(one: Scenario, other: Scenario) -> Iterator[PointDifference]:
    """The difference at each decision point; facts have the channels, segments and stages of both scenarios."""
    ours, theirs = names_of(one), names_of(other)
    names = {fact: _united(ours[fact], theirs[fact]) for fact in ours}
    for point in (bound(each, names) for each in POINTS):
        sheets = sheet_of(one, point), sheet_of(other, point)
        found, _ = periods(point, policy_of(one, point), one.run.start)
        others, _ = periods(point, policy_of(other, point), other.run.start)
        yield PointDifference(point, sheets, changes(*sheets), tuple(_over_time(found, others)))


def own_names(one: Scenario, other: Scenario) -> dict[str, tuple[str, ...]]:
    """The channels, segments and stages of a scenario that the other one has not."""
    others = names_of(other)
    own = {fact: tuple(name for name in names if name not in others[fact]) for fact, names in names_of(one).items()}
    return {fact: names for fact, names in own.items() if names}


def _united(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """The names of both; those that no scenario chooses come last."""
    names = dict.fromkeys((*ours, *theirs))
    return tuple(sorted(names, key=lambda name: (REFERRAL, NONE).index(name) if name in (REFERRAL, NONE) else -1))


def _over_time(ours: Sequence[Period], theirs: Sequence[Period]) -> Iterator[PeriodDifference]:
    days = sorted({period.first for period in (*ours, *theirs) if period.first is not None})
    for first in (None, *days):
        tables = _on(ours, first), _on(theirs, first)
        yield PeriodDifference(first, tables, difference(*tables, write_literal))


def _on(found: Sequence[Period], day: datetime.date | None) -> Table:
    """The table in force from a day on."""
    begun = [period for period in found if period.first is None or (day is not None and period.first <= day)]
    return begun[-1].table
