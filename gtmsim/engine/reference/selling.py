"""A deal goes through the stages of the sale, task by task, and comes before the buying committee."""

from gtmsim.engine.draws import Purpose
from gtmsim.engine.port import tell
from gtmsim.engine.reference.committee import decide
from gtmsim.engine.reference.deal import Deal
from gtmsim.engine.reference.tasks import APPROVAL, THINKING, Life, wait, work
from gtmsim.engine.reference.world import Account, Qualified, World
from gtmsim.engine.teams import NOBODY, NOT_NEEDED
from gtmsim.mechanisms.accounts.steps import until_the_end
from gtmsim.mechanisms.channels.steps import CAME
from gtmsim.mechanisms.committee.steps import COMMITTEE
from gtmsim.mechanisms.enrichment.steps import observe_fit
from gtmsim.mechanisms.selling.rows import NO_DECISION
from gtmsim.mechanisms.selling.steps import (
    await_stage,
    first_stage,
    has_thought,
    offer,
    open_deal,
    thinking_time,
    window_of,
)
from gtmsim.mechanisms.staff.steps import place_in_queue
from gtmsim.mechanisms.touch.steps import begin_stage
from gtmsim.rules.calendar import DAY, NEVER, microseconds
from gtmsim.rules.chance import Law, law_quantile, residual_quantile


def opportunity(world: World, who: Account) -> Life:
    """From the qualified lead to the committee's decision."""
    deal = Deal(world, who)
    world.channel_month(who).opened += 1
    open_deal(world, who, deal, 0, until_the_end(world, who, window_of(world, who)))
    yield from sell(world, deal, first_stage(world, who))


def sell(world: World, deal: Deal, first: int) -> Life:
    """Work the stages from `first` on, then make an offer and go to the committee."""
    who = deal.who
    for number in range(first, len(world.inputs.stages)):
        await_stage(world, who, deal, number)
        queued, person, team = world.now, NOBODY, world.ae
        if team is not None:
            place = place_in_queue(world, who, team.number, deal.points, number, deal.amount)
            person = yield team.ask(place, who.key, number, deal.closes)
            if person == NOBODY:
                return world.lose(NO_DECISION, who, number)
            person = NOBODY if person == NOT_NEEDED else person
        waited = (world.now - queued) / DAY
        begin_stage(world, who, deal, world.inputs.ae, person, waited)
        in_time = yield from work(world, who, world.inputs.ae, person, number, deal.hours, waited, deal.closes)
        if not in_time:
            return None
        until = world.now + microseconds(thinking_time(world, who, deal))
        in_time = yield from wait(world, who, until, THINKING + number, number, deal.closes)
        if not in_time or not has_thought(world, who, deal):
            return None
    deal.stage = len(world.inputs.stages)
    approved = world.now + microseconds(offer(world, who, deal))
    in_time = yield from wait(world, who, approved, APPROVAL, COMMITTEE, deal.closes)
    if in_time:
        yield from decide(world, deal)


def found_deal(world: World, who: Account) -> Deal:
    """A deal of the pipeline that day 0 finds, as if it had come of one of the leads that qualified last."""
    latest = world.latest[who.segment]
    like = latest[int(world.u(Purpose.LATEST, who.key) * len(latest))] if latest else None
    observe_fit(world, who)
    if like is not None:
        who.active, who.trust, who.score = like.active, like.trust, like.score
        tell(world, who, CAME, like.trust)
        if who.company < 0:
            who.fit, who.seen = like.fit, like.seen
    closes, window = NEVER, world.inputs.window
    if window is not None:
        closes = world.now + left_of_window(world, who, window, like)
    deal = Deal(world, who)
    open_deal(world, who, deal, 1, until_the_end(world, who, closes))
    deal.stage = 0 if like is None else like.first
    return deal


def left_of_window(world: World, who: Account, window: Law, like: Qualified | None) -> int:
    """How long the window is in which a deal begins [microseconds]: of an account the rest of one."""
    if world.inputs.need is None:
        return microseconds(law_quantile(window, world.u(Purpose.WINDOW, who.key)))
    if like is not None:
        return like.left
    length, share = world.u(Purpose.WINDOW_LENGTH, who.key), world.u(Purpose.WINDOW_SHARE, who.key)
    return microseconds(residual_quantile(window, length, share))
