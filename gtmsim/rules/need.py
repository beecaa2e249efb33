"""Accounts look for something to buy in windows that open and close; whoever looks comes more readily."""

from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.rules.rule import rule

NEVER = 1 << 62
HALF_YEAR = 15_778_800_000_000  # microseconds: 182.625 days
PAST = -1826 * DAY  # where the windows of an account begin: in equilibrium, five years before day 0


@rule
def named(number: int, u: float) -> int:
    """Which of so many accounts a visit is of [0 to number - 1]."""
    found = int(u * number)
    return found if found < number else number - 1


@rule
def visit_weight(lift: float, precision: float, needs: bool, fits: bool) -> float:
    """How readily a visit becomes a lead, as a share of the readiest [1]."""
    weight = 1.0 if needs else 1.0 / lift
    likely = precision if precision > 0.5 else 1.0 - precision
    return weight * ((precision if fits else 1.0 - precision) / likely)


@rule
def comes(rate: float, ceiling: float, weight: float, u: float) -> bool:
    """Does a visit become a lead at this rate [lead/day], weighed by who it is?"""
    return u * ceiling < rate * weight


@rule
def bait_weight(strength: float, relevance: float, needs: bool) -> float:
    """How readily a visit whom only a bait draws becomes a lead: those in need like a relevant one better [1]."""
    return strength if needs else strength / (1.0 + relevance)


@rule
def half_of(time: int, turn: int) -> int:
    """Half of the year [0 or 1] of an instant [microseconds]; `turn` is day 0's distance from the first of January."""
    return (time + turn) // HALF_YEAR % 2


@rule
def day_within(time: int, days: int) -> int:
    """The day of an instant [microseconds] among so many days, and the nearest of them for one before or after."""
    day = time // DAY
    return 0 if day < 0 else day if day < days else days - 1


@rule
def later(time: int, days: float) -> int:
    """An instant [microseconds] so many days later, and at least the next one."""
    return time + max(1, microseconds(days))


@rule
def follows_at(begun: int, left: float, hazard: float) -> int:
    """When somebody follows us who still needs so much of the summed hazard [a day] from an instant on."""
    return begun + microseconds(left / hazard) if hazard > 0.0 else NEVER


@rule
def left_after(left: float, hazard: float, begun: int, ends: int) -> float:
    """What is left of the hazard that somebody needs to follow us, after some time [microseconds]."""
    return left - hazard * ((ends - begun) / 86_400_000_000.0)


@rule
def searches(works: float, u: float) -> bool:
    """Is a visit in a window for work, where `works` [1] is the share of such visits that is?"""
    return u < works


@rule
def needs_now(buys: bool, ours: bool, opens: int, closes: int, dies: int, time: int) -> bool:
    """Is an account in a buying window of our category at an instant [microseconds]?"""
    return buys and ours and opens <= time < closes and time < dies
