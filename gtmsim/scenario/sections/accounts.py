"""The market as a list of accounts: who they are, when they look for what we sell, and whom we know there."""

from typing import Annotated

from gtmsim.policies.points import ROLE_CLASS
from gtmsim.scenario.language.param import LawSaid, Schedule, Section, choice, label, law, lever, param, words

ALWAYS = Schedule((None,), (1.0,), False)
SENIORITIES = ("staff", "manager", "director", "executive")
ROLE_CLASSES = tuple(name for name in ROLE_CLASS.values if name != "none")
INFLUENCE = 0.5  # logit
WINDOWS = "assumption; an account buys in our category about every 5 years, and looks for 3 months"


class Industry(Section):
    """What accounts of one industry have in common."""

    share: Annotated[float, param("share", "share of the accounts", gt=0, usual=(0.005, 1))]
    fit: Annotated[
        float, param("1", "how much better our offer fits them, in standard deviations", ge=-5, le=5, usual=(-2, 2))
    ] = 0.0


class Accounts(Section):
    """A finite list of accounts, each of which is in one hand at a time. Off when absent."""

    number: dict[
        str,
        Annotated[
            int, param("count", "accounts of the segment in the market", ge=1, le=10_000_000, usual=(20, 2_000_000))
        ],
    ]
    buyer_share: Annotated[
        float,
        param(
            "share", "share of accounts that could ever buy; the rest advise, invest or compete", gt=0, usual=(0.02, 1)
        ),
    ] = 1.0
    industries: dict[str, Industry] = {}
    addressable_share: Annotated[
        float,
        param(
            "share",
            "share of accounts whom public channels reach; the rest is reached by those who know or visit them",
            source="assumption; practitioners say that placement is worth little in closed circles",
            usual=(0.02, 1),
        ),
    ] = 1.0
    cool_down: Annotated[
        float,
        param(
            "day",
            "time after a lost deal or customer in which the account does not come again",
            ge=0,
            le=3650,
            usual=(3, 1_100),
        ),
    ] = 0.0


class BuyingCycle(Section):
    """When accounts look for what we sell: buying windows and the time between them. Off when absent."""

    time_between: Annotated[
        LawSaid, law("day", "time from the end of one buying window to the next", source=WINDOWS, usual=(30, 5_500))
    ]
    buying_window: Annotated[LawSaid, law("day", "how long a buying window is open", source=WINDOWS, usual=(3, 550))]
    category_share: Annotated[
        Schedule,
        lever(
            "share",
            "share of the windows opening then that are for our category, as it grows or fades; before day 0 the first",
            ge=0,
            le=1,
            usual=(0.005, 1),
        ),
    ] = ALWAYS
    first_half: Annotated[
        float,
        param("share", "share of the windows opening from January to June that are for our category", usual=(0.005, 1)),
    ] = 1.0
    second_half: Annotated[
        float,
        param(
            "share", "share of the windows opening from July to December that are for our category", usual=(0.005, 1)
        ),
    ] = 1.0


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
