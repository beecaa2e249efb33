"""Which part of the books a metric's difference is: lines that add up to it, or its two sides where it is a ratio."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.journal.chart import CHART, COST_OF_REVENUE, FINANCING, OPERATING
from gtmsim.study.paired import Difference, difference
from gtmsim.study.results import Results
from gtmsim.study.sample import Sample
from gtmsim.study.why.shapley import Split, split

CENTS = 100.0
YEAR = 12.0
RECURRING = (
    *(("new", 1.0), ("expansion", 1.0), ("reactivation", 1.0), ("resumed", 1.0)),
    *(("contraction", -1.0), ("churn", -1.0), ("paused", -1.0)),
)
OF_RECURRING = {"arr_end": YEAR, "net_new_arr": YEAR, "mrr_end": 1.0}
COSTS = tuple((line.name, -1.0) for line in CHART if line.heading in (COST_OF_REVENUE, OPERATING))
INTEREST = tuple((line.name, -1.0) for line in CHART if line.heading == FINANCING)
PROFIT = (("revenue", 1.0), *COSTS)
FUNDED = (("raised", 1.0), ("borrowed", 1.0), ("repaid", -1.0))
OF_STATEMENTS = {
    "ebitda": PROFIT,
    "cash_end": (("receipts", 1.0), *COSTS, *INTEREST, ("prepaid", -1.0), *FUNDED),
}
SAID = {"prepaid": "serving paid in advance", "raised": "rounds", "borrowed": "loans", "repaid": "loans paid back"}
DIMENSIONS = ("channel", "segment", "team")
EXACT = 0.01  # of the currency: to which the lines add up to the metric


class Line(NamedTuple):
    """One line of a bridge that differs: what it adds to the metric in either plan, and by how much more."""

    name: str
    base: float
    other: float
    difference: Difference


class Bridge(NamedTuple):
    """Lines that together are the metric's difference."""

    of: str  # what the lines are
    lines: tuple[Line, ...]


def bridges(base: Results, other: Results, metric: str) -> tuple[Bridge, ...]:
    """The books first, then where it is: by channel, segment and team, as far as these add up to the metric."""
    found = []
    if metric in OF_RECURRING:
        found.append(Bridge("movements", _recurring(base, other, OF_RECURRING[metric])))
    if metric in OF_STATEMENTS:
        found.append(Bridge("lines of the statements", _statements(base, other, metric)))
    for dim in DIMENSIONS:
        lines = _by(base, other, metric, dim)
        if lines and _add_up(lines, base, other, metric):
            found.append(Bridge(f"by {dim}", lines))
    return tuple(found)


def sides(base: Results, other: Results, metric: str) -> tuple[tuple[str, str], Split] | None:
    """What the numerator and the denominator of a ratio do to it, in words; None where it is no ratio."""
    here, there = base.measures[metric, "", ""], other.measures[metric, "", ""]
    if not isinstance(here, Sample) or not isinstance(there, Sample) or here.kind != "ratio" or there.kind != "ratio":
        return None
    above, below = (here._replace(num=there.num), here._replace(den=there.den))
    choices = {frozenset[int](): here, frozenset({0}): above, frozenset({1}): below, frozenset({0, 1}): there}
    words = base.meanings[metric].definition.rstrip(".").split(" over ", 1)
    told = (words[0].strip(), words[1].strip()) if len(words) == 2 else ("numerator", "denominator")
    return told, split(told, choices)


def _recurring(base: Results, other: Results, times: float) -> tuple[Line, ...]:
    lines = []
    for name, sign in RECURRING:
        here, there = (_summed(each.monthly[name]) * sign * times for each in (base, other))
        here, there = np.nan_to_num(here), np.nan_to_num(there)
        if (here != there).any():
            lines.append(_line(name, here, there))
    return tuple(lines)


def _summed(months: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(months.sum(axis=1))


def _statements(base: Results, other: Results, metric: str) -> tuple[Line, ...]:
    lines = []
    for name, sign in OF_STATEMENTS[metric]:
        here, there = (sign * _flow(each.lines[name], each.frame.months) / CENTS for each in (base, other))
        if (here != there).any():
            lines.append(_line(SAID.get(name, name.replace("_", " ")), here, there))
    return tuple(lines)


def _flow(cents: NDArray[np.int64], months: int) -> NDArray[np.int64]:
    """What happens in the horizon; of a balance, which has a number for day 0 too, how it changes."""
    return np.asarray(cents[:, -1] - cents[:, 0] if cents.shape[1] > months else cents.sum(axis=1))


def _by(base: Results, other: Results, metric: str, dim: str) -> tuple[Line, ...]:
    keys = sorted({key for name, at, key in (*base.measures, *other.measures) if (name, at) == (metric, dim)})
    lines = []
    for key in keys:
        sides_of = [each.measures.get((metric, dim, key)) for each in (base, other)]
        known = [each for each in sides_of if isinstance(each, Sample) and each.kind == "count"]
        if len(known) != len(sides_of):
            return ()
        lines.append(_line(key, *(each.num for each in known)))
    return tuple(lines)


def _add_up(lines: tuple[Line, ...], base: Results, other: Results, metric: str) -> bool:
    """Are the lines the metric, in either plan? Not where some of it is of no channel, such as what day 0 finds."""
    here, there = (each.estimate(metric).mean for each in (base, other))
    if here is None or there is None:
        return False
    sums = sum(line.base for line in lines), sum(line.other for line in lines)
    return max(abs(sums[0] - here), abs(sums[1] - there)) <= EXACT


def _line(name: str, here: NDArray[Any], there: NDArray[Any]) -> Line:
    one, two = (Sample(values, np.ones_like(values), "count") for values in (here, there))
    return Line(name, float(here.mean()), float(there.mean()), difference(one, two, None))
