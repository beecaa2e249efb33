"""What a seller shall win in a period, and the commission on a win."""

from typing import NamedTuple

from gtmsim.rules.calendar import DAY
from gtmsim.rules.money import cost_of
from gtmsim.rules.rule import rule


class Quota(NamedTuple):
    """The quota of an AE, and how commission depends on what was won of it."""

    yearly: float  # cents of annual contract value in a year, of who has learnt the job
    months: int  # of a period
    ramped: bool  # is it smaller for who still learns?
    threshold: float  # share of the quota below which a win pays no commission
    accelerates_at: float  # share of the quota beyond which commission is
    accelerator: float  # so many times the usual
    returns: bool = False  # does a customer that is soon lost take back what it counted for?


INPUTS = {
    "quota": Quota | None,
    "handover": float,  # logit that every vote loses where the seller of a deal has left
}
NOBODY = -1
AT_STAKE = -1  # in place of a commission: a win that paid none, of which other things may be taken back
STATE = {"seller": ("i4", NOBODY)}  # number of the AE who last began work on the deal


@rule
def learnt_until(x: float) -> float:
    """What is learnt on an S-curve until a share of the ramp [1], added up: the integral of 3x^2 - 2x^3."""
    return x * x * x * (1.0 - x / 2.0)


@rule
def ramped_share(ramp: float, ramp_from: float, since: float, until: float, s_curve: bool) -> float:
    """Mean speed, over the full one [1], of who is between `since` and `until` [day] in the job."""
    if until <= since or ramp <= 0.0:
        return 1.0
    learning = max(0.0, min(until, ramp) - since)
    middle = (since + min(until, ramp)) / 2.0
    slow = learning * (1.0 - ramp_from) * (1.0 - middle / ramp)
    if s_curve and learning > 0.0:
        gained = learnt_until(min(until, ramp) / ramp) - learnt_until(since / ramp)
        slow = (1.0 - ramp_from) * (learning - ramp * gained)
    return 1.0 - slow / (until - since)


@rule
def quota_within(yearly: float, months: int, begin: int, end: int, first: int, last: int, share: float) -> int:
    """Quota [cents] of who is employed over [begin, end) of a period [first, last) of so many months.

    `share` is what learning leaves of it.
    """
    if end <= begin:
        return 0
    part = ((end - begin) // DAY) / ((last - first) // DAY)
    return int(yearly * (months / 12.0) * part * share + 0.5)


@rule
def commission_on(amount: int, before: int, quota: int, rate: float, said: Quota) -> int:
    """Commission [cents] on a win of `amount`, of a seller who has won `before` in the period."""
    if quota <= 0:
        return cost_of(amount, rate)
    after = before + amount
    least, most = int(quota * said.threshold + 0.5), int(quota * said.accelerates_at + 0.5)
    usual = max(0, min(after, most) - max(before, least))
    beyond = max(0, after - max(before, most))
    return cost_of(usual, rate) + cost_of(beyond, rate * said.accelerator)
