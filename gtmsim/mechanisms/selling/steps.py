"""A deal on its way through the stages of the sale, until a price is on the table."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import DISCOUNT, EFFORT, ESCALATION, discount_facts, effort_facts, stage_facts
from gtmsim.engine.influence import ADVANCE, PRICE, TRUST, bounded_logit, influence, trusts
from gtmsim.engine.port import asked, decide, decided, lose, note, note_by, present, tell, today, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.steps import luck_key, until_the_end
from gtmsim.mechanisms.brand.steps import known_of
from gtmsim.mechanisms.buying_windows.steps import window_at
from gtmsim.mechanisms.channels.steps import CAME
from gtmsim.mechanisms.contracts.steps import choose_term
from gtmsim.mechanisms.enrichment.steps import observe_fit
from gtmsim.mechanisms.selling.rows import LOST, OPPORTUNITY, QUOTED, STAGE_PASSED
from gtmsim.mechanisms.selling.rules import annual_price, discount_logarithm, discounted, effort_logit, goes_on
from gtmsim.mechanisms.touch.steps import UNTOUCHED, share_that_goes_on
from gtmsim.rules.calendar import NEVER, microseconds
from gtmsim.rules.chance import Law, law_quantile, residual_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.deal import Deal
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

VALUE, WINDOW, LATEST = purpose("VALUE"), purpose("WINDOW"), purpose("LATEST")
WINDOW_LENGTH, WINDOW_SHARE = purpose("WINDOW_LENGTH"), purpose("WINDOW_SHARE")
REMEMBERED = 16  # leads of a segment that qualified last before day 0
STAGE_WORK, THINKING, GOES_ON = purpose("STAGE_WORK"), purpose("THINKING"), purpose("GOES_ON")
USUAL = influence("usual", "how many go on after this stage", ADVANCE)
LIST_PRICE = influence("list_price", "our list price", PRICE)
DISCOUNTED = influence("discount", "the discount", PRICE)
TERM_DISCOUNT = influence("term_discount", "what its term takes off", PRICE)
EFFORTS = influence("effort", "the effort that we put into it", TRUST)


@step
def window_of(w: "World", who: "Account") -> int:
    """When the window closes in which a qualified lead buys [microseconds]; NEVER where none does."""
    if present(w.inputs.need) and who.company >= 0:
        _, _, closes, _ = window_at(w, w.companies[who.company], w.now)
        return closes
    if present(w.inputs.window):
        return w.now + microseconds(law_quantile(w.inputs.window, uniform(w, WINDOW, who.key, 0)))
    return NEVER


@step
def first_stage(w: "World", who: "Account") -> int:
    """With which stage a deal begins."""
    return w.inputs.channels[who.channel].head_start if 0 <= who.channel < len(w.inputs.channels) else 0


@step
def remember(w: "World", who: "Account") -> None:
    """Before day 0: who has qualified? The deals that day 0 finds came of leads like the latest of these."""
    g = who.segment
    here = w.latest[g * REMEMBERED + w.qualified[g] % REMEMBERED]
    here.left = NEVER
    if present(w.inputs.need) and who.company >= 0:
        here.left = window_of(w, who) - w.now
    here.first, here.active, here.score = first_stage(w, who), who.active, who.score
    here.fit, here.seen, here.trust = who.fit, who.seen, who.trust
    w.qualified[g] += 1


@step
def open_found_deal(w: "World", who: "Account", deal: "Deal") -> int:
    """Open a deal that day 0 finds, as if it came of a lead that qualified of late; with which stage it begins."""
    g, first, closes, like = who.segment, 0, NEVER, -1
    known = min(REMEMBERED, w.qualified[g])
    observe_fit(w, who)
    if known > 0:
        like = g * REMEMBERED + int(uniform(w, LATEST, who.key, 0) * known)
        lead = w.latest[like]
        who.active, who.trust, who.score, first = lead.active, lead.trust, lead.score, lead.first
        tell(w, who, CAME, lead.trust)
        if who.company < 0:
            who.fit, who.seen = lead.fit, lead.seen
    if present(w.inputs.window):
        closes = w.now + left_of_window(w, who, w.inputs.window, like)
    open_deal(w, who, deal, 1, until_the_end(w, who, closes))
    return first


@step
def left_of_window(w: "World", who: "Account", window: Law, like: int) -> int:
    """How long the window is in which a deal begins [microseconds]: of an account the rest of one."""
    if not present(w.inputs.need):
        return microseconds(law_quantile(window, uniform(w, WINDOW, who.key, 0)))
    if like >= 0:
        return w.latest[like].left
    length, share = uniform(w, WINDOW_LENGTH, who.key, 0), uniform(w, WINDOW_SHARE, who.key, 0)
    return microseconds(residual_quantile(window, length, share))


@step
def open_deal(w: "World", who: "Account", deal: "Deal", found: int, closes: int) -> None:
    """Put a deal on the table; one that day 0 finds (`found` 1) is told then."""
    day, g = today(w), who.segment
    deal.found, deal.closes, deal.opened, deal.touch = found, closes, w.now, UNTOUCHED
    luck = uniform(w, VALUE, luck_key(w, who), 0)
    price, deal.log_price = w.inputs.price[day], w.inputs.log_price[day]
    if found == 1:  # at the price of before day 0, where a deal takes no time too
        price, deal.log_price = w.inputs.found_price, w.inputs.found_log_price
    deal.amount = annual_price(w.inputs.segments[g].median, w.inputs.segments[g].sigma, price, luck)
    tell(w, who, LIST_PRICE, deal.log_price)
    known_of(w, who)
    effort, points, _ = decide(w, EFFORT, who, effort_facts(w, who, deal.amount))
    deal.effort, deal.points, deal.log_effort = effort, int(points), 0.0
    if found == 0:
        note_by(w, EFFORT, OPPORTUNITY, who, 0, -1, deal.amount, 0, 0.0)


@step
def await_stage(w: "World", who: "Account", deal: "Deal", number: int) -> None:
    """A stage of the sale is next, which takes a person's time."""
    luck = uniform(w, STAGE_WORK, who.key, w.inputs.stages[number].key)
    deal.stage = number
    deal.hours = w.inputs.segments[who.segment].effort * law_quantile(w.inputs.stages[number].work, luck)


@step
def thinking_time(w: "World", who: "Account", deal: "Deal") -> float:
    """How long the buyer thinks after a stage [day]."""
    luck = uniform(w, THINKING, who.key, w.inputs.stages[deal.stage].key)
    return law_quantile(w.inputs.stages[deal.stage].think, luck) * w.inputs.touches[deal.touch].think


@step
def has_thought(w: "World", who: "Account", deal: "Deal") -> bool:
    """Does the buyer go on after a stage? What is left to do may then be done otherwise."""
    number = int(deal.stage)
    share = share_that_goes_on(w, who, deal)
    on = goes_on(share, uniform(w, GOES_ON, who.key, w.inputs.stages[number].key))
    if asked(w, who):
        tell(w, who, USUAL, bounded_logit(w.inputs.stages[number].goes_on))
        decided(w, who, ADVANCE, number, int(on), bounded_logit(share))
    if not on:
        lose(w, who, LOST, number)
        return False
    if number + 1 == len(w.inputs.stages):
        note(w, STAGE_PASSED, who, number, -1, 0, 0, 0.0)
        return True
    facts = stage_facts(w, who, number + 1, deal.amount, deal.opened)
    points, effort, _ = decide(w, ESCALATION, who, facts)
    deal.points = max(int(deal.points), int(points))
    deal.effort *= effort
    note_by(w, ESCALATION, STAGE_PASSED, who, number, -1, 0, 0, 0.0)
    return True


@step
def offer(w: "World", who: "Account", deal: "Deal") -> float:
    """Put a price on the table; how long it is until whoever must has approved of it [day]."""
    discount, approval, _ = decide(w, DISCOUNT, who, discount_facts(w, who, deal.amount, deal.opened))
    deal.amount = discounted(deal.amount, discount)
    deal.log_price += discount_logarithm(discount)
    tell(w, who, DISCOUNTED, discount_logarithm(discount))
    carried = choose_term(w, who)
    deal.amount = discounted(deal.amount, carried)
    deal.log_price += discount_logarithm(carried)
    tell(w, who, TERM_DISCOUNT, discount_logarithm(carried))
    trusts(w, who, EFFORTS, effort_logit(w.inputs.effort_return, deal.log_effort, len(w.inputs.stages)))
    note_by(w, DISCOUNT, QUOTED, who, 0, -1, deal.amount, 0, discount)
    return approval
