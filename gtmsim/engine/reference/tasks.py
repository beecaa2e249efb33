"""Work and waiting, either of which a closing window may cut short."""

from collections.abc import Generator
from typing import Any, TypeVar

from gtmsim.engine.agenda import COMPLETION, GIVE_UP
from gtmsim.engine.reference.entities import Account, Task
from gtmsim.engine.reference.world import World
from gtmsim.engine.teams import NOBODY
from gtmsim.mechanisms.absence.steps import hand_back
from gtmsim.mechanisms.internal_promotion.candidates import ramp_of
from gtmsim.mechanisms.productivity.steps import productivity_of
from gtmsim.mechanisms.selling.rows import NO_DECISION
from gtmsim.mechanisms.staff.rows import TASK_ENDED
from gtmsim.rules.calendar import HOUR, microseconds, worked_before

T = TypeVar("T")
Life = Generator[Any, Any, None]
Step = Generator[Any, Any, T]

# What a completion or a give-up is about (`sub` on the agenda), beside the tasks' own numbers.
THINKING, MEETING, REVIEW, CLOSING, RENEWAL, APPROVAL = 1000, 2000, 3000, 4000, 5000, 6000
ANSWERING = 2  # `sub` of a nurtured lead's return, beside a lead's arrival (0) and a customer's occasion to refer (1)


def work(
    world: World,
    who: Account,
    team: int,
    person: int,
    task: int,
    hours: float,
    waited: float,
    closes: int,
) -> Step[bool]:
    """One task by one person, around the clock without a team; False if the window closed meanwhile."""
    started = world.now
    who.task = Task(task, team, person, waited)
    if person != NOBODY:
        world.teams[team].begun += 1
        world.teams[team].waits += waited
    if person == NOBODY:
        finish = started + microseconds(hours / 24.0)
    else:
        finish = world.teams[team].finish(
            person, hours, productivity_of(world, team, person), ramp_of(world, team, person)
        )
    in_time = finish <= closes
    if not in_time:
        # The seller does not know that the buyer has dropped out, and finishes the task.
        yield world.agenda.at(closes, GIVE_UP, who.key, CLOSING)
        world.lose(NO_DECISION, who, task)
    if finish > world.now:
        yield world.agenda.at(finish, COMPLETION, who.key, task)
    end(world, who, started, finish, hours)
    return in_time


def end(world: World, who: Account, started: int, finish: int, hours: float) -> None:
    """The task in hand is done; of one that was begun before day 0 the books know the hours since."""
    assert who.task is not None
    task, team, person, _ = who.task
    who.task = None
    begun = max(0, started) if finish >= 0 else started
    spent = hours if begun == started else finish / HOUR
    if person != NOBODY:
        working = world.teams[team].inputs.working
        spent = (worked_before(working, finish) - worked_before(working, begun)) / HOUR
    if started >= 0 or who.told:
        world.note(TASK_ENDED, who, task, team, int_value=person, value=spent)
    if person != NOBODY:
        world.teams[team].worked += spent
        hand_back(world, team, person)


def wait(world: World, who: Account, until: int, about: int, phase: int, closes: int) -> Step[bool]:
    """Let time pass until `until`; False if the window closed before and the deal has ended in no decision."""
    if until > closes:
        if closes > world.now:
            yield world.agenda.at(closes, GIVE_UP, who.key, CLOSING)
        world.lose(NO_DECISION, who, phase)
        return False
    if until > world.now:
        yield world.agenda.at(until, COMPLETION, who.key, about)
    return True
