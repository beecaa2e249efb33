"""What figures and page need to know of each scenario, as plain numbers and names."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.metrics.retention import Retention

Stats = Mapping[str, Any]  # one metric as in summary.json: unit, mean, ci95, p10 ... or mean null and why
Floats = NDArray[np.float64]


class Shown(NamedTuple):
    """One scenario as the report shows it."""

    name: str
    metrics: Mapping[str, Stats]
    by: Mapping[str, Mapping[str, Mapping[str, Stats]]]
    monthly: Mapping[str, Floats]  # name -> (replications, months)
    retention: Retention | None


class Aim(NamedTuple):
    """The targets of one metric, and what each scenario brought; the last of them is drawn by its outcomes."""

    label: str  # "New ARR"
    wanted: str  # "new ARR: at least 8M USD/year"
    by: str
    side: str
    amount: float
    unit: str
    values: tuple[Floats, ...]  # of each scenario, shape (replications,)
    chances: tuple[str, ...]  # of each scenario, "32%"
    stated: tuple[str, ...]  # with intervals, "32% (24 to 42%)"
    points: tuple[tuple[int, str, float, tuple[str, ...]], ...]  # of each day: month, day, amount, chances
    paths: tuple[Floats, ...]  # of each scenario, shape (replications, months); none where months are not known


class Study(NamedTuple):
    """All that is drawn: one scenario or several, the first being the base."""

    scenarios: tuple[Shown, ...]
    months: tuple[str, ...]  # "2026-01", ...
    currency: str
    replications: int
    uncertainty: str  # what the intervals cover
    chosen: str = ""  # which scenarios these are, where they are not all
    aims: tuple[Aim, ...] = ()  # by metric, in the order of the file
    cash: tuple[Floats, ...] = ()  # of each scenario in common luck, what came in since day 0, (replications, months)
