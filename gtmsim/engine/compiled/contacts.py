"""Whom we know in an account, as `reference.contacts` tells it; a record of each contact lies in `contact`."""

from gtmsim.engine.compiled.companies import first_window, is_ours, next_window
from gtmsim.engine.compiled.constants import CONTACT, NEVER, P_FOLLOWS, P_JOB
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import uniform
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.spaces import account_at, company_at, company_of, contact_at
from gtmsim.machine.jit import kernel
from gtmsim.rules import maths, need
from gtmsim.rules.calendar import DAY
from gtmsim.rules.need import PAST

exponential_quantile = compiled(maths.exponential_quantile)
follows_at = compiled(need.follows_at)
later = compiled(need.later)
left_after = compiled(need.left_after)


@kernel
def since(T, S, number, time):
    """Since when the contact of an account follows us at an instant not before now, and which one it is."""
    p, key = contact_at(S, number), company_at(S, number).key
    if p.known != S.generation:
        p.known, p.window = S.generation, 0
        p.opens, p.closes = first_window(T, S, key)
        p.ours = is_ours(T, S, key, 0, p.opens)
        p.begun, p.job, p.leaves, p.left, p.since = arrive_at(T, S, key, PAST, 0)
    begun, window, opens, closes, ours = p.begun, int(p.window), p.opens, p.closes, int(p.ours)
    job, leaves, left, follows = int(p.job), p.leaves, p.left, p.since
    kept = False
    while True:
        ends = min(leaves, opens if begun < opens else closes)
        if not kept and ends > S.now:
            kept = True
            p.begun, p.window, p.opens, p.closes, p.ours = begun, window, opens, closes, ours
            p.job, p.leaves, p.left, p.since = job, leaves, left, follows
        hazard = T.follows_inside if ours == 1 and begun >= opens else T.follows_outside
        if follows == NEVER:
            at = follows_at(begun, left, hazard)
            if at < ends:
                follows = at
        if ends > time:
            return follows if follows <= time else NEVER, job
        gone, closing = ends == leaves, ends == closes
        left = left_after(left, hazard, begun, ends)
        if closing:
            window += 1
            opens, closes = next_window(T, S, key, window, closes)
            ours = is_ours(T, S, key, window, opens)
        begun = ends
        if gone:
            begun, job, leaves, left, follows = arrive_at(T, S, key, ends, job + 1)


@kernel
def arrive_at(T, S, key, begun, job):
    """A new contact: from when, which one, when he leaves, what he needs to follow us, and that he does not yet."""
    leaves = NEVER
    if T.job_change > 0.0:
        leaves = later(begun, exponential_quantile(uniform(S, P_JOB, key, job)) / T.job_change)
    return begun, job, leaves, exponential_quantile(uniform(S, P_FOLLOWS, key, job)), NEVER


@kernel
def tell_contact(T, S, slot):
    """Say whether whom we know in the account in hand follows us."""
    number = company_of(S, slot)
    if number < 0:
        return
    _, job = since(T, S, number, S.now)
    note(S, CONTACT, account_at(S, slot), job, -1, 0, 0, followed(T, S, slot))


@kernel
def followed(T, S, slot):
    """How long whom we know there has followed us [day]; -1 where nobody does."""
    number = company_of(S, slot)
    if T.people == 0 or number < 0:
        return -1.0
    begun, _ = since(T, S, number, S.now)
    return -1.0 if begun == NEVER else (S.now - begun) / DAY
