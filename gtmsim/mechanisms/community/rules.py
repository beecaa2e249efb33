"""Customers who talk to each other: what their groups are worth to us, and what happens when they compare prices.

A price is said in thousandths of the list price, so that sums over members are whole numbers and depend on no order.
"""

from math import sqrt
from typing import NamedTuple

from gtmsim.rules.maths import exp, expm1, log
from gtmsim.rules.rule import Ints, rule

LIST_LEVEL = 1000  # the list price
MOST_LEVEL = 9999  # a price level above it counts as this


class CommunityInputs(NamedTuple):
    """Groups of customers."""

    most: int  # members of a group; 0: all are in one
    share: float  # of the customers that is invited
    trust: float
    half_members: float
    attention: float  # logit, where everybody is nurtured alone
    self_help: float
    leak: float  # a month
    memory: int  # months
    concession: float
    anger: float
    hearsay: float
    hours: float  # a member and month
    cost: tuple[int, ...]  # cents, per month


INPUTS = {
    "community": CommunityInputs | None,
}


@rule
def price_level(log_price: float) -> int:
    """A price in thousandths of the list price, from its logarithm [1]."""
    return max(1, min(MOST_LEVEL, int(exp(log_price) * LIST_LEVEL + 0.5)))


@rule
def changed_level(level: int, rise: float) -> int:
    """The level of a price after a rise or, below 0, a fall [1/1000]."""
    return max(1, min(MOST_LEVEL, int(level * (1.0 + rise) + 0.5)))


@rule
def group_count(members: int, most: int) -> int:
    """How many groups of at most `most` members there are [1]; with 0 everybody is in one."""
    if most == 0:
        return min(1, members)
    return (members + most - 1) // most


@rule
def group_members(members: int, groups: int, group: int) -> int:
    """Members of one of the groups, over which they are spread evenly [1]."""
    return members // groups + int(group < members % groups)


@rule
def company(members: int, groups: int) -> float:
    """Other members that a member meets, on average [1]."""
    if members <= groups:
        return 0.0
    return members / groups - 1.0


@rule
def shown_trust(trust: float, half: float, others: float) -> float:
    """Logit [1] that a buyer gains who is shown members among so many others; half of it is reached with `half`."""
    return trust * others / (others + half)


@rule
def helped_hours(hours: float, self_help: float, members: int, customers: int) -> float:
    """CSM hours [hour] that a segment needs when some of its customers help each other."""
    if members == 0:
        return hours
    return hours * (1.0 - self_help * members / customers)


@rule
def price_spread(members: int, total: int, squares: int) -> float:
    """Coefficient of variation of prices [1], from their sum and that of their squares; 0 when all are equal."""
    if members < 2:
        return 0.0
    mean = total / members
    variance = squares / members - mean * mean
    return sqrt(variance) / mean if variance > 0.0 else 0.0


@rule
def leak_chance(leak: float, spread: float, members: int) -> float:
    """Chance [1] that a group talks of prices in a month: any pair of members may, the sooner the more unlike."""
    return -expm1(-leak * spread * (members * (members - 1) // 2))


@rule
def lowest_level(paying: Ints, rank: int) -> int:
    """What the `rank`-th member from the cheapest, from 0, pays [1/1000]; `paying` counts members by price."""
    level = 0
    seen = paying[0]
    while seen <= rank:
        level += 1
        seen += paying[level]
    return level


@rule
def informed_share(before: float, share: float) -> float:
    """Share of members [1] who know what others pay, when a further share learns it, whoever knows already."""
    return 1.0 - (1.0 - before) * (1.0 - share)


@rule
def price_gap(level: float, low: float) -> float:
    """By how much of its own price [1] somebody's price lies above a lower one."""
    return 1.0 - low / level if level > low else 0.0


@rule
def heard_price(log_price: float, gap: float, hearsay: float) -> float:
    """Logarithm of the price [1] as a buyer weighs it who has heard of one that is lower by `gap`."""
    return log_price - hearsay * log(1.0 - gap)


@rule
def angered(shift: float, anger: float, gap: float) -> float:
    """Logit of churn [1] of a member who has found that somebody pays less by `gap`."""
    return shift + anger * gap
