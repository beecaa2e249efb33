"""What a step may ask beside fields, as the fast engine answers: the names of `engine.port`."""

from gtmsim.engine.compiled.kernels import accounts, companies, luck, rows
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.machine.jit import kernel

child_key = luck.child_key
luck_key = companies.named_key
month_index = accounts.month_index
note, post = rows.note, rows.post
today = accounts.today
uniform = luck.uniform


@kernel
def this_month(w):
    """Month of the run, 0 for all before day 0."""
    return month_index(w, w.now)


PORT = {
    "child_key": child_key,
    "luck_key": luck_key,
    "note": note,
    "post": post,
    "present": present,
    "this_month": this_month,
    "today": today,
    "uniform": uniform,
}
