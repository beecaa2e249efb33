"""How likely a committee buys whose members share their luck and the fit; only the estimate of a run's size asks."""

from functools import lru_cache
from math import erf, sqrt
from typing import NamedTuple

from gtmsim.rules.maths import logistic, normal_quantile

POINTS = 15  # of the luck that members share
EXACT = 12  # seats up to which votes are counted one by one
GRID = 200  # steps of the weight of all votes


class Seats(NamedTuple):
    """Members of one role."""

    number: int
    chance: float  # share of deals in which a seat is taken
    weight: float
    veto: float
    decides: bool
    logit: float  # of a yes without luck
    spread: float  # standard deviation of that logit from deal to deal


@lru_cache(maxsize=1024)
def carried(rule: str, threshold: float, roles: tuple[Seats, ...]) -> float:
    """Chance that the committee buys [1]."""
    lucks = [normal_quantile((i + 0.5) / POINTS) for i in range(POINTS)]
    return sum(_carried(rule, threshold, roles, luck) for luck in lucks) / POINTS


def _carried(rule: str, threshold: float, roles: tuple[Seats, ...], luck: float) -> float:
    step = sum(role.number * role.weight for role in roles) / GRID
    many = sum(role.number for role in roles) > EXACT
    free = 1.0  # nobody stops it
    mean = variance = 0.0
    margins = {0: 1.0}  # steps of weight by which the yes are more than is needed, and how likely
    for role in roles:
        yes = role.chance * logistic(role.logit + role.spread * luck)
        no = role.chance - yes
        stops = 1.0 if rule == "unanimity" or (rule == "decision_maker" and role.decides) else role.veto
        free *= (1.0 - no * stops) ** role.number
        if rule != "majority" or step == 0.0:
            continue
        gain, loss = role.weight * (1.0 - threshold), -role.weight * threshold
        mild = no * (1.0 - stops)
        kept = 1.0 - no * stops
        if many and kept > 0.0:
            one = (yes * gain + mild * loss) / kept
            mean += role.number * one
            variance += role.number * ((yes * gain * gain + mild * loss * loss) / kept - one * one)
            continue
        up, down = round(gain / step), round(loss / step)
        for _ in range(role.number):
            after: dict[int, float] = {}
            for margin, likely in margins.items():
                for change, part in ((0, 1.0 - role.chance), (up, yes), (down, mild)):
                    if part > 0.0:
                        after[margin + change] = after.get(margin + change, 0.0) + likely * part
            margins = after
    if rule != "majority" or step == 0.0:
        return free
    if many:
        return free * (0.5 + 0.5 * erf(mean / sqrt(2.0 * variance)) if variance > 0.0 else float(mean >= 0.0))
    return sum(likely for margin, likely in margins.items() if margin >= -len(roles))
