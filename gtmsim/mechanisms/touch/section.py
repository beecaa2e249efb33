"""The ways to talk to a buyer."""

from typing import Annotated, Any

from gtmsim.mechanisms.touch.rules import TouchInputs
from gtmsim.scenario.language.param import Section, param
from gtmsim.scenario.resolved.resolving import Resolving

TOUCH = "assumption; phone +0.4, face to face +0.9 beyond a message"


class Touch(Section):
    """One way to talk to a buyer: what it takes, and what it does."""

    selling_time_factor: Annotated[
        float, param("1", "sales hours as a multiple of the stage's", gt=0, le=100, usual=(0.05, 10))
    ] = 1.0
    buyer_delay_factor: Annotated[
        float, param("1", "the buyer's time to think as a multiple of the stage's", ge=0, le=100, usual=(0.05, 10))
    ] = 1.0
    conversion_logit: Annotated[
        float, param("1", "logit of the buyer going on", ge=-20, le=20, source=TOUCH, usual=(-3, 3))
    ] = 0.0
    trust: Annotated[
        float, param("1", "logit that every member gains for each stage", ge=-10, le=10, usual=(-3, 3))
    ] = 0.0
    expense: Annotated[float, param("money", "expenses for each stage, such as travel", ge=0, usual=(1, 20_000))] = 0.0


class Touches(Section):
    """The ways to talk to a buyer, of which `plan.policies.touch` chooses one for each stage."""

    message: Touch = Touch()
    phone: Touch = Touch()
    face_to_face: Touch = Touch()


TOUCHES = ("message", "phone", "face_to_face")


def _touch(said: Touch) -> TouchInputs:
    return TouchInputs(
        said.selling_time_factor, said.buyer_delay_factor, said.conversion_logit, said.trust, round(said.expense * 100)
    )


def resolved(at: Resolving) -> dict[str, Any]:
    """Each way to talk to a buyer, and what a deal found open has had."""
    said: Touches = at.market.selling.touches
    return {"touches": (*(_touch(getattr(said, name)) for name in TOUCHES), _touch(Touch()))}
