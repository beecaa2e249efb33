"""The market as a list of accounts: who they are, when they look for what we sell, and whom we know there."""

from typing import Annotated

from gtmsim.scenario.param import LawSaid, Schedule, Section, law, lever, param

ALWAYS = Schedule((None,), (1.0,), False)
WINDOWS = "assumption; an account buys in our category about every 5 years, and looks for 3 months"


class Industry(Section):
    """What accounts of one industry have in common."""

    share: Annotated[float, param("share", "share of the accounts", gt=0)]
    fit: Annotated[float, param("1", "how much better our offer fits them, in standard deviations", ge=-5, le=5)] = 0.0


class Accounts(Section):
    """A finite list of accounts, each of which is in one hand at a time. Off when absent."""

    number: dict[str, Annotated[int, param("count", "accounts of the segment in the market", ge=1, le=10_000_000)]]
    buyers: Annotated[
        float, param("share", "share of accounts that could ever buy; the rest advise, invest or compete", gt=0)
    ] = 1.0
    industries: dict[str, Industry] = {}
    openness: Annotated[
        float,
        param(
            "share",
            "share of accounts whom public channels reach; the rest is reached by those who know or visit them",
            source="assumption; practitioners say that placement is worth little in closed circles",
        ),
    ] = 1.0
    cool_down: Annotated[
        float,
        param("day", "time after a lost deal or customer in which the account does not come again", ge=0, le=3650),
    ] = 0.0


class Need(Section):
    """When accounts look for what we sell: buying windows and the time between them. Off when absent."""

    gap: Annotated[LawSaid, law("day", "time from the end of one buying window to the next", source=WINDOWS)]
    window: Annotated[LawSaid, law("day", "how long a buying window is open", source=WINDOWS)]
    category: Annotated[
        Schedule,
        lever(
            "share",
            "share of the windows opening then that are for our category, as it grows or fades; before day 0 the first",
            ge=0,
            le=1,
        ),
    ] = ALWAYS
    first_half: Annotated[
        float, param("share", "share of the windows opening from January to June that are for our category")
    ] = 1.0
    second_half: Annotated[
        float, param("share", "share of the windows opening from July to December that are for our category")
    ] = 1.0


class People(Section):
    """The contact in each account, who learns all the time and searches while a window is open. Off when absent."""

    study: Annotated[float, param("1/year", "visits a year of somebody who learns", ge=0, le=1000)] = 12.0
    work: Annotated[
        float, param("1/year", "further visits a year while a window of our category is open", ge=0, le=1000)
    ] = 72.0
    follow: Annotated[float, param("share", "share of visits after which the contact follows us", ge=0, le=1)]
    job_change: Annotated[
        float, param("1/year", "hazard that the contact changes jobs; the next one does not follow us yet", ge=0, le=10)
    ] = 0.15
