"""A journal becomes numbers: every registered metric, in total and by its dimensions."""

from typing import NamedTuple

from gtmsim.engine.journal import Floats, Journal
from gtmsim.metrics import cac, firm, funnel, ltv, pipeline, recurring
from gtmsim.metrics.cut import INITIAL, cut_by
from gtmsim.metrics.ledger import ledger_of
from gtmsim.metrics.metric import METRICS, Value
from gtmsim.metrics.monthly import monthly
from gtmsim.metrics.retention import Retention, retention

FAMILIES = (funnel, recurring, cac, ltv, firm, pipeline)  # importing a family registers its metrics


class Measures(NamedTuple):
    """What one replication says."""

    values: dict[tuple[str, str, str], Value]  # (metric, dimension, key); ("", "") is the total
    monthly: dict[str, Floats]
    retention: Retention


def measure(journal: Journal) -> Measures:
    """All metrics, monthly series and retention of one journal."""
    ledger = ledger_of(journal)
    values: dict[tuple[str, str, str], Value] = {}
    cuts = {dim: cut_by(ledger.header, dim) for dim in ("", "channel", "segment", "team")}
    for name, metric in METRICS.items():
        for dim in ("", *metric.by):
            found = metric.compute(ledger, cuts[dim])
            for key, value in zip(cuts[dim].keys, found, strict=False):
                if key != INITIAL or metric.initial:
                    values[name, dim, key] = value
    return Measures(values, monthly(ledger), retention(ledger))
