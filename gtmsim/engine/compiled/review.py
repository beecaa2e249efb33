"""When a month begins the firm reviews its people and its spend, as `reference.review` tells it."""

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.constants import STAFF
from gtmsim.engine.compiled.decisions import answer, post_by, settled
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.rows import NO_ENTITY, post, row
from gtmsim.engine.compiled.spaces import (
    bench_at,
    desk_at,
    hire_at,
    month_of_channel_at,
    released_at,
    set_factor,
    set_known,
    set_released,
)
from gtmsim.engine.compiled.teams import free_remove, give, working
from gtmsim.engine.compiled.world import effective_at, hours_at, month_end_at, person_at, team_at
from gtmsim.engine.reference.decisions import BUDGET, HIRING
from gtmsim.engine.reference.review import LOOKED_BACK, MOST_PEOPLE
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.channels.rows import BUDGET_REVIEWED
from gtmsim.mechanisms.staff.rows import CAPACITY, EMPLOYEE_JOINED, EMPLOYEE_LEFT, HEADCOUNT_REVIEWED
from gtmsim.rules import demand, staffing
from gtmsim.rules.calendar import DAY

cost_per = compiled(demand.cost_per)
first_day = compiled(staffing.first_day)
hours_within = compiled(staffing.hours_within)
pay_within = compiled(staffing.pay_within)
speed = compiled(staffing.speed)


@kernel
def review(T, S, month):
    """Decide on the spend of each channel in a month that begins, then on the people of each team."""
    if T.shifts == 1:
        for c in range(T.n_channels):
            shift(T, S, c, month)
    if T.hires == 1:
        for team in range(T.n_teams):
            if not settled(T, S, HIRING):
                know_team(T, S, team, month)
                answer(T, S, HIRING)
            staff(T, S, team, month, int(S.given0))
        for team in range(T.n_teams):
            more = more_hours(T, S, team, month, 0)
            if more != 0.0:
                post(S, CAPACITY, month, -1, -1, team, 0, 0, hours_at(T, team * T.n_months + month) + more)
            desk = desk_at(S, team)
            desk.begun, desk.waits, desk.worked = 0, 0.0, 0.0


@kernel
def shift(T, S, c, month):
    """How much of its planned spend a channel gets."""
    if not settled(T, S, BUDGET):
        opened = spent = 0
        for back in range(max(0, month - LOOKED_BACK), month):
            opened += month_of_channel_at(S, c * T.n_months + back).opened
            spent += month_of_channel_at(S, c * T.n_months + back).spent
        set_known(S, 0, c)
        set_known(S, 1, month + 1)
        set_known(S, 2, month_of_channel_at(S, c * T.n_months + month - 1).leads)
        set_known(S, 3, opened)
        set_known(S, 4, cost_per(spent, opened))
        answer(T, S, BUDGET)
    set_factor(S, c, S.given0)
    post_by(S, BUDGET, BUDGET_REVIEWED, month, c, -1, 0, S.given0)


@kernel
def know_team(T, S, team, month):
    """A team when a month begins."""
    desk = desk_at(S, team)
    if team == T.csm:
        available = effective_at(T, team * T.n_months + month - 1) + more_hours(T, S, team, month - 1, 1)
        worked = S.needed
    else:
        available = hours_at(T, team * T.n_months + month - 1) + more_hours(T, S, team, month - 1, 0)
        worked = desk.worked
    set_known(S, 0, team_at(T, team).function)
    set_known(S, 1, month + 1)
    set_known(S, 2, employed(T, S, team))
    set_known(S, 3, desk.waiting)
    set_known(S, 4, desk.waits / desk.begun if desk.begun > 0 else 0.0)
    set_known(S, 5, worked / available if available > 0.0 else 0.0)
    set_known(S, 6, S.coverage)


@kernel
def planned(T, team):
    """How many people the plan names; who has a higher number was hired by a policy."""
    return team_at(T, team).persons_to - team_at(T, team).persons_from


@kernel
def begins(T, S, team, person):
    """When a person begins."""
    if person < planned(T, team):
        return person_at(T, team_at(T, team).persons_from + person).start
    return hire_at(S, team * S.spare + person - planned(T, team)).start


@kernel
def ends(T, S, team, person):
    """When a person ends, -1 for never."""
    if person < planned(T, team):
        return released_at(S, team_at(T, team).persons_from + person)
    return hire_at(S, team * S.spare + person - planned(T, team)).end


@kernel
def employed(T, S, team):
    """People of a team who are there, or hired and yet to begin."""
    count = 0
    for person in range(planned(T, team) + desk_at(S, team).hired):
        end = ends(T, S, team, person)
        there = begins(T, S, team, person) <= S.now or person >= planned(T, team)
        if bench_at(S, team * S.persons + person).left == 0 and (end < 0 or end > S.now) and there:
            count += 1
    return count


@kernel
def staff(T, S, team, month, asked):
    """Hire, or let the last who came go."""
    now, changed, desk = S.now, 0, desk_at(S, team)
    held = S.held
    start = first_day(now, T.hiring_lag)
    if asked > 0 and start < T.horizon:
        changed = min(asked, max(0, MOST_PEOPLE - employed(T, S, team)))
    people = planned(T, team) + desk.hired
    for person in range(people, people + changed):
        hire = hire_at(S, team * S.spare + person - planned(T, team))
        hire.start, hire.end, hire.row = start, -1, held
        put(S, start, CALENDAR, 1, (team << 20) + 2 * person + 1, STAFF, team, 2 * person + 1)
    desk.hired += changed
    leaving = 0
    for person in range(people + changed - 1, -1, -1):
        if changed - leaving > asked and stays(T, S, team, person):
            leaving += 1
    post_by(S, HIRING, HEADCOUNT_REVIEWED, month, -1, team, changed - leaving, 0.0)
    for person in range(people + changed - 1, -1, -1):
        if leaving > 0 and stays(T, S, team, person):
            leaving -= 1
            if person < planned(T, team):
                set_released(S, team_at(T, team).persons_from + person, now)
            else:
                hire_at(S, team * S.spare + person - planned(T, team)).end = now
            leave(S, team, person, HIRING, held)


@kernel
def stays(T, S, team, person):
    """Whether a person has begun before today and not ended."""
    end = ends(T, S, team, person)
    here = begins(T, S, team, person) < S.now and bench_at(S, team * S.persons + person).left == 0
    return here and not (0 <= end <= S.now)


@kernel
def leave(S, team, person, table, held):
    """Somebody leaves, after the task in hand; who was let go before does not leave again."""
    if bench_at(S, team * S.persons + person).left == 1:
        return
    row(S, EMPLOYEE_LEFT, NO_ENTITY, 0, -1, -1, team, 0, person, 0.0, table, held)
    bench_at(S, team * S.persons + person).left = 1
    free_remove(S, team, person)


@kernel
def join(T, S, team, person):
    """Somebody starts."""
    if person < planned(T, team):
        post(S, EMPLOYEE_JOINED, 0, -1, -1, team, 0, person, 0.0)
    else:
        held = hire_at(S, team * S.spare + person - planned(T, team)).row
        row(S, EMPLOYEE_JOINED, NO_ENTITY, 0, -1, -1, team, 0, person, 0.0, HIRING, held)
    give(T, S, team, person)


@kernel
def more_pay(T, S, team, month):
    """Pay of a month [cents] beyond the plan: of who was hired by a policy, less that of who was let go."""
    if T.hires == 0:
        return 0
    first, last = month_end_at(T, month), month_end_at(T, month + 1)
    total = 0
    for person in range(planned(T, team) + desk_at(S, team).hired):
        start, end = begins(T, S, team, person), ends(T, S, team, person)
        paid = pay_until(T, team, month, start, end, first, last)
        if person >= planned(T, team):
            total += paid
        else:
            before = person_at(T, team_at(T, team).persons_from + person).end
            if before != end:
                total += paid - pay_until(T, team, month, start, before, first, last)
    return total


@kernel
def pay_until(T, team, month, start, end, first, last):
    """Pay of a month [cents] of somebody employed from `start` to `end`."""
    until = min(last, end) if end >= 0 else last
    return pay_within(team_at(T, team).salary, month, max(first, start), until, first, last)


@kernel
def more_hours(T, S, team, month, effective):
    """Hours of a month beyond the plan: of who was hired by a policy, less those of who was let go."""
    if T.hires == 0:
        return 0.0
    first, last = month_end_at(T, month), month_end_at(T, month + 1)
    total = 0.0
    for person in range(planned(T, team) + desk_at(S, team).hired):
        start, end = begins(T, S, team, person), ends(T, S, team, person)
        if person >= planned(T, team):
            total += hours_of(T, team, start, end, 1, first, last, effective)
        else:
            said = person_at(T, team_at(T, team).persons_from + person)
            if said.end != end:
                total += hours_of(T, team, start, end, said.hired, first, last, effective)
                total -= hours_of(T, team, start, said.end, said.hired, first, last, effective)
    return total


@kernel
def hours_of(T, team, start, end, hired, first, last, effective):
    """Hours of one person in a month, at his speed if `effective` is 1."""
    begin = max(first, start)
    until = min(last, end) if end >= 0 else last
    hours = hours_within(working(T, team), begin, until)
    if effective == 0 or hours == 0.0:
        return hours
    days = (begin - start) / DAY if hired == 1 else team_at(T, team).ramp
    return hours * speed(team_at(T, team).productive, team_at(T, team).ramp, team_at(T, team).ramp_from, days)
