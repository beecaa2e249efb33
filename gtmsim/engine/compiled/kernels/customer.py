"""A customer from contract to contract, as `reference.customer` tells it."""

from gtmsim.engine.agenda import COMPLETION
from gtmsim.engine.compiled.constants import (
    BEGINNING,
    BILLING,
    FAILING,
    LIVING,
    PAUSING,
    RENEWING,
    RETURNING,
    STEP,
)
from gtmsim.engine.compiled.kernels.accounts import release
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.referrals import begin_referring
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.compiled.stepping import kernel
from gtmsim.engine.reference.tasks import RENEWAL
from gtmsim.mechanisms.accounts.steps import let_go
from gtmsim.mechanisms.pausing.resumption import await_resumption
from gtmsim.mechanisms.subscription.midterm import grows_at, next_change
from gtmsim.mechanisms.subscription.steps import ends_early, fails_at, sign
from gtmsim.mechanisms.success.rows import GO_LIVE
from gtmsim.mechanisms.win_back import steps as win_back
from gtmsim.mechanisms.win_back.steps import comes_back_at
from gtmsim.rules.calendar import DAY, months_after


@kernel
def signed(w, a):
    """A win becomes a customer."""
    sign(w, a, a, a.amount // 12)
    begin_referring(w, a)
    subscribe(w, a, 0)


@kernel
def subscribe(w, a, live):
    """Begin to live from contract to contract."""
    a.is_live, a.signed, a.fails = live, w.now, fails_at(w, a)
    a.phase = BEGINNING


@kernel
def next_wait(w, a):
    """What a customer waits for next: value, the firm's end, or the end of the term."""
    a.due = months_after(w.inputs.starts, a.began, a.months + a.term)
    if a.is_live == 0 and a.live <= next_change(w, a, a) and a.live < ends_early(w, a):
        if a.live > w.now:
            a.phase = LIVING
            put(w, a.live, COMPLETION, a.key, RENEWAL, STEP, a.slot, 0)
            return
        goes_live(w, a)
    await_due(w, a)


@kernel
def goes_live(w, a):
    """Value is reached."""
    a.is_live = 1
    note(w, GO_LIVE, a, 0, -1, 0, 0, (w.now - a.signed) / DAY)


@kernel
def await_due(w, a):
    """Wait for the firm's end, for the next bill, or for the end of the term."""
    until, ends = next_change(w, a, a), ends_early(w, a)
    if ends <= until:
        a.phase, until = FAILING, ends
    else:
        a.phase = BILLING if until < a.due or grows_at(w, a, a) <= until else RENEWING
    put(w, until, COMPLETION, a.key, RENEWAL, STEP, a.slot, 0)


@kernel
def pauses(w, a):
    """Wait for the end of a pause, or for the firm's end."""
    await_resumption(w, a)
    ends = ends_early(w, a)
    a.phase = FAILING if ends <= a.due else PAUSING
    put(w, min(ends, a.due), COMPLETION, a.key, RENEWAL, STEP, a.slot, 0)


@kernel
def leaves(w, a):
    """A customer that is lost perhaps comes back. True if it does so at once."""
    when = comes_back_at(w, a, a)
    if when == win_back.NEVER:
        a.gone = 1
        let_go(w, a, 1)
        release(w, a)
        return False
    if when > w.now:
        a.phase = RETURNING
        put(w, when, COMPLETION, a.key, RENEWAL, STEP, a.slot, 0)
        return False
    return True
