"""Hours of finished tasks by team, channel and month, added up person by person as they were worked."""

from gtmsim.machine.jit import kept, kernel
from gtmsim.metrics.compiled.calendar import DAY, worked_before

HOUR = DAY // 24


@kernel
def between(before, clock, team, horizon, start, stop):
    """Working time of a team between two instants, of which what is beyond the horizon is none [microseconds]."""
    opens, closes = clock[0, team], clock[1, team]
    upto = worked_before(before[team], opens, closes, min(stop, horizon))
    return upto - worked_before(before[team], opens, closes, min(start, horizon))


@kernel
def cell_of(task, slots):
    """The place of a task's team and channel."""
    return task.team * slots + (task.channel if task.channel >= 0 else slots - 1)


@kept
def worked(tasks, persons, begins, order, bounds, before, clock, total, by_team, by_channel, over):
    """Tasks in order of their persons; one that goes over a month's end is split by working time.

    What a person works who has left is overtime as well.
    """
    n_months = len(bounds) - 1
    horizon = bounds[n_months]
    for i in range(len(tasks)):
        begins[tasks[i].person + 1] += 1
    for person in range(1, len(begins)):
        begins[person] += begins[person - 1]
    for i in range(len(tasks)):
        person = tasks[i].person
        order[begins[person]] = i
        begins[person] += 1
    slots = len(by_channel) // max(1, len(by_team))
    # Those that are split are added last, after all others; they are few.
    split = 0
    for i in range(len(tasks)):
        task = tasks[order[i]]
        month, last, team = task.month, task.last_month, task.team
        left = persons[task.person].left - 1
        if left >= 0 and left < task.ended:
            start = max(left, task.began)
            for m in range(n_months):
                since, until = max(start, bounds[m]), min(task.ended, bounds[m + 1])
                inside = between(before, clock, team, horizon, since, until) if until > since else 0
                if inside > 0:
                    over[team, m] += inside / HOUR
        if last < n_months:
            total[team] += task.hours
        if month != last and not (month + 1 == last and bounds[last] == task.ended):
            order[split] = order[i]
            split += 1
        elif month < n_months:
            by_team[team, month] += task.hours
            by_channel[cell_of(task, slots), month] += task.hours
    for i in range(split):
        task = tasks[order[i]]
        team, cell = task.team, cell_of(task, slots)
        for m in range(n_months):
            since, until = max(task.began, bounds[m]), min(task.ended, bounds[m + 1])
            inside = between(before, clock, team, horizon, since, until) if until > since else 0
            if inside > 0:
                part = inside / HOUR
                by_team[team, m] += part
                by_channel[cell, m] += part
