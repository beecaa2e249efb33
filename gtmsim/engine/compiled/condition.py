"""How a firm's business goes, as `reference.condition` tells it; what is known of it lies with the account."""

from gtmsim.engine.compiled.accounts import month_index, today
from gtmsim.engine.compiled.companies import named_key
from gtmsim.engine.compiled.constants import P_CONDITION
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import uniform
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.spaces import account_at
from gtmsim.engine.compiled.world import condition_at, day_at
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.condition.rows import CONDITION
from gtmsim.rules import condition, maths
from gtmsim.rules.condition import Condition

deviation = compiled(condition.deviation)
normal_quantile = compiled(maths.normal_quantile)


@kernel
def condition_said(T):
    """How long luck lasts, and what it does."""
    said = condition_at(T, 0)
    return Condition(said.memory, said.news, said.decision, said.churn, said.expansion, said.contraction)


@kernel
def condition_of(T, S, slot, renewal):
    """The condition that a decision looks at: the outlook of the day and what is the firm's own."""
    a, key, said, now = account_at(S, slot), named_key(S, slot), condition_said(T), month_index(T, S.now)
    if a.deviates < 0:
        a.deviates, a.deviation = 0, normal_quantile(uniform(S, P_CONDITION, key, 0))
    while a.deviates < now:
        a.deviates += 1
        a.deviation = deviation(said, a.deviation, normal_quantile(uniform(S, P_CONDITION, key, a.deviates)))
    found = day_at(T, today(T, S)).outlook + a.deviation
    note(S, CONDITION, a, renewal, -1, 0, 0, found)
    return found
