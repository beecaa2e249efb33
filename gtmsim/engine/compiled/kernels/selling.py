"""From a lead to the stages of its deal, as `reference.qualification` and `reference.selling` tell it."""

from gtmsim.engine.agenda import ARRIVAL
from gtmsim.engine.compiled.constants import APPROVING, NEVER, NOBODY, NURTURED, STEP
from gtmsim.engine.compiled.kernels.accounts import release, wait
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.work import ask, begin_work
from gtmsim.engine.compiled.stepping import kernel
from gtmsim.engine.reference.tasks import ANSWERING, APPROVAL
from gtmsim.mechanisms.accounts.steps import let_go, until_the_end
from gtmsim.mechanisms.committee.steps import COMMITTEE
from gtmsim.mechanisms.nurture.steps import FAILED, end_lead
from gtmsim.mechanisms.qualification.rows import MQL
from gtmsim.mechanisms.qualification.steps import (
    DROPPED,
    OPEN,
    QUALIFYING,
    SDR,
    UNQUALIFIED,
    has_talked,
    hours_of_talk,
    is_screened,
    patient_until,
    route,
)
from gtmsim.mechanisms.selling.steps import await_stage, has_thought, offer, open_deal, remember, window_of
from gtmsim.mechanisms.staff.steps import place_in_queue
from gtmsim.mechanisms.variable_pay.steps import credit_qualified
from gtmsim.rules.calendar import DAY, microseconds


@kernel
def drop(w, a, cool):
    """A lead is in our hands no more."""
    let_go(w, a, cool)
    release(w, a)


@kernel
def lead(w, a):
    """From arrival to the queue; True if the account goes on at once."""
    if not is_screened(w, a):
        drop(w, a, 0)
        return False
    return enter(w, a, MQL)


@kernel
def enter(w, a, kind):
    """A lead queues for whom it is routed to; True if the account goes on at once."""
    to, points = route(w, a, kind)
    if to == DROPPED:
        drop(w, a, 0)
        return False
    until = patient_until(w, a)
    a.hours = hours_of_talk(w, a)
    a.stage, a.closes, a.queued = QUALIFYING, NEVER, w.now
    a.team = w.inputs.sdr if to == SDR else w.inputs.ae
    if a.team >= 0:
        team = int(a.team)
        ask(w, a, team, place_in_queue(w, a, team, points, 0, 0), QUALIFYING, until)
        return False
    return begin_work(w, a, NOBODY)


@kernel
def talked(w, a):
    """The talk is over: True if a deal is opened."""
    waited = (a.started - a.queued) / DAY
    found = has_talked(w, a, waited)
    if found == UNQUALIFIED:
        ended(w, a, FAILED)
        return False
    if found != OPEN:
        drop(w, a, 0)
        return False
    credit_qualified(w, int(a.team), int(a.person))
    if w.now < 0:  # the deals that day 0 finds are those of its pipeline
        remember(w, a)
        drop(w, a, 1)
        return False
    if w.inputs.shifts and 0 <= a.channel < len(w.inputs.channels) and w.closed < w.inputs.n_months:
        w.channel_months[a.channel * w.inputs.n_months + w.closed].opened += 1
    open_deal(w, a, a, 0, until_the_end(w, a, window_of(w, a)))
    return True


@kernel
def ended(w, a, outcome):
    """A lead gave up or did not qualify; perhaps it is nurtured and answers again."""
    when = end_lead(w, a, outcome, (w.now - a.queued) / DAY)
    if when == NEVER:
        drop(w, a, 0)
    elif when < w.inputs.horizon:
        a.phase = NURTURED
        put(w, when, ARRIVAL, a.key, ANSWERING, STEP, a.slot, 0)
    elif w.now < 0:
        a.phase = NURTURED
    else:
        release(w, a)


@kernel
def next_stage(w, a, number):
    """Queue for a stage of the sale; True if the account goes on at once."""
    await_stage(w, a, a, number)
    a.team, a.queued = w.inputs.ae, w.now
    if a.team >= 0:
        team = int(a.team)
        place = place_in_queue(w, a, team, int(a.points), number, a.amount)
        ask(w, a, team, place, number, a.closes)
        return False
    return begin_work(w, a, NOBODY)


@kernel
def thought(w, a):
    """The buyer has thought: True if they go on."""
    if has_thought(w, a, a):
        return True
    release(w, a)
    return False


@kernel
def offered(w, a):
    """Put a price on the table, when whoever must has approved of it: as `wait` answers."""
    return wait(w, a, w.now + microseconds(offer(w, a, a)), APPROVAL, APPROVING, COMMITTEE)
