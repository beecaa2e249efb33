"""Work that makes little garbage goes with less of Python's collector, which would walk what grows again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 20, 50)  # new objects, and collections of the younger, before a collection


@contextmanager
def steady() -> Iterator[None]:
    """No garbage collection inside; afterwards as before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def seldom() -> Iterator[None]:
    """Garbage is collected now and then inside; afterwards as before."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
