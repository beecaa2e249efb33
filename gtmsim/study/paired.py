"""Two scenarios' difference in one metric: paired by replication, or Welch's where luck was not shared."""

import math
from typing import Literal, NamedTuple

from gtmsim.study.distributions import t_above, t_quantile
from gtmsim.study.estimators import (
    LEVEL,
    NO_INTERVAL,
    Interval,
    fieller,
    half_width,
    linearised,
    mean,
    near_zero,
    skew_note,
    variance,
)
from gtmsim.study.sample import Sample

Better = Literal["higher", "lower"] | None
NOISE = 1e-12  # what is below this share of the values, or of their difference, is rounding
IDENTICAL = "identical in every replication"
FEW = "few events below the ratio's line: the interval is approximate"


class Difference(NamedTuple):
    """Scenario minus base."""

    mean: float | None
    ci95: Interval
    p_value: float | None  # two-sided
    p_better: float | None  # None where the metric has no better side, or nothing differs
    estimator: str
    n: int = 0  # replications that it rests on
    deviations: tuple[float, ...] = ()  # of the paired replications
    note: str | None = None
    why: str | None = None  # why there is no difference, or no interval


class Parts(NamedTuple):
    """Two estimates and how far each replication moves them."""

    base: float
    other: float
    base_moves: list[float]
    other_moves: list[float]
    note: str | None = None
    unbounded: bool = False


def difference(base: Sample, other: Sample, better: Better, paired: bool = True, level: float = LEVEL) -> Difference:
    """`other` minus `base` with its interval at `level`."""
    missing = [f"{who}: {why}" for who, why in (("base", base.missing()), ("here", other.missing())) if why]
    if missing or base.kind != other.kind:
        return _none("; ".join(missing) or "a ratio in one scenario and a count in the other")
    if paired and base.replications != other.replications:
        raise ValueError("paired samples have the same replications")
    parts = _ratio_parts(base, other, level) if base.kind == "ratio" else _count_parts(base, other, paired)
    if not parts.base_moves:
        return _none("no replication has a value in both scenarios")
    m = parts.other - parts.base
    if min(len(parts.base_moves), len(parts.other_moves)) == 1:
        return _none("one replication: no interval")._replace(mean=m)
    if parts.unbounded and (m != 0.0 or not paired):
        return _none("unbounded: a denominator may as well be zero")._replace(mean=m)
    return _paired(parts, better, level) if paired else _welch(parts, better, level)


def _none(why: str) -> Difference:
    return Difference(None, NO_INTERVAL, None, None, "none", why=why)


def _count_parts(base: Sample, other: Sample, paired: bool) -> Parts:
    x, y = base.num.tolist(), other.num.tolist()
    if paired:
        both = [(a, b) for a, b in zip(x, y, strict=True) if not math.isnan(a) and not math.isnan(b)]
        note = None if len(both) == len(x) else f"only the {len(both)} replications with a value in both scenarios"
        x, y = [a for a, _ in both], [b for _, b in both]
    else:
        x, y = ([v for v in side if not math.isnan(v)] for side in (x, y))
        note = None if len(x) + len(y) == base.replications + other.replications else "only replications with a value"
    return Parts(mean(x), mean(y), x, y, note) if x and y else Parts(0.0, 0.0, [], [])


def _ratio_parts(base: Sample, other: Sample, level: float) -> Parts:
    (y0, x0), (y1, x1) = ((s.num.tolist(), s.den.tolist()) for s in (base, other))
    values = math.fsum(y0) / math.fsum(x0), math.fsum(y1) / math.fsum(x1)
    shaky = [(y, x) for y, x in ((y0, x0), (y1, x1)) if len(x) > 1 and near_zero(x)]
    unbounded = any(fieller(y, x, level) is None for y, x in shaky)
    return Parts(*values, linearised(y0, x0), linearised(y1, x1), FEW if shaky else None, unbounded)


def _paired(parts: Parts, better: Better, level: float) -> Difference:
    name, n = "paired t", len(parts.base_moves)
    d = [b - a for a, b in zip(parts.base_moves, parts.other_moves, strict=True)]
    m = parts.other - parts.base
    se = math.sqrt(variance(d) / n)
    level_of_both = max(abs(parts.base), abs(parts.other))
    if max(abs(m), se) <= NOISE * level_of_both:
        # What is left is the rounding of the ratios themselves, not a difference.
        return Difference(0.0, (0.0, 0.0), 1.0, None, name, n, (0.0,) * n, IDENTICAL)
    if se <= NOISE * abs(m):
        # t knows no variation; the sign test does: each replication is a toss that fell the same way.
        note = _joined(parts.note, "the same in every replication")
        return Difference(m, (m, m), 2.0 ** (1 - n), _p_better(m, 2.0**-n, better), "sign test", n, tuple(d), note)
    h = half_width(se, n, level)
    above = t_above(abs(m) / se, n - 1.0)
    note = _joined(parts.note, skew_note(d))
    return Difference(m, (m - h, m + h), 2.0 * above, _p_better(m, above, better), name, n, tuple(d), note)


def _welch(parts: Parts, better: Better, level: float) -> Difference:
    name = "Welch's t, unpaired"
    sizes = len(parts.base_moves), len(parts.other_moves)
    m = parts.other - parts.base
    squares = [variance(moves) / n for moves, n in zip((parts.base_moves, parts.other_moves), sizes, strict=True)]
    se = math.sqrt(math.fsum(squares))
    if se <= NOISE * abs(m):
        note = _joined(parts.note, "no variation in either scenario")
        certain = 2.0 ** -min(sizes)
        p_value, p_better = (2.0 * certain, _p_better(m, certain, better)) if m else (1.0, None)
        return Difference(m, (m, m), p_value, p_better, name, min(sizes), note=note)
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
