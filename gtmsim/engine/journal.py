"""What happened: one row per event. Every metric is computed from this table and its header, and from nothing else."""

from enum import IntEnum
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Kind(IntEnum):
    """The kinds of event, as `docs/journal.md` explains them."""

    # A lead on its way to an opportunity.
    LEAD = 1
    MQL = 2
    DISQUALIFIED = 3
    GAVE_UP = 4
    SQL = 5
    RECYCLED = 6
    NAMED = 7
    CONTACT = 8
    SEEN = 9
    TOUCHED = 12
    FOUND = 13
    # Work of a team.
    TASK_STARTED = 10
    TASK_ENDED = 11
    # An opportunity on its way to an outcome.
    OPPORTUNITY = 20
    ADVANCED = 21
    MEETING = 22
    VOTE = 23
    WON = 24
    LOST = 25
    NO_DECISION = 26
    QUOTED = 27
    # A customer; those with an amount move monthly recurring revenue.
    OPENING = 30
    NEW = 31
    LIVE = 32
    RENEWAL_DUE = 33
    RENEWED = 34
    UPLIFTED = 35
    EXPANDED = 36
    CONTRACTED = 37
    CHURNED = 38
    FAILED = 39
    REACTIVATED = 40
    REFERRED = 41
    SAVED = 42
    HEARD = 43
    ENTITLED = 44
    # Money in and out.
    INVOICED = 50
    CREDITED = 51
    SERVED = 52
    SPENT = 53
    FEE = 54
    SALARY = 55
    COMMISSION = 56
    REWARD = 57
    PROGRAMME = 58
    OVERHEAD = 59
    OTHER = 60
    EXPENSE = 61
    BRANDING = 62
    DATA = 63
    HOSTED = 66
    # The calendar.
    COVERAGE = 70
    CLIPPED = 71
    JOINED = 72
    LEFT = 73
    MONTH_CLOSED = 74
    STAFFED = 75
    CAPACITY = 76
    BUDGETED = 77
    BRAND = 78
    SCANDAL = 79
    # A policy.
    ALSO = 80
    # A community.
    LEAKED = 81
    GROUPED = 82
    # A platform.
    BANNED = 83
    # A firm's own business.
    CONDITION = 84


MOVEMENTS = (
    Kind.OPENING,
    Kind.NEW,
    Kind.UPLIFTED,
    Kind.EXPANDED,
    Kind.CONTRACTED,
    Kind.CHURNED,
    Kind.FAILED,
    Kind.REACTIVATED,
    # These move it by nothing.
    Kind.ENTITLED,
    Kind.SAVED,
)

KINDS = max(Kind) + 1  # length of a table by kind

COLUMNS = (
    ("time", "i8"),  # microseconds since the start
    ("kind", "i2"),
    ("entity", "u8"),  # key of the account; 0 = none
    ("sub", "i4"),
    ("channel", "i2"),  # -1 = none
    ("segment", "i2"),
    ("team", "i2"),
    ("amount", "i8"),  # cents
    ("level", "i8"),
    ("number", "f8"),
    ("table", "i2"),  # the decision point whose table decided the event; -1 = none did
    ("row", "i2"),  # of the table; -1 = no row held
)


def flags(*kinds: Kind) -> Flags:
    """Is a kind one of these? A table by kind."""
    table = np.zeros(KINDS, dtype=np.bool_)
    table[list(kinds)] = True
    return table


class Header(NamedTuple):
    """What a reader of the rows must know besides them: calendar, names, rates, capacities."""

    start: str  # ISO date of day 0
    horizon: int  # microseconds
    months: tuple[
        int, ...
    ]  # month boundaries in microseconds: months[0] = 0, months[n_months] = horizon, then the run-off
    n_months: int
    run_off: bool
    currency: str
    channels: tuple[str, ...]
    segments: tuple[str, ...]
    teams: tuple[str, ...]
    functions: tuple[str, ...]  # per team: "sdr", "ae" or "csm"
    stages: tuple[str, ...]
    roles: tuple[str, ...]
    paid: tuple[bool, ...]  # per channel: does money go into it?
    daily_spend: Ints  # (channels, days of the horizon) cents
    daily_rate: Floats  # (channels, days) leads a day, as far as they are known before the run
    keep: Floats  # per channel: share of the carried spend that the next day still has
    initial_stock: Floats  # per channel: carried spend before day 0 [cents a day]
    organic: Floats  # (channels, days) share of the day's leads that needs no spend
    ceiling: Floats  # per channel: leads a day at most
    serve_share: float  # cost of serving per revenue
    discount_month: float  # value today of one unit of money in a month
    working_hours: Floats  # (teams, n_months) person-hours of working time available
    cash: int | None  # cents at the start
    working: Floats  # (channels, days) what each day's spend is worth beside that of other days [cents]
    tables: tuple[str, ...] = ()  # decision points
    rows: tuple[tuple[str, ...], ...] = ()  # names of the rows of each one's table
    posts: tuple[str, ...] = ()  # of contacts
    success_hours: tuple[float, ...] = ()  # per segment: CSM hours that a customer takes in a month
    save_hours: float = 0.0  # CSM hours of an attempt to keep a customer
    # Working time of each team: when its day begins and ends [microseconds after midnight], and how much of it has
    # passed before each midnight [microseconds], shape (teams, days of the horizon + 1); none: around the clock.
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    worked: Ints | None = None
    late_days: int = 0  # after the horizon, on which its spend may still bring leads


class Journal:
    """Rows in the order in which they happened, as columns, with the header that explains them."""

    def __init__(self, header: Header, columns: dict[str, NDArray[Any]]) -> None:
        self.header = header
        self.time: Ints = columns["time"]
        self.kind: NDArray[np.int16] = columns["kind"]
        self.entity: NDArray[np.uint64] = columns["entity"]
        self.sub: NDArray[np.int32] = columns["sub"]
        self.channel: NDArray[np.int16] = columns["channel"]
        self.segment: NDArray[np.int16] = columns["segment"]
        self.team: NDArray[np.int16] = columns["team"]
        self.amount: Ints = columns["amount"]
        self.level: Ints = columns["level"]
        self.number: Floats = columns["number"]
        self.table: NDArray[np.int16] = columns["table"]
        self.row: NDArray[np.int16] = columns["row"]
        self._where: dict[Kind, Ints] = {}

    @classmethod
    def of_rows(cls, header: Header, rows: list[tuple[Any, ...]]) -> "Journal":
        """Journal from rows written as tuples in the order of COLUMNS; without the last two nothing was decided."""
        turned = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS)
        turned += [(-1,) * len(rows)] * (len(COLUMNS) - len(turned))
        columns = {name: np.array(values, dtype=kind) for (name, kind), values in zip(COLUMNS, turned, strict=True)}
        return cls(header, columns)

    def __len__(self) -> int:
        return len(self.time)

    def where(self, *kinds: Kind) -> Ints:
        """Numbers of the rows of these kinds, in order of happening."""
        for kind in kinds:
            if kind not in self._where:
                self._where[kind] = np.flatnonzero(self.kind == kind.value)
        found = [self._where[kind] for kind in kinds]
        # Each part is in order: a stable sort merges them.
        return found[0] if len(found) == 1 else np.sort(np.concatenate(found), kind="stable")

    def know(self, closings: Ints, where: dict[Kind, Ints]) -> None:
        """What somebody has found who read all rows: the ends of months, and every row of some kinds."""
        self.closings = closings
        self._where |= where

    def of(self, *kinds: Kind) -> Flags:
        """Rows of these kinds, shape (rows,)."""
        return np.asarray(flags(*kinds).take(self.kind))

    @cached_property
    def closings(self) -> Ints:
        """How many rows there are up to the last MONTH_CLOSED row of each month, shape (n_months,)."""
        closed = self.where(Kind.MONTH_CLOSED)
        last = np.zeros(self.header.n_months, dtype=np.int64)
        known = (self.sub[closed] >= 0) & (self.sub[closed] < len(last))
        np.maximum.at(last, self.sub[closed[known]], closed[known] + 1)
        return np.maximum.accumulate(last)

    @cached_property
    def booked(self) -> Ints:
        """Month in whose books each row stands, n_months for all of the run-off, shape (rows,).

        A month ends with its MONTH_CLOSED rows. What happens at that very instant but after them (a renewal due at
        midnight) belongs to the next month, so the rows' order decides and not their time.
        """
        return np.repeat(np.arange(self.header.n_months + 1), np.diff(self.closings, prepend=0, append=len(self)))

    @cached_property
    def month(self) -> Ints:
        """Month index of each row, by the books: n_months and above is the run-off, shape (rows,)."""
        month, n_months = self.booked.copy(), self.header.n_months
        beyond = np.searchsorted(np.array(self.header.months), self.time[self.closings[-1] :], side="right") - 1
        month[self.closings[-1] :] = np.maximum(beyond, n_months)
        return month

    @cached_property
    def run_off(self) -> Flags:
        """Rows after the books of the horizon were closed, shape (rows,)."""
        return np.asarray(np.arange(len(self)) >= self.closings[-1])

    def rows(self) -> list[tuple[Any, ...]]:
        """Rows as plain tuples in the order of COLUMNS."""
        return list(zip(*(getattr(self, name).tolist() for name, _ in COLUMNS), strict=True))
