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
    open_ballot,
    verdict,
)
from gtmsim.mechanisms.quarter_end.steps import ballot_is_hastened, is_before_committee, next_meeting, pressed


def decide(world: World, deal: Deal) -> Life:
    """Meet, review, vote."""
    come_before(world, deal.who, deal)
    is_before_committee(world, deal.who, deal)
    decided = yield from vote(world, deal)
    bought = decided and verdict(world, deal.who, deal) == BOUGHT
    deal.adjourned(world)
    if bought:
        yield from signed(world, deal.who, deal.amount // 12)


def vote(world: World, deal: Deal) -> Step[bool]:
    """Hold the meetings; then each member reviews, side by side, and votes. False if the window closed before."""
    who = deal.who
    while deal.meeting < deal.count:
        in_time = yield from takes_time(world, deal, next_meeting(world, who, deal), MEETING)
        if not in_time:
            return False
        deal.meeting += 1
        world.note(COMMITTEE_MET, who, detail=deal.meeting)
    open_ballot(world, who, deal)
    ballot_is_hastened(world, who, deal)
    over = False
    while deal.vote < deal.members and not over:
        time = world.ballots[deal.slot * world.seats + deal.vote].time
        in_time = yield from takes_time(world, deal, time, REVIEW)
        if not in_time:
            return False
        over = cast_vote(world, who, deal)
    return True


def takes_time(world: World, deal: Deal, until: int, about: int) -> Step[bool]:
    """Let time pass; nobody having voted yet, the deal may be pressed meanwhile, and then wait for less."""
    while deal.vote == 0 and deal.press_at < until:
        if deal.press_at > world.now:
            in_time = yield from wait(world, deal.who, deal.press_at, about, COMMITTEE, deal.closes)
            if not in_time:
                return False
        until = pressed(world, deal.who, deal, until)
    in_time = yield from wait(world, deal.who, until, about, COMMITTEE, deal.closes)
    return in_time
