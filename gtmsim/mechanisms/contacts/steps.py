"""Whom we know in an account: contacts learn all the time, search while a window is open, and begin to follow us.

That new followers buy more often than old ones is not written anywhere: who has begun to follow us of late has mostly
done so because a window is open.
"""

from typing import TYPE_CHECKING

from gtmsim.engine.port import note, present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.steps import tell_account
from gtmsim.mechanisms.buying_windows.rules import PAST
from gtmsim.mechanisms.buying_windows.steps import first_window, is_ours, next_window
from gtmsim.mechanisms.contacts.rows import CONTACT
from gtmsim.mechanisms.contacts.rules import follows_at, left_after, searches
from gtmsim.policies.points import ROLE_CLASS
from gtmsim.rules.calendar import DAY, NEVER, later
from gtmsim.rules.chance import choose
from gtmsim.rules.maths import exponential_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

JOB = purpose("JOB")
POST = purpose("POST")
FOLLOWS = purpose("FOLLOWS")
DRIVER = purpose("DRIVER")
NO_CLASS = ROLE_CLASS.values.index("none")


@step
def told_apart(w: "World") -> bool:
    """Do we know which posts contacts hold?"""
    return present(w.inputs.people) and len(w.inputs.people.posts) > 0


@step
def since(w: "World", number: int, time: int) -> int:
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


@step
def arrive_at(w: "World", key: int, begun: int, job: int) -> tuple[int, int, int, int, float, int]:
    """A new contact: from when, which one, in which post, when he leaves, what he needs to follow us, and not yet."""
    leaves = NEVER
    if w.inputs.people.job_change > 0.0:
        leaves = later(begun, exponential_quantile(uniform(w, JOB, key, job)) / w.inputs.people.job_change)
    post = choose(w.inputs.people.shares, uniform(w, POST, key, job)) if told_apart(w) else 0
    return begun, job, post, leaves, exponential_quantile(uniform(w, FOLLOWS, key, job)), NEVER


@step
def tell_contact(w: "World", who: "Account", works: int) -> None:
    """Say whether whom we know in the account in hand follows us, and if he came for work (1)."""
    number = who.company
    if number < 0:
        return
    begun = since(w, number, w.now)
    who.contact = w.contacts[number].job
    level = 1000 * works + int(w.contacts[number].post) + 1 if told_apart(w) else 0
    note(w, CONTACT, who, who.contact, -1, 0, level, following(w, begun))


@step
def followed(w: "World", who: "Account") -> float:
    """How long whom we know there has followed us [day]; -1 where nobody does."""
    number = who.company
    if not present(w.inputs.people) or number < 0:
        return -1.0
    return following(w, since(w, number, w.now))


@step
def following(w: "World", begun: int) -> float:
    """How long it is by now since somebody began to follow us [day], -1 where nobody does."""
    return -1.0 if begun == NEVER else (w.now - begun) / DAY


@step
def searches_now(w: "World", number: int, key: int) -> bool:
    """Is a visit while a window is open for work? Where nothing tells posts apart it always is."""
    if not told_apart(w):
        return True
    since(w, number, w.now)
    return searches(w.inputs.people.known_posts[w.contacts[number].post].works, uniform(w, DRIVER, key, 0))


@step
def champion(w: "World", who: "Account") -> int:
    """The post of whom we met there; -1 if he has gone, or where posts are not told apart."""
    number = who.company
    if not told_apart(w) or number < 0:
        return -1
    since(w, number, w.now)
    p = w.contacts[number]
    return int(p.post) if p.job == who.contact else -1


@step
def contact_facts(w: "World", who: "Account") -> tuple[float, float, float, float]:
    """Since when whom we know there follows us [day], and what he is: department, seniority, class of role."""
    days = followed(w, who)
    if not present(w.inputs.people):
        return days, 0.0, 0.0, float(NO_CLASS)
    if len(w.inputs.people.posts) == 0 or who.company < 0:
        return days, float(w.inputs.people.n_departments), 0.0, float(NO_CLASS)
    post = w.inputs.people.known_posts[w.contacts[who.company].post]
    return days, float(post.department), float(post.seniority), float(post.role_class)


@step
def meet(w: "World", who: "Account", works: int) -> None:
    """Say which account of the market is in hand, and whom we know there; did they come for work (1)?"""
    tell_account(w, who)
    if present(w.inputs.people):
        tell_contact(w, who, works)
