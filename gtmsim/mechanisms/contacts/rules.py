"""When a contact begins to follow us, and what a visit of theirs is for."""

from typing import NamedTuple

from gtmsim.rules.calendar import NEVER, microseconds
from gtmsim.rules.rule import rule

NO_ROLE_CLASS = 3  # position among the role classes of decision tables


class PostInputs(NamedTuple):
    """A post that contacts hold."""

    name: str
    outside: float  # follows a day, while no window of our category is open
    inside: float  # the same in a window
    works: float  # share of the visits in a window that search
    department: int  # position among the departments
    seniority: int  # 1 staff to 4 executive
    role_class: int
    role: int  # position among the roles; -1: he sits in no committee
    influence: float


class PeopleInputs(NamedTuple):
    """The contacts of accounts."""

    outside: float  # follows a day, while no window of our category is open
    inside: float  # the same in a window
    job_change: float  # a day
    shares: tuple[float, ...]  # of the posts, cumulative
    posts: tuple[PostInputs, ...]
    departments: tuple[str, ...]

    @property
    def known_posts(self) -> tuple[PostInputs, ...]:
        """The posts; where they are not told apart, one that says how readily all contacts follow us."""
        unknown = PostInputs("", self.outside, self.inside, 1.0, 0, 0, NO_ROLE_CLASS, -1, 0.0)
        return self.posts or (unknown,)

    @property
    def n_departments(self) -> int:
        """How many departments have a name."""
        return len(self.departments)


INPUTS = {
    "people": PeopleInputs | None,
}


@rule
def follows_at(begun: int, left: float, hazard: float) -> int:
    """When somebody follows us who still needs so much of the summed hazard [a day] from an instant on."""
    return begun + microseconds(left / hazard) if hazard > 0.0 else NEVER


@rule
def left_after(left: float, hazard: float, begun: int, ends: int) -> float:
    """What is left of the hazard that somebody needs to follow us, after some time [microseconds]."""
    return left - hazard * ((ends - begun) / 86_400_000_000.0)


@rule
def searches(works: float, u: float) -> bool:
    """Is a visit in a window for work, where `works` [1] is the share of such visits that is?"""
    return u < works
