"""The plan: what we decide."""

from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.scenario.language.numbers import LIST
from gtmsim.scenario.language.param import Schedule, Section, lever
from gtmsim.scenario.sections.composed import composed
from gtmsim.scenario.sections.policies import Policies


class GeneralPlan(Section):
    """What we decide: each lever a number or a dated schedule."""

    price: Annotated[
        Schedule,
        lever(
            "share",
            "price of new contracts relative to list",
            gt=0,
            le=10,
            usual=(0.5, 2),
            steps=("x1.05", "x0.95"),
        ),
    ] = LIST
    policies: Policies = Policies()


if TYPE_CHECKING:

    class Plan(GeneralPlan):
        """What mechanisms add is only known when it is put together."""

        def __init__(self, **said: Any) -> None: ...

        def __getattr__(self, name: str) -> Any: ...
else:
    Plan = composed("Plan", GeneralPlan, "PLAN")
