"""Touch credit and truth as shares of the same wins, from plain numbers: nothing is simulated here."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.study.estimators import LEVEL, Estimate, ratio_of_means, undefined
from gtmsim.study.several import bonferroni
from gtmsim.study.why.shapley import Choice, exact

NAME = "ratio of means, delta"


class Shared(NamedTuple):
    """One channel: shares of all that is won with every channel on."""

    channel: str
    credit: tuple[Estimate, ...]  # by each rule of touch
    missing: Estimate  # what would be missing if the channel alone were off; below 0: there would be more
    gap: tuple[Estimate, ...]  # credit less what would be missing, by each rule; intervals hold together
    fair: Estimate | None  # its Shapley share of what all channels bring, where every combination was tried


class Measured(NamedTuple):
    """Wins, or new ARR."""

    metric: str
    total: Estimate
    untouched: Estimate  # share of it of which no touch is known
    channels: tuple[Shared, ...]
    together: Estimate  # share that would be missing if all channels were off
    singles: Estimate  # what would be missing without each one alone, added up
    apart: Estimate  # the first less the second


def measured(
    metric: str,
    total: Estimate,
    channels: Sequence[str],
    credit: Sequence[Floats],
    values: Mapping[Choice, Floats],
) -> Measured:
    """The shares from each rule's credit (replications, channels), and from what is won where some channels are off.

    `values` has an array over replications for each choice of channels that are off: none, each alone, all; or every
    choice, and then there are Shapley shares too.
    """
    n, base = len(channels), values[frozenset()]
    every = frozenset(range(n))
    missing = [base - values[frozenset({i})] for i in range(n)]
    level = bonferroni(LEVEL, max(1, n * len(credit)))
    full = n > 1 and len(values) == 2**n
    found = tuple(
        Shared(
            name,
            tuple(share(of[:, i], base) for of in credit),
            share(missing[i], base),
            tuple(share(of[:, i] - missing[i], base, level) for of in credit),
            share(_fair(n, i, values), base) if full else None,
        )
        for i, name in enumerate(channels)
    )
    together, added = base - values[every], sum(missing, start=0.0 * base)
    untouched = base - credit[0].sum(axis=1)
    return Measured(
        metric,
        total,
        share(untouched, base),
        found,
        share(together, base),
        share(added, base),
        share(together - added, base),
    )


def share(part: Floats, whole: Floats, level: float = LEVEL) -> Estimate:
    """The sum of the parts over that of the wholes, with its interval."""
    if not whole.sum() > 0.0:
        return undefined("nothing is won in any replication", NAME)
    return ratio_of_means(_clean(part, whole).tolist(), whole.tolist(), level)


def _fair(n: int, channel: int, values: Mapping[Choice, Floats]) -> Floats:
    """What a channel brings in the mean over all orders in which they could be turned off (Shapley 1953)."""
    brings = 0.0 * values[frozenset()]
    for chosen, weight in exact(n, channel).items():
        brings = brings - weight * values[chosen]
    return brings


def _clean(part: Floats, whole: Floats) -> Floats:
    """Without what rounding has left of parts that add up to the whole."""
    return np.asarray(part * (abs(part) > 1e-9 * abs(whole).max(initial=0.0)))
