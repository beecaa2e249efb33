"""How long it takes until somebody begins in a position that is opened, and how often offers are accepted."""

import numpy as np
from numpy.typing import NDArray

from gtmsim.mechanisms.recruiting.rows import OFFER_DECLINED, POSITION_CLOSED
from gtmsim.mechanisms.recruiting.rules import MOST_OFFERS
from gtmsim.mechanisms.staff.rows import EMPLOYEE_JOINED
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, identity
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, metric, nothing, ratios
from gtmsim.metrics.rows import Rows

NOBODY_CAME = "nobody has begun in a position that was looked for"
NO_ANSWER = "no offer for a position was answered"


def looked_for(joined: Rows) -> NDArray[np.bool_]:
    """Which of those who began were looked for since their position was opened: it takes a day at least."""
    return np.asarray(joined.value > 0.0)


@metric("days", "firm", better="lower", by=("team",))
def time_to_start(ledger: Ledger, cut: Cut) -> Values:
    """Mean time from the opening of a position to the first day of who begins in it, where `hiring` says a law."""
    joined = ledger.rows(EMPLOYEE_JOINED)
    if not np.any(looked_for(joined)):
        return nothing(NOBODY_CAME, cut)
    return ratios(cut.sum(joined, joined.value), cut.count(joined, looked_for(joined)))


@metric("share", "firm", better="higher", by=("team",), nature="proportion")
def offer_acceptance(ledger: Ledger, cut: Cut) -> Values:
    """Share of offers that were accepted, of those of positions whose search has brought an answer."""
    joined, declined = ledger.rows(EMPLOYEE_JOINED), ledger.rows(OFFER_DECLINED)
    if not np.any(looked_for(joined)) and not len(declined):
        return nothing(NO_ANSWER, cut)
    accepted = cut.count(joined, looked_for(joined))
    return ratios(accepted, accepted + cut.count(declined))


@identity
def offers_are_answered_in_order(ledger: Ledger) -> None:
    """An offer is answered after the position was opened; the last that may be made for it is accepted."""
    declined, closed = ledger.rows_ever(OFFER_DECLINED), ledger.rows_ever(POSITION_CLOSED)
    demand(declined, "an offer takes no time or some", declined.value >= 0.0, "at least 0", declined.value)
    bounded = (declined.detail >= 1) & (declined.detail < MOST_OFFERS)
    demand(declined, "the last offer is accepted", bounded, f"1 to {MOST_OFFERS - 1}", declined.detail)
    demand(closed, "a position is closed after it was opened", closed.value > 0.0, "above 0", closed.value)
