"""People who do the work: who is served first, who comes and goes by a policy, and what that costs."""

from typing import TYPE_CHECKING

from gtmsim.engine.facts import HIRING
from gtmsim.engine.port import (
    begins,
    decide_for_firm,
    ends,
    gone,
    hire,
    holder,
    let_leave,
    people,
    position,
    post,
    post_by,
    present,
    sought_since,
)
from gtmsim.engine.step import step
from gtmsim.mechanisms.absence.steps import followed_from, hours_away, post_absence
from gtmsim.mechanisms.attrition.steps import await_resignation, backfill, filled, is_filled, is_replaced, leaves
from gtmsim.mechanisms.employer_costs.steps import count_pay
from gtmsim.mechanisms.internal_promotion.candidates import promote, promotes, who_rises
from gtmsim.mechanisms.internal_promotion.rules import NOBODY
from gtmsim.mechanisms.money.steps import cash_now
from gtmsim.mechanisms.productivity.steps import productivity_in, productivity_of
from gtmsim.mechanisms.recruiting.steps import is_drawn, is_sought, recruit, recruits
from gtmsim.mechanisms.staff.rows import CAPACITY, HEADCOUNT_REVIEWED, SALARY
from gtmsim.mechanisms.staff.rules import first_day, hours_within, pay_within, priority, rank, speed
from gtmsim.rules.calendar import DAY

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

MOST_PEOPLE = 2000  # of a team


@step
def place_in_queue(w: "World", who: "Account", team: int, points: int, stage: int, amount: int) -> int:
    """Rank of an account in a team's queue, lowest first."""
    return rank(points, priority(w.inputs.teams[team].order, int(who.active), int(stage), amount, w.now))


@step
def planned(w: "World", team: int) -> int:
    """How many people the plan names; who has a higher number was hired by a policy or as a replacement."""
    return len(w.inputs.teams[team].persons)


@step
def employed(w: "World", team: int) -> int:
    """People of a team who are there, or hired and yet to begin."""
    count = 0
    for person in range(people(w, team)):
        end = ends(w, team, person)
        there = begins(w, team, person) <= w.now or person >= planned(w, team)
        there = there or 0 <= sought_since(w, team, person) <= w.now
        if there and not gone(w, team, person):
            # Who leaves at this instant is replaced in it.
            goes = 0 <= end <= w.now and not is_replaced(w, team, person)
            count += int(not goes)
    return count


@step
def could_go(w: "World", team: int, person: int) -> bool:
    """Has a person begun before today, and not ended?"""
    end = ends(w, team, person)
    return begins(w, team, person) < w.now and not gone(w, team, person) and not 0 <= end <= w.now


@step
def review_people(w: "World", month: int) -> None:
    """Decide on the people of each team in a month that begins."""
    if not w.inputs.hires:
        return
    for team in range(len(w.inputs.teams)):
        change, _, _, _ = decide_for_firm(w, HIRING, hiring_facts(w, team, month))
        change_headcount(w, team, month, int(change))
    for team in range(len(w.inputs.teams)):
        if not is_drawn(w) and not present(w.inputs.absence):
            post_capacity(w, team, month)
        desk = w.desks[team]
        desk.begun, desk.waits, desk.worked = 0, 0.0, 0.0


@step
def post_capacity(w: "World", team: int, month: int) -> None:
    """Write the hours of a team in a month, where they are not those of the plan."""
    more = more_hours(w, team, month, False) - w.desks[team].lost
    if more != 0.0:
        post(w, CAPACITY, month, -1, -1, team, 0, 0, w.inputs.teams[team].working_hours[month] + more)


@step
def post_hours(w: "World", month: int) -> None:
    """Where people come, go or are absent on days that are drawn, the hours of a month are known when it ends."""
    post_absence(w, month)
    if is_drawn(w) or present(w.inputs.absence):
        for team in range(len(w.inputs.teams)):
            post_capacity(w, team, month)


@step
def hiring_facts(w: "World", team: int, month: int) -> tuple[float, ...]:
    """A team when a month begins."""
    said, desk = w.inputs.teams[team], w.desks[team]
    if team == w.inputs.csm:
        available = said.effective_hours[month - 1] + more_hours(w, team, month - 1, True)
        worked = w.needed
    else:
        available = said.working_hours[month - 1] + more_hours(w, team, month - 1, False) - desk.lost
        worked = desk.worked
    waited = desk.waits / desk.begun if desk.begun > 0 else 0.0
    busy = worked / available if available > 0.0 else 0.0
    count = float(employed(w, team))
    first = float(said.function), float(month + 1), count, float(desk.waiting)
    return *first, waited, busy, float(w.coverage), cash_now(w), float(w.runway)


@step
def change_headcount(w: "World", team: int, month: int, change: int) -> None:
    """Hire so many, or close the last positions in which nobody has begun, and then let the last who came go."""
    hired, start = 0, first_day(w.now, w.inputs.hiring_lag)
    if change > 0 and w.frozen == 0 and (start < w.inputs.horizon or recruits(w, team) or promotes(w, team)):
        hired = min(change, max(0, MOST_PEOPLE - employed(w, team)))
    number, leaving = people(w, team), 0
    for person in range(number - 1, -1, -1):
        if hired - leaving > change and (is_sought(w, team, person) or could_go(w, team, person)):
            leaving += 1
    post_by(w, HIRING, HEADCOUNT_REVIEWED, month, -1, team, hired - leaving, 0.0)
    for _ in range(hired):
        hire_or_promote(w, team, start)
    for person in range(number - 1, -1, -1):
        if leaving > 0 and is_sought(w, team, person):
            leaving -= 1
            let_leave(w, team, person)
    for person in range(number - 1, -1, -1):
        if leaving > 0 and could_go(w, team, person):
            leaving -= 1
            let_leave(w, team, person)


@step
def hire_or_promote(w: "World", team: int, start: int) -> None:
    """A policy opens a position: somebody of another team takes it, or is hired to begin at `start` or when found."""
    who = who_rises(w, team, -(w.desks[team].opened + 1), 0)
    if who == NOBODY and recruits(w, team):
        recruit(w, team)
    else:
        hire(w, team, start if who == NOBODY else w.now)
    await_resignation(w, team, people(w, team) - 1)
    if who != NOBODY:
        promote(w, team, people(w, team) - 1, who)
        backfill(w, w.inputs.promotes[team].source, who)


@step
def more_pay(w: "World", team: int, month: int) -> int:
    """Pay of a month [cents] beyond the plan: of whom it does not name, less that of who begins or leaves otherwise."""
    total = 0
    if not w.inputs.hires and not is_drawn(w):
        return total
    for person in range(people(w, team)):
        start, end = begins(w, team, person), ends(w, team, person)
        if person >= planned(w, team):
            total += pay_of(w, team, month, start, end)
        else:
            said = w.inputs.teams[team].persons[person]
            if said.start != start or said.end != end:
                total += pay_of(w, team, month, start, end)
                total -= pay_of(w, team, month, said.start, said.end)
    return total


@step
def pay_of(w: "World", team: int, month: int, start: int, end: int) -> int:
    """Pay of a month [cents] of somebody employed from `start` to `end`, -1 for ever."""
    first, last = w.inputs.months[month], w.inputs.months[month + 1]
    until = min(last, end) if end >= 0 else last
    return pay_within(w.inputs.teams[team].salaries[month], month, max(first, start), until, first, last)


@step
def more_hours(w: "World", team: int, month: int, effective: bool) -> float:
    """Hours of a month beyond the plan: of whom it does not name, less those of who begins or leaves otherwise."""
    total, unlike = 0.0, effective and w.inputs.teams[team].spread > 0.0
    if effective:
        total -= missed_at_speed(w, team, month)
    if not w.inputs.hires and not is_drawn(w) and not unlike:
        return total
    for person in range(people(w, team)):
        start, end = begins(w, team, person), ends(w, team, person)
        times = productivity_of(w, team, person) if effective else 1.0
        if person >= planned(w, team):
            total += hours_of(w, team, month, start, end, True, effective) * times
        else:
            said = w.inputs.teams[team].persons[person]
            if unlike or said.start != start or said.end != end:
                total += hours_of(w, team, month, start, end, bool(said.hired), effective) * times
                total -= hours_of(w, team, month, said.start, said.end, bool(said.hired), effective)
    return total


@step
def hours_to_come(w: "World", team: int, month: int) -> float:
    """Hours in a month, at their speed, of those who will replace people that are about to leave in it."""
    total = 0.0
    if len(w.inputs.attrition) == 0:
        return total
    for person in range(people(w, team)):
        if not gone(w, team, person) and is_replaced(w, team, person):
            number, before, left = position(w, team, person), holder(w, team, person), ends(w, team, person)
            while left >= 0 and is_filled(w, team, number, left) and filled(w, left) < w.inputs.months[month + 1]:
                before, start = before + 1, filled(w, left)
                left = leaves(w, team, number, before, start)
                times = productivity_in(w, team, number, before)
                total += hours_of(w, team, month, start, left, True, True) * times
                total -= away_at_speed(w, team, month, number, before, start, start, left, True) * times
    return total


@step
def missed_at_speed(w: "World", team: int, month: int) -> float:
    """Hours of a month, at their speed, for which those are absent who are there, or known to come."""
    total = 0.0
    if not present(w.inputs.absence):
        return total
    for person in range(people(w, team)):
        start, end, number = begins(w, team, person), ends(w, team, person), position(w, team, person)
        named = w.inputs.teams[team].persons
        hired = person >= len(named) or named[person].hired
        before, since = holder(w, team, person), followed_from(w, team, person)
        away = away_at_speed(w, team, month, number, before, since, start, end, bool(hired))
        total += away * productivity_of(w, team, person)
    return total


@step
def away_at_speed(
    w: "World", team: int, month: int, number: int, before: int, since: int, start: int, end: int, hired: bool
) -> float:
    """Hours of a month for which somebody is absent who is employed from `start` to `end`, at the team's speed."""
    first, last, said = w.inputs.months[month], w.inputs.months[month + 1], w.inputs.teams[team]
    begin = max(first, start)
    hours = hours_away(w, team, number, before, since, begin, min(last, end) if end >= 0 else last)
    days = (begin - start) / DAY if hired else said.ramp
    return hours * speed(said.productive, said.ramp, said.ramp_from, days, said.s_curve)


@step
def hours_of(w: "World", team: int, month: int, start: int, end: int, hired: bool, effective: bool) -> float:
    """Hours in a month of somebody employed from `start` to `end`, at its speed if `effective`."""
    first, last, said = w.inputs.months[month], w.inputs.months[month + 1], w.inputs.teams[team]
    begin = max(first, start)
    hours = hours_within(said.working, begin, min(last, end) if end >= 0 else last)
    if not effective or hours == 0.0:
        return hours
    days = (begin - start) / DAY if hired else said.ramp
    return hours * speed(said.productive, said.ramp, said.ramp_from, days, said.s_curve)


@step
def post_pay(w: "World", month: int) -> None:
    """Write what each team has cost in a month."""
    for team in range(len(w.inputs.teams)):
        paid = w.inputs.teams[team].monthly_pay[month] + more_pay(w, team, month)
        count_pay(w, team, paid)
        if paid != 0:
            post(w, SALARY, month, -1, -1, team, paid, 0, 0.0)
