"""What a manager sees of it."""

from gtmsim.mechanisms.template.rows import TEMPLATE
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, metric, nothing, ratios

NOBODY = "no decision looked at it in this scenario"


@metric("share", "funnel", by=("segment",), nature="proportion")
def template_share(ledger: Ledger, cut: Cut) -> Values:
    """Share of the firms that have it among those looked at."""
    if not ledger.tally.count(cut, TEMPLATE).any():
        return nothing(NOBODY, cut)
    rows = ledger.rows(TEMPLATE)
    return ratios(cut.sum(rows, rows.int_value), cut.count(rows))
