"""Two plans month by month: files of their differences, and from when on one is ahead, in sentences."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from gtmsim.report.gather import months
from gtmsim.report.tables import as_csv, number
from gtmsim.study.comparison import Comparison
from gtmsim.study.over_time import ARR, CASH, LED, apart, leads
from gtmsim.study.over_time import months as by_month
from gtmsim.study.payback import Held, Payback

MOST = 4  # scenarios that sentences tell one by one


def difference_files(compared: Comparison) -> dict[str, bytes]:
    """Paired differences from the base, by month, and of cash and ARR by replication too; none without common luck."""
    if not compared.paired:
        return {}
    return {
        "differences_monthly.csv": as_csv(
            ("scenario", "month", "series", "mean", "low", "high", "p10", "p90"), _by_month(compared)
        ),
        "differences_by_replication.csv": as_csv(
            ("scenario", "series", "replication", *months(compared.results[0].frame)), _by_replication(compared)
        ),
    }


def _by_month(compared: Comparison) -> Iterator[tuple[str, ...]]:
    base, *others = compared.results
    named = months(base.frame)
    for name, other in zip(compared.names[1:], others, strict=True):
        for series, found in sorted(apart(base, other).items()):
            for each in by_month(found):
                ends = ("" if end is None else number(end) for end in (each.low, each.high))
                spread = (number(each.p10), number(each.p90))
                yield name, named[each.month], series, number(each.mean), *ends, *spread


def _by_replication(compared: Comparison) -> Iterator[tuple[object, ...]]:
    base, *others = compared.results
    for name, other in zip(compared.names[1:], others, strict=True):
        found = apart(base, other)
        for series in LED:
            for replication, row in enumerate(found.get(series, np.zeros((0, 0)))):
                yield name, series, replication, *map(number, np.round(row, 2).tolist())


def ahead_sentences(compared: Comparison) -> list[str]:
    """From when on each plan is ahead of the base in cash, and in recurring revenue where that turns."""
    base, *others = compared.results
    if not compared.paired or len(others) > MOST or base.replications < 2:
        return []
    named = months(base.frame)
    said = []
    for name, other in zip(compared.names[1:], others, strict=True):
        found = leads(base, other)
        texts = [_cash(found.get(CASH), named), _arr(found.get(ARR), named)]
        if any(texts):
            said.append(f"{name} is {'; '.join(filter(None, texts))}.")
    return said


def _cash(lead: Payback | Held | None, named: Sequence[str]) -> str:
    if lead is None:
        return ""
    if isinstance(lead, Held) and lead.months.mean is None:
        return f"ahead in cash (funding apart) from the first month that differs, at the end in {_at_end(lead)}"
    if lead.months.mean is None:
        return f"behind in cash (funding apart) at first, and ahead at the end in {_at_end(lead)}"
    return _turns(lead, "in cash (funding apart)", named)


def _arr(lead: Payback | Held | None, named: Sequence[str]) -> str:
    """Only where it turns within the run: all else is told of its end."""
    return "" if lead is None or lead.months.mean is None else _turns(lead, "in ARR", named)


def _turns(lead: Payback | Held, where: str, named: Sequence[str]) -> str:
    if isinstance(lead, Held):
        return f"ahead {where} at first, and behind for good from {_when(lead.months, named)}"
    never = 1.0 - (lead.chance.mean or 0.0)
    rest = f", never within the run in {_percent(never)}" if never > 0.0 else ""
    return f"behind {where} at first, and ahead for good from {_when(lead.months, named)}{rest}"


def _at_end(lead: Payback | Held) -> str:
    return _percent(lead.chance.mean or 0.0)


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
