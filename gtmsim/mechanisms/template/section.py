"""What a file may say of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.template import rules
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Schedule, Section, lever, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

HALF = Schedule((None,), (0.5,), False)


class Template(Section):
    """A share of the firms has it, and buys and stays more readily. Off when absent."""

    share: Annotated[
        Schedule, lever("share", "share of the firms that have it when they are looked at", ge=0, le=1, usual=(0.01, 1))
    ] = HALF
    decision: Annotated[
        float,
        param("1", "logit that every member of a committee gains that has it", ge=0, le=10, usual=(0, 2)),
    ] = 0.5
    loyalty: Annotated[
        float, param("1", "logit of staying that a customer gains that has it", ge=0, le=10, usual=(0, 2))
    ] = 0.5


MARKET = {
    "template": Entry(Template | None, None),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """What engines read of it."""
    said: Template | None = at.market.template
    if said is None:
        return {"template": None}
    return {"template": rules.Template(at.daily(said.share), said.decision, said.loyalty)}


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What would have no effect."""
    said: Template | None = scenario.market.template
    if said is not None and not any((said.decision, said.loyalty)):
        got, hint = "who has it decides nothing", "say `decision` or `loyalty`, or leave the section out"
        yield Problem("W_UNUSED", got, hint, path=("market", "template"))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """The same share on every day before day 0."""
    found: rules.Template | None = base.template
    return {"template": None if found is None else found._replace(share=found.share[:1] * days)}
