"""The condition of firms as numbers."""

import datetime

from gtmsim.mechanisms.condition.rules import Condition, ConditionInputs, weight_of_news
from gtmsim.scenario.resolved.dates import daily
from gtmsim.scenario.sections.market import Market


def condition_inputs(market: Market, start: datetime.date, months: tuple[int, ...]) -> ConditionInputs | None:
    """How firms' business goes over the horizon, whose month boundaries are `months` [microseconds]."""
    said = market.condition
    if said is None:
        return None
    condition = Condition(
        said.persistence, weight_of_news(said.persistence), said.decision, said.churn, said.expansion, said.contraction
    )
    return ConditionInputs(condition, daily(said.outlook, start, months))
