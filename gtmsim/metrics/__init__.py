"""What it means: pure functions of one replication's journal, one family a file. Knows no engine and no interval."""

from gtmsim.metrics.books import audit
from gtmsim.metrics.identities import BooksError
from gtmsim.metrics.measure import Measures, measure
from gtmsim.metrics.metric import METRICS, Count, Metric, Ratio, Undefined, Value
from gtmsim.metrics.retention import Retention

__all__ = [
    "METRICS",
    "BooksError",
    "Count",
    "Measures",
    "Metric",
    "Ratio",
    "Retention",
    "Undefined",
    "Value",
    "audit",
    "measure",
]
