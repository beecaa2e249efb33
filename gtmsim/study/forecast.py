"""The pipeline by stage when each quarter begins, and how much of it the quarter wins: forecast categories."""

import datetime
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from gtmsim.metrics.selling import QUARTER
from gtmsim.metrics.staged import DEALS, VALUE, WINS, WON_VALUE
from gtmsim.study.coverage import first_day
from gtmsim.study.estimators import Estimate, mean_interval
from gtmsim.study.quantiles import at_least_nothing, events, proportion
from gtmsim.study.sample import Sample, plain

if TYPE_CHECKING:
    from gtmsim.study.results import Results

COMMITTEE, ALL, NEW = "committee", "all stages", "opened in the quarter"
# Share of the value on the table that the quarter wins: from here on a deal is counted on, or hoped for.
CATEGORIES = ((0.7, "commit"), (0.3, "best case"), (0.0, "pipeline"))


def pipeline(results: "Results") -> list[dict[str, Any]]:
    """Open deals by quarter and stage as `summary.json` says them; nothing without a target."""
    if results.stages is None:
        return []
    names = (*(stage.name for stage in results.scenario.market.selling.stages), COMMITTEE, ALL, NEW)
    start = datetime.date.fromisoformat(results.frame.start)
    found = []
    for quarter, first in enumerate(range(0, results.frame.months, QUARTER)):
        here = results.stages[:, quarter].astype(np.float64)
        lines = np.concatenate([here[:, :-1], here[:, :-1].sum(axis=1, keepdims=True), here[:, -1:]], axis=1)
        for name, line in zip(names, lines.transpose(1, 0, 2), strict=True):
            if line.any() or name in (ALL, NEW):
                found.append({"from": first_day(start, first).isoformat(), "stage": name, **_line(name, line)})
    return found


def _line(name: str, line: Any) -> dict[str, Any]:
    """Deals, their value, what the quarter wins of it, and the category that follows."""
    deals = line[:, DEALS].tolist()
    # A part of the value, whose cases are the deals: none of few deals won does not say that none ever is.
    share = proportion(Sample(line[:, WON_VALUE], line[:, VALUE], "ratio").estimate(), math.fsum(deals))
    return {
        "deals": _said(events(deals)),
        "value": _said(at_least_nothing(mean_interval((line[:, VALUE] / 100.0).tolist()))),
        "won": _said(at_least_nothing(mean_interval((line[:, WON_VALUE] / 100.0).tolist()))),
        "wins": _said(events(line[:, WINS].tolist())),
        "won_share": _said(share),
        "category": category(share.mean) if name not in (ALL, NEW) else None,
    }


def category(share: float | None) -> str | None:
    """Which forecast category deals belong to of which a quarter wins such a share."""
    return None if share is None else next(name for least, name in CATEGORIES if share >= least)


def _said(found: Estimate) -> dict[str, Any]:
    said: dict[str, Any] = {"mean": found.mean, "ci95": plain(found.ci95), "n": found.n, "estimator": found.estimator}
    return {**said, "why": found.why} if found.why else said
