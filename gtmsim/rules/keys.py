"""Keys: 64-bit names of whatever has luck, hashed from words and from whole numbers below them.

The hash of numbers is the SplitMix64 finaliser (Steele, Lea and Flood 2014), applied once for each part of the name.
"""

from functools import lru_cache
from hashlib import blake2b

MASK = 0xFFFF_FFFF_FFFF_FFFF
GOLDEN = 0x9E37_79B9_7F4A_7C15


def mix(z: int) -> int:
    """SplitMix64 finaliser of a 64-bit word: a bijection, so different words stay different."""
    z = (z + GOLDEN) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB) & MASK
    return z ^ (z >> 31)


@lru_cache(maxsize=4096)
def name_key(*names: str) -> int:
    """64-bit key of a name in words, the same on every machine and in every process."""
    return int.from_bytes(blake2b("\0".join(names).encode(), digest_size=8).digest(), "little")


def child_key(parent: int, *parts: int) -> int:
    """Key of an entity that is named by its parent's key and integers below it."""
    key = parent
    for part in parts:
        key = mix(mix(key) ^ (part & MASK))
    return key
