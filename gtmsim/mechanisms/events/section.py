"""Days on which we meet people."""

import datetime
from typing import Annotated, ClassVar

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param, words


class Events(Section):
    """Days on which we meet people: fairs that we attend or host."""

    dispensable: ClassVar[bool] = True
    dates: Annotated[list[Annotated[datetime.date, param("date", "day of an event")]], words("days of the events")]
    cost: Annotated[float, param("money", "cost of one event", ge=0, usual=(100, 500_000))] = 0.0


PLAN = {
    "events": Entry(dict[str, Events], {}, before="price"),
}
