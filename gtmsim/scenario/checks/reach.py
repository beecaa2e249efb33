"""What each channel reaches, from means alone; only warnings of teams beside their work ask, before anything is run."""

from typing import NamedTuple

from gtmsim.mechanisms.brand.rules import BrandInputs
from gtmsim.scenario.resolved.accounts import accounts_inputs, need_inputs, open_for_us, searching
from gtmsim.scenario.resolved.brand import expected_goodwill
from gtmsim.scenario.resolved.channels import demand, met, pull_of
from gtmsim.scenario.resolved.content import Material
from gtmsim.scenario.resolved.dates import daily, month_starts
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario


class Reach(NamedTuple):
    """What a channel reaches over the horizon, while no account is in a hand."""

    active: float  # leads
    passive: float
    buying: float  # of the passive ones, those that a deal may come of


def reach(scenario: Scenario, name: str, ours: Material, known: BrandInputs | None) -> Reach:
    """The visits and the leads that are expected of a channel."""
    market, run, said = scenario.market, scenario.run, scenario.market.channels[name]
    months = month_starts(run.start, 0, run.months)
    before = run.initial.spend.get(name, 0.0) if isinstance(run.initial, Initial) else 0.0
    pull = pull_of(
        said, scenario.plan.promo_share.get(name), scenario.plan.contact_capture_rate.get(name), run.start, months
    )
    if said.event_based:
        drawn = met(said, scenario.plan.events.get(name), run.start, months, ours, pull)
    else:
        brand = expected_goodwill(known)
        drawn = demand(said, scenario.plan.spend.get(name), before, run.start, months, ours, pull, brand)
    wanted = [min(each, said.max_leads) for each in drawn.wanted]
    accounts, need = accounts_inputs(market, tuple(sorted(market.segments))), need_inputs(market, run.start, months)
    share = 1.0 if accounts is None else accounts.buyers * (1.0 if need is None else open_for_us(need))
    # Of the channel's own leads those in need are more: they come as readily as `lift` says.
    needing = 1.0 if share == 1.0 else said.in_market_lift * share / (1.0 + (said.in_market_lift - 1.0) * share)
    own, baited, others = sum(wanted), 0.0, 1.0
    if said.lead_magnet_response > 0.0 and name in scenario.plan.lead_magnets:
        bait = scenario.plan.lead_magnets[name]
        strength = daily(bait.strength, run.start, months)
        baited = said.lead_magnet_response * sum(each * drawing for each, drawing in zip(wanted, strength, strict=True))
        others = 1.0 / (1.0 + bait.relevance)
    searches = said.in_market_share * searching(market.contacts)
    active = own * searches * needing
    passive = own - active + baited * (share + (1.0 - share) * others)
    return Reach(active, passive, own * (1.0 - searches) * needing + baited * share)
