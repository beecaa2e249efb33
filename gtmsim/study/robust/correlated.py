"""Numbers that go together: each keeps the places of its own Latin hypercube, in another order (Iman and Conover 1982).

What goes with nothing is not touched, so that a correlation moves no other number's draws.
"""

from collections.abc import Mapping, Sequence
from statistics import NormalDist

import numpy as np

from gtmsim.journal.header import Floats, Ints
from gtmsim.scenario.checks.correlations import factor, of_scores

ROUNDS = 20
Pairs = Mapping[tuple[str, str], float]  # two names -> their rank correlation


def together(places: Mapping[str, Floats], pairs: Pairs) -> dict[str, Floats]:
    """The places of each number in every world, reordered so that ranks have these correlations."""
    found = dict(places)
    for group in groups(pairs):
        columns = np.stack([places[name] for name in group], axis=1)
        found |= zip(group, _reordered(columns, _matrix(group, pairs)).T, strict=True)
    return found


def groups(pairs: Pairs) -> list[list[str]]:
    """Names that go together, directly or by others, each group in the order of its names."""
    found: list[set[str]] = []
    for pair in pairs:
        joined = set(pair).union(*(each for each in found if each & set(pair)))
        found = [*(each for each in found if not each & joined), joined]
    return sorted(sorted(each) for each in found)


def rank_correlation(x: Floats, y: Floats) -> float | None:
    """Spearman's; None where one of them never varies."""
    ranks = [_mean_ranks(each) for each in (x, y)]
    if any(each.min() == each.max() for each in ranks):
        return None
    return float(_correlations(np.stack(ranks, axis=1))[0, 1])


def _matrix(group: Sequence[str], pairs: Pairs) -> list[list[float]]:
    """Rank correlations; of two of which nothing is said 0."""
    found = [[float(i == j) for j in range(len(group))] for i in range(len(group))]
    for (one, other), said in pairs.items():
        if one in group:
            i, j = group.index(one), group.index(other)
            found[i][j] = found[j][i] = said
    return found


def _reordered(columns: Floats, matrix: list[list[float]]) -> Floats:
    """Every column in the order of scores that have the wanted correlations; the first stays as it is.

    What scores have in common by chance is taken out first. Ranks of few worlds are a little off what scores have, so
    that more is asked for by what was missed, and the best of it is kept.
    """
    normal, worlds = NormalDist(), len(columns)
    scores = np.array([normal.inv_cdf((rank + 1.0) / (worlds + 1.0)) for rank in range(worlds)])
    wanted, asked = np.array(matrix), np.array([[of_scores(x) for x in row] for row in matrix])
    best = _ranks(columns)
    own, least = _without_chance(scores[best]), np.inf
    for _ in range(ROUNDS):
        lower = factor(asked.tolist())
        if lower is None:
            break
        ranks = _ranks(own @ np.array(lower).T)
        missed = wanted - _correlations(ranks)
        if np.abs(missed).max() < least:
            best, least = ranks, float(np.abs(missed).max())
        asked = np.clip(asked + 0.5 * missed, -1.0, 1.0)
    return np.asarray(np.take_along_axis(np.sort(columns, axis=0), best, axis=0))


def _without_chance(own: Floats) -> Floats:
    """Scores without what they have in common; as they are where one follows from the others."""
    chance = factor(_correlations(own).tolist())
    if chance is None or any(row[i] <= 0.0 for i, row in enumerate(chance)):
        return own
    return np.asarray(np.linalg.solve(np.array(chance), own.T).T)


def _correlations(columns: Floats | Ints) -> Floats:
    return np.asarray(np.corrcoef(columns, rowvar=False), dtype=np.float64)


def _ranks(x: Floats) -> Ints:
    return np.asarray(np.argsort(np.argsort(x, axis=0, kind="stable"), axis=0))


def _mean_ranks(x: Floats) -> Floats:
    """Ranks, those of equals in the mean."""
    _, place, count = np.unique(x, return_inverse=True, return_counts=True)
    ends = np.cumsum(count)
    return np.asarray((ends - 0.5 * (count - 1))[place], dtype=np.float64)
