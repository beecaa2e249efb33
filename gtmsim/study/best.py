"""How likely each scenario is to be the best one, all together."""

from collections.abc import Sequence

import numpy as np

from gtmsim.study.estimators import LEVEL
from gtmsim.study.pooled import Sampled
from gtmsim.study.worlds import shares

WORLDS = 2000
AT_ONCE = 250  # worlds weighed at a time, for memory


def chances(samples: Sequence[Sampled], better: str) -> list[float] | None:
    """P(best) [1] of each, by the Bayesian bootstrap (Rubin 1981) of paired replications; equals share it."""
    if samples[0].replications < 2 or any(s.missing() or s.moved(LEVEL).unbounded for s in samples):
        return None
    luck = np.random.Generator(np.random.PCG64(1))  # fixed: the same question has the same answer
    wins = np.zeros(len(samples))
    for _ in range(WORLDS // AT_ONCE):
        weights = shares(luck, AT_ONCE, samples[0].replications)
        values = np.column_stack([s.worlds(weights) for s in samples])
        values = np.where(np.isnan(values), -np.inf if better == "higher" else np.inf, values)
        best = (values.max if better == "higher" else values.min)(axis=1, keepdims=True)
        first = np.isclose(values, best, rtol=1e-12, atol=0.0)
        wins += (first / first.sum(axis=1, keepdims=True)).sum(axis=0)
    return [float(w) / WORLDS for w in wins]
