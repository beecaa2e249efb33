"""When a month begins the firm reviews its people and its spend, by its policies."""

from collections.abc import Callable

from simpy.events import Event

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.facts import BUDGET, HIRING
from gtmsim.engine.reference.decisions import Decision, Facts
from gtmsim.engine.reference.world import UNDECIDED, World
from gtmsim.engine.teams import Team
from gtmsim.mechanisms.channels.rows import BUDGET_REVIEWED
from gtmsim.mechanisms.channels.steps import budget_facts
from gtmsim.mechanisms.staff.rows import CAPACITY, EMPLOYEE_JOINED, EMPLOYEE_LEFT, HEADCOUNT_REVIEWED
from gtmsim.mechanisms.staff.rules import Person, first_day, hours_within, pay_within, speed
from gtmsim.rules.calendar import DAY

MOST_PEOPLE = 2000  # of a team


def review(world: World, month: int) -> None:
    """Decide on the spend of each channel in a month that begins, then on the people of each team."""
    if world.inputs.shifts:
        for channel in range(len(world.inputs.channels)):
            given = world.decide_for_firm(BUDGET, budget_facts(world, channel, month))
            (world.factor[channel],) = given.values
            world.post(BUDGET_REVIEWED, detail=month, channel=channel, value=world.factor[channel], by=given)
    if world.inputs.hires:
        for team in range(len(world.inputs.teams)):
            given = world.decide_for_firm(HIRING, hiring_facts(world, team, month))
            staff(world, team, month, int(given.values[0]), given)
        for team in range(len(world.inputs.teams)):
            more = more_hours(world, team, month, False)
            if more != 0.0:
                hours = world.inputs.teams[team].working_hours[month] + more
                world.post(CAPACITY, detail=month, team=team, value=hours)
            world.teams[team].begun, world.teams[team].waits, world.teams[team].worked = 0, 0.0, 0.0


def hiring_facts(world: World, number: int, month: int) -> Facts:
    """A team when a month begins."""
    team, inputs = world.teams[number], world.inputs.teams[number]
    available = inputs.working_hours[month - 1] + more_hours(world, number, month - 1, False)
    worked = team.worked
    if number == world.inputs.csm:
        available = inputs.effective_hours[month - 1] + more_hours(world, number, month - 1, True)
        worked = world.needed
    return (
        float(inputs.function),
        float(month + 1),
        float(employed(world, number)),
        float(team.waiting),
        team.waits / team.begun if team.begun else 0.0,
        worked / available if available > 0.0 else 0.0,
        world.coverage,
    )


def employed(world: World, number: int) -> int:
    """People of a team who are there, or hired and yet to begin."""
    team, now = world.teams[number], world.now
    return sum(
        person not in team.left and (one.end < 0 or one.end > now) and (one.start <= now or person >= planned(team))
        for person, one in enumerate(team.persons)
    )


def planned(team: Team) -> int:
    """How many people the plan names; who has a higher number was hired by a policy."""
    return len(team.inputs.persons)


def staff(world: World, number: int, month: int, asked: int, by: Decision) -> None:
    """Hire, or let the last who came go."""
    team, now = world.teams[number], world.now
    changed = 0
    start = first_day(now, world.inputs.hiring_lag)
    if asked > 0 and start < world.inputs.horizon:
        changed = min(asked, max(0, MOST_PEOPLE - employed(world, number)))
    for _ in range(changed):
        person = len(team.persons)
        team.persons.append(Person(start, -1, True))
        world.agenda.call(start, CALENDAR, 1, (number << 20) + 2 * person + 1, change(world, number, person, True, by))
    leaving: list[int] = []
    for person in range(len(team.persons) - 1, -1, -1):
        one = team.persons[person]
        if changed - len(leaving) > asked and one.start < now and person not in team.left and not 0 <= one.end <= now:
            leaving.append(person)
    world.post(HEADCOUNT_REVIEWED, detail=month, team=number, int_value=changed - len(leaving), by=by)
    for person in leaving:
        team.persons[person] = team.persons[person]._replace(end=now)
        change(world, number, person, False, by)(None)


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


def more_pay(world: World, number: int, month: int) -> int:
    """Pay of a month [cents] beyond the plan: of who was hired by a policy, less that of who was let go."""
    if not world.inputs.hires:
        return 0
    team, months = world.teams[number], world.inputs.months
    first, last = months[month], months[month + 1]
    total = 0
    for person, one in enumerate(team.persons):
        paid = pay_within(team.inputs.salary, month, *overlap(one, first, last), first, last)
        if person >= planned(team):
            total += paid
        elif team.inputs.persons[person] != one:
            whole = pay_within(
                team.inputs.salary, month, *overlap(team.inputs.persons[person], first, last), first, last
            )
            total += paid - whole
    return total


def more_hours(world: World, number: int, month: int, effective: bool) -> float:
    """Hours of a month beyond the plan: of who was hired by a policy, less those of who was let go."""
    if not world.inputs.hires:
        return 0.0
    team, months = world.teams[number], world.inputs.months
    first, last = months[month], months[month + 1]
    total = 0.0
    for person, one in enumerate(team.persons):
        if person >= planned(team):
            total += hours_of(team, one, first, last, effective)
        elif team.inputs.persons[person] != one:
            total += hours_of(team, one, first, last, effective)
            total -= hours_of(team, team.inputs.persons[person], first, last, effective)
    return total


def overlap(one: Person, first: int, last: int) -> tuple[int, int]:
    """The part of [first, last) in which somebody is employed; empty where the ends meet or cross."""
    return max(first, one.start), min(last, one.end) if one.end >= 0 else last


def hours_of(team: Team, one: Person, first: int, last: int, effective: bool) -> float:
    """Hours of one person in a month, at his speed if `effective`."""
    begin, end = overlap(one, first, last)
    hours = hours_within(team.inputs.working, begin, end)
    if not effective or hours == 0.0:
        return hours
    days = (begin - one.start) / DAY if one.hired else team.inputs.ramp
    return hours * speed(team.inputs.productive, team.inputs.ramp, team.inputs.ramp_from, days)
