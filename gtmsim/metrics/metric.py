"""What a metric is: a pure function of the journal with a name, a unit and a meaning. Knows no metric by name."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.rows import CENTS as CENTS


class Ratio(NamedTuple):
    """One replication's share in a ratio of means; a denominator of 0 is kept."""

    num: float
    den: float


class Count(NamedTuple):
    """One replication's share in a plain mean."""

    x: float


class Undefined(NamedTuple):
    """No value, and the reason in words."""

    why: str


Value = Ratio | Count | Undefined
# Some hundred values a replication: so they are made without a call of Python each.
_ratio: Callable[[tuple[float, float]], Ratio] = partial(tuple.__new__, Ratio)
_count: Callable[[tuple[float]], Count] = partial(tuple.__new__, Count)
Values = Sequence[Value]  # one for each slot of a cut
Compute = Callable[[Ledger, Cut], Values]
Numbers = NDArray[Any]


class Metric(NamedTuple):
    """One registered metric."""

    name: str
    unit: str  # the word "money" in it stands for the scenario's currency
    family: str
    better: Literal["higher", "lower"] | None
    by: tuple[str, ...]  # dimensions beside the total: "channel", "segment", "team"
    initial: bool  # by channel, is there a line for what did not come through a channel?
    positive: bool  # not meaningful unless the means of numerator and denominator are both above 0
    definition: str
    compute: Compute


METRICS: dict[str, Metric] = {}


def metric(
    unit: str,
    family: str,
    better: Literal["higher", "lower"] | None = None,
    by: tuple[str, ...] = (),
    initial: bool = False,
    positive: bool = False,
) -> Callable[[Compute], Compute]:
    """Register a metric under its function's name; its docstring is the definition."""

    def register(compute: Compute) -> Compute:
        name = compute.__name__
        if name in METRICS:
            raise ValueError(f"two metrics are called {name}")
        definition = (compute.__doc__ or "").split("\n\n")[0].strip()
        METRICS[name] = Metric(name, unit, family, better, by, initial, positive, definition, compute)
        return compute

    return register


def ratios(num: Numbers, den: Numbers) -> list[Value]:
    """One Ratio for each slot."""
    return list(
        map(
            _ratio,
            zip(num.astype(np.float64, copy=False).tolist(), den.astype(np.float64, copy=False).tolist(), strict=True),
        )
    )


def counts(x: Numbers) -> list[Value]:
    """One Count for each slot."""
    return list(map(_count, zip(x.astype(np.float64, copy=False).tolist())))


def undefined(why: str, cut: Cut) -> list[Value]:
    """The same reason in each slot."""
    return [Undefined(why)] * cut.width


NO_RUN_OFF = "run-off is off"
