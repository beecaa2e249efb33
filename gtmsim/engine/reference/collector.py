"""Python's garbage collector waits while lives are told: looking through all who wait is most of a long run's time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from gtmsim.machine.steady import steady

YOUNG = 1  # generations of the collector up to this one; it has one more


@contextmanager
def collector_off() -> Iterator[None]:
    """No garbage collection inside, one after.

    All that came inside is young, so what was there before, libraries above all, need not be looked through.
    """
    try:
        with steady():
            yield
    finally:
        gc.collect(YOUNG)
