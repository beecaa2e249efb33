"""Scenario -> Inputs: names become positions, units become floats and whole cents, schedules become daily values."""

import datetime
from math import inf
from typing import Any

from gtmsim.mechanisms.committee.rules import DECISION_MAKER, MAJORITY, UNANIMITY, CommitteeInputs, Role, RoleInputs
from gtmsim.mechanisms.committee.section import Committee
from gtmsim.mechanisms.qualification.rules import Handling, HandlingInputs
from gtmsim.mechanisms.qualification.section import Handling as SaidHandling
from gtmsim.mechanisms.referrals.rules import ReferralInputs, Referring
from gtmsim.mechanisms.save_offers.rules import SavingInputs
from gtmsim.mechanisms.save_offers.section import SaveOffer
from gtmsim.mechanisms.selling.rules import StageInputs
from gtmsim.mechanisms.staff.rules import TeamInputs
from gtmsim.mechanisms.success.rules import SuccessInputs
from gtmsim.mechanisms.touch.rules import TouchInputs
from gtmsim.mechanisms.touch.section import Touch
from gtmsim.mechanisms.win_back.rules import ReturnInputs
from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.rules.maths import exp, log
from gtmsim.scenario.checks.allocation import fits
from gtmsim.scenario.resolved.accounts import accounts_inputs, need_inputs, people_inputs, visits_per_lead
from gtmsim.scenario.resolved.brand import brand_inputs, expected_goodwill
from gtmsim.scenario.resolved.channels import channel_inputs, law_inputs
from gtmsim.scenario.resolved.community import community_inputs
from gtmsim.scenario.resolved.condition import condition_inputs
from gtmsim.scenario.resolved.content import Material, material
from gtmsim.scenario.resolved.dates import AROUND, by_month, cents_by_day, daily, month_starts
from gtmsim.scenario.resolved.day_zero import found_headcount, found_price
from gtmsim.scenario.resolved.inputs import Inputs
from gtmsim.scenario.resolved.policies import policy_inputs
from gtmsim.scenario.resolved.segments import segment_inputs
from gtmsim.scenario.resolved.staff import team_inputs
from gtmsim.scenario.resolved.warm_up import warm_up
from gtmsim.scenario.sections.market import Market
from gtmsim.scenario.sections.policies import Policies
from gtmsim.scenario.sections.run import Initial
from gtmsim.scenario.sections.schema import Scenario

RUN_OFF_MONTHS = 240
RULES = {"unanimity": UNANIMITY, "majority": MAJORITY, "decision_maker": DECISION_MAKER}
TOUCHES = ("message", "phone", "face_to_face")
USUAL: Any = Policies()
NO_SUCCESS = SuccessInputs(0.0, 0.0, 0.0, 0.0, 0.0)


def resolve(scenario: Scenario) -> Inputs:
    """All that an engine reads of a scenario that has passed its checks; ScenarioError where that would not fit."""
    fits(scenario)
    inputs = without_past(scenario)
    return inputs._replace(warm_up=warm_up(scenario, inputs, without_past))


def without_past(scenario: Scenario) -> Inputs:
    """The same without what was before day 0."""
    market, plan, run = scenario.market, scenario.plan, scenario.run
    start, n = run.start, run.months
    run_off = RUN_OFF_MONTHS if run.run_off else 0
    starts = month_starts(start, -AROUND, n + run_off + AROUND)
    months = starts[AROUND : AROUND + n + 1 + run_off]
    within = months[: n + 1]
    days = months[-1] // DAY + 1
    initial = run.initial if isinstance(run.initial, Initial) else Initial()
    names = tuple(sorted(market.segments))
    roles = tuple(sorted({role for committee in market.committees.values() for role in committee.roles}))
    committees = {name: _committee(said, roles) for name, said in market.committees.items()}
    teams = _teams(scenario, start, within, days)
    position = {team.name: i for i, team in enumerate(teams)}
    price = daily(plan.price, start, within)
    brand = brand_inputs(scenario, within)
    levels = expected_goodwill(brand)
    success = market.coverage_effects
    selling = market.selling
    policies: Any = plan.policies
    accounts = accounts_inputs(market, names)
    need = need_inputs(market, start, within)
    ours = material(scenario, within)
    return Inputs(
        seed=run.seed,
        start=start.isoformat(),
        currency=market.currency,
        n_months=n,
        months=months,
        horizon=within[-1],
        end=months[-1],
        starts=starts,
        before=AROUND,
        run_off=run.run_off,
        channels=tuple(
            channel_inputs(
                name,
                market.channels[name],
                plan.spend.get(name),
                initial.spend.get(name, 0.0),
                names,
                start,
                within,
                ours,
                visits_per_lead(market.channels[name], accounts, need),
                plan.lead_magnets.get(name),
                plan.events.get(name),
                plan.promo_share.get(name),
                plan.contact_capture_rate.get(name),
                levels,
                months[-1] // DAY,
                policies.budget != USUAL.budget or brand is not None,
            )
            for name in sorted(market.channels)
        ),
        segments=tuple(
            segment_inputs(name, market.segments[name], scenario, committees[market.segments[name].committee], initial)
            for name in names
        ),
        roles=roles,
        active=_handling(market.qualification.in_market),
        passive=_handling(market.qualification.out_of_market or market.qualification.in_market),
        stages=tuple(
            StageInputs(s.name, law_inputs(s.selling_time), law_inputs(s.buyer_delay), s.conversion)
            for s in selling.stages
        ),
        window=need.window
        if need is not None
        else None
        if selling.buying_window is None
        else law_inputs(selling.buying_window),
        attention=inf if selling.responsiveness_half_life is None else selling.responsiveness_half_life,
        teams=teams,
        sdr=position.get("sdr", -1),
        ae=position.get("ae", -1),
        csm=position.get("csm", -1),
        success=NO_SUCCESS
        if success is None
        else SuccessInputs(success.churn, success.expansion, success.contraction, success.win_back, success.onboarding),
        returns=None
        if market.win_back is None
        else ReturnInputs(market.win_back.chance, law_inputs(market.win_back.delay), market.win_back.mrr_share),
        referrals=_referrals(market, plan.referral_reward),
        accounts=accounts,
        need=need,
        people=people_inputs(market, roles),
        alone=0.0 if market.qualification.nurture is None else market.qualification.nurture.unprompted_return,
        price=price,
        log_price=tuple(log(p) for p in price),
        proof=_proof(scenario, daily(plan.evidence.level, start, within), ours),
        uplift=daily(plan.renewal_price_increase, start, within),
        programme=_programme(by_month(cents_by_day(daily(plan.evidence.cost, start, within), within), within), ours),
        overhead=by_month(cents_by_day(daily(plan.overhead, start, within), within), within),
        other=by_month(cents_by_day(daily(plan.other_opex, start, within), within), within),
        commission=plan.commission,
        serve_share=market.cogs_share,
        discount_month=exp(-log(1.0 + run.discount_rate) / 12.0),
        cash=None if initial.cash is None else round(initial.cash * 100),
        policies=policy_inputs(scenario, within[-1] // DAY),
        hires=policies.hiring != USUAL.hiring,
        hiring_lag=microseconds(plan.hiring_lag),
        shifts=policies.budget != USUAL.budget,
        brand=brand,
        answers=0.0 if market.qualification.nurture is None else market.qualification.nurture.response_rate,
        effort_return=selling.effort_return,
        touches=(*(_touch(getattr(selling.touches, name)) for name in TOUCHES), _touch(Touch())),
        saving=_save_offer(market.save_offer),
        **_seen(scenario, within),
        self_served=_self_served(market, ours, within),
        community=community_inputs(scenario, start, within),
        condition=condition_inputs(market, start, within),
        found_price=found_price(scenario),
        first_day=0,
        warm_up=None,
    )


def _seen(scenario: Scenario, months: tuple[int, ...]) -> dict[str, Any]:
    """With which error fit is seen on each day, and what it costs to know that much of a lead."""
    noise, data = scenario.market.qualification.fit_noise, scenario.plan.enrichment
    if noise == 0.0:
        return {"error": (), "learning": ()}
    if data is None:
        return {"error": (noise,) * (months[-1] // DAY), "learning": ()}
    known = daily(data.completeness, scenario.run.start, months)
    cents = tuple(round(cost * 100) for cost in daily(data.cost, scenario.run.start, months))
    return {"error": tuple(noise * (1.0 - share) for share in known), "learning": cents if any(cents) else ()}


def _proof(scenario: Scenario, said: tuple[float, ...], ours: Material) -> tuple[float, ...]:
    """The proof level of each day: what the plan says, and what content adds."""
    content = scenario.market.content
    if content is None or not ours.convincing:
        return said
    return tuple(level + content.evidence * share for level, share in zip(said, ours.convincing, strict=True))


def _programme(proof: tuple[int, ...], ours: Material) -> tuple[int, ...]:
    """What the programmes of proof, content and website cost [cents], per month."""
    return tuple(one + other for one, other in zip(proof, ours.programme, strict=True))


def _self_served(market: Market, ours: Material, months: tuple[int, ...]) -> tuple[float, ...]:
    """Share of the success hours that content saves, as each month finds it."""
    if market.content is None or market.content.deflection == 0.0 or not ours.support:
        return ()
    return tuple(market.content.deflection * ours.support[first // DAY] for first in months[:-1])


def _save_offer(said: SaveOffer | None) -> SavingInputs | None:
    return None if said is None else SavingInputs(said.chance, said.discount_sensitivity, said.csm_hours)


def _handling(said: SaidHandling) -> HandlingInputs:
    half_life = inf if said.response_half_life is None else said.response_half_life
    handling = Handling(said.mql_rate, said.sql_rate, half_life, said.response_floor)
    return HandlingInputs(
        handling, None if said.abandon_after is None else law_inputs(said.abandon_after), law_inputs(said.handling_time)
    )


def _touch(said: Touch) -> TouchInputs:
    return TouchInputs(
        said.selling_time_factor, said.buyer_delay_factor, said.conversion_logit, said.trust, round(said.expense * 100)
    )


def _committee(said: Committee, roles: tuple[str, ...]) -> CommitteeInputs:
    sitting = tuple(
        RoleInputs(
            name,
            roles.index(name),
            role.seats,
            Role(
                role.participation,
                role.weight,
                role.veto,
                role.base,
                role.price,
                role.fit,
                role.evidence,
                role.responsiveness,
                int(role.decides),
            ),
        )
        for name, role in sorted(said.roles.items())
    )
    return CommitteeInputs(
        RULES[said.decision_rule],
        said.threshold,
        said.deal_sigma,
        said.min_meetings,
        said.meetings_per_member,
        law_inputs(said.time_between_meetings),
        law_inputs(said.review),
        sitting,
    )


def _teams(scenario: Scenario, start: datetime.date, months: tuple[int, ...], days: int) -> tuple[TeamInputs, ...]:
    plan = scenario.plan
    said = (("sdr", plan.teams.sdr), ("ae", plan.teams.ae), ("csm", plan.teams.csm))
    return tuple(
        team_inputs(name, team, plan, start, months, days, found_headcount(scenario, name))
        for name, team in said
        if team is not None
    )


def _referrals(market: Market, reward: float) -> ReferralInputs | None:
    said = market.referrals
    if said is None:
        return None
    lost = 0.0 if market.coverage_effects is None else market.coverage_effects.referrals
    referring = Referring(said.base_share, said.half_saturation_reward * 100.0, lost)
    return ReferralInputs(said.rate / 365.25, referring, said.trust, round(reward * 100), said.accounts_considered)
