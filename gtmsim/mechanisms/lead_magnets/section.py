"""What is given for a contact."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule, Section, lever, param
from gtmsim.scenario.resolved.found import Lever, initial_of, on_day_0, steady

if TYPE_CHECKING:
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario


class LeadMagnet(Section):
    """A lead magnet, given for a contact: a report, a course, a gift."""

    dispensable: ClassVar[bool] = True
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


NO_MAGNET = LeadMagnet(strength=NOTHING)

PLAN = {
    "lead_magnets": Entry(dict[str, LeadMagnet], {}, before="price"),
}

BEFORE = {
    "lead_magnets": Entry(dict[str, LeadMagnetBefore], {}, before="policies"),
}


def plan_before(scenario: "Scenario") -> dict[str, Any]:
    """What was given until day 0."""
    plan: dict[str, LeadMagnet] = scenario.plan.lead_magnets
    said: dict[str, LeadMagnetBefore] = initial_of(scenario).plan.lead_magnets
    found = {}
    for name in sorted({*plan, *said}):
        ours, was = plan.get(name, NO_MAGNET), said.get(name, LeadMagnetBefore())
        strength = on_day_0(ours.strength, scenario.run.start) if was.strength is None else was.strength
        relevance = ours.relevance if was.relevance is None else was.relevance
        found[name] = NO_MAGNET.model_copy(update={"strength": steady(strength), "relevance": relevance})
    return {"lead_magnets": found}


def seen_on_day_0(plan: "Plan", scenario: "Scenario") -> Iterator[Lever]:
    """What was given."""
    for name, channel in sorted(scenario.market.channels.items()):
        if channel.lead_magnet_response == 0.0:
            continue
        said: LeadMagnet | None = plan.lead_magnets.get(name)
        strength = 0.0 if said is None else on_day_0(said.strength, scenario.run.start)
        yield ("plan", "lead_magnets", name, "strength"), strength, ("lead_magnets", name, "strength")
        if said is not None:
            yield ("plan", "lead_magnets", name, "relevance"), said.relevance, ("lead_magnets", name, "relevance")
