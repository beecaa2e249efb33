"""Coverage: how much of the hours that customers need the CSM team has."""

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.mechanisms.success.rows import CSM_COVERAGE
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, metric, nothing, ratios, series
from gtmsim.metrics.ordered import total


@metric("share", "pipeline", nature="part")
def csm_coverage(ledger: Ledger, cut: Cut) -> Values:
    """Share of the needed CSM hours that the team has, a mean over the months in which any are needed."""
    rows = ledger.rows(CSM_COVERAGE)
    if not len(rows):
        return nothing("no CSM coverage in this scenario", cut)
    return ratios(total(rows.value)[None], np.array([len(rows)]))


@series("csm_coverage", "share")
def coverage(ledger: Ledger) -> Floats:
    """Mean CSM coverage of each month."""
    rows, n_months = ledger.rows(CSM_COVERAGE), ledger.header.n_months
    stated = np.bincount(rows.month, minlength=n_months)
    sums = np.bincount(rows.month, rows.value, minlength=n_months)
    return np.asarray(np.divide(sums, stated, out=np.full(n_months, np.nan), where=stated > 0))
