"""The firm's statements over all replications, by month or by quarter: cents of every replication, means and ranges."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtmsim.metrics.ordered import total
from gtmsim.metrics.statements import ROWS, STOCKS, Row
from gtmsim.study.adding import adding
from gtmsim.study.estimators import NO_INTERVAL, Estimate, half_width, mean_interval
from gtmsim.study.problems import StudyError
from gtmsim.study.quantiles import probability, quantile
from gtmsim.study.sample import plain
from gtmsim.study.wording import number

if TYPE_CHECKING:
    from gtmsim.study.results import Frame

Cents = NDArray[np.int64]
Every = Literal["month", "quarter"]
QUARTER = 3  # months
DAY_0 = "day 0"
CENTS = 100


class Entry(NamedTuple):
    """One line in one period [currency]."""

    statement: str
    line: str
    period: str
    mean: float
    p10: float
    p90: float
    low95: float | None  # interval of the mean
    high95: float | None


@dataclass(frozen=True, repr=False)
class Statements:
    """Profit and loss, cash flow, balance, and the way from booking to cash."""

    periods: tuple[str, ...]
    lines: dict[str, Cents]  # (replications, periods): what happens in a period, or a balance at its end
    day_0: dict[str, Cents]  # balances of day 0, (replications,)
    currency: str
    cash_known: bool  # is the cash of day 0 said? If not, `cash` is what has come in since
    whole: dict[str, Cents]  # means in whole units of currency that add up; balances have day 0 in front

    def values(self, line: str) -> NDArray[np.float64]:
        """What each replication has on a line, shape (replications, periods) [currency]."""
        return self.lines[line] / CENTS

    def estimates(self, line: str) -> list[Estimate]:
        """Mean of each period with its interval [currency]."""
        return [mean_interval(values.tolist()) for values in self.values(line).T]

    def cash_out(self) -> list[Estimate]:
        """Share of replications in which cash has been below 0 at some month's end up to the end of each period."""
        if not self.cash_known:
            return []
        return [probability(int(each.sum()), len(each)) for each in self.lines["cash_out"].T]

    def entries(self) -> Iterator[Entry]:
        """Every line in every period, balances on day 0 as well."""
        return chain.from_iterable(self.table.values())

    @cached_property
    def table(self) -> dict[str, list[Entry]]:
        """Every line with its periods, of balances day 0 in front."""
        return {row.name: list(self._told(row)) for row in ROWS}

    def _told(self, row: Row) -> Iterator[Entry]:
        """All periods of a line at once, as there are many: the mean, and Student's interval, of each."""
        cents, periods = self.lines[row.name], self.periods
        if row.stock:
            cents, periods = np.column_stack((self.day_0[row.name], cents)), (DAY_0, *periods)
        n, values = len(cents), cents / CENTS
        means = cents.sum(axis=0) / (n * CENTS)
        spread = total((values - means) ** 2, axis=0)
        halves = half_width(1.0, n) * np.sqrt(spread / (n * (n - 1))) if n > 1 else np.full(len(periods), np.nan)
        ordered = np.sort(values, axis=0).T.tolist()
        for period, each, mean, half in zip(periods, ordered, means.tolist(), halves.tolist(), strict=True):
            ends = (mean - half, mean + half) if n > 1 else NO_INTERVAL
            yield Entry(row.statement, row.name, period, mean, quantile(each, 0.1), quantile(each, 0.9), *ends)

    def summary(self) -> dict[str, Any]:
        """What `summary.json` holds: by line each period's mean, P10, P90 and interval; balances from day 0 on."""
        found: dict[str, Any] = {"periods": list(self.periods)}
        for entry in self.entries():
            line = found.setdefault(entry.statement, {}).setdefault(entry.line, {key: [] for key in Entry._fields[3:]})
            for name, value in zip(line, entry[3:], strict=True):
                line[name].append(value)
        if self.cash_known:
            found["cash_out"] = [{"mean": each.mean, "ci95": plain(each.ci95)} for each in self.cash_out()]
        return found

    def __repr__(self) -> str:
        shown = [row for row in ROWS if self.lines[row.name].any()]
        head = ["", *self.periods]
        table = [head, *([said(row), *(f"{x:,}" for x in self.whole[row.name][-len(self.periods) :])] for row in shown)]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = [
            "  ".join(
                f"{cell:>{w}}" if i else f"{cell:<{w}}" for i, (cell, w) in enumerate(zip(row, widths, strict=True))
            )
            for row in table
        ]
        return "\n".join([f"Means in {self.currency}", *lines])


def statements(lines: dict[str, Cents], frame: "Frame", every: Every, cash_known: bool, floor: int = 0) -> Statements:
    """The lines of every replication by month [cents], as somebody wants to read them; cash runs out below a floor."""
    if every not in ("month", "quarter"):
        raise StudyError(f"statements are by month or by quarter, not by {every!r}")
    size = 1 if every == "month" else QUARTER
    first = np.arange(0, frame.months, size)
    last = np.minimum(first + size, frame.months)  # balances have day 0 in front
    found = {
        name: cents[:, last] if name in STOCKS else np.add.reduceat(cents, first, axis=1)
        for name, cents in lines.items()
    }
    whole = {
        name: means[[0, *last]] if name in STOCKS else np.add.reduceat(means, first)
        for name, means in adding(lines).items()
    }
    below = np.maximum.accumulate(lines["cash"] < floor, axis=1)
    found["cash_out"] = below[:, last].astype(np.int64)
    return Statements(
        tuple(labels(frame, size)),
        found,
        {name: lines[name][:, 0] for name in lines if name in STOCKS},
        frame.currency,
        cash_known,
        whole,
    )


def labels(frame: "Frame", size: int) -> Iterator[str]:
    """Names of periods of so many months: 2026-01, 2026 Q1, or its months where it is no quarter of the calendar."""
    start = datetime.date.fromisoformat(frame.start)
    month = 12 * start.year + start.month - 1
    for first in range(month, month + frame.months, size):
        count = min(size, month + frame.months - first)
        if size == QUARTER == count and first % QUARTER == 0:
            yield f"{first // 12} Q{first % 12 // QUARTER + 1}"
        elif count == 1:
            yield calendar(first)
        else:
            yield f"{calendar(first)} to {calendar(first + count - 1)}"


def calendar(month: int) -> str:
    """A month of the calendar, counted from the year 0."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def said(row: Row) -> str:
    """A line's name in words."""
    return {"ebitda": "EBITDA"}.get(row.name, row.name.replace("_", " "))


def stated(found: Estimate) -> str:
    """A mean as its interval allows."""
    low, high = found.ci95
    return number(found.mean, None if low is None or high is None else 0.5 * (high - low))
