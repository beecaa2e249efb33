"""People at work: whom they serve first, and how fast they are."""

from typing import NamedTuple

from gtmsim.rules.calendar import DAY, HOUR, WorkingTime, worked_before
from gtmsim.rules.keys import name_key
from gtmsim.rules.money import part, share_of
from gtmsim.rules.rule import Key, rule

FIRST_COME, ACTIVE_FIRST, LATE_FIRST, LARGE_FIRST, NEWEST_FIRST = 0, 1, 2, 3, 4
WIDEST = 1 << 50  # ranks of an order of service lie within this on both sides of 0
FUNCTIONS = ("sdr", "ae", "csm")  # what teams do, as facts name it


class Person(NamedTuple):
    """Somebody employed from `start` until `end` [microseconds]."""

    start: int
    end: int  # -1: stays
    hired: bool  # has to ramp up


class TeamInputs(NamedTuple):
    """One team."""

    name: str
    persons: tuple[Person, ...]
    working: WorkingTime
    productive: float
    ramp: float  # day
    ramp_from: float
    order: int
    salaries: tuple[int, ...]  # cents a year, per month
    monthly_pay: tuple[int, ...]  # cents
    working_hours: tuple[float, ...]  # person-hours of working time, per month
    effective_hours: tuple[float, ...]  # the same at the team's speed
    spread: float = 0.0  # standard deviation of the logarithm of people's productivity
    open_deals: int = 0  # for each person, beyond which the team begins no other, 0 no limit
    s_curve: bool = False  # does speed grow slowly at both ends of the ramp?
    fte: float = 1.0  # full-time equivalents of each person

    @property
    def key(self) -> Key:
        """Names the luck of its people."""
        return Key(name_key("team", self.name))

    @property
    def function(self) -> int:
        """What it does, as the facts of decision tables name it."""
        return FUNCTIONS.index(self.name)


INPUTS = {
    "teams": tuple[TeamInputs, ...],
    "sdr": int,  # position of the team, -1: none
    "ae": int,
    "csm": int,
    "hires": bool,  # is the headcount reviewed?
    "hiring_lag": int,  # microseconds
}


@rule
def priority(order: int, active: int, stage: int, amount: int, since: int) -> int:
    """Rank in a team's queue (lowest first) under its order of service, of who asks since an instant [microseconds]."""
    if order == ACTIVE_FIRST:
        return 1 - active
    if order == LATE_FIRST:
        return -stage
    if order == LARGE_FIRST:
        return -amount
    if order == NEWEST_FIRST:
        return -since
    return 0


@rule
def rank(points: int, within: int) -> int:
    """Rank in a queue (lowest first): by the points of a policy, 0 to 100, and then by the team's order of service."""
    return max(-WIDEST, min(WIDEST, within)) - points * 4 * WIDEST


@rule
def takes_on(deals: int, each: int, heads: int) -> bool:
    """May so many people begin another deal while they have some open, if each may have so many?"""
    return deals < each * heads


@rule
def learnt(x: float) -> float:
    """Share of what there is to learn that is learnt after a share of the ramp [1], on an S-curve: 3x^2 - 2x^3."""
    return x * x * (3.0 - 2.0 * x)


@rule
def speed(productive: float, ramp: float, ramp_from: float, days: float, s_curve: bool) -> float:
    """Work done per working hour [1] after `days` in the job: from `ramp_from` to full over `ramp` [day]."""
    if days >= ramp:
        return productive
    if s_curve:
        return productive * (ramp_from + (1.0 - ramp_from) * learnt(days / ramp))
    return productive * (ramp_from + (1.0 - ramp_from) * days / ramp)


@rule
def first_day(now: int, lag: int) -> int:
    """Midnight at which somebody begins who is hired now, after at least a lag [microseconds]."""
    return (now + lag + DAY - 1) // DAY * DAY


@rule
def pay_within(salary: int, month: int, begin: int, end: int, first: int, last: int) -> int:
    """Pay [cents] of somebody employed over [begin, end) of the month [first, last), by days."""
    if end <= begin:
        return 0
    return share_of(part(salary, month % 12, 12), (end - begin) // DAY, (last - first) // DAY)


@rule
def hours_within(working: WorkingTime, begin: int, end: int) -> float:
    """Working time [hour] over [begin, end)."""
    if end <= begin:
        return 0.0
    return (worked_before(working, end) - worked_before(working, begin)) / HOUR
