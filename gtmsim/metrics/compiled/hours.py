"""Hours of finished tasks by team, channel and month, added up person by person as they were worked."""

from gtmsim.machine.jit import kept


@kept
def worked(tasks, begins, order, time, channels, teams, numbers, bounds, total, by_team, by_channel):
    """Tasks in order of their persons; one that goes over a month's end is split by the time that passed."""
    n_months = len(bounds) - 1
    for i in range(len(tasks)):
        begins[tasks[i].person + 1] += 1
    for person in range(1, len(begins)):
        begins[person] += begins[person - 1]
    for i in range(len(tasks)):
        person = tasks[i].person
        order[begins[person]] = i
        begins[person] += 1
    slots = len(by_channel) // max(1, len(by_team))
    for split in range(2):
        for i in range(len(tasks)):
            task = tasks[order[i]]
            row, month, last = task.row, task.month, task.last_month
            number, team, channel = numbers[row], teams[row], channels[row]
            cell = team * slots + (channel if channel >= 0 else slots - 1)
            if split == 0 and last < n_months:
                total[team] += number
            over = month != last and not (month + 1 == last and bounds[last] == time[row])
            if split == 0 and not over and month < n_months:
                by_team[team, month] += number
                by_channel[cell, month] += number
            elif split == 1 and over:
                began = time[task.begun]
                for m in range(n_months):
                    inside = min(time[row], bounds[m + 1]) - max(began, bounds[m])
                    if inside > 0:
                        part = number * inside / (time[row] - began)
                        by_team[team, m] += part
                        by_channel[cell, m] += part
