"""One metric over all replications: a pair of numbers each, so that ratios are never averaged."""

import math
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np

from gtmsim.metrics.metric import Count, Cycle, Nature, Nothing, Ratio, Sums, Undefined, Value
from gtmsim.study.estimators import (
    LEVEL,
    Estimate,
    fieller,
    linearised,
    mean,
    mean_interval,
    near_zero,
    ratio_of_means,
    undefined,
)
from gtmsim.study.pooled import Flags, Floats, Moves, Sampled, holes
from gtmsim.study.quantiles import events, ordered_quantile, possible, probability, proportion, quantile_interval
from gtmsim.study.worlds import weighed

SHOWN_QUANTILES = (("p10", 0.1), ("p50", 0.5), ("p90", 0.9))
FEW = "few events below the ratio's line: the interval is approximate"


class Sample(NamedTuple):
    """Numerator and denominator of each replication, shape (replications,); a count has the denominator 1.

    A count that is undefined is NaN / 1, and all together are then undefined. Whoever has nothing to add to a ratio is
    0 / 0: it adds to neither sum.
    """

    num: Floats
    den: Floats
    kind: Literal["count", "ratio"]
    why: str | None = None  # why some or all are undefined
    positive: bool = False  # means something only where numerator and denominator are above 0
    nature: Nature = "amount"

    def values(self) -> Floats:
        """Value of each replication on its own, infinite where the denominator is 0, NaN where undefined."""
        with np.errstate(divide="ignore", invalid="ignore"):
            found = self.num / self.den
        return np.where((self.num <= 0.0) | (self.den < 0.0), math.nan, found) if self.positive else np.asarray(found)

    @property
    def replications(self) -> int:
        """How many replications there are, with or without a value."""
        return len(self.num)

    def used(self) -> Flags:
        """Which replications add something."""
        return np.asarray((self.num != 0.0) | (self.den != 0.0))

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
        endless = sum(map(math.isinf, x))
        return holes(self.num, self.why) or (f"infinite in {endless} of {n} replications" if endless else None)

    def estimate(self) -> Estimate:
        """Mean or ratio of means with its interval."""
        missing = self.missing()
        if missing is not None:
            return undefined(missing, "ratio of means, delta" if self.kind == "ratio" else "mean, t")
        x, n = self.num.tolist(), self.replications
        if self.kind == "ratio":
            found = ratio_of_means(x, self.den.tolist())
            if self.nature == "proportion":
                found = proportion(found, math.fsum(self.den.tolist()))
            without = int(np.sum(self.den == 0.0))
            found = possible(found, self._seen(), self.nature)
            return with_note(found, f"no value of its own in {without} of {n} replications" if without else None)
        if self.nature == "probability":
            return probability(int(sum(x)), n)
        if self.nature == "events":
            return events(x)
        return possible(mean_interval(x), self._seen(), self.nature)

    def _seen(self) -> tuple[float, float]:
        """The least and the most of the replications that have a value of their own; of a ratio, none below 0 alone."""
        here = self.num[self.den != 0.0] / self.den[self.den != 0.0]
        low = min(float(here.min(initial=math.inf)), float(self.num.min()), float(self.den.min()))
        return low, float(here.max(initial=-math.inf))

    def moved(self, level: float = LEVEL) -> Moves:
        """The value of all together, with what each adds."""
        x = self.num.tolist()
        if self.kind == "count":
            return Moves(mean(x), x)
        den = self.den.tolist()
        shaky = len(den) > 1 and near_zero(den)
        unbounded = shaky and fieller(x, den, level) is None
        return Moves(math.fsum(x) / math.fsum(den), linearised(x, den), FEW if shaky else None, unbounded)

    def worlds(self, weights: Floats) -> Floats:
        """Values where replications have other weights."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(weighed(weights, self.num) / weighed(weights, self.den))


def sample_of(values: Sequence[Value], positive: bool = False, nature: Nature = "amount") -> Sample:
    """Sample of one metric of means or of ratios from its value in each replication, in order.

    Where it is undefined in any replication it is undefined as a whole, since the others are not like that one.
    """
    why = next((v.why for v in values if isinstance(v, Undefined)), None)
    if why is None and any(isinstance(v, Sums | Cycle) for v in values):
        raise TypeError("sums without a form, or not in every replication")
    if why is None and not any(isinstance(v, Count) for v in values):
        nothing = next((v.why for v in values if isinstance(v, Nothing)), None)
        pairs = [(v.num, v.den) if isinstance(v, Ratio) else (0.0, 0.0) for v in values]
        num, den = (np.array(side, dtype=np.float64) for side in zip(*pairs, strict=True))
        return Sample(num, den, "ratio", nothing, positive, nature)
    if why is None and any(isinstance(v, Ratio) for v in values):
        raise TypeError("a metric is a ratio in one replication and a count in another")
    return Sample(np.array([own_value(v) for v in values]), np.ones(len(values)), "count", why, positive, nature)


def own_value(value: Value) -> float:
    """What a replication says on its own, as far as two numbers can tell; NaN where it has no value."""
    if isinstance(value, Count):
        return value.x
    return value.num / value.den if isinstance(value, Ratio) and value.den != 0.0 else math.nan


def with_note(found: Estimate, note: str | None) -> Estimate:
    """The estimate with one more note before its own."""
    return found._replace(note="; ".join(filter(None, (note, found.note))) or None)


def described(sample: Sampled, unit: str) -> dict[str, Any]:
    """The sample as `summary.json` shows it: finite numbers or null with a reason."""
    found = sample.estimate()
    values = sample.values()
    without = holes(values, None)
    # The range of outcomes is that of all replications or of none: who has no value of his own lies anywhere in it.
    quantiles = outcomes(values)
    why = [found.why] + [f"{name} is infinite" for name, q in quantiles.items() if q.why == "infinite"]
    if without and found.why is None:
        why.append(f"no range of outcomes: {without}")
    shown: dict[str, Any] = {
        "unit": unit,
        "mean": found.mean,
        "ci95": plain(found.ci95),
        **{name: q.mean for name, q in quantiles.items()},
        "quantiles95": {name: plain(q.ci95) for name, q in quantiles.items()},
        "n": found.n,
        "n_undefined": int(np.sum(~np.isfinite(values))),
        "estimator": found.estimator,
    }
    if any(why):
        shown["why"] = "; ".join(filter(None, why))
    if found.note:
        shown["note"] = found.note
    return shown


def outcome(values: Floats, p: float) -> Estimate:
    """Quantile of the outcomes of all replications; undefined where any has none."""
    without = holes(values, None)
    return undefined(without, f"quantile {p:g}") if without else quantile_interval(values.tolist(), p)


def outcomes(values: Floats) -> dict[str, Estimate]:
    """P10, P50 and P90 of the outcomes of all replications; undefined where any has none."""
    without = holes(values, None)
    ordered = [] if without else sorted(values.tolist())
    return {
        name: undefined(without, f"quantile {p:g}") if without else ordered_quantile(ordered, p)
        for name, p in SHOWN_QUANTILES
    }


def plain(bounds: tuple[float | None, float | None]) -> list[float | None]:
    """An interval for a file: what lies beyond 12 digits is the C library's affair."""
    return [None if b is None else rounded(b) for b in bounds]


def rounded(x: float) -> float:
    """To 12 significant digits."""
    return float(f"{x:.12g}")
