"""What content comes to on a day, counted anew from the plan: whole sums in place of running ones."""

import math
from collections.abc import Callable
from itertools import pairwise

from properties.told import Told

from gtmsim.mechanisms.content.section import ContentKind
from gtmsim.scenario.sections.run import Initial


def complete(told: Told, weight: str, day: int, worth: Callable[[ContentKind], float] = lambda kind: 1.0) -> float:
    """How complete the kinds are that have this weight, each as much as it is worth; 0 where there is none."""
    content = told.market.content
    kinds = {} if content is None else content.kinds
    asked = {name: kind for name, kind in kinds.items() if kind.target_assets > 0.0 and getattr(kind, weight) > 0.0}
    if not asked:
        return 0.0
    parts = [
        getattr(kind, weight) * worth(kind) * min(1.0, assets(told, name, min(day, told.days - 1)) / kind.target_assets)
        for name, kind in asked.items()
    ]
    return math.fsum(parts) / math.fsum(getattr(kind, weight) for kind in asked.values())


def assets(told: Told, name: str, day: int) -> float:
    """Assets of a kind that are there at the end of a day."""
    initial = told.run.initial
    found = initial.content.get(name, 0.0) if isinstance(initial, Initial) else 0.0
    if name not in told.plan.content:
        return found
    publish = told.plan.content[name].publish
    months = [told.midnight(m) for m in range(told.run.months + 1)]
    lengths = {each: last - first for first, last in pairwise(months) for each in range(first, last)}
    return found + math.fsum(told.on(publish, each) / lengths[each] for each in range(day + 1))


def proof(told: Told, day: int) -> float:
    """The proof level of a day."""
    content = told.market.content
    gain = 0.0
    if content is not None:
        gain = content.evidence * complete(
            told, "buyer_weight", day, lambda kind: kind.persuasion_rate * (1.0 - kind.ad_recognition)
        )
    return told.on(told.plan.evidence.level, day) + gain


def asked(told: Told, day: int) -> float:
    """Share of the success hours that customers still ask for in the month that begins on a day."""
    content = told.market.content
    return 1.0 if content is None else 1.0 - content.deflection * complete(told, "support_weight", day)
