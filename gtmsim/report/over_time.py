"""Two plans month by month: files of their differences, and from when on one is ahead, in sentences."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from gtmsim.report.explained import MONTH, P10, P90, REPLICATION, SCENARIO, Explained, Field, csv_file, estimate
from gtmsim.report.gather import months
from gtmsim.report.months import SERIES, named
from gtmsim.report.tables import number
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import mean_interval
from gtmsim.study.over_time import ARR, CASH, LED, Floats, apart, at_end, leads
from gtmsim.study.over_time import months as by_month
from gtmsim.study.payback import Held, Payback

WORDS = {CASH: "in cash (funding apart)", ARR: "in ARR"}
FOR_GOOD = "for good"  # where it turns within the run; how ARR ends is told by the answer
MOST = 4  # scenarios that sentences tell one by one


def difference_files(compared: Comparison) -> dict[str, Callable[[], Explained]]:
    """Paired differences from the base, by month, and of cash and ARR by replication too; none without common luck."""
    if not compared.paired:
        return {}
    return {
        "differences_monthly.csv": lambda: csv_file(
            f"Each series less that of {compared.names[0]}, month by month, in the same luck.",
            (SCENARIO, MONTH, *SERIES, *estimate("the difference", ""), P10, P90),
            _by_month(compared),
        ),
        "differences_by_replication.csv": lambda: csv_file(
            f"Cash and ARR less those of {compared.names[0]}, in each replication at the end of each month.",
            (SCENARIO, REPLICATION, *SERIES, MONTH, Field("value", "the difference")),
            _by_replication(compared),
        ),
    }


def _by_month(compared: Comparison) -> Iterator[tuple[str, ...]]:
    base, *others = compared.results
    calendar = months(base.frame)
    for name, other in zip(compared.names[1:], others, strict=True):
        for series, found in sorted(apart(base, other).items()):
            said = named(series, base.frame.currency)
            for each in by_month(found):
                ends = ("" if end is None else number(end) for end in (each.low, each.high))
                spread = (number(each.p10), number(each.p90))
                yield name, calendar[each.month], *said, number(each.mean), *ends, *spread


def _by_replication(compared: Comparison) -> Iterator[tuple[object, ...]]:
    base, *others = compared.results
    calendar = months(base.frame)
    for name, other in zip(compared.names[1:], others, strict=True):
        found = apart(base, other)
        for series in LED:
            said = named(series, base.frame.currency)
            for replication, row in enumerate(found.get(series, np.zeros((0, 0)))):
                values = np.round(row, 2).tolist()
                yield from (
                    (name, replication, *said, month, number(x)) for month, x in zip(calendar, values, strict=True)
                )


def ahead_sentences(compared: Comparison) -> list[str]:
    """From when on each plan is ahead of the base in cash, and in recurring revenue where that turns."""
    base, *others = compared.results
    if not compared.paired or len(others) > MOST or base.replications < 2:
        return []
    named = months(base.frame)
    said = []
    for name, other in zip(compared.names[1:], others, strict=True):
        found, ends = leads(base, other), at_end(base, other)
        texts = [_said(WORDS[series], found.get(series), ends.get(series), named) for series in LED]
        texts = [text for text, series in zip(texts, LED, strict=True) if series == CASH or FOR_GOOD in text]
        if any(texts):
            said.append(f"{name} is {'; '.join(filter(None, texts))}.")
    return said


def _said(where: str, lead: Payback | Held | None, ends: Floats | None, named: Sequence[str]) -> str:
    """Which of the two is ahead when the run ends, as far as that can be told, and since when."""
    if lead is None or ends is None:
        return ""
    low, high = mean_interval(ends.tolist()).ci95
    if low is None or high is None or low <= 0.0 <= high:
        return f"not told from the base {where} when the run ends"
    ahead, since = low > 0.0, lead.months.mean
    turns = since is not None and since > 0.0 and ahead == isinstance(lead, Payback)
    if not turns:
        share = float((ends > 0.0).mean() if ahead else (ends < 0.0).mean())
        return f"{'ahead' if ahead else 'behind'} {where} when the run ends, in {_percent(share)}"
    if not ahead:
        return f"ahead {where} at first, and behind {FOR_GOOD} from {_when(lead.months, named)}"
    never = float((ends < 0.0).mean())
    rest = f", never within the run in {_percent(never)}" if never > 0.0 else ""
    return f"behind {where} at first, and ahead {FOR_GOOD} from {_when(lead.months, named)}{rest}"


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f} % of replications"


def _when(found: Any, named: Sequence[str]) -> str:
    """A month of the calendar with the ends of its interval."""
    low, high = found.ci95
    if low is None or low == high:
        return f"{_month(found.mean, named)} (median)"
    last = "after the run" if high is None else _month(high, named)
    return f"{_month(found.mean, named)} (median; 95 %: {_month(low, named)} to {last})"


def _month(number_of: float, named: Sequence[str]) -> str:
    """The month in which somebody is ahead: from 1; 0 is before the run."""
    place = round(number_of) - 1
    return "the start" if place < 0 else named[place] if place < len(named) else "after the run"
