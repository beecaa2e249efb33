"""What a step may ask beside fields, as the fast engine answers: the names of `engine.port`."""

from gtmsim.engine.compiled.kernels import accounts, decisions, luck, rows
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.machine.jit import kernel

child_key = luck.child_key
month_index = accounts.month_index
note, post = rows.note, rows.post
answer, know, note_by, settled = decisions.answer, decisions.know, decisions.note_by, decisions.settled
month_of = month_index
today = accounts.today
uniform = luck.uniform


@kernel
def decide(w, point, a, facts):
    """What the policy at a decision point answers: up to three outputs, and 0 beyond the last."""
    if not settled(w, point):
        know(w, facts)
        answer(w, point)
    return w.given0, w.given1, w.given2


@kernel
def this_month(w):
    """Month of the run, 0 for all before day 0."""
    return month_index(w, w.now)


PORT = {
    "child_key": child_key,
    "decide": decide,
    "month_of": month_of,
    "note": note,
    "note_by": note_by,
    "post": post,
    "present": present,
    "this_month": this_month,
    "today": today,
    "uniform": uniform,
}
