"""How likely each scenario is to be the best one, all together."""

from collections.abc import Sequence

import numpy as np

from gtmsim.engine.journal import Floats
from gtmsim.metrics.ordered import total
from gtmsim.study.sample import Sample

WORLDS = 2000
AT_ONCE = 250  # worlds weighed at a time, for memory


def chances(samples: Sequence[Sample], better: str) -> list[float] | None:
    """P(best) [1] of each, by the Bayesian bootstrap (Rubin 1981) of paired replications; equals share it."""
    if any(s.missing() or np.isnan(s.num).any() for s in samples) or samples[0].replications < 2:
        return None
    luck = np.random.Generator(np.random.PCG64(1))  # fixed: the same question has the same answer
    num, den = (np.array([getattr(s, side) for s in samples]).T for side in ("num", "den"))
    wins = np.zeros(len(samples))
    for _ in range(WORLDS // AT_ONCE):
        weights = shares(luck, AT_ONCE, len(num))
        with np.errstate(divide="ignore", invalid="ignore"):
            values = np.column_stack(
                [weighed(weights, x) / weighed(weights, y) for x, y in zip(num.T, den.T, strict=True)]
            )
        best = (values.max if better == "higher" else values.min)(axis=1, keepdims=True)
        first = np.isclose(values, best, rtol=1e-12, atol=0.0)
        wins += (first / first.sum(axis=1, keepdims=True)).sum(axis=0)
    return [float(w) / WORLDS for w in wins]


def shares(luck: np.random.Generator, worlds: int, count: int) -> Floats:
    """Dirichlet(1, ..., 1) weights of so many things, a line a world: the gaps between sorted uniforms.

    They are said so, and not as exponentials over their sum, because the logarithms of numpy depend on its version.
    """
    ends = np.sort(luck.random((worlds, count - 1)), axis=1)
    return np.diff(ends, axis=1, prepend=0.0, append=1.0)


def weighed(weights: Floats, values: Floats) -> Floats:
    """The weighted sum of each world."""
    return total(weights * values)
