"""How a firm's business goes, in standard deviations from what is usual, and what its decisions make of it."""

from math import sqrt
from typing import NamedTuple

from gtmsim.rules.rule import rule


class Condition(NamedTuple):
    """How long a firm's own luck lasts, and what one standard deviation does to each decision."""

    memory: float  # share of a deviation that is left after a month
    news: float  # weight of what a month brings
    decision: float  # logit of a member's yes
    churn: float  # logit of leaving that is taken off
    expansion: float  # logit
    contraction: float  # logit that is taken off


class ConditionInputs(NamedTuple):
    """How the business of firms goes."""

    condition: Condition
    outlook: tuple[float, ...]  # mean of all firms, per day of the horizon


INPUTS = {
    "condition": ConditionInputs | None,
}
STATE = {
    "deviates": ("i2", -1),  # month until which it is known how its business goes; -1: nobody has looked
    "deviation": ("f8", 0.0),  # by how much better than that of all firms [standard deviations]
}


@rule
def weight_of_news(memory: float) -> float:
    """Weight of a month's news [1] with which deviations have the variance 1 in every month."""
    return sqrt(1.0 - memory * memory)


@rule
def deviation(condition: Condition, before: float, news: float) -> float:
    """By how much a firm's business goes better than that of all [1], a month after it was `before`."""
    return condition.memory * before + condition.news * news


@rule
def swayed(shift: float, effect: float, condition: float) -> float:
    """A logit [1] to which each standard deviation of the condition adds `effect`."""
    return shift + effect * condition
