"""What a metric is: a pure function of the journal with a name, a unit and a meaning. Knows no metric by name."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.header import Flags, Floats
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.rows import CENTS as CENTS
from gtmsim.metrics.values import Count as Count
from gtmsim.metrics.values import Cycle as Cycle
from gtmsim.metrics.values import Nothing as Nothing
from gtmsim.metrics.values import Ratio as Ratio
from gtmsim.metrics.values import Sums as Sums
from gtmsim.metrics.values import Undefined as Undefined
from gtmsim.metrics.values import Value as Value

# Some hundred values a replication: so they are made without a call of Python each.
_ratio: Callable[[tuple[float, float]], Ratio] = partial(tuple.__new__, Ratio)
_count: Callable[[tuple[float]], Count] = partial(tuple.__new__, Count)
Values = Sequence[Value]  # one for each slot of a cut
Compute = Callable[[Ledger, Cut], Values]
Numbers = NDArray[Any]


# What a number is, whatever its unit: an amount; 1 or 0 in each replication; a part of what the denominator counts one
# by one; or events so rare that there may have been none.
# An amount may be below 0, a size never is, and a part is a size that is never above 1.
Nature = Literal["amount", "size", "part", "probability", "proportion", "events"]


class Form(NamedTuple):
    """How a value follows from sums: each line of a table on its own, NaN where it has no value."""

    values: Callable[[Floats, tuple[float, ...]], Floats]  # (lines, parts) and what is known -> (lines,)
    why: Callable[[Floats, tuple[float, ...]], str]  # one line has no value
    adds: Callable[[Floats], Flags] = lambda parts: np.asarray(parts.any(axis=1))  # which lines have something to add
    note: Callable[[Floats], str | None] = lambda parts: None  # what a reader must know of one line


class Metric(NamedTuple):
    """One registered metric."""

    name: str
    unit: str  # the word "money" in it stands for the scenario's currency
    family: str
    better: Literal["higher", "lower"] | None
    by: tuple[str, ...]  # dimensions beside the total: "channel", "segment", "team", "stage"
    initial: bool  # by channel, is there a line for what did not come through a channel?
    positive: bool  # not meaningful unless the means of numerator and denominator are both above 0
    definition: str
    compute: Compute
    form: Form | None  # of a metric that gives Sums
    nature: Nature


PARTS_ALONE = (("team",), ("stage",))  # of metrics that have no value for the whole firm
METRICS: dict[str, Metric] = {}
Monthly = Callable[[Ledger], Floats]


class Series(NamedTuple):
    """What a monthly series is."""

    name: str
    unit: str  # as that of a metric
    meaning: str
    monthly: Monthly | None = None  # of those that are registered
    by: str = ""  # the dimension of whose parts each has one of its own: "team"


SERIES: dict[str, Series] = {}  # monthly series of mechanisms, by name


def metric(
    unit: str,
    family: str,
    better: Literal["higher", "lower"] | None = None,
    by: tuple[str, ...] = (),
    initial: bool = False,
    positive: bool = False,
    form: Form | None = None,
    nature: Nature = "amount",
) -> Callable[[Compute], Compute]:
    """Register a metric under its function's name; its docstring is the definition."""

    def register(compute: Compute) -> Compute:
        name = compute.__name__
        if name in METRICS:
            raise ValueError(f"two metrics are called {name}")
        definition = (compute.__doc__ or "").split("\n\n")[0].strip()
        METRICS[name] = Metric(name, unit, family, better, by, initial, positive, definition, compute, form, nature)
        return compute

    return register


def series(name: str, unit: str) -> Callable[[Monthly], Monthly]:
    """Register a monthly series under its name, its docstring the meaning; its values have the shape (months,)."""

    def register(monthly: Monthly) -> Monthly:
        if name in SERIES:
            raise ValueError(f"two series are called {name}")
        SERIES[name] = Series(name, unit, " ".join((monthly.__doc__ or "").split()), monthly)
        return monthly

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


def nothing(why: str, cut: Cut) -> list[Value]:
    """Nothing to add in any slot, for the same reason."""
    return [Nothing(why)] * cut.width


def undefined(why: str, cut: Cut) -> list[Value]:
    """The same reason in each slot."""
    return [Undefined(why)] * cut.width


NO_RUN_OFF = "run-off is off"
