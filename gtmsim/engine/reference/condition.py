"""How a firm's business goes: it moves from month to month, and is only worked out where a decision looks at it."""

from gtmsim.engine.draws import Purpose
from gtmsim.engine.reference.world import Account, World
from gtmsim.mechanisms.condition.rows import CONDITION
from gtmsim.rules.condition import deviation
from gtmsim.rules.maths import normal_quantile
from gtmsim.scenario.resolved.inputs import ConditionInputs


def condition_of(world: World, who: Account, said: ConditionInputs, renewal: int) -> float:
    """The condition [1] that a decision looks at: the outlook of the day and what is the firm's own."""
    u, now = world.u, world.month(world.now)
    if who.deviates < 0:
        who.deviates, who.deviation = 0, normal_quantile(u(Purpose.CONDITION, who.named))
    while who.deviates < now:
        who.deviates += 1
        news = normal_quantile(u(Purpose.CONDITION, who.named, who.deviates))
        who.deviation = deviation(said.condition, who.deviation, news)
    found = said.outlook[world.today()] + who.deviation
    world.note(CONDITION, who, detail=renewal, value=found)
    return found
