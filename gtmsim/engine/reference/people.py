"""People come and go: by the plan, or by what a policy has answered."""

from collections.abc import Callable

from simpy.events import Event

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.reference.decisions import Decision
from gtmsim.engine.reference.world import UNDECIDED, World
from gtmsim.mechanisms.staff.rows import EMPLOYEE_JOINED, EMPLOYEE_LEFT
from gtmsim.mechanisms.staff.rules import Person


def change(
    world: World, number: int, person: int, joins: bool, by: Decision = UNDECIDED
) -> Callable[[Event | None], None]:
    """What happens when somebody joins or leaves; who was let go before does not leave again."""

    def happens(_: Event | None) -> None:
        team = world.teams[number]
        if person in team.left:
            return
        world.post(EMPLOYEE_JOINED if joins else EMPLOYEE_LEFT, team=number, int_value=person, by=Decision(by.by, ()))
        (team.join if joins else team.leave)(person)

    return happens


def hire(world: World, number: int, start: int) -> None:
    """One more is hired by the latest answer, and begins at `start` [microseconds]."""
    persons = world.teams[number].persons
    person = len(persons)
    persons.append(Person(start, -1, True))
    begins = change(world, number, person, True, world.decided)
    world.agenda.call(start, CALENDAR, 1, (number << 20) + 2 * person + 1, begins)


def let_leave(world: World, number: int, person: int) -> None:
    """Somebody leaves now by the latest answer."""
    persons = world.teams[number].persons
    persons[person] = persons[person]._replace(end=world.now)
    change(world, number, person, False, world.decided)(None)
