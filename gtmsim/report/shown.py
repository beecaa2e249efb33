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


class Study(NamedTuple):
    """All that is drawn: one scenario or several, the first being the base."""

    scenarios: tuple[Shown, ...]
    months: tuple[str, ...]  # "2026-01", ...
    currency: str
    replications: int
    uncertainty: str  # what the intervals cover
    chosen: str = ""  # which scenarios these are, where they are not all
