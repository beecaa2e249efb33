"""What agencies cost."""

from gtmsim.mechanisms.agencies.rows import AGENCY_FEE, AGENCY_RETAINER
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import CENTS, Values, counts, metric, nothing

NO_AGENCY = "no agency is paid in this scenario"


@metric("money", "cac")
def agency_costs(ledger: Ledger, cut: Cut) -> Values:
    """What agencies are paid in the horizon: retainers, and shares of what channels spend."""
    if not ledger.header.agencies:
        return nothing(NO_AGENCY, cut)
    return counts(ledger.tally.monthly_amount(AGENCY_FEE, AGENCY_RETAINER).sum(keepdims=True) / CENTS)


@few
def agencies_have_a_name(ledger: Ledger) -> None:
    """What is paid is paid to an agency of the plan, and a share of spend is of a channel."""
    paid, fees, known = (
        ledger.rows_ever(AGENCY_FEE, AGENCY_RETAINER),
        ledger.rows_ever(AGENCY_FEE),
        ledger.header.agencies,
    )
    named = (paid.int_value >= 0) & (paid.int_value < len(known))
    demand(paid, "an agency has a name", named, f"one of {len(known)}", paid.int_value)
    demand(fees, "a share of spend is of a channel", fees.channel >= 0, "a channel", fees.channel)
