"""Days on which we meet people."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param, words

if TYPE_CHECKING:
    from gtmsim.scenario.sections.schema import Scenario


class Events(Section):
    """Days on which we meet people: fairs that we attend or host."""

    dispensable: ClassVar[bool] = True
    dates: Annotated[list[Annotated[datetime.date, param("date", "day of an event")]], words("days of the events")]
    cost: Annotated[float, param("money", "cost of one event", ge=0, usual=(100, 500_000))] = 0.0


PLAN = {
    "events": Entry(dict[str, Events], {}, before="price"),
}


def without_channel(scenario: "Scenario") -> Iterator[tuple[str, str, Any]]:
    """Of a channel that is off no event takes place, and none is paid for."""
    for name in scenario.plan.events:
        yield name, f"plan.events.{name}", None
