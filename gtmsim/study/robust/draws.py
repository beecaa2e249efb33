"""Where in its range each number lies in each world: a Latin hypercube, keyed by the name of the number.

A number's places hang on the seed, its own name and how many worlds there are. One number more moves no other's.
"""

import hashlib
from typing import Literal

import numpy as np

from gtmsim.journal.header import Floats

Law = Literal["triangular", "uniform"]
LAWS: tuple[Law, ...] = ("triangular", "uniform")


def places(name: str, worlds: int, seed: int) -> Floats:
    """A uniform in (0, 1) for each world, one in each of as many equal parts, in an order of the name's own."""
    key = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=16).digest()
    luck = np.random.Generator(np.random.PCG64(int.from_bytes(key, "little")))
    order = np.argsort(luck.random(worlds), kind="stable")
    within = luck.random(worlds)
    return np.asarray((order + np.clip(within, 1e-9, 1.0 - 1e-9)) / worlds)


def drawn(u: Floats, low: float, mode: float, high: float, law: Law) -> Floats:
    """The numbers at these places of their law between low and high."""
    if high <= low:
        return np.full(len(u), low)
    if law == "uniform":
        return np.asarray(low + (high - low) * u)
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - u) * (high - low) * (high - mode))
    return np.asarray(np.where(u < turn, rising, falling))
