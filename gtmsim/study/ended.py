"""In which replications the firm had ended by some month."""

from typing import TYPE_CHECKING, Any

import numpy as np

from gtmsim.study.pooled import Flags
from gtmsim.study.quantiles import probability
from gtmsim.study.sample import Sample, plain

if TYPE_CHECKING:
    from gtmsim.study.results import Results

END = ("firm_end_month", "", "")


def ended(results: "Results", month: int) -> Flags:
    """Where the firm ended before a month of the run, counted from 0, or as it began."""
    sample = results.measures.get(END)
    if not isinstance(sample, Sample):
        return np.zeros(results.replications, dtype=bool)
    return np.asarray(sample.values() <= month + 1)  # the month's number; infinite or undefined where it goes on


def share_ended(results: "Results", month: int) -> dict[str, Any] | None:
    """The share of replications as `summary.json` says it; None where no firm ends in the whole run."""
    if not ended(results, results.frame.months).any():
        return None
    found = probability(int(ended(results, month).sum()), results.replications)
    return {"mean": found.mean, "ci95": plain(found.ci95), "n": found.n}
