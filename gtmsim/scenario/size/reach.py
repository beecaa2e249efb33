"""What each channel reaches, from means alone; only the estimate of a run's size asks."""

from typing import NamedTuple

from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import law_mean
from gtmsim.scenario.resolved.accounts import accounts_inputs, need_inputs, open_for_us, searching, visits_per_lead
from gtmsim.scenario.resolved.brand import expected_goodwill
from gtmsim.scenario.resolved.channels import demand, law_inputs, met, pull_of
from gtmsim.scenario.resolved.content import Material
from gtmsim.scenario.resolved.dates import daily, month_starts
from gtmsim.scenario.resolved.inputs import BrandInputs
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

VISIT = 0.05  # events that a visit is worth which becomes no lead: it is looked at, and nothing is written


class Reach(NamedTuple):
    """What a channel reaches over the horizon, while no account is in a hand."""

    work: float  # to look at everybody [events]
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
        days = float(sum(drawn.season))
    else:
        brand = expected_goodwill(known)
        drawn = demand(said, scenario.plan.spend.get(name), before, run.start, months, ours, pull, brand)
        days = float(months[-1] // DAY)
    wanted = [min(each, said.max_leads) for each in drawn.wanted]
    accounts, need = accounts_inputs(market, tuple(sorted(market.segments))), need_inputs(market, run.start, months)
    visits = visits_per_lead(said, accounts, need)
    work = said.max_leads * days * (1.0 + VISIT * (visits + said.lead_magnet_response - 1.0))
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
    return Reach(work, active, passive, own * (1.0 - searches) * needing + baited * share)


def windows(scenario: Scenario) -> float:
    """Buying windows of an account that open during the run, on average."""
    said = scenario.market.buying_cycle
    if said is None:
        return 0.0
    return (
        scenario.run.months
        * 30.4375
        / (law_mean(law_inputs(said.time_between)) + law_mean(law_inputs(said.buying_window)))
    )
