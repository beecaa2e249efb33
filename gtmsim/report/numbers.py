"""Numbers for axes and labels; where an interval is known, no digit is shown that it does not support."""

import math
from collections.abc import Sequence

from gtmsim.study.estimators import Interval, mean_interval
from gtmsim.study.wording import SIZES, number

MOST = 3  # significant digits where no interval says how many


def compact(x: float) -> str:
    """A place on an axis: 1250000 -> "1.25M"."""
    x = float(f"{x:.{MOST - 1}e}")
    size, letter = next(((size, letter) for size, letter in SIZES if abs(x) >= size), (1.0, ""))
    return f"{_plain(x / size)}{letter}".replace("-", "−")


def share(x: float) -> str:
    """0.1234 -> "12%", 0.0312 -> "3.1%"."""
    return f"{100 * x:.0f}%" if abs(x) >= 0.0995 or x == 0 else f"{_plain(float(f'{100 * x:.1e}'))}%"


def estimated(values: Sequence[float]) -> str:
    """The mean of one value per replication."""
    found = mean_interval(values)
    return stated(found.mean, found.ci95)


def stated(mean: float | None, ci95: Interval | Sequence[float | None] = (None, None)) -> str:
    """An estimate as its interval allows."""
    low, high = ci95
    return number(mean, None if low is None or high is None else 0.5 * (high - low))


def _plain(x: float) -> str:
    return f"{x:.12f}".rstrip("0").rstrip(".") if math.fmod(x, 1.0) else f"{x:.0f}"
