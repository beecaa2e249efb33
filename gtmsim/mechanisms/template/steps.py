"""Who has it: looked at once, when a decision first asks, and remembered."""

from typing import TYPE_CHECKING

from gtmsim.engine.hook import BEFORE_RENEWAL, BEFORE_VOTE
from gtmsim.engine.influence import RENEW, TRUST, influence
from gtmsim.engine.port import note, present, tell, today, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.steps import luck_key
from gtmsim.mechanisms.template.rows import TEMPLATE
from gtmsim.mechanisms.template.rules import has_template

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

HAS = purpose("TEMPLATE")
ON_TRUST, ON_RENEWAL = [influence("template", "the template", of) for of in (TRUST, RENEW)]


@step
def template_of(w: "World", who: "Account") -> int:
    """Does a firm have it (1)?"""
    if who.template < 0:
        luck = uniform(w, HAS, luck_key(w, who), 0)
        who.template = int(has_template(w.inputs.template.share[today(w)], luck))
        note(w, TEMPLATE, who, 0, -1, 0, int(who.template), 0.0)
    return int(who.template)


@BEFORE_VOTE.join
def votes_by_template(w: "World", who: "Account") -> float:
    """Logit that every member gains."""
    if not present(w.inputs.template):
        return 0.0
    gained = float(w.inputs.template.decision * template_of(w, who))
    tell(w, who, ON_TRUST, gained)
    return gained


@BEFORE_RENEWAL.join
def stays_by_template(w: "World", who: "Account", renewals: int) -> float:
    """Logit of staying that a customer gains."""
    if not present(w.inputs.template):
        return 0.0
    gained = float(w.inputs.template.loyalty * template_of(w, who))
    tell(w, who, ON_RENEWAL, gained)
    return gained
