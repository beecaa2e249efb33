"""People come and go: by the plan, by what a policy has answered, of their own accord, or as replacements."""

from simpy.events import Event

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.reference.decisions import Decision
from gtmsim.engine.reference.world import UNDECIDED, Staffing, World
from gtmsim.engine.teams import Employee
from gtmsim.mechanisms.attrition.rows import BACKFILL, OWN_ACCORD
from gtmsim.mechanisms.attrition.steps import backfill, resigns
from gtmsim.mechanisms.productivity.steps import tell_productivity
from gtmsim.mechanisms.staff.rows import EMPLOYEE_JOINED, EMPLOYEE_LEFT
from gtmsim.rules.calendar import DAY


def join(world: World, number: int, person: int, by: Decision = UNDECIDED) -> None:
    """Somebody starts."""
    detail = BACKFILL if world.teams[number].persons[person].holder > 0 else 0
    world.post(EMPLOYEE_JOINED, detail, team=number, int_value=person, by=Decision(by.by, ()))
    tell_productivity(world, number, person)
    world.teams[number].join(person)


def leave(world: World, number: int, person: int, by: Decision = UNDECIDED) -> None:
    """Somebody leaves, after the task in hand; who has left before does not leave again."""
    team = world.teams[number]
    if person in team.left:
        return
    one = team.persons[person]
    one.resigned = by is UNDECIDED and resigns(world, number, person)
    detail, days = (OWN_ACCORD, (world.now - one.start) / DAY) if one.resigned else (0, 0.0)
    world.post(EMPLOYEE_LEFT, detail, team=number, int_value=person, value=days, by=Decision(by.by, ()))
    team.leave(person)
    if one.resigned:
        backfill(world, number, person)


def later(world: World, number: int, person: int, joins: bool, when: int, by: Decision = UNDECIDED) -> None:
    """Have somebody join or leave at an instant [microseconds]."""

    def happens(_: Event) -> None:
        (join if joins else leave)(world, number, person, by)

    world.agenda.call(when, CALENDAR, 1, (number << 20) + 2 * person + joins, happens)


def hire(world: World, number: int, start: int) -> None:
    """One more is hired by the latest answer, and begins at `start` [microseconds]."""
    team = world.teams[number]
    team.opened += 1
    team.persons.append(Employee(start, -1, True, -team.opened, 0))
    later(world, number, len(team.persons) - 1, True, start, world.decided)


def replace(world: World, number: int, person: int, start: int, end: int) -> None:
    """One more is hired for the position of somebody, and begins at `start` [microseconds]."""
    persons = world.teams[number].persons
    left = persons[person]
    persons.append(Employee(start, end, True, left.position, left.holder + 1))
    later(world, number, len(persons) - 1, True, start)


def leave_on(world: World, number: int, person: int, when: int) -> None:
    """Somebody will leave at an instant [microseconds]."""
    world.teams[number].persons[person].end = when
    later(world, number, person, False, when)


def let_leave(world: World, number: int, person: int) -> None:
    """Somebody leaves now by the latest answer."""
    world.teams[number].persons[person].end = world.now
    leave(world, number, person, world.decided)


STAFFING = Staffing(hire, replace, leave_on, let_leave)
