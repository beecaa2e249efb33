"""Which of many may be the best: the ones that none of the others beats beyond doubt."""

import math
from collections.abc import Sequence

import numpy as np

from gtmsim.study.distributions import t_quantile
from gtmsim.study.estimators import LEVEL
from gtmsim.study.paired import NOISE
from gtmsim.study.pooled import Sampled


def may_be_best(samples: Sequence[Sampled], better: str, level: float = LEVEL) -> list[bool] | None:
    """Which may be the best: with `level` one of those is. None where one of them is undefined.

    One is out when another one's paired t interval lies above it, all intervals against one together at `level`: the
    best is wrongly out only if another beats it by luck, which Bonferroni bounds (subset selection, Gupta 1965).
    Two-sided, so that it agrees with what intervals of differences say.
    """
    n, others = samples[0].replications, len(samples) - 1
    if others < 1:
        return [True] * len(samples)
    moved = [sample.moved(level) for sample in samples]
    if n < 2 or any(s.missing() for s in samples) or any(each.unbounded for each in moved):
        return None
    alpha = 0.5 * (1.0 - level) / others
    sign = 1.0 if better == "higher" else -1.0
    values = sign * np.array([each.value for each in moved])
    together = np.atleast_2d(np.cov(np.array([each.moves for each in moved])))
    spread = np.diag(together)
    behind = values[None, :] - values[:, None]  # by how much the column is ahead of the row
    variance = np.maximum(spread[:, None] + spread[None, :] - 2.0 * together, 0.0)
    error = np.sqrt(variance / n)
    size = np.maximum(np.abs(values)[:, None], np.abs(values)[None, :])
    # Without variation t knows nothing: each replication is a toss that fell the same way.
    fixed = error <= NOISE * np.abs(behind)
    beaten = np.where(fixed, 0.5**n <= alpha, behind > t_quantile(1.0 - alpha, n - 1.0) * error)
    beaten &= behind > NOISE * size
    return [not any(row) for row in beaten.tolist()]


def leader(samples: Sequence[Sampled], better: str) -> int:
    """Place of the best by its estimate, the first of equals; -1 where none has one."""
    sign = 1.0 if better == "higher" else -1.0
    known = [(sign * found, -i) for i, s in enumerate(samples) if (found := s.estimate().mean) is not None]
    finite = [each for each in known if math.isfinite(each[0])]
    return -max(finite)[1] if finite else -1
