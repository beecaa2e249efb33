"""Whom and what one replication knows: accounts, firms of the list, people in them, books of a segment."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from gtmsim.engine.state import BLANK, STATE
from gtmsim.mechanisms.community.rules import LIST_LEVEL
from gtmsim.rules.calendar import NEVER


class Account:
    """One account, from first touch to churn."""

    __slots__ = (
        *("active", "agreed", "arrived", "attention", "channel", "commission", "company", "contact", "fit", "gone"),
        *(
            "key",
            "level",
            "live",
            "member",
            "mrr",
            "nurtured",
            "place",
            "referred",
            "searches",
            "rounds",
            "score",
            "seen",
        ),
        *("segment", "task", "told", "trust", "waited"),
        *STATE,
    )
    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """What mechanisms have it remember."""

        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init__(self, key: int, channel: int, segment: int, active: int, fit: float) -> None:
        self.key, self.channel, self.segment, self.active, self.fit = key, channel, segment, active, fit
        self.seen = fit  # what tables see of it
        self.company = -1  # number in the list of accounts; -1: the market has no list
        self.trust = 0.0  # logit
        self.waited = 0.0  # days that it waited for our sellers
        self.mrr = 0  # cents
        self.commission = 0  # cents, on the win that brought it; 0 once it was lost
        self.live = 0  # when it had value [microseconds]
        self.gone = False  # never to return
        self.contact = -1  # which one came to us: how many held the post before him
        self.searches = False  # did he come for work?
        self.referred = False  # by a customer?
        self.score = 0.0  # points
        self.agreed = 0  # number of the agreement on its term; 0: nothing was offered
        self.rounds = 0  # times that it was nurtured
        self.attention = 1.0  # CSM hours as a multiple of its segment's
        self.level = LIST_LEVEL  # price in thousandths of the list price, where there is a community
        self.member = False  # of the community
        self.arrived = 0  # as a lead [microseconds]
        self.task: Task | None = None  # in hand
        self.told = False  # does day 0 find it?
        self.place: Place | None = None  # in the pipeline that day 0 finds
        self.nurtured = False  # is it written to, so that it may answer again?
        for name, value in BLANK:
            setattr(self, name, value)


class Company:
    """An account of the list; who has never been looked at is not `known` yet."""

    def __init__(self) -> None:
        self.known = 0
        self.key = 0
        self.opens = self.closes = 0  # the buying window that is open, or the next
        self.windows = 0  # how many were before it
        self.ours = 1  # is it for our category?
        self.free = 0  # when it may come again [microseconds]; NEVER while it is in a hand
        self.dies = 0  # when the firm closes down
        self.buys = 1  # does it ever buy what we sell?
        self.industry = 0
        self.fit = 0.0


class Contact:
    """Whom we know in an account, since the last instant at which anything about them changed."""

    def __init__(self) -> None:
        self.known = 0
        self.begun = 0  # that instant
        self.opens = self.closes = self.window = 0  # the buying window that is open then, or the next
        self.ours = 1
        self.job = 0  # how many held the post before
        self.post = 0  # which one it is; 0 where nothing tells posts apart
        self.leaves = 0  # when they change jobs
        self.left = 0.0  # summed hazard that they need to follow us
        self.since = 0  # when they began to; NEVER: not yet


class Lazily(dict[int, Any]):
    """Things by their numbers, each made when it is first asked for."""

    def __init__(self, make: Callable[[], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, number: int) -> Any:
        self[number] = found = self.make()
        return found


class ChannelMonth:
    """What a channel has brought and cost in a month."""

    __slots__ = ("leads", "opened", "spent")

    def __init__(self) -> None:
        self.leads = self.opened = self.spent = 0  # opportunities opened; cents spent, where the run decides it


class Book:
    """What the customers of a segment are at the moment."""

    __slots__ = ("attention", "covered", "customers", "less", "members", "more", "mrr")

    def __init__(self) -> None:
        self.mrr = self.customers = 0  # cents, and how many
        self.attention = 0.0  # added up
        self.members = 0  # of the community
        self.covered = -1.0  # coverage at the latest renewal, for which the chances of less and of more are:
        self.less = self.more = 0.0


class Task(NamedTuple):
    """What somebody does for an account."""

    number: int  # stage of the sale, -1: qualification
    team: int
    person: int
    waited: float  # day


class Qualified:
    """A lead before day 0 as it qualified."""

    __slots__ = ("active", "first", "fit", "left", "score", "seen", "trust")

    def __init__(self) -> None:
        self.left = NEVER  # of its buying window [microseconds]; NEVER where accounts have none
        self.first = self.active = 0  # stage of the sale with which its deal begins; did it come for work?
        self.fit = self.seen = self.trust = self.score = 0.0


class Place:
    """A place in the pipeline of day 0: until then one deal follows another in it."""

    __slots__ = ("count", "deal", "key", "number", "segment")

    def __init__(self, segment: int, number: int, key: int) -> None:
        self.segment, self.number, self.key = segment, number, key  # the number counts the firms that day 0 finds
        self.count = 0  # deals so far
        self.deal: Any = None  # the one that is open
