"""The state of customers' and buyers' own business, on which we have no influence."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.condition import rules
from gtmsim.mechanisms.condition.rules import ConditionInputs, weight_of_news
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Schedule, Section, lever, param
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

USUAL = Schedule((None,), (0.0,), False)
AR = "assumption; a shock is half forgotten in 6.6 months"


class Condition(Section):
    """How the business of each firm goes: it decides whether to buy, stay, grow or shrink. Off when absent."""

    persistence: Annotated[
        float,
        param(
            "share",
            "persistence: share of a firm's deviation that is left after a month",
            ge=0,
            le=0.999,
            source=AR,
            usual=(0.05, 0.99),
        ),
    ] = 0.9
    outlook: Annotated[
        Schedule,
        lever(
            "1",
            "mean condition of all firms, in standard deviations; below 0 in a downturn",
            ge=-5,
            le=5,
            usual=(-2.5, 2.5),
        ),
    ] = USUAL
    decision: Annotated[
        float,
        param(
            "1", "logit that every member of a committee gains for each standard deviation", ge=0, le=10, usual=(0, 2)
        ),
    ] = 0.2
    churn: Annotated[
        float,
        param("1", "logit of churn that each standard deviation takes off at a renewal", ge=0, le=10, usual=(0, 2)),
    ] = 0.3
    expansion: Annotated[
        float, param("1", "logit of expansion for each standard deviation", ge=0, le=10, usual=(0, 2))
    ] = 0.2
    contraction: Annotated[
        float, param("1", "logit of contraction that each standard deviation takes off", ge=0, le=10, usual=(0, 2))
    ] = 0.2


MARKET = {
    "condition": Entry(Condition | None, None),
}


def resolved(at: Resolving) -> dict[str, Any]:
    """How firms' business goes over the horizon."""
    said: Condition | None = at.market.condition
    if said is None:
        return {"condition": None}
    condition = rules.Condition(
        said.persistence, weight_of_news(said.persistence), said.decision, said.churn, said.expansion, said.contraction
    )
    return {"condition": ConditionInputs(condition, at.daily(said.outlook))}


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What would have no effect."""
    said: Condition | None = scenario.market.condition
    if said is not None and not any((said.decision, said.churn, said.expansion, said.contraction)):
        got = "how business goes decides nothing"
        hint = "say `decision`, `churn`, `expansion` or `contraction`, or leave the section out"
        yield Problem("W_UNUSED", got, hint, path=("market", "condition"))


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """The same outlook on every day before day 0."""
    found: ConditionInputs | None = base.condition
    return {"condition": None if found is None else found._replace(outlook=found.outlook[:1] * days)}
