"""What each channel reaches, from means alone; only warnings of teams beside their work ask, before anything is run."""

from typing import NamedTuple

from gtmsim.mechanisms.accounts.section import accounts_inputs
from gtmsim.mechanisms.buying_windows.section import need_inputs, open_for_us
from gtmsim.mechanisms.channels.inputs import demand
from gtmsim.mechanisms.contacts.section import searching
from gtmsim.scenario.resolved.resolving import Resolving


class Reach(NamedTuple):
    """What a channel reaches over the horizon, while no account is in a hand."""

    active: float  # leads
    passive: float
    buying: float  # of the passive ones, those that a deal may come of


def reach(at: Resolving, name: str) -> Reach:
    """The visits and the leads that are expected of a channel."""
    said, drawn = at.market.channels[name], demand(at, name)
    wanted = [min(each, said.max_leads) for each in drawn.wanted]
    accounts, need = at.once(accounts_inputs), at.once(need_inputs)
    share = 1.0 if accounts is None else accounts.buyers * (1.0 if need is None else open_for_us(need))
    # Of the channel's own leads those in need are more: they come as readily as `lift` says.
    needing = 1.0 if share == 1.0 else said.in_market_lift * share / (1.0 + (said.in_market_lift - 1.0) * share)
    own, baited, others = sum(wanted), 0.0, 1.0
    if said.lead_magnet_response > 0.0 and name in at.plan.lead_magnets:
        bait = at.plan.lead_magnets[name]
        strength = at.daily(bait.strength)
        baited = said.lead_magnet_response * sum(each * drawing for each, drawing in zip(wanted, strength, strict=True))
        others = 1.0 / (1.0 + bait.relevance)
    searches = said.in_market_share * searching(at.market.contacts)
    active = own * searches * needing
    passive = own - active + baited * (share + (1.0 - share) * others)
    return Reach(active, passive, own * (1.0 - searches) * needing + baited * share)
