"""How a firm's business goes: it moves from month to month, and is only worked out where a decision looks at it."""

from typing import TYPE_CHECKING

from gtmsim.engine.hook import BEFORE_VOTE
from gtmsim.engine.influence import CONTRACT, EXPAND, RENEW, TRUST, influence
from gtmsim.engine.port import note, present, tell, this_month, today, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.steps import luck_key
from gtmsim.mechanisms.condition.rows import CONDITION
from gtmsim.mechanisms.condition.rules import deviation, swayed
from gtmsim.rules.maths import normal_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

NEWS = purpose("CONDITION")
ON_TRUST, ON_RENEWAL, ON_EXPANSION, ON_CONTRACTION = [
    influence("condition", "how its own business goes", of) for of in (TRUST, RENEW, EXPAND, CONTRACT)
]


@step
def business_of(w: "World", who: "Account") -> float:
    """How a firm's business goes [1]: the outlook of the day and what is its own; 0 where it is off."""
    if not present(w.inputs.condition):
        return 0.0
    said, key, now = w.inputs.condition, luck_key(w, who), this_month(w)
    if who.deviates < 0:
        who.deviates, who.deviation = 0, normal_quantile(uniform(w, NEWS, key, 0))
    while who.deviates < now:
        who.deviates += 1
        who.deviation = deviation(said.condition, who.deviation, normal_quantile(uniform(w, NEWS, key, who.deviates)))
    return said.outlook[today(w)] + who.deviation


@step
def condition_of(w: "World", who: "Account", renewal: int) -> float:
    """The condition [1] that a committee or a renewal looks at, which is written."""
    if not present(w.inputs.condition):
        return 0.0
    found = business_of(w, who)
    note(w, CONDITION, who, renewal, -1, 0, 0, found)
    return found


@BEFORE_VOTE.join
def buys_by_its_business(w: "World", who: "Account") -> float:
    """Logit that every member gains of a firm whose business goes in some way."""
    if not present(w.inputs.condition):
        return 0.0
    gained = w.inputs.condition.condition.decision * condition_of(w, who, 0)
    tell(w, who, ON_TRUST, gained)
    return gained


@step
def leaves_by_its_business(w: "World", who: "Account", shift: float, business: float) -> float:
    """Logit of churn of a customer whose business goes in some way."""
    if not present(w.inputs.condition):
        return shift
    tell(w, who, ON_RENEWAL, w.inputs.condition.condition.churn * business)
    return swayed(shift, -w.inputs.condition.condition.churn, business)


@step
def expands_by_its_business(w: "World", who: "Account", shift: float, business: float) -> float:
    """Logit of buying more of a customer whose business goes in some way."""
    if not present(w.inputs.condition):
        return shift
    tell(w, who, ON_EXPANSION, w.inputs.condition.condition.expansion * business)
    return swayed(shift, w.inputs.condition.condition.expansion, business)


@step
def contracts_by_its_business(w: "World", who: "Account", shift: float, business: float) -> float:
    """Logit of buying less of a customer whose business goes in some way."""
    if not present(w.inputs.condition):
        return shift
    tell(w, who, ON_CONTRACTION, -w.inputs.condition.condition.contraction * business)
    return swayed(shift, -w.inputs.condition.condition.contraction, business)
