"""What a reader of the rows must know besides them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Closing(NamedTuple):
    """What is offered before a period ends."""

    months: int  # of a period
    last: int  # microseconds before its end in which it is offered
    discount: float  # further share of the price


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
    found_terms: tuple[int, ...] = ()  # per segment: months of the contracts of customers of day 0; none: a year
    found_billing: tuple[int, ...] = ()  # per segment: months of their bills at most; none: a year
    found_heads: tuple[int, ...] = ()  # per team: people whom day 0 finds
    collects: bool = False  # are bills paid by rows of their own, or else at once?
    funding: tuple[str, ...] = ()  # names of rounds and loans
    clawback: int = 0  # months within which a commission may be taken back, 0 never
    spifs: tuple[str, ...] = ()  # names of bonuses on wins
    fte: tuple[float, ...] = ()  # per team: full-time equivalents of each person; none: all work full time
    closing: Closing | None = None  # what is offered before a period ends
    agencies: tuple[str, ...] = ()  # names of agencies
    upgrades: bool = False  # can customers move to a higher plan?
    trains: bool = False  # are new customers offered training?
    pauses: bool = False  # are customers who would leave offered a pause?
    promoted_after: tuple[float, ...] = ()  # per team: days in another after which people are promoted into it
    reviews_cash: bool = False  # is there a cash policy?
    cash_floor: int = 0  # cents below which the firm counts as out of cash
    burden: float = 0.0  # employer's costs as a share of pay
    payment_fees: tuple[tuple[float, int], ...] = ()  # per segment: share of a payment, and cents for each; none: free
    late_days: int = 0  # after the horizon, on which its spend may still bring leads
