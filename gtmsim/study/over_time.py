"""Two plans month by month in the same luck: by how much they differ, and from which month on one is ahead for good."""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.study.estimators import mean_interval
from gtmsim.study.payback import Held, Payback, ahead, payback, shown
from gtmsim.study.quantiles import quantile

if TYPE_CHECKING:
    from gtmsim.study.comparison import Comparison
    from gtmsim.study.results import Results

Floats = NDArray[np.float64]
CENTS = 100.0
CASH, ARR = "cash", "arr_end"
LED = (CASH, ARR)  # of which is asked from when on a plan is ahead


class Month(NamedTuple):
    """By how much a series differs at the end of a month, or in it."""

    month: int
    mean: float
    low: float | None
    high: float | None
    p10: float
    p90: float


def paths(results: "Results") -> dict[str, Floats]:
    """Every monthly series, and cash, shape (replications, months)."""
    found = dict(results.monthly)
    if "net_cash_flow" in results.lines:
        found[CASH] = np.cumsum(results.lines["net_cash_flow"], axis=1) / CENTS
    return found


def apart(base: "Results", other: "Results") -> dict[str, Floats]:
    """Each series that both have, less that of the base, in every replication and month."""
    here, there = paths(base), paths(other)
    return {name: there[name] - here[name] for name in there if name in here and here[name].shape == there[name].shape}


def months(found: Floats) -> list[Month]:
    """Mean, its interval and P10 to P90 of each month; of a month that some replications do not know, nothing."""
    told = []
    for month, column in enumerate(found.T):
        if not np.isfinite(column).all():
            continue
        values = column.tolist()
        low, high = mean_interval(values).ci95
        ordered = sorted(values)
        told.append(Month(month, float(np.mean(column)), low, high, quantile(ordered, 0.1), quantile(ordered, 0.9)))
    return told


def ahead_of(base: "Results", other: "Results") -> dict[str, NDArray[np.int64]]:
    """By how much a plan is ahead at each month's end in cash, funding apart, and in recurring revenue [cents]."""
    found: dict[str, NDArray[np.int64]] = {}
    flows = [each.lines.get("operating_cash_flow") for each in (base, other)]
    if flows[0] is not None and flows[1] is not None and flows[0].shape == flows[1].shape:
        found[CASH] = ahead(flows[0], flows[1])
    levels = [each.monthly.get(ARR) for each in (base, other)]
    if levels[0] is not None and levels[1] is not None and levels[0].shape == levels[1].shape:
        before, after = (np.rint(level * CENTS).astype(np.int64) for level in levels if level is not None)
        found[ARR] = after - before
    return found


def leads(base: "Results", other: "Results") -> dict[str, Payback | Held | None]:
    """From when on a plan is ahead of the base in cash, funding apart, and in recurring revenue."""
    return {series: payback(path) for series, path in ahead_of(base, other).items()}


def at_end(base: "Results", other: "Results") -> dict[str, Floats]:
    """By how much a plan is ahead when the run ends, in each replication."""
    return {series: np.asarray(path[:, -1] / CENTS) for series, path in ahead_of(base, other).items()}


def over_time(found: "Comparison") -> dict[str, Any]:
    """As `summary.json` holds it: for each scenario from when on it is ahead; nothing without common luck."""
    if not found.paired:
        return {}
    base, *others = found.results
    return {
        name: {series: shown(lead) for series, lead in leads(base, other).items()}
        for name, other in zip(found.names[1:], others, strict=True)
    }
