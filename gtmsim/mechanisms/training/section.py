"""Training that new customers are offered for a fee, and how many of them buy it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.training.rules import TrainingInputs
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Schedule, Section, lever, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario


class TrainingOffer(Section):
    """Training that a segment's new customers are offered when they sign. Off when absent."""

    fee: Annotated[
        Schedule,
        lever("money", "what a new customer pays once for training", ge=0, usual=(50, 50_000), steps=("+20%", "-20%")),
    ]
    cost: Annotated[
        float, param("money", "what giving it to one customer costs us", ge=0, usual=(20, 50_000), source="assumption")
    ] = 0.0


class Training(Section):
    """How many new customers buy the training that they are offered."""

    attach_rate: Annotated[
        float,
        param("share", "share of the new customers that buy training", usual=(0.02, 0.9), source="assumption"),
    ] = 0.3


ALSO = {  # words that people look for, and what says it here
    "training_fee": "`plan.training.SEGMENT.fee`",
}
MARKET = {
    "training": Entry(Training, Training(), before="content"),
}

PLAN = {
    "training": Entry(dict[str, TrainingOffer], {}, before="evidence"),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """What each segment is offered; nothing where none is."""
    if not at.plan.training:
        return {"training": ()}
    return {"training": tuple(_segment(at, name) for name in at.segments)}


def _segment(at: Resolving, name: str) -> TrainingInputs:
    said: TrainingOffer | None = at.plan.training.get(name)
    rate: float = at.market.training.attach_rate
    if said is None:
        return TrainingInputs(rate, (0,) * at.days, 0)
    return TrainingInputs(rate, tuple(_cents(fee) for fee in at.daily(said.fee)), _cents(said.cost))


def _cents(amount: float) -> int:
    return int(amount * 100.0 + 0.5)


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """Training that nobody buys."""
    for name, said in scenario.plan.training.items():
        at = ("plan", "training", name)
        if not any(said.fee.values):
            hint = "say a `fee`, or leave it out"
            yield Problem("W_UNUSED", "nobody is offered training without a fee", hint, path=(*at, "fee"))
        elif scenario.market.training.attach_rate == 0.0:
            hint = "raise it, or leave this out"
            yield Problem("W_UNUSED", "nobody buys it: `market.training.attach_rate` is 0", hint, path=at)


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """Nobody signs before day 0."""
    return {"training": ()}
