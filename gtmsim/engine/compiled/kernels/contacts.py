"""Whom we know in an account, as `reference.contacts` tells it; a record of each contact lies in `contact`."""

from gtmsim.engine.compiled.constants import NEVER, P_DRIVER, P_FOLLOWS, P_JOB, P_POST
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.companies import first_window, is_ours, next_window
from gtmsim.engine.compiled.kernels.luck import uniform
from gtmsim.engine.compiled.kernels.rows import note
from gtmsim.engine.facts import NO_CLASS
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
def told_apart(w):
    """Do we know which posts contacts hold?"""
    return present(w.inputs.people) and len(w.inputs.people.posts) > 0


@kernel
def since(w, number, time):
    """Since when the contact of an account follows us at an instant not before now."""
    p, key = w.contacts[number], w.companies[number].key
    if p.known != w.generation:
        p.known, p.window = w.generation, 0
        p.opens, p.closes = first_window(w, key)
        p.ours = is_ours(w, key, 0, p.opens)
        p.begun, p.job, p.post, p.leaves, p.left, p.since = arrive_at(w, key, PAST, 0)
    begun, window, opens, closes, ours = p.begun, int(p.window), p.opens, p.closes, int(p.ours)
    job, post, leaves, left, follows = int(p.job), int(p.post), p.leaves, p.left, p.since
    kept = False
    while True:
        ends = min(leaves, opens if begun < opens else closes)
        if not kept and ends > w.now:
            kept = True
            p.begun, p.window, p.opens, p.closes, p.ours = begun, window, opens, closes, ours
            p.job, p.post, p.leaves, p.left, p.since = job, post, leaves, left, follows
        hazard = (
            w.inputs.people.known_posts[post].inside
            if ours == 1 and begun >= opens
            else w.inputs.people.known_posts[post].outside
        )
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
            opens, closes = next_window(w, key, window, closes)
            ours = is_ours(w, key, window, opens)
        begun = ends
        if gone:
            begun, job, post, leaves, left, follows = arrive_at(w, key, ends, job + 1)


@kernel
def arrive_at(w, key, begun, job):
    """A new contact: from when, which one, in which post, when he leaves, what he needs to follow us, and not yet."""
    leaves = NEVER
    if w.inputs.people.job_change > 0.0:
        leaves = later(begun, exponential_quantile(uniform(w, P_JOB, key, job)) / w.inputs.people.job_change)
    post = choose(w.inputs.people.shares, uniform(w, P_POST, key, job)) if told_apart(w) else 0
    return begun, job, post, leaves, exponential_quantile(uniform(w, P_FOLLOWS, key, job)), NEVER


@kernel
def tell_contact(w, a, works):
    """Say whether whom we know in the account in hand follows us, and if he came for work (1)."""
    number = a.company
    if number < 0:
        return
    begun = since(w, number, w.now)
    a.contact = w.contacts[number].job
    level = 1000 * works + int(w.contacts[number].post) + 1 if told_apart(w) else 0
    note(w, CONTACT, a, a.contact, -1, 0, level, following(w, begun))


@kernel
def followed(w, a):
    """How long whom we know there has followed us [day]; -1 where nobody does."""
    number = a.company
    if not present(w.inputs.people) or number < 0:
        return -1.0
    return following(w, since(w, number, w.now))


@kernel
def following(w, begun):
    """How long it is by now since somebody began to follow us [day], -1 where nobody does."""
    return -1.0 if begun == NEVER else (w.now - begun) / DAY


@kernel
def know_contact(w, a):
    """Since when whom we know there follows us, and what he is."""
    w.known[4] = followed(w, a)
    number = a.company
    if not told_apart(w) or number < 0:
        w.known[5] = w.inputs.people.n_departments if present(w.inputs.people) else 0
        w.known[6] = 0
        w.known[7] = NO_CLASS
        return
    post = w.inputs.people.known_posts[w.contacts[number].post]
    w.known[5] = post.department
    w.known[6] = post.seniority
    w.known[7] = post.role_class


@kernel
def searches_now(w, number, key):
    """Is a visit while a window is open for work? Where nothing tells posts apart it always is."""
    if not told_apart(w):
        return True
    since(w, number, w.now)
    return searches(w.inputs.people.known_posts[w.contacts[number].post].works, uniform(w, P_DRIVER, key, 0))


@kernel
def champion(w, a):
    """The post of whom we met there; -1 if he has gone, or where posts are not told apart."""
    number = a.company
    if not told_apart(w) or number < 0:
        return -1
    since(w, number, w.now)
    p = w.contacts[number]
    return int(p.post) if p.job == a.contact else -1
