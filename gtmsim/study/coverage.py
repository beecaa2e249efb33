"""Quarter by quarter, what is left to reach and, of new ARR, the open pipeline beside it: there, and needed."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from gtmsim.mechanisms.quota.section import MONTHS
from gtmsim.metrics.paths import PATHS, path_of
from gtmsim.study.ended import ended, share_ended
from gtmsim.study.estimators import Estimate, mean_interval, undefined
from gtmsim.study.pooled import Floats, holes
from gtmsim.study.sample import Sample, outcomes, plain
from gtmsim.study.targets import Target

if TYPE_CHECKING:
    from gtmsim.study.results import Results

QUARTER = 3  # months, counted from the start of the run
STARTS = {"mrr_end": ("mrr_start", 1), "arr_end": ("mrr_start", 12)}  # levels that are known at the start of the run
FILLED_BY_WINS = ("new_arr", "arr_end")
PIPELINE = "pipeline_start"
NOTHING_LEFT = "nothing is left to win"
QUOTAS = "quota_capacity"
UNENDED = "a period of quotas does not end within the run"


def quarters(results: "Results", targets: Sequence[Target]) -> list[dict[str, Any]]:
    """A row for each metric and quarter until its last target; only where more is better and months are known."""
    rows: list[dict[str, Any]] = []
    known = [each for each in targets if each.sign > 0.0 and each.metric in PATHS]
    for metric, points in groupby(known, key=lambda each: each.metric):
        path = path_of(metric, results.monthly)
        if path is not None:
            rows += _of_metric(results, metric, list(points), path)
    return rows


def _of_metric(results: "Results", metric: str, points: list[Target], path: Floats) -> Iterator[dict[str, Any]]:
    start = datetime.date.fromisoformat(results.frame.start)
    for month in range(0, points[-1].month + 1, QUARTER):
        so_far = at_start(results, metric, path, month)
        following = next(each for each in points if each.month >= month)
        if so_far is None:
            continue
        row = {
            "metric": metric,
            "from": first_day(start, month).isoformat(),
            "by": following.by.isoformat(),
            "amount": following.amount,
            "unit": results.meanings[metric].unit,
            "gap": _described(following.amount - so_far),
        }
        if (gone := share_ended(results, month)) is not None:
            row |= {"ended": gone, "ended_by": share_ended(results, following.month)}
        if metric in FILLED_BY_WINS and PIPELINE in results.monthly:
            row |= covered(results, following, so_far, month, path)
        yield row


def at_start(results: "Results", metric: str, path: Floats, month: int) -> Floats | None:
    """The metric when a month begins; None where nobody knows it."""
    if month > 0:
        return np.asarray(path[:, month - 1])
    if PATHS[metric].flow:
        return np.zeros(results.replications)
    if metric not in STARTS:
        return None
    series, times = STARTS[metric]
    return np.asarray(results.monthly[series][:, 0] * times)


def covered(results: "Results", target: Target, so_far: Floats, month: int, path: Floats) -> dict[str, Any]:
    """ARR that new customers must still bring, and the open pipeline beside it: present, and needed by the win rate."""
    left = target.amount - so_far if target.metric == "new_arr" else to_win(results, target, month, path)
    pipeline = results.monthly[PIPELINE][:, month]
    present, needed = Sample(pipeline, left, "ratio", positive=True).estimate(), deals_for_a_win(results)
    if present.mean is None and float(np.mean(left)) <= 0.0:
        present = undefined(NOTHING_LEFT)
    return {
        "to_win": _described(left),
        "won": _described(won(results, target, month)),
        "pipeline": _described(pipeline),
        "present": _estimated(present),
        "needed": _estimated(needed),
        **staffed(results, target, left, month),
    }


def staffed(results: "Results", target: Target, left: Floats, month: int) -> dict[str, Any]:
    """Quotas of the quarter's sellers, and the part of all quotas until the target's day that is to be won, if any."""
    capacity = quotas_by_month(results)
    if capacity is None:
        return {}
    quarter, until = capacity[:, month : month + QUARTER].sum(axis=1), capacity[:, month : target.month + 1].sum(axis=1)
    asked = undefined(UNENDED) if np.isnan(until).any() else Sample(left, until, "ratio", positive=True).estimate()
    if asked.mean is None and float(np.mean(left)) <= 0.0:
        asked = undefined(NOTHING_LEFT)
    return {
        "quota": _described(quarter, UNENDED),
        "quota_until": _described(until, UNENDED),
        "of_quota": _estimated(asked),
    }


def quotas_by_month(results: "Results") -> Floats | None:
    """Quotas of all sellers, each period's evenly over its months; NaN in a period that the run does not end."""
    told, said = results.monthly.get(QUOTAS), results.scenario.plan.quota
    if told is None or said is None or np.isnan(told).all():
        return None
    size = MONTHS[said.period]
    whole = told.shape[1] // size
    found = np.full(told.shape, np.nan)
    each = told[:, : whole * size].reshape(len(told), whole, size).sum(axis=2) / size
    found[:, : whole * size] = np.repeat(each, size, axis=1)
    return found


def to_win(results: "Results", target: Target, month: int, path: Floats) -> Floats:
    """New ARR missing at a month's start for a level at the target's day, had nobody been won from then on.

    What customers of that time add, and what is lost, is as in the same replication. Of a firm that has ended by then
    nothing is left, of what it won neither."""
    kept = np.where(ended(results, target.month), 0.0, won(results, target, month))
    return np.asarray(target.amount - (path[:, target.month] - kept))


def won(results: "Results", target: Target, month: int) -> Floats:
    """New ARR from the start of a month until the target's day, from deals open then and from later ones."""
    new = path_of("new_arr", results.monthly)
    if new is None:
        return np.full(results.replications, np.nan)
    return np.asarray(new[:, target.month] - (new[:, month - 1] if month > 0 else 0.0))


def deals_for_a_win(results: "Results") -> Estimate:
    """Deals closed for each one won, no decision included, over the whole run: 1 over `win_rate_broad`."""
    rate = results.measures.get(("win_rate_broad", "", ""))
    if not isinstance(rate, Sample) or rate.kind != "ratio":
        return undefined("no win rate is measured here")
    return Sample(rate.den, rate.num, "ratio", positive=True).estimate()


def _described(values: Floats, why: str | None = None) -> dict[str, Any]:
    without = holes(values, why)
    found = undefined(without) if without else mean_interval(values.tolist())
    return {**_estimated(found), **{name: each.mean for name, each in outcomes(values).items()}}


def _estimated(found: Estimate) -> dict[str, Any]:
    shown: dict[str, Any] = {"mean": found.mean, "ci95": plain(found.ci95), "n": found.n}
    return {**shown, "why": found.why} if found.why else shown


def first_day(start: datetime.date, month: int) -> datetime.date:
    """The day on which a month of the run begins."""
    index = 12 * start.year + start.month - 1 + month
    return datetime.date(index // 12, index % 12 + 1, 1)
