"""What becomes of leads before they are deals."""

from gtmsim.mechanisms.qualification.rows import ABANDONED, DISQUALIFIED, MQL, SQL
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, counts, metric, ratios
from gtmsim.metrics.months import DAY

HOUR = DAY // 24
BY = ("channel", "segment")


@metric("leads", "funnel", by=BY, nature="size")
def mqls(ledger: Ledger, cut: Cut) -> Values:
    """Leads that passed marketing's screen."""
    return counts(ledger.tally.count(cut, MQL))


@metric("leads", "funnel", by=BY, nature="size")
def sqls(ledger: Ledger, cut: Cut) -> Values:
    """Leads that the SDRs qualified."""
    return counts(ledger.tally.count(cut, SQL))


@metric("leads", "funnel", by=BY, nature="size")
def disqualified(ledger: Ledger, cut: Cut) -> Values:
    """Leads turned away, by marketing's screen or by the SDRs."""
    return counts(ledger.tally.count(cut, DISQUALIFIED))


@metric("leads", "funnel", better="lower", by=BY, nature="events")
def abandoned_leads(ledger: Ledger, cut: Cut) -> Values:
    """Leads that left the SDR queue unserved."""
    return counts(ledger.tally.count(cut, ABANDONED))


@metric("share", "funnel", by=BY, nature="part")
def mql_to_sql_rate(ledger: Ledger, cut: Cut) -> Values:
    """Leads that the SDRs qualified over leads that passed marketing's screen, each by its own day."""
    return ratios(ledger.tally.count(cut, SQL), ledger.tally.count(cut, MQL))


@metric("hours", "funnel", better="lower", by=BY, nature="size")
def response_hours(ledger: Ledger, cut: Cut) -> Values:
    """Mean clock hours from a lead's arrival to the start of its qualification, over leads that were served."""
    waited, served = ledger.waits.by(cut)
    return ratios(waited / HOUR, served)
