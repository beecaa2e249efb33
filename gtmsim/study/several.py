"""Many questions asked of one study: corrections for their number, and how many replications would settle one."""

import math
from collections.abc import Sequence
from statistics import NormalDist

from gtmsim.study.distributions import t_quantile
from gtmsim.study.estimators import LEVEL, variance

MANY = 1_000_000  # beyond this nobody counts replications
COUNTABLE = 10_000  # beyond this nobody waits for them


def holm(p: Sequence[float]) -> list[float]:
    """p-values corrected by Holm's steps (1979), in the order given."""
    corrected, highest = [0.0] * len(p), 0.0
    for rank, i in enumerate(sorted(range(len(p)), key=lambda i: (p[i], i))):
        highest = max(highest, min(1.0, (len(p) - rank) * p[i]))
        corrected[i] = highest
    return corrected


def bonferroni(level: float, questions: int) -> float:
    """Level of each interval so that all hold together with `level`."""
    return 1.0 - (1.0 - level) / questions


def replications_needed(differences: Sequence[float], half_width: float, level: float = LEVEL) -> int | None:
    """Replications after which the mean difference is known to +-half_width; None beyond counting."""
    s = math.sqrt(variance(differences))
    if s == 0.0:
        return 2
    if not half_width > 0.0:
        return None

    def wanted(n: int) -> int:
        return math.ceil((t_quantile(0.5 + 0.5 * level, n - 1.0) * s / half_width) ** 2)

    # t is above the normal quantile and falls with n, so the answer lies between these two.
    low = max(2, math.ceil(min((NormalDist().inv_cdf(0.5 + 0.5 * level) * s / half_width) ** 2, 2.0 * MANY)))
    if low > MANY:
        return None
    high = max(low, wanted(low))
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if wanted(middle) <= middle else (middle + 1, high)
    return low
