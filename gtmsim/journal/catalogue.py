"""How a kind of event is declared: once, in the folder of its mechanism, with all that others must know of it.

What may follow what, which rows are costs, the sentences of `story` and the table of docs/journal.md come from this.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Self

from gtmsim.journal.event import Event as Event

Of = Literal["account", "firm", "both"]
Movement = Literal["gain", "loss", "end", "none"]
# What was received or what a cost was paid for; `chart.py` says on which line of the statements each lands.
Money = Literal[
    "receipt",
    "cogs",
    "training",
    "payment_fee",
    "pay",
    "sales",
    "media",
    "referral",
    "marketing",
    "programme",
    "overhead",
    "bad_debt",
    "research",
    "administration",
    "other",
    "interest",
]

# What moves cash and is no bill: what customers pay where bills are collected, what funding brings or gets back.
Cash = Literal["collected", "funded", "repaid"]

BEGINNING = "nothing"  # the state of an account before its first row
ANY = "any state"


@dataclass(eq=False, repr=False)
class EventKind(int):
    """A kind of event: the number that stands in the journal, and what is known of it."""

    number: int
    meaning: str
    of: Of = "account"  # whom it happens to
    state: str = ""  # the phase in which it leaves an account; none where the event changes no state
    may_follow: tuple[str, ...] = ()  # states that it finds: kinds, phases (all kinds that lead there), BEGINNING, ANY
    mrr: Movement | None = None  # of recurring revenue; "none" is told beside the level and moves nothing
    money: Money | None = None  # what was received or else which cost was paid
    cash: Cash | None = None
    refunds: bool = False  # may its amount take money back?
    share: bool = False  # is its value from 0 to less than 1?
    rare: bool = False  # so few in a replication that metrics look at each: their places are noted in passing
    # What the columns say, in words.
    detail: str = ""
    amount: str = ""
    int_value: str = ""
    value: str = ""
    tells: str | Callable[[Event], str] = ""  # a sentence with fields of the event in braces, or what makes one
    formerly: str = ""  # the name under which older programs know it
    name: str = ""  # as it is called in its module
    mechanism: str = ""  # in whose folder it is declared

    def __new__(cls, number: int, *_: Any, **__: Any) -> Self:
        return super().__new__(cls, number)

    def __reduce__(self) -> tuple[type[int], tuple[int]]:
        """Another process needs the number."""
        return int, (int(self),)

    def sentence(self, event: Event) -> str:
        """What `story` says of one such event."""
        return self.tells.format_map(event) if isinstance(self.tells, str) else self.tells(event)


row = EventKind  # a declaration reads `MQL = row(2, "...")`
