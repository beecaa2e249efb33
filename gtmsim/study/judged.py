"""A difference with its verdict, as `summary.json` shows it.

One rule: the verdict, the sentence and what is printed are all read off the interval.
"""

import math
from typing import Any, NamedTuple

from gtmsim.study.estimators import LEVEL
from gtmsim.study.paired import Better, Difference
from gtmsim.study.quantiles import quantile
from gtmsim.study.sample import SHOWN_QUANTILES, plain, rounded
from gtmsim.study.several import replications_needed

BETTER, WORSE, DIFFERENT = "better", "worse", "different"
OPEN, SMALL, NONE = "not distinguishable", "too small to matter", "undefined"
USUAL = 0.01  # of a metric's value: a difference that matters no longer, where nobody says what does


class Question(NamedTuple):
    """How a difference is to be judged."""

    better: Better
    p_holm: float | None = None  # corrected for the family; None where the metric is exploratory
    level: float = LEVEL  # of the interval
    smallest: float | None = None  # difference that matters, in the metric's unit
    size: float = 0.0  # of the values that differ, in the metric's unit
    counts_needed: bool = True  # say how many replications would settle it

    @property
    def matters(self) -> float:
        """Difference that matters: what was said, or a share of the values."""
        return self.smallest if self.smallest is not None else USUAL * self.size


def judged(found: Difference, question: Question) -> dict[str, Any]:
    """Numbers, verdict, and what would settle the question where it is open."""
    said = verdict(found, question)
    shown: dict[str, Any] = {
        "mean": found.mean,
        "ci95": plain(found.ci95),
        **_range(found),
        "p_value": _digits(found.p_value),
        "p_holm": _digits(question.p_holm),
        "p_better": _digits(found.p_better),
        "verdict": said,
        "n": found.n,
        "estimator": found.estimator,
    }
    notes = [found.note]
    if said == SMALL:
        shown["equal"] = True
        what = "the smallest difference that matters" if question.smallest else f"{100 * USUAL:g} % of the value"
        notes.append(f"too small to matter: the whole interval lies within {what}")
    elif said == OPEN and question.counts_needed and found.deviations:
        target = question.smallest or max(question.matters, abs(found.mean or 0.0))
        needed = replications_needed(found.deviations, target, question.level) if target > 0.0 else 0
        if needed is None or needed > found.n:
            shown["needed"], shown["needed_for"] = needed, target
    if said in (OPEN, SMALL) and question.p_holm is not None and question.p_holm < 1.0 - LEVEL:
        notes.append("Holm's test alone would tell them apart; the verdict is that of the interval, which holds 0")
    if found.why:
        shown["why"] = found.why
    if any(notes):
        shown["note"] = "; ".join(filter(None, notes))
    return shown


def verdict(found: Difference, question: Question) -> str:
    """What the interval says: on which side of 0 it lies, and whether it reaches what matters."""
    low, high = found.ci95
    if found.mean is None:
        return NONE
    if low is None or high is None or low == high == 0.0:
        return OPEN
    small = -question.matters < low <= high < question.matters
    if small and (question.smallest is not None or low <= 0.0 <= high):
        return SMALL
    if low <= 0.0 <= high:
        return OPEN
    if question.better is None:
        return DIFFERENT
    return BETTER if (low > 0.0) == (question.better == "higher") else WORSE


def _range(found: Difference) -> dict[str, float | None]:
    """What the difference may be in a replication, as far as each has one of its own."""
    ordered = sorted(found.outcomes)
    return {name: quantile(ordered, p) if ordered else None for name, p in SHOWN_QUANTILES}


def _digits(p: float | None) -> float | None:
    return None if p is None or math.isnan(p) else rounded(p)
