"""Whom we know in an account: contacts learn all the time, search while a window is open, and begin to follow us.

That new followers buy more often than old ones is not written anywhere: who has begun to follow us of late has mostly
done so because a window is open.
"""

from typing import TYPE_CHECKING, NamedTuple

from gtmsim.engine.draws import Purpose
from gtmsim.engine.reference.companies import Company
from gtmsim.rules.chance import choose
from gtmsim.rules.maths import exponential_quantile
from gtmsim.rules.need import NEVER, PAST, follows_at, later, left_after, searches
from gtmsim.scenario.resolved.inputs import PostInputs

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World


class Contact(NamedTuple):
    """A contact since the last instant at which anything about him changed."""

    begun: int  # that instant
    window: tuple[int, int, int, bool]  # the one that is open then, or the next
    job: int  # how many held the post before
    post: int  # which one it is; 0 where nothing tells posts apart
    leaves: int  # when he changes jobs
    left: float  # summed hazard that he needs to follow us
    since: int  # when he began to; NEVER: not yet


class Contacts:
    """One contact for each account that has been looked at."""

    def __init__(self, world: "World") -> None:
        self.world, self.said = world, world.inputs.people
        self.known: dict[int, Contact] = {}

    def since(self, company: Company, time: int) -> int:
        """Since when the contact follows us at an instant not before now, NEVER if he does not."""
        return self._at(company, time)[0]

    def who(self, company: Company) -> tuple[int, int]:
        """How many held the contact's post before him, and which post it is."""
        _, contact = self._at(company, self.world.now)
        return contact.job, contact.post

    def post(self, company: Company) -> PostInputs | None:
        """The contact's post, where posts are told apart."""
        assert self.said is not None
        return self.said.posts[self.who(company)[1]] if self.said.posts else None

    def searches(self, company: Company, key: int) -> bool:
        """Is a visit while a window is open for work? Where nothing tells posts apart it always is."""
        post = self.post(company)
        return post is None or searches(post.works, self.world.u(Purpose.DRIVER, key))

    def _at(self, company: Company, time: int) -> tuple[int, Contact]:
        """Since when the contact follows us at an instant not before now, and who he is."""
        contact = self.known.get(company.number)
        if contact is None:
            contact = self._first(company)
        while (ends := self._ends(contact)) <= self.world.now:
            contact = self._next(company, contact, ends)
        self.known[company.number] = contact
        while (ends := self._ends(contact)) <= time:
            contact = self._next(company, contact, ends)
        since = self._follows(contact, ends)
        return since if since <= time else NEVER, contact

    def _first(self, company: Company) -> Contact:
        assert self.world.companies is not None
        window = self.world.companies.first_window(company.key)
        return self._new(company, PAST, window, 0)

    def _new(self, company: Company, begun: int, window: tuple[int, int, int, bool], job: int) -> Contact:
        u, said = self.world.u, self.said
        assert said is not None
        leaves = NEVER
        if said.job_change > 0.0:
            leaves = later(begun, exponential_quantile(u(Purpose.JOB, company.key, job)) / said.job_change)
        post = choose(said.shares, u(Purpose.POST, company.key, job)) if said.posts else 0
        needs = exponential_quantile(u(Purpose.FOLLOWS, company.key, job))
        return Contact(begun, window, job, post, leaves, needs, NEVER)

    def _ends(self, contact: Contact) -> int:
        """When the next thing about him changes: his window opens or closes, or he goes."""
        _, opens, closes, _ = contact.window
        return min(contact.leaves, opens if contact.begun < opens else closes)

    def _hazard(self, contact: Contact) -> float:
        assert self.said is not None
        _, opens, _, ours = contact.window
        said = self.said.posts[contact.post] if self.said.posts else self.said
        return said.inside if ours and contact.begun >= opens else said.outside

    def _follows(self, contact: Contact, ends: int) -> int:
        """When he begins to follow us, if he does until then."""
        if contact.since != NEVER:
            return contact.since
        at = follows_at(contact.begun, contact.left, self._hazard(contact))
        return at if at < ends else NEVER

    def _next(self, company: Company, contact: Contact, ends: int) -> Contact:
        assert self.world.companies is not None
        window = contact.window
        if ends == window[2]:
            window = self.world.companies.next_window(company.key, window)
        if ends == contact.leaves:
            return self._new(company, ends, window, contact.job + 1)
        since = self._follows(contact, ends)
        left = left_after(contact.left, self._hazard(contact), contact.begun, ends)
        return Contact(ends, window, contact.job, contact.post, contact.leaves, left, since)
