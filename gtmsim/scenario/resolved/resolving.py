"""A scenario on its way to numbers: what every mechanism asks, and what each comes to, worked out once."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from gtmsim.rules.calendar import DAY
from gtmsim.scenario.language.numbers import Schedule
from gtmsim.scenario.resolved.dates import by_month, cents_by_day, daily, month_starts
from gtmsim.scenario.resolved.found import initial_of
from gtmsim.scenario.sections.policies import Policies

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario

AROUND = 280  # calendar months kept on both sides of a run: the oldest customer and the longest contract
RUN_OFF_MONTHS = 240
USUAL: Any = Policies()
Found = TypeVar("Found")


class Resolving:
    """One scenario, with its calendar."""

    def __init__(self, scenario: "Scenario") -> None:
        self.scenario = scenario
        self.market, self.plan, self.run = scenario.market, scenario.plan, scenario.run
        self.start = scenario.run.start
        self.initial = initial_of(scenario)
        self.empty = scenario.run.initial == "empty"
        self.segments = tuple(sorted(scenario.market.segments))
        self._found: dict[Any, Any] = {}

    @cached_property
    def months(self) -> tuple[int, ...]:
        """Boundaries of the months of the horizon [microseconds]."""
        return month_starts(self.start, 0, self.run.months)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """First instants of the calendar months around the run [microseconds]."""
        return month_starts(self.start, -AROUND, self.run.months + self.run_off_months + AROUND)

    @cached_property
    def all_months(self) -> tuple[int, ...]:
        """Boundaries of the months until the end of the run-off [microseconds]."""
        return self.starts[AROUND : AROUND + self.run.months + 1 + self.run_off_months]

    @property
    def run_off_months(self) -> int:
        """Months of the run-off."""
        return RUN_OFF_MONTHS if self.run.run_off else 0

    @property
    def days(self) -> int:
        """Days of the horizon."""
        return self.months[-1] // DAY

    def daily(self, lever: Schedule) -> tuple[float, ...]:
        """What a lever is on each day of the horizon [its unit]."""
        return daily(lever, self.start, self.months)

    def daily_cents(self, lever: Schedule) -> tuple[int, ...]:
        """What a monthly rate of money comes to on each day of the horizon [cents]."""
        return cents_by_day(self.daily(lever), self.months)

    def monthly_cents(self, lever: Schedule) -> tuple[int, ...]:
        """The same in each month [cents]."""
        return by_month(self.daily_cents(lever), self.months)

    def decides(self, point: str) -> bool:
        """Does the plan say a table of its own at a decision point?"""
        return bool(getattr(self.plan.policies, point) != getattr(USUAL, point))

    @property
    def shifts(self) -> bool:
        """May a table make the spend of a month another than the plan's?"""
        return self.decides("budget") or self.decides("cash_policy")

    def once(self, work: "Callable[[Resolving], Found]") -> Found:
        """What a function says of this scenario, which is asked once."""
        if work not in self._found:
            self._found[work] = work(self)
        found: Found = self._found[work]
        return found
