"""People come and go: by the plan, by what a policy has answered, of their own accord, as replacements or promoted."""

from simpy.events import Event

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.reference.decisions import Decision
from gtmsim.engine.reference.world import UNDECIDED, Staffing, World
from gtmsim.engine.teams import Employee
from gtmsim.mechanisms.absence.steps import await_absence, come_back, go_away
from gtmsim.mechanisms.attrition.rows import BACKFILL, OWN_ACCORD
from gtmsim.mechanisms.attrition.steps import backfill, resigns
from gtmsim.mechanisms.internal_promotion.steps import open_position
from gtmsim.mechanisms.productivity.steps import tell_productivity
from gtmsim.mechanisms.recruiting.rows import POSITION_CLOSED
from gtmsim.mechanisms.recruiting.steps import decline
from gtmsim.mechanisms.staff.rows import EMPLOYEE_JOINED, EMPLOYEE_LEFT
from gtmsim.rules.calendar import DAY

DECLINED = -(1 << 24)  # `sub` of an offer that is declined, below those of whoever comes or goes at the instant
OPENING = -(1 << 25)  # `sub` of a position that opens, below those

ABSENCES = 1 << 24  # `sub` of an absence that begins or ends, above those


def join(world: World, number: int, person: int, by: Decision = UNDECIDED) -> None:
    """Somebody starts, unless the position is closed by now, or was filled before from within."""
    one = world.teams[number].persons[person]
    if person in world.teams[number].left or one.start != world.now:
        return
    detail = BACKFILL if one.holder > 0 else 0
    days = (world.now - one.sought) / DAY if one.sought >= 0 else 0.0
    world.post(EMPLOYEE_JOINED, detail, team=number, int_value=person, value=days, by=Decision(by.by, ()))
    tell_productivity(world, number, person)
    world.teams[number].join(person)
    await_absence(world, number, person)


def leave(world: World, number: int, person: int, by: Decision = UNDECIDED) -> None:
    """Somebody leaves, after the task in hand; who has left before does not leave again, and who is yet to begin never.

    Their position is closed.
    """
    team = world.teams[number]
    one = team.persons[person]
    if person in team.left or one.end != world.now:
        return  # whoever begins later than planned leaves later
    if one.held == 1:
        one.held = 0  # the position closes before it has opened
        team.leave(person)
        return
    if one.sought >= 0 and world.now <= one.start:
        days = (world.now - one.sought) / DAY
        world.post(POSITION_CLOSED, team=number, int_value=person, value=days, by=Decision(by.by, ()))
        team.leave(person)
        return
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
    if start < world.inputs.horizon:
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


def offer_on(world: World, number: int, person: int, when: int, offer: int) -> None:
    """An offer will be declined at an instant [microseconds]."""
    sub = DECLINED + (number << 20) + person
    world.agenda.call(when, CALENDAR, 1, sub, lambda _: decline(world, number, person, offer))


def absence_on(world: World, number: int, person: int, when: int, ends: int) -> None:
    """A spell of absence will begin or end at an instant [microseconds]."""
    then = come_back if ends else go_away
    sub = ABSENCES + (number << 20) + 2 * person + ends
    world.agenda.call(when, CALENDAR, 1, sub, lambda _: then(world, number, person))


def open_on(world: World, number: int, person: int, when: int) -> None:
    """A position of the plan will open at an instant [microseconds]."""
    sub = OPENING + (number << 20) + person
    world.agenda.call(when, CALENDAR, 1, sub, lambda _: open_position(world, number, person))


def join_on(world: World, number: int, person: int, when: int) -> None:
    """Somebody will begin at an instant [microseconds]."""
    later(world, number, person, True, when)


STAFFING = Staffing(hire, replace, leave_on, let_leave, offer_on, absence_on, open_on, join_on)
