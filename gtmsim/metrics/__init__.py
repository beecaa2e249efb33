"""What it means: pure functions of one replication's journal, one family a file. Knows no engine and no interval."""

import sys
from types import ModuleType

from gtmsim.metrics.books import audit
from gtmsim.metrics.identities import BooksError
from gtmsim.metrics.listed import Described, Listed, UnknownMetricError, listed
from gtmsim.metrics.measure import Measures, measure
from gtmsim.metrics.metric import METRICS, Count, Metric, Ratio, Undefined, Value
from gtmsim.metrics.retention import Retention

__all__ = [
    "METRICS",
    "BooksError",
    "Count",
    "Described",
    "Listed",
    "Measures",
    "Metric",
    "Ratio",
    "Retention",
    "Undefined",
    "UnknownMetricError",
    "Value",
    "audit",
    "measure",
]


class _Listing(ModuleType):
    """This package, which can be called: `gtmsim.metrics()` lists what it holds."""

    def __call__(self, *words: str) -> Listed:
        """All metrics with unit, meaning and better side; with words those that have one of them."""
        return listed(*words)


sys.modules[__name__].__class__ = _Listing
