"""Two sources of luck for the same processes: a stream of random numbers, and draws named by whom they are for."""

import random
from math import exp, log
from statistics import NormalDist

from gtmsim.engine.draws import Draws, Purpose, child_key, name_key


class Stream:
    """The next number of a generator, whoever asks."""

    def __init__(self, seed: int) -> None:
        luck = random.Random(seed)
        self._uniform, self._exponential, self._lognormal = luck.random, luck.expovariate, luck.lognormvariate

    def chance(self, share: float, _purpose: Purpose, _who: int, _occurrence: int = 0) -> bool:
        """Does it happen?"""
        return self._uniform() < share

    def exponential(self, mean: float, _purpose: Purpose, _who: int, _occurrence: int = 0) -> float:
        """A waiting time."""
        return self._exponential(1.0 / mean)

    def lognormal(self, mu: float, sigma: float, _purpose: Purpose, _who: int) -> float:
        """A time of work."""
        return self._lognormal(mu, sigma)

    def child(self, _who: int, _number: int) -> int:
        """Nobody has a name."""
        return 0


class Keyed:
    """The same number for the same entity at the same decision, in whatever order they ask."""

    def __init__(self, seed: int) -> None:
        self._uniform = Draws(seed, 0).uniform
        self._quantile = NormalDist().inv_cdf
        self.root = name_key("channel", "organic")

    def chance(self, share: float, purpose: Purpose, who: int, occurrence: int = 0) -> bool:
        """Does it happen?"""
        return self._uniform(purpose, who, occurrence) < share

    def exponential(self, mean: float, purpose: Purpose, who: int, occurrence: int = 0) -> float:
        """A waiting time."""
        return -mean * log(self._uniform(purpose, who, occurrence))

    def lognormal(self, mu: float, sigma: float, purpose: Purpose, who: int) -> float:
        """A time of work."""
        return exp(mu + sigma * self._quantile(self._uniform(purpose, who)))

    def child(self, who: int, number: int) -> int:
        """The key of an entity below another."""
        return child_key(who or self.root, number)
