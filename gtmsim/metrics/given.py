"""What the header alone gives: the same for all replications of a scenario, so worked out once. Knows no metric."""

from functools import cached_property

import numpy as np

from gtmsim.engine.journal import Header, Ints
from gtmsim.metrics.carry_over import CarryOver
from gtmsim.metrics.cut import Cut, cut_by
from gtmsim.metrics.months import DAY, Calendar


class Given:
    """Tables that follow from a header; several threads may share them."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.calendar = Calendar(header.start)
        self.every = cut_by(header, "", "channel", "segment")
        self._cuts: dict[tuple[str, ...], Cut] = {}
        self.carry_over = CarryOver(header)

    @cached_property
    def planned(self) -> Ints:
        """What each channel spends in each month by its plan [cents], shape (channels, months)."""
        days = np.array(self.header.months[: self.header.n_months]) // DAY
        return np.add.reduceat(self.header.daily_spend, days, axis=1, dtype=np.int64)

    def cut(self, *dims: str) -> Cut:
        """The divisions by these dimensions."""
        if dims not in self._cuts:
            self._cuts[dims] = cut_by(self.header, *dims)
        return self._cuts[dims]


_last: Given | None = None


def given_by(header: Header) -> Given:
    """The tables of a header: those of the last one, where this one says the same."""
    global _last
    last = _last  # another thread may change it meanwhile
    if last is None or not same(last.header, header):
        _last = last = Given(header)
    return last


def same(a: Header, b: Header) -> bool:
    """Do two headers say the same?"""
    return a is b or all(
        np.array_equal(x, y) if isinstance(x, np.ndarray) and isinstance(y, np.ndarray) else x == y
        for x, y in zip(a, b, strict=True)
    )
