"""What rows say of work: a person does one task at a time, no faster than the clock."""

from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.staff.rows import TASK_STARTED
from gtmsim.metrics.compiled.kind_flags import TASKS

HOUR = 3_600_000_000  # microseconds


@kernel
def works(p, tasks, sums, person, month, kind, time, entity, channel, team, number):
    """Begin or end the task of person `p`, if he can; one that ends is noted down."""
    if kind == TASK_STARTED:
        if p.busy == 1:
            return False
        p.busy, p.month, p.began, p.entity = 1, month, time, entity
        return True
    if p.busy == 0 or p.entity != entity:
        return False
    if not (number >= 0.0 and number <= (time - p.began) / HOUR + 1e-6):
        return False
    task = tasks[sums[TASKS]]
    task.began, task.ended, task.hours, task.person = p.began, time, number, person
    task.month, task.last_month, task.channel, task.team = p.month, month, channel, team
    sums[TASKS] += 1
    p.busy = 0
    return True
