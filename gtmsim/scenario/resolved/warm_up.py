"""The time before day 0 as numbers: a plan that never changes, and who is touched by it on which day."""

import datetime
from collections.abc import Callable, Iterator
from math import ceil, inf
from typing import Any

from gtmsim.mechanisms import declared
from gtmsim.mechanisms.brand.section import TYPICAL, expected_goodwill
from gtmsim.mechanisms.channels.inputs import kept_share
from gtmsim.mechanisms.channels.rules import ChannelInputs, leads_wanted
from gtmsim.mechanisms.channels.section import Channel
from gtmsim.mechanisms.content.inputs import material
from gtmsim.mechanisms.promotion.rules import advertised
from gtmsim.mechanisms.qualification.rules import HandlingInputs
from gtmsim.mechanisms.staff.inputs import hours_of_team, working_time
from gtmsim.mechanisms.staff.rules import TeamInputs
from gtmsim.mechanisms.staff.section import TEAMS, Team
from gtmsim.rules.chance import law_mean
from gtmsim.scenario.resolved.answers import answers
from gtmsim.scenario.resolved.day_zero import market_before, plan_before
from gtmsim.scenario.resolved.inputs import Inputs, PolicyInputs, WarmUp
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving
from gtmsim.scenario.resolved.warm_up_days import MOST, Demand, deal_days, far, lead_days, selling
from gtmsim.scenario.sections.plan import Plan
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

AFTER = 1100  # days after day 0 in which a task may still end that was begun before
ROUNDS = 3.0  # times that a lead is nurtured, where nothing ends it
Plain = Callable[[Scenario], Inputs]


def warm_up(scenario: Scenario, inputs: Inputs, plain: Plain) -> WarmUp | None:
    """What was before day 0; None where nothing is under way. `plain` resolves a scenario without asking for this."""
    if not isinstance(scenario.run.initial, Initial):
        return None
    plan = plan_before(scenario)
    run = scenario.run.model_copy(update={"months": 1, "run_off": False})
    before = scenario.model_copy(
        update={"market": market_before(scenario), "plan": _without_holidays(plan), "run": run}
    )
    base = _aligned(plain(before), inputs)
    rates = _rates(before, base)
    approval = max((values["approval"] for _, values in answers(before, "discount")), default=0.0)
    leads = lead_days(base, _demand(base, rates), _nurtured(before))
    pipeline = [segment.pipeline for segment in inputs.segments]
    sold = [selling(base, segment, approval) for segment in base.segments]
    spans = tuple(each.longest if n and each.mean > 0.0 else 0.0 for each, n in zip(sold, pipeline, strict=True))
    deals = ceil(deal_days(base, sold, [n if span else 0 for n, span in zip(pipeline, spans, strict=True)]))
    touched = tuple(
        -min(MOST, leads + ceil(far(channel.delay))) if max(rate) > 0.0 else 0
        for channel, rate in zip(base.channels, rates, strict=True)
    )
    first = min((*touched, -leads, -deals))
    if first == 0:
        return None
    return WarmUp(_until_day_0(scenario, base, inputs, rates, first), touched, -leads, -deals, spans)


def _without_holidays(plan: Plan) -> Plan:
    """The plan with weeks that are alike: how long is looked back must not depend on days off that are to come."""

    def every_week(said: Any) -> Any:
        return None if said is None else said.model_copy(update={"holidays": []})

    teams = {
        name: team.model_copy(update={"working_hours": every_week(team.working_hours)})
        for name in TEAMS
        if (team := getattr(plan.teams, name)) is not None
    }
    told = {"working_hours": every_week(plan.working_hours), "teams": plan.teams.model_copy(update=teams)}
    return plan.model_copy(update=told)


def _aligned(base: Inputs, inputs: Inputs) -> Inputs:
    """Teams in the order of the plan, then those that the plan has not any more; who was not there has nobody."""
    there = {team.name: team for team in base.teams}
    names = [team.name for team in inputs.teams]
    found = [there.get(team.name) or _nobody(team) for team in inputs.teams]
    found += [team for team in base.teams if team.name not in names]
    position = {team.name: place for place, team in enumerate(found) if team.name in there}
    sdr, ae, csm = (position.get(name, -1) for name in TEAMS)
    return base._replace(teams=tuple(found), sdr=sdr, ae=ae, csm=csm)


def _nobody(team: TeamInputs) -> TeamInputs:
    return team._replace(persons=(), monthly_pay=(0,), working_hours=(0.0,), effective_hours=(0.0,))


def _rates(before: Scenario, base: Inputs) -> list[tuple[float, ...]]:
    """Leads a day of each channel in each month of the year [lead/day], at what was spent until day 0."""
    at = Resolving(before)
    ours, brand = at.once(material), next(iter(at.once(expected_goodwill)), TYPICAL)
    found = []
    for channel in base.channels:
        said = before.market.channels[channel.name]
        works = brand.level if channel.brand_led else channel.initial_stock * brand.lift
        share = 0.0 if said.event_based else kept_share(said, ours) * _pull(before.plan, said, channel.name)
        seasons = said.seasonality or [1.0] * 12
        wanted = (leads_wanted(channel.response, works, season * share) for season in seasons)
        found.append(tuple(min(each, said.max_leads) for each in wanted))
    return found


def _pull(plan: Plan, said: Channel, name: str) -> float:
    """What advertising posts and the way to us made of the leads."""
    found = 1.0
    if said.promotion is not None and name in plan.promo_share:
        found = advertised(said.promotion.max_lift, plan.promo_share[name].values[0])
    return found * plan.contact_capture_rate[name].values[0] if name in plan.contact_capture_rate else found


def _demand(base: Inputs, rates: list[tuple[float, ...]]) -> Iterator[Demand]:
    """Leads of each mode that come to qualification."""
    for handling, active in ((base.active, True), (base.passive, False)):
        leads = hours = 0.0
        for channel, rate in zip(base.channels, rates, strict=True):
            share = channel.active if active else 1.0 - channel.active * (1.0 - channel.bait)
            came = sum(rate) / len(rate) * share * handling.handling.screened
            leads += came
            hours += came * channel.work * law_mean(handling.work)
        yield Demand(leads, hours / leads if leads else 0.0, _patience(handling))


def _patience(said: HandlingInputs) -> float:
    return inf if said.patience is None else law_mean(said.patience)


def _nurtured(before: Scenario) -> float:
    """How long a lead may be written to until it answers [day]."""
    said = before.market.qualification.nurture
    if said is None:
        return 0.0
    rows = [(tests, values) for tests, values in answers(before, "nurture") if values["action"] > 0.0]
    rounds = [
        max((high for _, high in tests["round"]), default=-1.0) + 1.0 if "round" in tests else inf for tests, _ in rows
    ]
    after = max((values["after"] for _, values in rows), default=0.0) * min(ROUNDS, max(rounds, default=0.0))
    waits = before.market.buying_cycle is not None and (said.unprompted_return > 0.0 or after > 0.0)
    return after + (
        far(law_inputs(before.market.buying_cycle.time_between))
        if waits and before.market.buying_cycle is not None
        else 0.0
    )


def _until_day_0(
    scenario: Scenario, base: Inputs, inputs: Inputs, rates: list[tuple[float, ...]], first: int
) -> Inputs:
    """The columns of a month that never changes over all days from `first` on, with their own seasons."""
    days, start = -first, scenario.run.start
    months = [(start + datetime.timedelta(day)).month - 1 for day in range(first, 0)]
    plan = plan_before(scenario)
    before: list[Team | None] = [getattr(plan.teams, team.name) for team in base.teams]
    hours = [plan.working_hours if team is None else hours_of_team(team, plan.working_hours) for team in before]
    calendars = [working_time(said, start, days + AFTER, first) for said in hours]
    return base._replace(
        first_day=first,
        horizon=inputs.horizon,
        end=-1,
        channels=tuple(
            _channel(channel, tuple(rate[month] for month in months))
            for channel, rate in zip(base.channels, rates, strict=True)
        ),
        teams=tuple(team._replace(working=each) for team, each in zip(base.teams, calendars, strict=True)),
        price=base.price[:1] * days,
        log_price=base.log_price[:1] * days,
        policies=tuple(_always(policy, days) for policy in base.policies),
        **_of_mechanisms(base, inputs, days),
    )


def _of_mechanisms(base: Inputs, inputs: Inputs, days: int) -> dict[str, Any]:
    """What else lasts over these days: as it was until day 0, or as it is in the run."""
    found: dict[str, Any] = {}
    for _, columns_of in declared("until_day_0", "section"):
        found |= columns_of(base, inputs, days)
    return found


def _channel(said: ChannelInputs, rate: tuple[float, ...]) -> ChannelInputs:
    """Nobody is banned, and nothing is spent that anybody counts."""
    days = len(rate)
    return said._replace(
        daily_rate=rate,
        daily_spend=(0,) * days,
        daily_organic=(0.0,) * days,
        working=(0.0,) * days,
        season=(0.0,) * days,
        strength=said.strength[:1] * days,
        clipped=(),
        bans=(),
    )


def _always(policy: PolicyInputs, days: int) -> PolicyInputs:
    """The table that holds on day 0, as if it had always held."""
    return policy._replace(tables=policy.tables[:1], daily=(0,) * days)
