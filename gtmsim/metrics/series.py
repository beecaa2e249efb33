"""What each monthly series is: its unit, its meaning, and whose it is where each team has one of its own."""

from gtmsim.metrics.metric import METRICS, SERIES, Series
from gtmsim.metrics.monthly import BALANCES, FLOWS
from gtmsim.metrics.statements import ROWS

# Those that are no metric, no line of the statements, and of no mechanism alone.
OWN = {
    each.name: each
    for each in (
        Series("mrr_start", "money/month", "monthly recurring revenue when the month begins"),
        Series("new", "money/month", "MRR of new customers"),
        Series("expansion", "money/month", "MRR by which customers grew"),
        Series("reactivation", "money/month", "MRR of customers who came back"),
        Series("resumed", "money/month", "MRR of customers whose pause ended"),
        Series("contraction", "money/month", "MRR by which customers shrank"),
        Series("churn", "money/month", "MRR of customers who were lost"),
        Series("paused", "money/month", "MRR of customers who began a pause"),
        Series("mrr_end", "money/month", "monthly recurring revenue at the end of the month"),
        Series("arr_end", "money/year", "12 x mrr_end"),
        Series("customers_end", "customers", "customers with MRR at the end of the month"),
        Series("cash", "money", "cash at the end of the month; none where that of day 0 is not said"),
        Series("utilisation", "share", "hours worked over hours that the team has", by="team"),
        Series("cac_cohort_spend", "money", "spend of this month that is followed to its wins"),
        Series("cac_cohort_wins", "deals", "wins that the spend of this month bought, whenever they come"),
    )
}


def series_of(key: str) -> tuple[Series, str]:
    """What a series of `Results.monthly` is, and the part whose it is: `utilisation_sdr` is of the team `sdr`."""
    for each in OWN.values():
        if each.by and key.startswith(f"{each.name}_"):
            return each, key.removeprefix(f"{each.name}_")
    return _whole(key), ""


def _whole(name: str) -> Series:
    """Of the whole firm."""
    if name in OWN or name in SERIES:
        return OWN.get(name) or SERIES[name]
    if name in FLOWS or name in BALANCES:
        row = next(row for row in ROWS if row.name == name)
        return Series(name, "money", row.meaning)
    return Series(name, METRICS[name].unit, METRICS[name].definition)
