"""Two scenarios' difference in one metric: paired by replication, or Welch's where luck was not shared."""

import math
from statistics import NormalDist
from typing import Literal, NamedTuple

import numpy as np

from gtmsim.study.distributions import t_above, t_quantile
from gtmsim.study.estimators import LEVEL, NO_INTERVAL, Interval, alone, half_width, skew_note, variance
from gtmsim.study.pooled import Sampled
from gtmsim.study.quantiles import wilson

Better = Literal["higher", "lower"] | None
NOISE = 1e-12  # what is below this share of the values, or of their difference, is rounding
IDENTICAL = "identical in every replication"


class Difference(NamedTuple):
    """Scenario minus base."""

    mean: float | None
    ci95: Interval
    p_value: float | None  # two-sided
    p_better: float | None  # None where the metric has no better side, or nothing differs
    estimator: str
    n: int = 0  # replications that it rests on
    deviations: tuple[float, ...] = ()  # of the paired replications
    outcomes: tuple[float, ...] = ()  # what each replication alone says, where all say something
    note: str | None = None
    why: str | None = None  # why there is no difference, or no interval


class Parts(NamedTuple):
    """Two estimates and how far each replication moves them."""

    base: float
    other: float
    base_moves: list[float]
    other_moves: list[float]
    used: tuple[int, int]  # replications that add something to the one and to the other; paired, to either
    note: str | None = None
    unbounded: bool = False


def difference(
    base: Sampled,
    other: Sampled,
    better: Better,
    paired: bool = True,
    level: float = LEVEL,
    same: bool = False,
) -> Difference:
    """`other` minus `base` with its interval at `level`; `same` if both are one scenario in the same luck."""
    missing = [f"{who}: {why}" for who, why in (("base", base.missing()), ("here", other.missing())) if why]
    if missing or base.kind != other.kind:
        return _none("; ".join(missing) or f"a {base.kind} in one scenario and a {other.kind} in the other")
    if paired and base.replications != other.replications:
        raise ValueError("paired samples have the same replications")
    if base.nature == "probability" and paired and base.replications > 1 and not same:
        return of_shares(base.values().tolist(), other.values().tolist(), better, level)
    parts = _parts(base, other, paired, level)
    m = parts.other - parts.base
    if min(parts.used) < 2:
        return _none(alone(base.replications))._replace(mean=m, n=min(parts.used))
    if parts.unbounded and (m != 0.0 or not paired):
        return _none("unbounded: a denominator may as well be zero")._replace(mean=m, n=min(parts.used))
    if not paired:
        return _welch(parts, better, level)
    return _paired(parts, better, level)._replace(outcomes=_outcomes(base, other))


def _outcomes(base: Sampled, other: Sampled) -> tuple[float, ...]:
    """The difference in each replication; none where any has no finite value of its own."""
    here, there = base.values(), other.values()
    known = bool(np.isfinite(here).all() and np.isfinite(there).all())
    return tuple((there - here).tolist()) if known else ()


def _none(why: str) -> Difference:
    return Difference(None, NO_INTERVAL, None, None, "none", why=why)


def _parts(base: Sampled, other: Sampled, paired: bool, level: float) -> Parts:
    here, there = base.moved(level), other.moved(level)
    used = (base.used(), other.used())
    numbers = (int((used[0] | used[1]).sum()),) * 2 if paired else (int(used[0].sum()), int(used[1].sum()))
    notes = dict.fromkeys(filter(None, (here.note, there.note)))
    unbounded = here.unbounded or there.unbounded
    return Parts(here.value, there.value, here.moves, there.moves, numbers, "; ".join(notes) or None, unbounded)


def _paired(parts: Parts, better: Better, level: float) -> Difference:
    name, n, used = "paired t", len(parts.base_moves), parts.used[0]
    d = [b - a for a, b in zip(parts.base_moves, parts.other_moves, strict=True)]
    m = parts.other - parts.base
    se = math.sqrt(variance(d) / n)
    level_of_both = max(abs(parts.base), abs(parts.other))
    if max(abs(m), se) <= NOISE * level_of_both:
        # What is left is the rounding of the ratios themselves, not a difference.
        return Difference(0.0, (0.0, 0.0), 1.0, None, name, used, (0.0,) * n, note=IDENTICAL)
    if se <= NOISE * abs(m):
        # t knows no variation; the sign test does: each replication is a toss that fell the same way.
        found = Difference(m, (m, m), 2.0 ** (1 - used), _p_better(m, 2.0**-used, better), "sign test", used, tuple(d))
        return _tossed(found._replace(note=_joined(parts.note, "the same in every replication")), used, level)
    h = half_width(se, used, level)
    above = t_above(abs(m) / se, used - 1.0)
    note = _joined(parts.note, skew_note(d))
    return Difference(m, (m - h, m + h), 2.0 * above, _p_better(m, above, better), name, used, tuple(d), note=note)


def _tossed(found: Difference, tosses: int, level: float) -> Difference:
    """A difference without variation has an interval where so many tosses that fall alike are rarer than its level."""
    if found.p_value is not None and found.p_value < 1.0 - level:
        return found
    needed = 1 + math.floor(-math.log2(1.0 - level)) + 1
    return found._replace(ci95=NO_INTERVAL, why=f"{tosses} replications without variation: {needed} would tell")


def _welch(parts: Parts, better: Better, level: float) -> Difference:
    name = "Welch's t, unpaired"
    sizes = parts.used
    m = parts.other - parts.base
    squares = [variance(moves) / len(moves) for moves in (parts.base_moves, parts.other_moves)]
    se = math.sqrt(math.fsum(squares))
    if se <= NOISE * abs(m):
        note = _joined(parts.note, "no variation in either scenario")
        certain = 2.0 ** -min(sizes)
        if not m:
            return Difference(m, (m, m), 1.0, None, name, min(sizes), note=note)
        found = Difference(m, (m, m), 2.0 * certain, _p_better(m, certain, better), name, min(sizes), note=note)
        return _tossed(found, min(sizes), level)
    df = math.fsum(squares) ** 2 / math.fsum(s * s / (n - 1) for s, n in zip(squares, sizes, strict=True))
    h = t_quantile(0.5 + 0.5 * level, df) * se
    above = t_above(abs(m) / se, df)
    return Difference(m, (m - h, m + h), 2.0 * above, _p_better(m, above, better), name, min(sizes), note=parts.note)


def _p_better(m: float, beyond_zero: float, better: Better) -> float | None:
    """P(better) [1], where `beyond_zero` is the probability that the sign of the mean is wrong."""
    if better is None:
        return None
    return 1.0 - beyond_zero if (m > 0.0) == (better == "higher") else beyond_zero


def _joined(*notes: str | None) -> str | None:
    return "; ".join(filter(None, notes)) or None


def of_shares(base: list[float], other: list[float], better: Better, level: float) -> Difference:
    """Difference of two shares of the same replications (Newcombe 1998, method 10), p where its interval touches 0."""
    n = len(base)
    both, first, second = (
        sum(x > 0.0 for x in side) for side in ([min(a, b) for a, b in zip(base, other, strict=True)], base, other)
    )
    m = (second - first) / n
    name, d = "paired shares, Newcombe", tuple(b - a for a, b in zip(base, other, strict=True))
    if not any(d):
        bound = min(1.0, 3.0 / n)
        note = f"no replication differs: a difference rarer than {bound:.2g} could be unseen"
        return Difference(0.0, (-bound, bound), 1.0, None, "rule of three", n, d, note=note)
    ends = newcombe(both, first, second, n, NormalDist().inv_cdf(0.5 + 0.5 * level))
    low, high = 0.0, 40.0
    for _ in range(100):
        z = 0.5 * (low + high)
        a, b = newcombe(both, first, second, n, z)
        low, high = (z, high) if m != 0.0 and (a > 0.0 or b < 0.0) else (low, z)
    beyond = 1.0 - NormalDist().cdf(low)
    p_better = _p_better(m, beyond, better) if m else None
    return Difference(m, ends, min(1.0, 2.0 * beyond), p_better, name, n, d)


def newcombe(both: int, first: int, second: int, n: int, z: float) -> tuple[float, float]:
    """Interval of second / n - first / n to `z` standard errors, where `both` happened together."""
    p, q = first / n, second / n
    (low_p, high_p), (low_q, high_q) = wilson(p, n, z), wilson(q, n, z)
    spread = math.sqrt(p * (1.0 - p) * q * (1.0 - q))
    phi = (both / n - p * q) / spread if spread > 0.0 else 0.0
    down = (q - low_q) ** 2 - 2.0 * phi * (q - low_q) * (high_p - p) + (high_p - p) ** 2
    up = (high_q - q) ** 2 - 2.0 * phi * (high_q - q) * (p - low_p) + (p - low_p) ** 2
    return q - p - math.sqrt(max(0.0, down)), q - p + math.sqrt(max(0.0, up))
