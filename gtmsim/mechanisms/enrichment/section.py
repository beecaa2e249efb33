"""What we learn of a lead before anybody decides about it."""

from typing import Annotated, Any

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule, Section, lever, param
from gtmsim.scenario.resolved.resolving import Resolving


class Enrichment(Section):
    """Enrichment: what we learn of a lead before anybody decides about it. Off when absent."""

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
