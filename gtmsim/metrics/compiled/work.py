"""What rows say of work: a person does one task at a time, no faster than the clock."""

from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.staff.rows import TASK_STARTED
from gtmsim.metrics.compiled.kind_flags import TASKS

HOUR = 3_600_000_000  # microseconds


@kernel
def works(persons, tasks, sums, person, row, month, kind, time, entity, number):
    """Begin or end a task, if the person can; one that ends is noted down."""
    p = persons[person]
    if kind == TASK_STARTED:
        if p.busy == 1:
            return False
        p.busy, p.row, p.month = 1, row, month
        return True
    if p.busy == 0 or entity[p.row] != entity[row]:
        return False
    if not (number >= 0.0 and number <= (time[row] - time[p.row]) / HOUR + 1e-6):
        return False
    task = tasks[sums[TASKS]]
    task.begun, task.row, task.month, task.last_month, task.person = p.row, row, p.month, month, person
    sums[TASKS] += 1
    p.busy = 0
    return True
