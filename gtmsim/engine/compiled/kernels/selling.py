"""From a lead to the stages of its deal, as `reference.qualification` and `reference.selling` tell it."""

from gtmsim.engine.agenda import ARRIVAL
from gtmsim.engine.compiled.constants import APPROVING, NEVER, NOBODY, NURTURED, STEP
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.accounts import release, wait
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.work import ask, begin_work
from gtmsim.engine.reference.tasks import ANSWERING, APPROVAL
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.accounts import steps as accounts_steps
from gtmsim.mechanisms.committee.steps import COMMITTEE
from gtmsim.mechanisms.nurture import steps as nurture_steps
from gtmsim.mechanisms.nurture.steps import FAILED
from gtmsim.mechanisms.qualification import steps as qualification_steps
from gtmsim.mechanisms.qualification.rows import MQL
from gtmsim.mechanisms.qualification.steps import DROPPED, OPEN, QUALIFYING, SDR, UNQUALIFIED
from gtmsim.mechanisms.selling import steps as selling_steps
from gtmsim.mechanisms.staff import steps as staff_steps
from gtmsim.rules import calendar
from gtmsim.rules.calendar import DAY

microseconds = compiled(calendar.microseconds)
await_stage = compiled(selling_steps.await_stage)
end_lead = compiled(nurture_steps.end_lead)
remember = compiled(selling_steps.remember)
first_stage = compiled(selling_steps.first_stage)
has_talked = compiled(qualification_steps.has_talked)
has_thought = compiled(selling_steps.has_thought)
hours_of_talk = compiled(qualification_steps.hours_of_talk)
is_screened = compiled(qualification_steps.is_screened)
let_go = compiled(accounts_steps.let_go)
offer = compiled(selling_steps.offer)
open_deal = compiled(selling_steps.open_deal)
patient_until = compiled(qualification_steps.patient_until)
place_in_queue = compiled(staff_steps.place_in_queue)
route = compiled(qualification_steps.route)
until_the_end = compiled(accounts_steps.until_the_end)
window_of = compiled(selling_steps.window_of)


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
        ask(w, a, a.team, place_in_queue(w, a, a.team, points, 0, 0), QUALIFYING, until)
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
        place = place_in_queue(w, a, a.team, int(a.points), number, a.amount)
        ask(w, a, a.team, place, number, a.closes)
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
