"""What decision tables look at: the facts of each decision point, in the order in which it declares them."""

from typing import TYPE_CHECKING

from gtmsim.engine.step import step
from gtmsim.mechanisms.contacts.steps import contact_facts
from gtmsim.policies.points import NUMBER
from gtmsim.rules.calendar import DAY

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

LEAD_SCORE, LEAD_ROUTING = NUMBER["lead_score"], NUMBER["lead_routing"]
DISQUALIFICATION, NURTURE = NUMBER["disqualification"], NUMBER["nurture"]
EFFORT, TOUCH, ESCALATION = NUMBER["effort"], NUMBER["touch"], NUMBER["escalation"]
DISCOUNT, ENTITLEMENT = NUMBER["discount"], NUMBER["entitlement"]
RENEWAL_OFFER, SAVE_PLAY = NUMBER["renewal_offer"], NUMBER["save_play"]
HIRING, BUDGET = NUMBER["hiring"], NUMBER["budget"]
CASH_POLICY = NUMBER["cash_policy"]
CENTS = 100.0  # in a unit of currency
MONTHS = 12


@step
def lead_facts(w: "World", who: "Account") -> tuple[float, float, float, float]:
    """Channel, segment, mode and fit as it is seen."""
    channel = who.channel if who.channel >= 0 else w.inputs.no_channel
    return float(channel), float(who.segment), 1.0 - who.active, float(who.seen)


@step
def routing_facts(w: "World", who: "Account") -> tuple[float, ...]:
    """A lead with its score and its rounds."""
    channel, segment, mode, fit = lead_facts(w, who)
    return channel, segment, mode, fit, float(who.score), float(who.rounds)


@step
def qualified_facts(w: "World", who: "Account", waited: float) -> tuple[float, ...]:
    """A lead that qualified after a wait [day]."""
    channel, segment, mode, fit = lead_facts(w, who)
    return channel, segment, mode, fit, float(who.score), waited


@step
def nurture_facts(w: "World", who: "Account", outcome: int) -> tuple[float, ...]:
    """A lead that gave up (0) or did not qualify (1)."""
    channel, segment, mode, fit = lead_facts(w, who)
    return channel, segment, mode, fit, float(who.score), float(who.rounds), float(outcome)


@step
def effort_facts(w: "World", who: "Account", amount: int) -> tuple[float, ...]:
    """A deal that is opened."""
    channel, segment, mode, fit = lead_facts(w, who)
    return channel, segment, mode, fit, float(who.score), amount / CENTS


@step
def stage_facts(w: "World", who: "Account", stage: int, amount: int, opened: int) -> tuple[float, ...]:
    """A deal in a stage of the sale."""
    return float(who.segment), float(stage), amount / CENTS, (w.now - opened) / DAY, float(who.waited)


@step
def touch_facts(w: "World", who: "Account", stage: int, amount: int, opened: int) -> tuple[float, ...]:
    """A stage that begins, with the mode of its lead."""
    mode = 1.0 - who.active
    return float(who.segment), float(stage), mode, amount / CENTS, (w.now - opened) / DAY, float(who.waited)


@step
def discount_facts(w: "World", who: "Account", amount: int, opened: int) -> tuple[float, ...]:
    """A deal that comes before the committee."""
    channel, segment, mode, fit = lead_facts(w, who)
    days = (w.now - opened) / DAY
    return channel, segment, mode, fit, float(who.score), amount / CENTS, days, float(who.waited)


@step
def customer_facts(who: "Account", mrr: int, renewals: int) -> tuple[float, ...]:
    """A customer who pays so much a month [cents]."""
    return float(who.segment), mrr * MONTHS / CENTS, float(renewals)


@step
def renewal_facts(who: "Account", renewals: int, covered: float) -> tuple[float, ...]:
    """A customer at the end of a contract."""
    return float(who.segment), who.mrr * MONTHS / CENTS, float(renewals), covered


@step
def new_lead_facts(w: "World", who: "Account") -> tuple[float, ...]:
    """A lead that comes, since when whom we know there follows us, and what they are."""
    channel, segment, mode, fit = lead_facts(w, who)
    days, department, seniority, role = contact_facts(w, who)
    return channel, segment, mode, fit, days, department, seniority, role
