"""The contact in each account: who they are, what they come for, and when they follow us."""

from typing import Annotated, Any

from gtmsim.mechanisms.committee.section import roles_of
from gtmsim.mechanisms.contacts.rules import PeopleInputs, PostInputs
from gtmsim.policies.points import ROLE_CLASS
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, choice, label, param, words
from gtmsim.scenario.resolved.laws import cumulative
from gtmsim.scenario.resolved.resolving import Resolving

SENIORITIES = ("staff", "manager", "director", "executive")
ROLE_CLASSES = tuple(name for name in ROLE_CLASS.values if name != "none")
INFLUENCE = 0.5  # logit


class Persona(Section):
    """A persona: what contacts of a kind are, where they sit when the firm buys, and how often they visit us."""

    share: Annotated[float, param("share", "share of the contacts that are so", gt=0, usual=(0.005, 1))]
    department: Annotated[str, label("where they work, a fact for scores")]
    seniority: Annotated[str, choice("how high they stand, a fact for scores", *SENIORITIES)]
    role_class: Annotated[str, choice("what they do with what we sell, a fact for scores", *ROLE_CLASSES)]
    committee_role: Annotated[
        str | None, words("the committee role that they take; none: they sit in no committee")
    ] = None
    influence: Annotated[
        float, param("1", "logit that their own vote gains since they came to us themselves", ge=0, le=10, usual=(0, 3))
    ] = INFLUENCE
    learning_visits: Annotated[
        float | None,
        param("1/year", "visits a year to learn; none: as `market.contacts` says", ge=0, le=1000, usual=(0.1, 250)),
    ] = None
    buying_visits: Annotated[
        float | None,
        param("1/year", "further visits in a window; none: as `market.contacts` says", ge=0, le=1000, usual=(0.1, 500)),
    ] = None


class Contacts(Section):
    """The contact in each account, who learns all the time and searches while a window is open. Off when absent."""

    learning_visits: Annotated[
        float, param("1/year", "visits a year of somebody who learns", ge=0, le=1000, usual=(0.1, 250))
    ] = 12.0
    buying_visits: Annotated[
        float,
        param(
            "1/year", "further visits a year while a window of our category is open", ge=0, le=1000, usual=(0.1, 500)
        ),
    ] = 72.0
    follow_rate: Annotated[
        float, param("share", "share of visits after which the contact follows us", ge=0, le=1, usual=(0.001, 0.7))
    ]
    job_change: Annotated[
        float,
        param(
            "1/year",
            "hazard that the contact changes jobs; the next one does not follow us yet",
            ge=0,
            le=10,
            usual=(0.01, 0.6),
        ),
    ] = 0.15
    personas: dict[str, Persona] = {}


def departments(said: Contacts | None) -> tuple[str, ...]:
    """The departments that posts name, in the order of the alphabet."""
    return tuple(sorted({post.department for post in said.personas.values()})) if said is not None else ()


MARKET = {
    "contacts": Entry(Contacts | None, None, before="channels"),
}


def people_inputs(at: Resolving) -> PeopleInputs | None:
    """How readily contacts follow us, how soon they are gone, and which posts they hold."""
    said: Contacts | None = at.market.contacts
    if said is None:
        return None
    roles = at.once(roles_of)
    outside, inside = _follows(said, said.learning_visits, said.buying_visits)
    names = tuple(sorted(said.personas))
    posts = tuple(_post(said, name, said.personas[name], roles) for name in names)
    shares = cumulative({name: said.personas[name].share for name in names}, names) if names else ()
    return PeopleInputs(outside, inside, said.job_change / 365.25, shares, posts, departments(said))


def _follows(said: Contacts, study: float, work: float) -> tuple[float, float]:
    """How readily somebody follows us [a day] while no window of our category is open, and in one."""
    outside, inside = (said.follow_rate * visits / 365.25 for visits in (study, study + work))
    return outside, inside


def _post(said: Contacts, name: str, post: Persona, roles: tuple[str, ...]) -> PostInputs:
    study, work = visits_of(said, post)
    return PostInputs(
        name,
        *_follows(said, study, work),
        working_share(study, work),
        departments(said).index(post.department),
        SENIORITIES.index(post.seniority) + 1,
        ROLE_CLASSES.index(post.role_class),
        -1 if post.committee_role is None else roles.index(post.committee_role),
        post.influence,
    )


def visits_of(said: Contacts, post: Persona) -> tuple[float, float]:
    """Visits of a post's holder a year, to learn and to search."""
    return (
        said.learning_visits if post.learning_visits is None else post.learning_visits,
        said.buying_visits if post.buying_visits is None else post.buying_visits,
    )


def working_share(study: float, work: float) -> float:
    """Share of the visits in a window that search; who never learns does nothing else."""
    return work / (study + work) if study > 0.0 else 1.0


def searching(said: Contacts | None) -> float:
    """The same over all contacts, where posts tell them apart."""
    if said is None or not said.personas:
        return 1.0
    return sum(post.share * working_share(*visits_of(said, post)) for post in said.personas.values())


def influences(said: Contacts | None) -> dict[str, float]:
    """The logit that a vote of each role gains, as if all contacts of its posts were one."""
    found: dict[str, float] = {}
    for post in said.personas.values() if said is not None else ():
        if post.committee_role is not None:
            found[post.committee_role] = found.get(post.committee_role, 0.0) + post.share * post.influence
    return found


def resolved(at: Resolving) -> dict[str, Any]:
    """What engines read of it."""
    return {"people": at.once(people_inputs)}
