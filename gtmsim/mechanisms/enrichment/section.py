"""What we learn of a lead before anybody decides about it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule, Section, lever, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.found import Lever, initial_of, on_day_0, steady
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.plan import Plan
    from gtmsim.scenario.sections.schema import Scenario


class Enrichment(Section):
    """Enrichment: what we learn of a lead before anybody decides about it. Off when absent."""

    dispensable: ClassVar[bool] = True
    completeness: Annotated[
        Schedule,
        lever("share", "what is known of a lead as a share of what there is to know", ge=0, le=1, usual=(0.005, 1)),
    ]
    cost: Annotated[Schedule, lever("money", "cost of knowing that of one lead", ge=0, usual=(0.01, 200))] = NOTHING


class EnrichmentBefore(Section):
    """What was learned of a lead before anybody decided about it."""

    completeness: Annotated[
        float | None,
        param("share", "what was known of a lead until day 0 of what there is to know", ge=0, le=1, usual=(0.05, 1)),
    ] = None


PLAN = {
    "enrichment": Entry(Enrichment | None, None, before="brand"),
}

BEFORE = {
    "enrichment": Entry(EnrichmentBefore, EnrichmentBefore(), before="community"),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """With which error fit is seen on each day, and what it costs to know that much of a lead."""
    noise: float = at.market.qualification.fit_noise
    data: Enrichment | None = at.plan.enrichment
    if noise == 0.0:
        return {"error": (), "learning": ()}
    if data is None:
        return {"error": (noise,) * at.days, "learning": ()}
    cents = tuple(round(cost * 100) for cost in at.daily(data.cost))
    error = tuple(noise * (1.0 - share) for share in at.daily(data.completeness))
    return {"error": error, "learning": cents if any(cents) else ()}


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What there is nothing to learn of."""
    if scenario.plan.enrichment is not None and scenario.market.qualification.fit_noise == 0.0:
        got = "the fit of a lead is seen without any error, so nothing is left to learn"
        yield Problem(
            "E_MISSING", got, "say `market.qualification.fit_noise` or leave this out", path=("plan", "enrichment")
        )


def plan_before(scenario: "Scenario") -> dict[str, Any]:
    """What was known of a lead until day 0."""
    ours: Enrichment | None = scenario.plan.enrichment
    known: float | None = initial_of(scenario).plan.enrichment.completeness
    if known is None and ours is not None:
        known = on_day_0(ours.completeness, scenario.run.start)
    return {"enrichment": None if known is None else Enrichment(completeness=steady(known))}


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """The same error on every day before day 0, when nobody counts what it costs."""
    return {"error": base.error[:1] * days, "learning": ()}


def seen_on_day_0(plan: "Plan", scenario: "Scenario") -> Iterator[Lever]:
    """What was known of a lead."""
    if scenario.market.qualification.fit_noise > 0.0:
        ours: Enrichment | None = plan.enrichment
        known = 0.0 if ours is None else on_day_0(ours.completeness, scenario.run.start)
        yield ("plan", "enrichment", "completeness"), known, ("enrichment", "completeness")
