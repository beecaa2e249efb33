"""The contact in each account: who they are, what they come for, and when they follow us."""

from typing import Annotated

from gtmsim.policies.points import ROLE_CLASS
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, choice, label, param, words

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
