"""The place on a ladder from which on a question is answered yes; knows no scenario."""

from collections.abc import Callable
from typing import NamedTuple

Reaches = Callable[[int], bool | None]  # of a place; None where there is no plan


class Place(NamedTuple):
    """Where the search ended."""

    at: int | None  # the place asked for; None where no place that was tried reaches
    rising: bool = True  # it is the smallest that reaches; else the largest
    all: bool = False  # every place that was tried reaches


def seek(reaches: Reaches, lowest: int, highest: int) -> Place:
    """The smallest place that reaches, where larger ones do, or the largest where smaller ones do; 0 is where to begin.

    By doubling steps away from 0, then by bisection: what is between two places that were tried is taken to lie
    between them, which `falls` of the caller proves or refutes on all that was tried.
    """
    if reaches(0):
        for sign, end in ((-1, lowest), (1, highest)):
            last, other = _away(reaches, sign, abs(end), until=False)
            if other is not None:
                return Place(sign * _between(reaches, sign, other, last, True), rising=sign < 0)
        return Place(0, all=True)
    for sign, end in ((1, highest), (-1, lowest)):
        last, other = _away(reaches, sign, abs(end), until=True)
        if other is not None:
            return Place(sign * _between(reaches, sign, last, other, False), rising=sign > 0)
    return Place(None)


def _away(reaches: Reaches, sign: int, end: int, until: bool) -> tuple[int, int | None]:
    """The last distance from 0 before the answer becomes `until`, and the first at which it is; None if none is."""
    last, far = 0, 1
    while far <= end:
        found = reaches(sign * far)
        if found is None:  # no plan so far away: as far as there is one
            end = far - 1
            far = (last + far) // 2 if far - last > 1 else far
            if far == last:
                break
            continue
        if found == until:
            return last, far
        last, far = far, min(2 * far, end) if far < end else far + 1
    return last, None


def _between(reaches: Reaches, sign: int, missing: int, reaching: int, inward: bool) -> int:
    """The distance that reaches next to one that does not."""
    while abs(reaching - missing) > 1:
        middle = (missing + reaching) // 2
        if reaches(sign * middle):
            reaching = middle
        else:
            missing = middle
    return reaching
