"""The market as a list of accounts: who they are, and how many."""

from typing import Annotated

from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.param import Section, param


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


MARKET = {
    "accounts": Entry(Accounts | None, None, before="channels"),
}
