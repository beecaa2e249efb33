"""The keyed draws of `gtmsim.engine.draws`, for numba: the same bits."""

import numpy as np

from gtmsim.engine.compiled.jit import kernel

U = np.uint64
GOLDEN = U(0x9E37_79B9_7F4A_7C15)
FIRST = U(0xBF58_476D_1CE4_E5B9)
SECOND = U(0x94D0_49BB_1331_11EB)
S30, S27, S31, S12 = U(30), U(27), U(31), U(12)


@kernel
def mix(z):
    """SplitMix64 finaliser of a 64-bit word."""
    z = z + GOLDEN
    z = (z ^ (z >> S30)) * FIRST
    z = (z ^ (z >> S27)) * SECOND
    return z ^ (z >> S31)


@kernel
def child_key(parent, part):
    """Key of an entity that is named by its parent's key and a word below it."""
    return mix(mix(parent) ^ U(part))


@kernel
def uniform(w, purpose, entity, occurrence):
    """Uniform in the open interval (0, 1)."""
    z = mix(mix(w.root[purpose] ^ entity) ^ U(occurrence))
    return np.float64(z >> S12) * 2.220446049250313e-16 + 1.1102230246251565e-16
