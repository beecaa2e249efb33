"""How a firm's business goes, as `reference.condition` tells it; what is known of it lies with the account."""

from gtmsim.engine.compiled.constants import P_CONDITION
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.accounts import month_index, today
from gtmsim.engine.compiled.kernels.companies import named_key
from gtmsim.engine.compiled.kernels.luck import uniform
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.condition.rows import CONDITION
from gtmsim.rules import condition, maths
from gtmsim.rules.condition import Condition

deviation = compiled(condition.deviation)
normal_quantile = compiled(maths.normal_quantile)


@kernel
def condition_said(w):
    """How long luck lasts, and what it does."""
    said = w.inputs.condition.condition
    return Condition(said.memory, said.news, said.decision, said.churn, said.expansion, said.contraction)


@kernel
def condition_of(w, a, renewal):
    """The condition that a decision looks at: the outlook of the day and what is the firm's own."""
    key, said, now = named_key(w, a), condition_said(w), month_index(w, w.now)
    if a.deviates < 0:
        a.deviates, a.deviation = 0, normal_quantile(uniform(w, P_CONDITION, key, 0))
    while a.deviates < now:
        a.deviates += 1
        a.deviation = deviation(said, a.deviation, normal_quantile(uniform(w, P_CONDITION, key, a.deviates)))
    found = w.inputs.condition.outlook[today(w)] + a.deviation
    note(w, CONDITION, a, renewal, -1, 0, 0, found)
    return found
