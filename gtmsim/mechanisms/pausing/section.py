"""Pauses that are offered to customers who would leave, and how they take them."""

from typing import Annotated, Any

from gtmsim.mechanisms.pausing.rules import MOST, PauseInputs
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.resolved.resolving import Resolving

LONGEST = 24  # months


class PauseOffer(Section):
    """A pause that a customer who would leave at the end of its term is offered. Off when absent."""

    length: Annotated[
        int,
        param(
            "month",
            "length of a pause: nothing is billed, served or paid in it",
            ge=1,
            le=LONGEST,
            source="assumption; subscription apps and shops offer 1 to 3 months",
            usual=(1, 12),
            steps=("1 month", "3 months", "6 months"),
        ),
    ] = 3
    most: Annotated[
        int, param("count", "pauses that one customer is offered in all", ge=1, le=MOST, usual=(1, 4), steps=("+1",))
    ] = 1


class Pauses(Section):
    """How customers take a pause that they are offered."""

    acceptance: Annotated[
        float,
        param(
            "share",
            "share of the customers who would leave that pause instead",
            ge=0,
            le=1,
            reported="2Checkout 2025: about 10 % of those who cancel would rather pause",
            usual=(0.02, 0.4),
        ),
    ] = 0.1
    returns: Annotated[
        float,
        param(
            "share",
            "share of the customers who have paused that go on at its end; the others are lost then",
            ge=0,
            le=1,
            reported="Recurly 2026, 2,200 merchants, mostly consumers: three in four who pause come back",
            usual=(0.2, 0.95),
        ),
    ] = 0.75


MARKET = {
    "pause": Entry(Pauses, Pauses(), before="content"),
}

PLAN = {
    "pause": Entry(PauseOffer | None, None, before="evidence"),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """The pauses that are offered."""
    said: PauseOffer | None = at.plan.pause
    takes: Pauses = at.market.pause
    return {"pause": None if said is None else PauseInputs(said.length, said.most, takes.acceptance, takes.returns)}
