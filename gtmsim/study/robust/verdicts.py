"""Who is best in each world, how sure that is, and what each plan gives away there. Knows arrays alone.

`x` has shape (worlds, plans, replications): what each plan has there, more being better.
"""

import numpy as np

from gtmsim.journal.header import Flags, Floats, Ints
from gtmsim.study.distributions import t_quantile
from gtmsim.study.estimators import NO_INTERVAL, Estimate

LEVEL = 0.95
OPEN = -1  # no plan can be told to be the best
DRAWS, GROUPS = 500, 20
AT_ONCE = 400_000  # numbers
ROUNDING = 1e-6  # of what plans differ by, below which a regret is none
JACKKNIFE = "mean regret, jackknife"
NOISE = 1e-12  # of the values, below which a difference is rounding


def best_told(x: Floats, level: float = LEVEL) -> Ints:
    """The plan that is better than each other one beyond doubt, in each world; OPEN where there is none.

    Paired t intervals of the one that is ahead against each other, at a level that makes them hold together.
    """
    worlds, plans, n = x.shape
    first = x.mean(axis=2).argmax(axis=1)
    ahead = x[np.arange(worlds), first]
    t = t_quantile(1.0 - 0.5 * (1.0 - level) / max(plans - 1, 1), n - 1.0)
    found: Ints = np.array(first, dtype=np.int64)
    for other in range(plans):
        low, _, _ = against(ahead, x[:, other], t)
        found[(first != other) & (low <= 0.0)] = OPEN
    return found


def beaten(x: Floats, plan: int, level: float = LEVEL) -> Flags:
    """In which worlds another plan is better beyond doubt."""
    worlds, plans, n = x.shape
    t = t_quantile(1.0 - 0.5 * (1.0 - level) / max(plans - 1, 1), n - 1.0)
    found = np.zeros(worlds, dtype=np.bool_)
    for other in range(plans):
        if other != plan:
            found |= against(x[:, other], x[:, plan], t)[0] > 0.0
    return found


def against(one: Floats, other: Floats, t: float) -> tuple[Floats, Floats, Floats]:
    """Paired difference in each world: low end, mean, high end."""
    n = one.shape[1]
    d = one - other
    scale = NOISE * np.maximum(np.abs(one).max(axis=1), np.abs(other).max(axis=1))
    mean = d.mean(axis=1)
    mean = np.where(np.abs(mean) <= scale, 0.0, mean)
    half = t * d.std(axis=1, ddof=1) / np.sqrt(n)
    half = np.where(half <= scale, 0.0, half)
    return mean - half, mean, mean + half


def regrets(x: Floats) -> Floats:
    """What each plan is expected to have less than the best in each world, shape (worlds, plans).

    The largest of several noisy means is too large. So what plans have in a world is drawn in towards what they have in
    all worlds, by as much as luck has spread it (empirical Bayes), and the regret is the mean over what is then open.
    """
    means, open_ = _drawn_in(x)
    found = np.zeros(means.shape)
    at_once = max(1, AT_ONCE // means.size)
    for first in range(0, len(open_), at_once):
        there = means + open_[first : first + at_once]
        found += (there.max(axis=2, keepdims=True) - there).sum(axis=0)
    found /= len(open_)
    found[found <= ROUNDING * (means.max() - means.min())] = 0.0
    return found


def mean_regrets(x: Floats) -> list[Estimate]:
    """The mean regret of each plan with its interval, which is a jackknife over groups of worlds."""
    worlds = len(x)
    groups = min(GROUPS, worlds)
    value = regrets(x).mean(axis=0)
    if groups < 3:
        return [Estimate(float(each), NO_INTERVAL, JACKKNIFE, n=worlds) for each in value]
    place = np.arange(worlds) % groups
    without = np.array([regrets(x[place != g]).mean(axis=0) for g in range(groups)])
    se = np.sqrt((groups - 1.0) / groups * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    half = t_quantile(0.5 + 0.5 * LEVEL, groups - 1.0) * se
    return [
        Estimate(float(m), (max(float(m - h), 0.0), float(m + h)), JACKKNIFE, float(s), n=worlds)
        for m, h, s in zip(value, half, se, strict=True)
    ]


def _drawn_in(x: Floats) -> tuple[Floats, Floats]:
    """What each plan has in each world against the mean of all plans there, and draws of what luck leaves open."""
    worlds, plans, n = x.shape
    within = x - x.mean(axis=1, keepdims=True)
    means = within.mean(axis=2)
    centre = means.mean(axis=0)
    moves = (within - means[:, :, None]).transpose(0, 2, 1).reshape(-1, plans)
    luck = moves.T @ moves / (worlds * (n - 1)) / n
    between = np.cov(means, rowvar=False, ddof=1) - luck
    size, side = np.linalg.eigh(between)
    between = (side * np.maximum(size, 0.0)) @ side.T
    drawn = between @ np.linalg.pinv(between + luck, rcond=1e-9, hermitian=True)
    left = between - drawn @ between
    size, side = np.linalg.eigh(0.5 * (left + left.T))
    root = side * np.sqrt(np.maximum(size, 0.0))
    normal = np.random.Generator(np.random.PCG64(1)).standard_normal((DRAWS, plans))
    normal = np.concatenate((normal, -normal))  # in pairs, so that their mean is none
    return centre + (means - centre) @ drawn.T, (normal @ root.T)[:, None, :]
