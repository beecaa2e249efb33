"""What is said of day 0, or follows from the plan of that day."""

import datetime
from typing import TYPE_CHECKING, Any

from gtmsim.scenario.language.numbers import Schedule

# What is to be seen on day 0 of what a plan says: the path below `run.initial`, the value, the path below `plan`.
Lever = tuple[tuple[str, ...], Any, tuple[str, ...]]

if TYPE_CHECKING:
    from gtmsim.scenario.sections.run import Initial
    from gtmsim.scenario.sections.schema import Scenario


def initial_of(scenario: "Scenario") -> "Initial":
    """What is said of day 0; nothing of a firm that begins empty."""
    from gtmsim.scenario.sections.run import Initial  # the sections that it is made of ask for this file

    return scenario.run.initial if isinstance(scenario.run.initial, Initial) else Initial()


def on_day_0(schedule: Schedule, start: datetime.date) -> float:
    """The value that a lever has on the first day of the run [its unit]."""
    if schedule.monthly:
        return schedule.values[0]
    begun = [value for date, value in zip(schedule.dates, schedule.values, strict=True) if not date or date <= start]
    return begun[-1] if begun else schedule.values[0]


def steady(value: float) -> Schedule:
    """A lever that never changes."""
    return Schedule((None,), (value,), False)


def found_price(scenario: "Scenario") -> float:
    """Price at which customers and open deals were asked [1], 1 being the list price."""
    said = initial_of(scenario).price
    return on_day_0(scenario.plan.price, scenario.run.start) if said is None else said
