"""A journal becomes numbers: every registered metric, in total and by its dimensions."""

from itertools import compress
from typing import NamedTuple

from gtmsim.journal.header import Floats, Ints
from gtmsim.journal.journal import Journal
from gtmsim.mechanisms import found_in
from gtmsim.metrics import cac, firm, funnel, ltv, pipeline, recurring
from gtmsim.metrics.also import ByMetric
from gtmsim.metrics.cut import INITIAL
from gtmsim.metrics.given import Given
from gtmsim.metrics.ledger import ledger_of
from gtmsim.metrics.metric import METRICS, Value
from gtmsim.metrics.monthly import monthly
from gtmsim.metrics.retention import Retention, retention

FAMILIES = (funnel, recurring, cac, ltv, firm, pipeline)  # importing a family registers its metrics
OF_MECHANISMS = tuple(module for _, module in found_in("metrics"))  # and so does importing a mechanism's
Key = tuple[str, str, str]  # metric, dimension, key; ("arr_end", "", "") is the total


class Measures(NamedTuple):
    """What one replication says."""

    values: dict[Key, Value]
    monthly: dict[str, Floats]
    retention: Retention
    statements: dict[str, Ints]  # cents by month; a balance has day 0 in front


def measure(journal: Journal) -> Measures:
    """All metrics, monthly series and retention of one journal."""
    ledger = ledger_of(journal)
    found: list[Value] = []
    cut = ledger.given.cut
    for metric in METRICS.values():
        found += metric.compute(ledger, cut("", *metric.by))
    keys, wanted = asked(ledger.given)
    values = ByMetric(zip(keys, compress(found, wanted), strict=True))
    return Measures(values, monthly(ledger), retention(ledger), ledger.statements.lines)


def asked(given: Given) -> tuple[list[Key], list[bool]]:
    """Keys of the values of all metrics, and which slots have one; all replications of a scenario share them."""
    names = tuple(METRICS)
    if names not in given.asked:
        slots = [(name, dim, key) for name in names for dim, key in given.cut("", *METRICS[name].by).names]
        wanted = [key is not None and (key != INITIAL or METRICS[name].initial) for name, _, key in slots]
        keys = [(name, dim, key) for name, dim, key in compress(slots, wanted) if key is not None]
        given.asked[names] = keys, wanted
    return given.asked[names]
