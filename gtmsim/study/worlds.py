"""Worlds in which replications have other weights: the Bayesian bootstrap (Rubin 1981), the same on any numpy."""

import numpy as np

from gtmsim.journal.header import Floats


def shares(luck: np.random.Generator, worlds: int, count: int) -> Floats:
    """Dirichlet(1, ..., 1) weights of so many things, a line a world: the gaps between sorted uniforms.

    They are said so, and not as exponentials over their sum, because the logarithms of numpy depend on its version.
    """
    ends = np.sort(luck.random((worlds, count - 1)), axis=1)
    return np.diff(ends, axis=1, prepend=0.0, append=1.0)


def weighed(weights: Floats, values: Floats) -> Floats:
    """Weighted sums of values (replications, ...) in each world, added in the order of replications."""
    found = np.zeros((len(weights), *values.shape[1:]))
    for weight, value in zip(weights.T, values, strict=True):
        found += np.multiply.outer(weight, value)
    return found
