"""One metric over all replications: a pair of numbers each, so that ratios are never averaged."""

import math
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.metrics.metric import Count, Ratio, Undefined, Value
from gtmsim.study.estimators import Estimate, mean_interval, ratio_of_means, undefined
from gtmsim.study.quantiles import probability, quantile_interval

Floats = NDArray[np.float64]
SHOWN_QUANTILES = (("p10", 0.1), ("p50", 0.5), ("p90", 0.9))


class Sample(NamedTuple):
    """Numerator and denominator of each replication, shape (replications,); a count has the denominator 1.

    A count that is undefined is NaN / 1. A ratio that is undefined is 0 / 0: it adds to neither sum.
    """

    num: Floats
    den: Floats
    kind: Literal["count", "ratio"]
    why: str | None = None  # why some or all are undefined
    positive: bool = False  # means something only where numerator and denominator are above 0

    def values(self) -> Floats:
        """Value of each replication on its own, infinite where the denominator is 0, NaN where undefined."""
        with np.errstate(divide="ignore", invalid="ignore"):
            alone = self.num / self.den
        return np.where((self.num <= 0.0) | (self.den < 0.0), math.nan, alone) if self.positive else np.asarray(alone)

    @property
    def replications(self) -> int:
        """How many replications there are, with or without a value."""
        return len(self.num)

    def missing(self) -> str | None:
        """Why the replications together have no value; None if they have one."""
        x, n = self.num.tolist(), self.replications
        if self.kind == "ratio":
            above, below = math.fsum(x), math.fsum(self.den.tolist())
            if below == 0.0:
                return self.why or "the denominator is zero in all replications together"
            if self.positive and min(above, below) <= 0.0:
                return f"the {'numerator' if above <= 0.0 else 'denominator'} is not above zero"
            return None
        if all(map(math.isnan, x)):
            return self.why or "no replication has a value"
        endless = sum(map(math.isinf, x))
        return f"infinite in {endless} of {n} replications" if endless else None


def sample_of(values: Sequence[Value], positive: bool = False) -> Sample:
    """Sample of one metric from its value in each replication, in order."""
    why = next((v.why for v in values if isinstance(v, Undefined)), None)
    if any(isinstance(v, Ratio) for v in values):
        pairs = [(v.num, v.den) if isinstance(v, Ratio) else _as_ratio(v) for v in values]
        num, den = (np.array(side, dtype=np.float64) for side in zip(*pairs, strict=True))
        return Sample(num, den, "ratio", why, positive)
    counts = np.array([v.x if isinstance(v, Count) else math.nan for v in values], dtype=np.float64)
    return Sample(counts, np.ones(len(values)), "count", why, positive)


def _as_ratio(value: Value) -> tuple[float, float]:
    if isinstance(value, Undefined):
        return 0.0, 0.0
    raise TypeError("a metric is a ratio in one replication and a count in another")


def estimate(sample: Sample, unit: str) -> Estimate:
    """Mean or ratio of means with its interval."""
    n, missing = sample.replications, sample.missing()
    if missing is not None:
        return undefined(missing, "ratio of means, delta" if sample.kind == "ratio" else "mean, t")
    if sample.kind == "ratio":
        found = ratio_of_means(sample.num.tolist(), sample.den.tolist())
        without = int(np.sum(sample.den == 0.0))
        return _with_note(found, f"no value of its own in {without} of {n} replications" if without else None)
    x = [v for v in sample.num.tolist() if not math.isnan(v)]
    yes_or_no = unit == "share" and set(x) <= {0.0, 1.0}
    found = probability(int(sum(x)), len(x)) if yes_or_no else mean_interval(x)
    return _with_note(
        found, None if len(x) == n else f"only the {len(x)} of {n} replications with a value ({sample.why})"
    )


def _with_note(found: Estimate, note: str | None) -> Estimate:
    return found._replace(note="; ".join(filter(None, (note, found.note))) or None)


def described(sample: Sample, unit: str) -> dict[str, Any]:
    """The sample as `summary.json` shows it: finite numbers or null with a reason."""
    found = estimate(sample, unit)
    values = sample.values()
    real = sorted(values[~np.isnan(values)].tolist())  # which each quantile sorts again, at once
    quantiles = {name: quantile_interval(real, p) for name, p in SHOWN_QUANTILES}
    why = [found.why] + [f"{name} is infinite" for name, q in quantiles.items() if q.why == "infinite"]
    shown: dict[str, Any] = {
        "unit": unit,
        "mean": found.mean,
        "ci95": plain(found.ci95),
        **{name: q.mean for name, q in quantiles.items()},
        "quantiles95": {name: plain(q.ci95) for name, q in quantiles.items()},
        "n": sample.replications,
        "n_undefined": int(np.sum(~np.isfinite(values))),
        "estimator": found.estimator,
    }
    if any(why):
        shown["why"] = "; ".join(filter(None, why))
    if found.note:
        shown["note"] = found.note
    return shown


def plain(bounds: tuple[float | None, float | None]) -> list[float | None]:
    """An interval for a file: what lies beyond 12 digits is the C library's affair."""
    return [None if b is None else rounded(b) for b in bounds]


def rounded(x: float) -> float:
    """To 12 significant digits."""
    return float(f"{x:.12g}")
