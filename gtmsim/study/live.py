"""One replication: simulated, audited and measured in one place, so that only its numbers travel."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from gtmsim.journal.header import Ints
from gtmsim.journal.journal import Journal
from gtmsim.mechanisms.channels.rows import LEADS_CAPPED
from gtmsim.metrics import Measures, audit, measure
from gtmsim.metrics.firings import Counts
from gtmsim.metrics.ledger import ledger_of
from gtmsim.metrics.staged import staged
from gtmsim.study.problems import FailedRunError
from gtmsim.study.results import Frame


class Outcome(NamedTuple):
    """What leaves the process where a replication was simulated."""

    measures: Measures
    frame: Frame
    clipped: dict[str, int]  # channel -> days on which demand was above its ceiling
    firings: Counts
    stages: Ints | None = None  # open deals by quarter and stage, where there is a target


def live(
    simulate: Callable[[Any, int], Journal], inputs: Any, seed: int, replication: int, by_stage: bool = False
) -> Outcome:
    """Simulate, audit and measure one replication; a fault says how to live it again."""
    try:
        journal = simulate(inputs, replication)
        audit(journal)
        stages = staged(journal) if by_stage else None
        return Outcome(measure(journal), _frame(journal), _clipped(journal), ledger_of(journal).firings, stages)
    except Exception as error:
        raise FailedRunError(
            f"replication {replication} failed: {type(error).__name__}: {error}\n"
            f"no result was written, because leaving it out would bias the rest; "
            f"to see it again: seed {seed}, replication {replication}"
        ) from error


def _frame(journal: Journal) -> Frame:
    h = journal.header
    return Frame(h.start, h.n_months, h.currency, h.channels, h.segments, h.teams)


def _clipped(journal: Journal) -> dict[str, int]:
    days = Counter(journal.channel[journal.where(LEADS_CAPPED)].tolist())
    return {journal.header.channels[channel]: days[channel] for channel in sorted(days)}
