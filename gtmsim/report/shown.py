"""What figures and page need to know of each scenario, as plain numbers and names."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.metrics.retention import Retention
from gtmsim.study.payback import Held, Payback
from gtmsim.study.statements import Statements

Stats = Mapping[str, Any]  # one metric as in summary.json: unit, mean, ci95, p10 ... or mean null and why
Floats = NDArray[np.float64]
BUSY = 0.85  # share of its hours from which a team is a bottleneck: waits grow without end towards 1


class Shown(NamedTuple):
    """One scenario as the report shows it."""

    name: str
    metrics: Mapping[str, Stats]
    by: Mapping[str, Mapping[str, Mapping[str, Stats]]]
    monthly: Mapping[str, Floats]  # name -> (replications, months)
    retention: Retention | None
    floor: float = 0.0  # below which cash has run out [currency]
    quarters: Statements | None = None  # none where there are no books
    stages: tuple[tuple[str, Floats], ...] = ()  # open pipeline by stage when each quarter begins [currency/year]


class Headline(NamedTuple):
    """What every replication brought of the metric that decides."""

    label: str  # "ARR at the end"
    unit: str
    values: tuple[Floats, ...]  # of each scenario, shape (replications,)


class Ahead(NamedTuple):
    """By how much a plan is ahead of the base at each month's end in the same luck."""

    path: Floats  # (replications, months)
    lead: Payback | Held | None  # from when on it is ahead for good, or until when it was


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
    ahead: tuple[Mapping[str, Ahead], ...] = ()  # of each scenario but the base, in cash and in ARR; none without luck
    headline: Headline | None = None
