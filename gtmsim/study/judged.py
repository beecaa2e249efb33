"""A difference with its verdict, as `summary.json` shows it."""

import math
from typing import Any, NamedTuple

from gtmsim.study.estimators import LEVEL
from gtmsim.study.paired import Better, Difference
from gtmsim.study.sample import plain, rounded
from gtmsim.study.several import replications_needed


class Question(NamedTuple):
    """How a difference is to be judged."""

    better: Better
    alpha: float  # false alarms allowed
    p_holm: float | None = None  # corrected for the family; None where the metric is exploratory
    level: float = LEVEL  # of the interval
    smallest: float | None = None  # difference that matters, in the metric's unit
    counts_needed: bool = True  # say how many replications would settle it


def judged(found: Difference, question: Question) -> dict[str, Any]:
    """Numbers, verdict, and what would settle the question where it is open."""
    verdict = _verdict(found, question)
    shown: dict[str, Any] = {
        "mean": found.mean,
        "ci95": plain(found.ci95),
        "p_value": _digits(found.p_value),
        "p_holm": _digits(question.p_holm),
        "p_better": _digits(found.p_better),
        "verdict": verdict,
        "n": found.n,
        "estimator": found.estimator,
    }
    notes = [found.note]
    if _practically_equal(found, question.smallest):
        shown["equal"] = True
        notes.append("practically equal: the interval lies within the smallest difference that matters")
    elif verdict == "not distinguishable" and question.counts_needed and found.deviations:
        target = question.smallest or abs(found.mean or 0.0)
        if target > 0.0:
            shown["needed"] = replications_needed(found.deviations, target, question.level)
            shown["needed_for"] = target
    low, high = found.ci95
    if verdict != "not distinguishable" and low is not None and high is not None and low < 0.0 < high:
        notes.append("Holm's ordered test tells them apart although the simultaneous interval holds 0")
    if found.why:
        shown["why"] = found.why
    if any(notes):
        shown["note"] = "; ".join(filter(None, notes))
    return shown


def _verdict(found: Difference, question: Question) -> str:
    p = question.p_holm if question.p_holm is not None else found.p_value
    if p is None or found.mean is None or found.mean == 0.0 or not p < question.alpha:
        return "not distinguishable"
    if question.better is None:
        return "different"
    return "better" if (found.mean > 0.0) == (question.better == "higher") else "worse"


def _practically_equal(found: Difference, smallest: float | None) -> bool:
    low, high = found.ci95
    return smallest is not None and low is not None and high is not None and -smallest < low <= high < smallest


def _digits(p: float | None) -> float | None:
    return None if p is None or math.isnan(p) else rounded(p)
