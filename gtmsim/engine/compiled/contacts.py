"""Whom we know in an account, as `reference.contacts` tells it; a record of each contact lies in `contact`."""

from gtmsim.engine.compiled.companies import first_window, is_ours, next_window
from gtmsim.engine.compiled.constants import NEVER, P_DRIVER, P_FOLLOWS, P_JOB, P_POST
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import uniform
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.spaces import account_at, company_at, company_of, contact_at, set_known
from gtmsim.engine.compiled.world import post_at, post_share_of
from gtmsim.engine.reference.decisions import NO_CLASS
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.contacts.rows import CONTACT
from gtmsim.rules import chance, maths, need
from gtmsim.rules.calendar import DAY
from gtmsim.rules.need import PAST

choose = compiled(chance.choose)
exponential_quantile = compiled(maths.exponential_quantile)
follows_at = compiled(need.follows_at)
later = compiled(need.later)
left_after = compiled(need.left_after)
searches = compiled(need.searches)


@kernel
def since(T, S, number, time):
    """Since when the contact of an account follows us at an instant not before now."""
    p, key = contact_at(S, number), company_at(S, number).key
    if p.known != S.generation:
        p.known, p.window = S.generation, 0
        p.opens, p.closes = first_window(T, S, key)
        p.ours = is_ours(T, S, key, 0, p.opens)
        p.begun, p.job, p.post, p.leaves, p.left, p.since = arrive_at(T, S, key, PAST, 0)
    begun, window, opens, closes, ours = p.begun, int(p.window), p.opens, p.closes, int(p.ours)
    job, post, leaves, left, follows = int(p.job), int(p.post), p.leaves, p.left, p.since
    kept = False
    while True:
        ends = min(leaves, opens if begun < opens else closes)
        if not kept and ends > S.now:
            kept = True
            p.begun, p.window, p.opens, p.closes, p.ours = begun, window, opens, closes, ours
            p.job, p.post, p.leaves, p.left, p.since = job, post, leaves, left, follows
        hazard = post_at(T, post).inside if ours == 1 and begun >= opens else post_at(T, post).outside
        if follows == NEVER:
            at = follows_at(begun, left, hazard)
            if at < ends:
                follows = at
        if ends > time:
            return follows if follows <= time else NEVER
        gone, closing = ends == leaves, ends == closes
        left = left_after(left, hazard, begun, ends)
        if closing:
            window += 1
            opens, closes = next_window(T, S, key, window, closes)
            ours = is_ours(T, S, key, window, opens)
        begun = ends
        if gone:
            begun, job, post, leaves, left, follows = arrive_at(T, S, key, ends, job + 1)


@kernel
def arrive_at(T, S, key, begun, job):
    """A new contact: from when, which one, in which post, when he leaves, what he needs to follow us, and not yet."""
    leaves = NEVER
    if T.job_change > 0.0:
        leaves = later(begun, exponential_quantile(uniform(S, P_JOB, key, job)) / T.job_change)
    post = choose(post_share_of(T, 0, T.posts), uniform(S, P_POST, key, job)) if T.posts > 0 else 0
    return begun, job, post, leaves, exponential_quantile(uniform(S, P_FOLLOWS, key, job)), NEVER


@kernel
def tell_contact(T, S, slot, works):
    """Say whether whom we know in the account in hand follows us, and if he came for work (1)."""
    number = company_of(S, slot)
    if number < 0:
        return
    a = account_at(S, slot)
    begun = since(T, S, number, S.now)
    a.contact = contact_at(S, number).job
    level = 1000 * works + int(contact_at(S, number).post) + 1 if T.posts > 0 else 0
    note(S, CONTACT, a, a.contact, -1, 0, level, following(S, begun))


@kernel
def followed(T, S, slot):
    """How long whom we know there has followed us [day]; -1 where nobody does."""
    number = company_of(S, slot)
    if T.people == 0 or number < 0:
        return -1.0
    return following(S, since(T, S, number, S.now))


@kernel
def following(S, begun):
    """How long it is by now since somebody began to follow us [day], -1 where nobody does."""
    return -1.0 if begun == NEVER else (S.now - begun) / DAY


@kernel
def know_contact(T, S, slot):
    """Since when whom we know there follows us, and what he is."""
    set_known(S, 4, followed(T, S, slot))
    number = company_of(S, slot)
    if T.posts == 0 or number < 0:
        set_known(S, 5, T.departments)
        set_known(S, 6, 0)
        set_known(S, 7, NO_CLASS)
        return
    post = post_at(T, contact_at(S, number).post)
    set_known(S, 5, post.department)
    set_known(S, 6, post.seniority)
    set_known(S, 7, post.role_class)


@kernel
def searches_now(T, S, number, key):
    """Is a visit while a window is open for work? Where nothing tells posts apart it always is."""
    if T.posts == 0:
        return True
    since(T, S, number, S.now)
    return searches(post_at(T, contact_at(S, number).post).works, uniform(S, P_DRIVER, key, 0))


@kernel
def champion(T, S, slot):
    """The post of whom we met there; -1 if he has gone, or where posts are not told apart."""
    number = company_of(S, slot)
    if T.posts == 0 or number < 0:
        return -1
    since(T, S, number, S.now)
    p = contact_at(S, number)
    return int(p.post) if p.job == account_at(S, slot).contact else -1
