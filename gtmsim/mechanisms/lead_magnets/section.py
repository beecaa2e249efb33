"""What is given for a contact."""

from typing import Annotated

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Schedule, Section, lever, param


class LeadMagnet(Section):
    """A lead magnet, given for a contact: a report, a course, a gift."""

    strength: Annotated[
        Schedule, lever("share", "how much it draws, as a share of the strongest", ge=0, le=1, usual=(0.005, 1))
    ]
    relevance: Annotated[
        float,
        param(
            "1",
            "how much likelier somebody in need takes it than others do, less 1; 0 is a gift",
            ge=0,
            le=100,
            usual=(0, 20),
        ),
    ] = 0.0
    cost: Annotated[float, param("money", "cost of giving it once", ge=0, usual=(0.05, 2_000))] = 0.0


class LeadMagnetBefore(Section):
    """What was given for a contact."""

    strength: Annotated[float | None, param("share", "how much it drew until day 0", ge=0, le=1, usual=(0.02, 1))] = (
        None
    )
    relevance: Annotated[
        float | None,
        param("1", "how much likelier somebody in need took it until day 0 than others, less 1", ge=0, usual=(0.1, 50)),
    ] = None


PLAN = {
    "lead_magnets": Entry(dict[str, LeadMagnet], {}, before="price"),
}

BEFORE = {
    "lead_magnets": Entry(dict[str, LeadMagnetBefore], {}, before="policies"),
}
