"""The contact in each account: who they are, what they come for, and when they follow us."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.committee.section import roles_of
from gtmsim.mechanisms.contacts.rules import PeopleInputs, PostInputs
from gtmsim.policies.points import ROLE_CLASS
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, choice, label, param, words
from gtmsim.scenario.language.problems import Path, Problem, nearest
from gtmsim.scenario.resolved.laws import cumulative
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

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


POSTS: Path = ("market", "contacts", "personas")
MOST_POSTS = 100
NONE = "none"


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """What contacts need, and personas that do not fit the committees."""
    market = scenario.market
    if market.contacts is not None and market.buying_cycle is None:
        got = "contacts search while a window is open, and nothing says when windows are"
        yield Problem("E_MISSING", got, "add `market.buying_cycle`", path=("market", "contacts"))
    posts: dict[str, Persona] = {} if market.contacts is None else market.contacts.personas
    roles = {role for committee in market.committees.values() for role in committee.roles}
    shares = sum(post.share for post in posts.values())
    if posts and abs(shares - 1.0) > 1e-6:
        got = f"the shares of the personas add up to {shares:.4g}"
        yield Problem("E_SUM", got, "they have to add up to 100 %", path=POSTS)
    if len(posts) > MOST_POSTS:
        yield Problem("E_RANGE", f"{len(posts)} personas; {MOST_POSTS} are the most", "put some together", path=POSTS)
    for name, post in posts.items():
        if post.department == NONE:
            got = f"`{NONE}` is the department of whom nobody knows"
            yield Problem("E_NAME", got, "choose another name", path=(*POSTS, name, "department"))
        if post.committee_role is not None and post.committee_role not in roles:
            hint = nearest(post.committee_role, roles)
            yield Problem(
                "E_UNKNOWN",
                f"no committee has a role `{post.committee_role}`",
                hint,
                path=(*POSTS, name, "committee_role"),
            )
        if post.committee_role is None and post.influence != INFLUENCE:
            got = "who sits in no committee has no vote to gain it"
            yield Problem(
                "E_MISSING", got, "say the `committee_role` or leave this out", path=(*POSTS, name, "influence")
            )


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """As it is afterwards."""
    return {"people": inputs.people}
