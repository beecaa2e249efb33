"""From lead to outcome: volumes, rates and times."""

from gtmsim.mechanisms.channels.rows import LEAD
from gtmsim.mechanisms.qualification.rows import MQL
from gtmsim.mechanisms.selling.rows import LOST, NO_DECISION, WON
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import NO_RUN_OFF, Cycle, Undefined, Values, counts, metric, ratios, undefined
from gtmsim.metrics.modes import ACTIVE_LOST, ACTIVE_WON, IN_NEED, PASSIVE_LOST, PASSIVE_WON
from gtmsim.metrics.months import DAY

HOUR = DAY // 24
BY = ("channel", "segment")
BY_STAGE = Undefined("by stage alone: from the first stage to the win it is `win_rate_broad`")


@metric("leads", "funnel", by=BY, nature="size")
def leads(ledger: Ledger, cut: Cut) -> Values:
    """Leads that arrived."""
    return counts(ledger.tally.count(cut, LEAD))


@metric("share", "funnel", by=BY, nature="proportion")
def in_market_share(ledger: Ledger, cut: Cut) -> Values:
    """Leads that came in need (active, not baited) over leads."""
    return ratios(ledger.modes.by(cut)[IN_NEED], ledger.tally.count(cut, LEAD))


@metric("deals", "funnel", by=BY, nature="size")
def opportunities(ledger: Ledger, cut: Cut) -> Values:
    """Opportunities created, without the initial pipeline."""
    return counts(ledger.by(cut, ledger.selling.cohort))


@metric("deals", "funnel", better="higher", by=BY, initial=True, nature="size")
def wins(ledger: Ledger, cut: Cut) -> Values:
    """Deals won, those of the initial pipeline included."""
    return counts(ledger.tally.count(cut, WON))


@metric("deals", "funnel", by=BY, initial=True, nature="size")
def losses(ledger: Ledger, cut: Cut) -> Values:
    """Deals lost, those of the initial pipeline included."""
    return counts(ledger.tally.count(cut, LOST))


@metric("deals", "funnel", by=BY, initial=True, nature="size")
def no_decisions(ledger: Ledger, cut: Cut) -> Values:
    """Deals whose buying window closed without a decision, those of the initial pipeline included."""
    return counts(ledger.tally.count(cut, NO_DECISION))


@metric("share", "funnel", by=BY, nature="part")
def lead_to_mql_rate(ledger: Ledger, cut: Cut) -> Values:
    """Leads that passed marketing's screen over leads that arrived, each by its own day."""
    return ratios(ledger.tally.count(cut, MQL), ledger.tally.count(cut, LEAD))


@metric("share", "funnel", better="higher", by=BY, initial=True, nature="proportion")
def win_rate(ledger: Ledger, cut: Cut) -> Values:
    """Wins over wins and losses, by the date of closing."""
    won = ledger.tally.count(cut, WON)
    return ratios(won, won + ledger.tally.count(cut, LOST))


@metric("share", "funnel", better="higher", by=BY, initial=True, nature="proportion")
def win_rate_broad(ledger: Ledger, cut: Cut) -> Values:
    """Wins over all deals closed, no decision included, by the date of closing."""
    return ratios(ledger.tally.count(cut, WON), ledger.tally.count(cut, WON, LOST, NO_DECISION))


@metric("share", "funnel", better="higher", by=BY, nature="proportion")
def win_rate_in_market(ledger: Ledger, cut: Cut) -> Values:
    """Wins over wins and losses of deals whose lead came in need, by the date of closing."""
    won, lost = ledger.modes.by(cut)[[ACTIVE_WON, ACTIVE_LOST]]
    return ratios(won, won + lost)


@metric("share", "funnel", better="higher", by=BY, nature="proportion")
def win_rate_out_of_market(ledger: Ledger, cut: Cut) -> Values:
    """Wins over wins and losses of deals whose lead came for the bait, by the date of closing."""
    won, lost = ledger.modes.by(cut)[[PASSIVE_WON, PASSIVE_LOST]]
    return ratios(won, won + lost)


@metric("share", "funnel", better="higher", by=BY, nature="proportion")
def win_rate_cohort(ledger: Ledger, cut: Cut) -> Values:
    """Opportunities created in the horizon that are won in the end, over those created."""
    if not ledger.header.run_off:
        return undefined(NO_RUN_OFF, cut)
    return ratios(ledger.by(cut, ledger.selling.cohort_won), ledger.by(cut, ledger.selling.cohort))


@metric("share", "funnel", better="higher", by=("stage",), nature="proportion")
def stage_conversion(ledger: Ledger, cut: Cut) -> Values:
    """Deals that went on over deals through with a stage, or with the committee, by that day; by stage alone."""
    ended, on = ledger.staged
    found = ratios(on, ended)
    return [value for dim in cut.dims for value in ((*found, BY_STAGE) if dim else (BY_STAGE,))]


@metric("days", "funnel", better="lower", by=BY)
def sales_cycle_days(ledger: Ledger, cut: Cut) -> Values:
    """Median days from opportunity to win among winners; other ends are competing risks, open deals are censored."""
    medians, deals = ledger.by(cut, ledger.selling.median).tolist(), ledger.selling.ended
    places = [(dim, place) for dim, slots in cut.parts for place in range(slots.stop - slots.start)]
    return [Cycle(days, deals, dim, place) for days, (dim, place) in zip(medians, places, strict=True)]
