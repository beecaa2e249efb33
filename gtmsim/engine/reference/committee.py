"""The buying committee meets, reviews and votes; a win makes a customer."""

from gtmsim.engine.reference.customer import signed
from gtmsim.engine.reference.deal import Deal
from gtmsim.engine.reference.tasks import MEETING, REVIEW, Life, Step, wait
from gtmsim.engine.reference.world import World
from gtmsim.mechanisms.committee.rows import COMMITTEE_MET
from gtmsim.mechanisms.committee.steps import (
    BOUGHT,
    COMMITTEE,
    cast_vote,
    come_before,
    gap_before_meeting,
    open_ballot,
    verdict,
)
from gtmsim.rules.calendar import microseconds


def decide(world: World, deal: Deal) -> Life:
    """Meet, review, vote."""
    come_before(world, deal.who, deal)
    decided = yield from vote(world, deal)
    bought = decided and verdict(world, deal.who, deal) == BOUGHT
    deal.adjourned(world)
    if bought:
        yield from signed(world, deal.who, deal.amount // 12)


def vote(world: World, deal: Deal) -> Step[bool]:
    """Hold the meetings; then each member reviews, side by side, and votes. False if the window closed before."""
    who = deal.who
    while deal.meeting < deal.count:
        until = world.now + microseconds(gap_before_meeting(world, who, deal))
        in_time = yield from wait(world, who, until, MEETING, COMMITTEE, deal.closes)
        if not in_time:
            return False
        deal.meeting += 1
        world.note(COMMITTEE_MET, who, detail=deal.meeting)
    open_ballot(world, who, deal)
    over = False
    while deal.vote < deal.members and not over:
        time = world.ballots[deal.slot * world.seats + deal.vote].time
        in_time = yield from wait(world, who, time, REVIEW, COMMITTEE, deal.closes)
        if not in_time:
            return False
        over = cast_vote(world, who, deal)
    return True
