"""When a month begins the firm reviews its people and its spend, as `reference.review` tells it."""

from gtmsim.engine.agenda import CALENDAR
from gtmsim.engine.compiled.constants import STAFF
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.decisions import answer, know, post_by, settled
from gtmsim.engine.compiled.kernels.rows import NO_ENTITY, post, row
from gtmsim.engine.compiled.kernels.teams import free_remove, give, working
from gtmsim.engine.facts import BUDGET, HIRING
from gtmsim.engine.reference.review import MOST_PEOPLE
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.channels import rules as channels_rules
from gtmsim.mechanisms.channels import steps as channels_steps
from gtmsim.mechanisms.channels.rows import BUDGET_REVIEWED
from gtmsim.mechanisms.staff import rules as staff_rules
from gtmsim.mechanisms.staff.rows import CAPACITY, EMPLOYEE_JOINED, EMPLOYEE_LEFT, HEADCOUNT_REVIEWED
from gtmsim.rules.calendar import DAY

cost_per = compiled(channels_rules.cost_per)
first_day = compiled(staff_rules.first_day)
hours_within = compiled(staff_rules.hours_within)
pay_within = compiled(staff_rules.pay_within)
speed = compiled(staff_rules.speed)
budget_facts = compiled(channels_steps.budget_facts)


@kernel
def review(w, month):
    """Decide on the spend of each channel in a month that begins, then on the people of each team."""
    if w.inputs.shifts:
        for c in range(len(w.inputs.channels)):
            shift(w, c, month)
    if w.inputs.hires:
        for team in range(len(w.inputs.teams)):
            if not settled(w, HIRING):
                know_team(w, team, month)
                answer(w, HIRING)
            staff(w, team, month, int(w.given0))
        for team in range(len(w.inputs.teams)):
            more = more_hours(w, team, month, 0)
            if more != 0.0:
                post(w, CAPACITY, month, -1, -1, team, 0, 0, w.inputs.teams[team].working_hours[month] + more)
            desk = w.desks[team]
            desk.begun, desk.waits, desk.worked = 0, 0.0, 0.0


@kernel
def shift(w, c, month):
    """How much of its planned spend a channel gets."""
    if not settled(w, BUDGET):
        know(w, budget_facts(w, c, month))
        answer(w, BUDGET)
    w.factor[c] = w.given0
    post_by(w, BUDGET, BUDGET_REVIEWED, month, c, -1, 0, w.given0)


@kernel
def know_team(w, team, month):
    """A team when a month begins."""
    desk = w.desks[team]
    if team == w.inputs.csm:
        available = w.inputs.teams[team].effective_hours[month - 1] + more_hours(w, team, month - 1, 1)
        worked = w.needed
    else:
        available = w.inputs.teams[team].working_hours[month - 1] + more_hours(w, team, month - 1, 0)
        worked = desk.worked
    w.known[0] = w.inputs.teams[team].function
    w.known[1] = month + 1
    w.known[2] = employed(w, team)
    w.known[3] = desk.waiting
    w.known[4] = desk.waits / desk.begun if desk.begun > 0 else 0.0
    w.known[5] = worked / available if available > 0.0 else 0.0
    w.known[6] = w.coverage


@kernel
def planned(w, team):
    """How many people the plan names; who has a higher number was hired by a policy."""
    return len(w.inputs.teams[team].persons)


@kernel
def begins(w, team, person):
    """When a person begins."""
    if person < planned(w, team):
        return w.inputs.teams[team].persons[person].start
    return w.hired[team * w.spare + person - planned(w, team)].start


@kernel
def ends(w, team, person):
    """When a person ends, -1 for never."""
    if person < planned(w, team):
        return w.released[team * w.persons + person]
    return w.hired[team * w.spare + person - planned(w, team)].end


@kernel
def employed(w, team):
    """People of a team who are there, or hired and yet to begin."""
    count = 0
    for person in range(planned(w, team) + w.desks[team].hired):
        end = ends(w, team, person)
        there = begins(w, team, person) <= w.now or person >= planned(w, team)
        if w.benches[team * w.persons + person].left == 0 and (end < 0 or end > w.now) and there:
            count += 1
    return count


@kernel
def staff(w, team, month, asked):
    """Hire, or let the last who came go."""
    now, changed, desk = w.now, 0, w.desks[team]
    held = w.held
    start = first_day(now, w.inputs.hiring_lag)
    if asked > 0 and start < w.inputs.horizon:
        changed = min(asked, max(0, MOST_PEOPLE - employed(w, team)))
    people = planned(w, team) + desk.hired
    for person in range(people, people + changed):
        hire = w.hired[team * w.spare + person - planned(w, team)]
        hire.start, hire.end, hire.row = start, -1, held
        put(w, start, CALENDAR, 1, (team << 20) + 2 * person + 1, STAFF, team, 2 * person + 1)
    desk.hired += changed
    leaving = 0
    for person in range(people + changed - 1, -1, -1):
        if changed - leaving > asked and stays(w, team, person):
            leaving += 1
    post_by(w, HIRING, HEADCOUNT_REVIEWED, month, -1, team, changed - leaving, 0.0)
    for person in range(people + changed - 1, -1, -1):
        if leaving > 0 and stays(w, team, person):
            leaving -= 1
            if person < planned(w, team):
                w.released[team * w.persons + person] = now
            else:
                w.hired[team * w.spare + person - planned(w, team)].end = now
            leave(w, team, person, HIRING, held)


@kernel
def stays(w, team, person):
    """Whether a person has begun before today and not ended."""
    end = ends(w, team, person)
    here = begins(w, team, person) < w.now and w.benches[team * w.persons + person].left == 0
    return here and not (0 <= end <= w.now)


@kernel
def leave(w, team, person, table, held):
    """Somebody leaves, after the task in hand; who was let go before does not leave again."""
    if w.benches[team * w.persons + person].left == 1:
        return
    row(w, EMPLOYEE_LEFT, NO_ENTITY, 0, -1, -1, team, 0, person, 0.0, table, held)
    w.benches[team * w.persons + person].left = 1
    free_remove(w, team, person)


@kernel
def join(w, team, person):
    """Somebody starts."""
    if person < planned(w, team):
        post(w, EMPLOYEE_JOINED, 0, -1, -1, team, 0, person, 0.0)
    else:
        held = w.hired[team * w.spare + person - planned(w, team)].row
        row(w, EMPLOYEE_JOINED, NO_ENTITY, 0, -1, -1, team, 0, person, 0.0, HIRING, held)
    give(w, team, person)


@kernel
def more_pay(w, team, month):
    """Pay of a month [cents] beyond the plan: of who was hired by a policy, less that of who was let go."""
    if not w.inputs.hires:
        return 0
    first, last = w.inputs.months[month], w.inputs.months[month + 1]
    total = 0
    for person in range(planned(w, team) + w.desks[team].hired):
        start, end = begins(w, team, person), ends(w, team, person)
        paid = pay_until(w, team, month, start, end, first, last)
        if person >= planned(w, team):
            total += paid
        else:
            before = w.inputs.teams[team].persons[person].end
            if before != end:
                total += paid - pay_until(w, team, month, start, before, first, last)
    return total


@kernel
def pay_until(w, team, month, start, end, first, last):
    """Pay of a month [cents] of somebody employed from `start` to `end`."""
    until = min(last, end) if end >= 0 else last
    return pay_within(w.inputs.teams[team].salary, month, max(first, start), until, first, last)


@kernel
def more_hours(w, team, month, effective):
    """Hours of a month beyond the plan: of who was hired by a policy, less those of who was let go."""
    if not w.inputs.hires:
        return 0.0
    first, last = w.inputs.months[month], w.inputs.months[month + 1]
    total = 0.0
    for person in range(planned(w, team) + w.desks[team].hired):
        start, end = begins(w, team, person), ends(w, team, person)
        if person >= planned(w, team):
            total += hours_of(w, team, start, end, 1, first, last, effective)
        else:
            said = w.inputs.teams[team].persons[person]
            if said.end != end:
                total += hours_of(w, team, start, end, said.hired, first, last, effective)
                total -= hours_of(w, team, start, said.end, said.hired, first, last, effective)
    return total


@kernel
def hours_of(w, team, start, end, hired, first, last, effective):
    """Hours of one person in a month, at his speed if `effective` is 1."""
    begin = max(first, start)
    until = min(last, end) if end >= 0 else last
    hours = hours_within(working(w, team), begin, until)
    if effective == 0 or hours == 0.0:
        return hours
    days = (begin - start) / DAY if hired == 1 else w.inputs.teams[team].ramp
    return hours * speed(
        w.inputs.teams[team].productive, w.inputs.teams[team].ramp, w.inputs.teams[team].ramp_from, days
    )
