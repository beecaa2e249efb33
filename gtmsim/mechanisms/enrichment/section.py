"""What we learn of a lead before anybody decides about it."""

from typing import Annotated

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.numbers import NOTHING
from gtmsim.scenario.language.param import Schedule, Section, lever, param


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
