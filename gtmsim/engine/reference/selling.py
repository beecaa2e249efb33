"""A deal goes through the stages of the sale, task by task, and comes before the buying committee."""

from gtmsim.engine.reference.committee import decide
from gtmsim.engine.reference.deal import Deal
from gtmsim.engine.reference.entities import Account
from gtmsim.engine.reference.tasks import APPROVAL, THINKING, Life, wait, work
from gtmsim.engine.reference.world import World
from gtmsim.engine.teams import NOBODY, NOT_NEEDED
from gtmsim.mechanisms.accounts.steps import until_the_end
from gtmsim.mechanisms.committee.steps import COMMITTEE
from gtmsim.mechanisms.selling.rows import NO_DECISION
from gtmsim.mechanisms.selling.steps import (
    await_stage,
    first_stage,
    has_thought,
    offer,
    open_deal,
    open_found_deal,
    thinking_time,
    window_of,
)
from gtmsim.mechanisms.staff.steps import place_in_queue
from gtmsim.mechanisms.touch.steps import begin_stage
from gtmsim.rules.calendar import DAY, microseconds


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
            person = yield team.ask(place, who.key, number, deal.closes, who.seller == NOBODY)
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
    """A deal of the pipeline that day 0 finds."""
    deal = Deal(world, who)
    deal.stage = open_found_deal(world, who, deal)
    return deal
