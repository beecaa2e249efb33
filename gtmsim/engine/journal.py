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
    # The calendar.
    COVERAGE = 70
    CLIPPED = 71
    JOINED = 72
    LEFT = 73
    MONTH_CLOSED = 74


MOVEMENTS = (
    Kind.OPENING,
    Kind.NEW,
    Kind.UPLIFTED,
    Kind.EXPANDED,
    Kind.CONTRACTED,
    Kind.CHURNED,
    Kind.FAILED,
    Kind.REACTIVATED,
)

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
)


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
    delay: Ints  # per channel: microseconds from touch to lead (expected)
    daily_spend: Ints  # (channels, days of the horizon) cents
    daily_rate: Floats  # (channels, days) leads a day
    keep: Floats  # per channel: share of the carried spend that the next day still has
    initial_stock: Floats  # per channel: carried spend before day 0 [cents a day]
    organic: Floats  # (channels, days) share of the day's leads that needs no spend
    ceiling: Floats  # per channel: leads a day at most
    serve_share: float  # cost of serving per revenue
    discount_month: float  # value today of one unit of money in a month
    working_hours: Floats  # (teams, n_months) person-hours of working time available
    cash: int | None  # cents at the start


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

    @classmethod
    def of_rows(cls, header: Header, rows: list[tuple[Any, ...]]) -> "Journal":
        """Journal from rows written as tuples in the order of COLUMNS."""
        turned = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS)
        columns = {name: np.array(values, dtype=kind) for (name, kind), values in zip(COLUMNS, turned, strict=True)}
        return cls(header, columns)

    def __len__(self) -> int:
        return len(self.time)

    @cached_property
    def month(self) -> Ints:
        """Month index of each row, by the books: n_months and above is the run-off, shape (rows,).

        A month ends with its MONTH_CLOSED rows. What happens at that very instant but after them (a renewal due at
        midnight) belongs to the next month, so the rows' order decides and not their time.
        """
        closed = np.flatnonzero(self.kind == Kind.MONTH_CLOSED)
        last = np.array(
            [closed[self.sub[closed] == m].max(initial=-1) for m in range(self.header.n_months)], dtype=np.int64
        )
        inside = np.searchsorted(last, np.arange(len(self)), side="left")
        beyond = np.searchsorted(np.array(self.header.months), self.time, side="right") - 1
        return np.asarray(
            np.where(inside < self.header.n_months, inside, np.maximum(beyond, self.header.n_months)), dtype=np.int64
        )

    @cached_property
    def run_off(self) -> Flags:
        """Rows after the books of the horizon were closed, shape (rows,)."""
        return np.asarray(self.month >= self.header.n_months)

    def of(self, *kinds: Kind) -> Flags:
        """Rows of these kinds, shape (rows,)."""
        return np.isin(self.kind, np.array(kinds, dtype=np.int16))

    def rows(self) -> list[tuple[Any, ...]]:
        """Rows as plain tuples in the order of COLUMNS."""
        return list(zip(*(getattr(self, name).tolist() for name, _ in COLUMNS), strict=True))
