"""What was done until day 0, where it is not what the plan says of day 0: the levers that what is found depends on."""

from typing import TYPE_CHECKING, Any

import pydantic

from gtmsim.policies.points import POINTS
from gtmsim.scenario.language.param import Section
from gtmsim.scenario.sections.composed import composed
from gtmsim.scenario.sections.policies import POLICY_SECTIONS

# What a policy at one of these says of leads, deals and customers before day 0 is still to be seen on day 0.
SEEN_LATER = (
    *("lead_score", "lead_routing", "disqualification", "nurture", "effort", "touch", "escalation", "discount"),
    "entitlement",
)


_FIELDS: Any = {point.name: (POLICY_SECTIONS[point.name] | None, None) for point in POINTS if point.name in SEEN_LATER}
PoliciesBefore: Any = pydantic.create_model("PoliciesBefore", __base__=Section, **_FIELDS)
PoliciesBefore.__doc__ = "What was decided by rule until day 0, as tables."
PoliciesBefore.__module__ = __name__


class GeneralBefore(Section):
    """What was done until day 0, where that is not what the plan says of day 0."""

    policies: PoliciesBefore = PoliciesBefore()


if TYPE_CHECKING:

    class Before(GeneralBefore):
        """What mechanisms add is only known when it is put together."""

        def __init__(self, **said: Any) -> None: ...

        def __getattr__(self, name: str) -> Any: ...
else:
    Before = composed("Before", GeneralBefore, "BEFORE")
