"""Inputs as flat arrays: nested tuples become rows and offsets, so that one compilation serves any scenario."""

from typing import Any

import numpy as np

from gtmsim.engine.compiled.laid import grid_of, spans_of, table_of
from gtmsim.engine.compiled.memory import address
from gtmsim.engine.compiled.policies import policy_arrays
from gtmsim.engine.compiled.world import (
    CHANNEL,
    COMMITTEE,
    COMMUNITY,
    CONDITION,
    DAY_PLAN,
    HANDLING,
    HOME,
    LAW,
    MONTH,
    NUMBERS,
    PERSON,
    POST,
    RECORDS,
    ROLE,
    SEGMENT,
    STAGE,
    TEAM,
    TOUCH,
)
from gtmsim.engine.draws import name_key
from gtmsim.engine.reference.decisions import NO_CLASS
from gtmsim.engine.reference.review import FUNCTIONS
from gtmsim.rules.brand import Brand
from gtmsim.rules.calendar import DAY
from gtmsim.rules.chance import FIXED, Law
from gtmsim.rules.community import price_level
from gtmsim.rules.maths import log
from gtmsim.scenario.resolved.inputs import BrandInputs, CommitteeInputs, Inputs, WarmUp


class Tables:
    """The arrays of one scenario and the home that knows their addresses."""

    def __init__(self, rooms: dict[str, Any], numbers: dict[str, Any]) -> None:
        self.rooms = {name: rooms[name].reshape(-1) for name in (*RECORDS, *NUMBERS)}
        self.home = np.zeros(1, dtype=HOME).view(np.recarray)
        for name, number in numbers.items():
            self.home[0][name] = number
        for name, array in self.rooms.items():
            self.home[0][name] = address(array)


class _Laws:
    """Numbers laws; none is -1."""

    def __init__(self) -> None:
        self.rows: list[Law] = [Law(FIXED, 0.0, 0.0)]

    def add(self, law: Law | None) -> int:
        if law is None:
            return -1
        self.rows.append(law)
        return len(self.rows) - 1


def tables(inputs: Inputs, before: WarmUp | None = None) -> Tables:
    """The arrays of a scenario; those of the time before day 0 are made of `before` and its own inputs."""
    laws = _Laws()
    channels, segments, teams, accounts = inputs.channels, inputs.segments, inputs.teams, inputs.accounts
    days, months = len(inputs.price), inputs.n_months
    committees: list[CommitteeInputs] = []
    for segment in segments:
        if segment.committee not in committees:
            committees.append(segment.committee)
    bans = any(channel.bans for channel in channels)
    category = inputs.need.category if inputs.need is not None else ()
    baits = any(channel.bait > 0.0 for channel in channels)
    wanted = grid_of([c.daily_rate for c in channels], days, np.float64)
    for c, channel in enumerate(channels):
        for day, want in channel.clipped:
            wanted[c, day] = want
    quantiles = [s.propensity for s in segments] + [s.found for s in segments]
    spans = spans_of([q.value for q in quantiles])
    calendar = len(teams[0].working.before) if teams else 1
    after = max((len(c.after) for c in channels), default=0)
    firm = _firm(inputs, laws) | _past(inputs, before)
    rooms = {
        "months": np.array(inputs.months, np.int64),
        "starts": np.array(inputs.starts, np.int64),
        "channel": _channels(inputs, laws, before),
        "segment": _segments(inputs, laws, committees, spans, before),
        "committee": _committees(committees, laws),
        "role": _roles(committees),
        "post": table_of(POST, _posts(inputs)),
        "post_share": np.array(() if inputs.people is None else inputs.people.shares, np.float64),
        "handling": table_of(
            HANDLING,
            (
                h.handling._asdict() | {"patience": laws.add(h.patience), "qualifying": laws.add(h.work)}
                for h in (inputs.passive, inputs.active)
            ),
        ),
        "stage": table_of(
            STAGE,
            (
                {
                    "key": name_key("stage", s.name),
                    "work": laws.add(s.work),
                    "think": laws.add(s.think),
                    "goes_on": s.goes_on,
                }
                for s in inputs.stages
            ),
        ),
        "team": table_of(
            TEAM,
            (
                team._asdict()
                | {"opens": team.working.opens, "closes": team.working.closes, "persons_from": a, "persons_to": b}
                | {"function": FUNCTIONS.index(team.name)}
                for team, (a, b) in zip(teams, spans_of([t.persons for t in teams]), strict=True)
            ),
        ),
        "person": table_of(PERSON, (p._asdict() for t in teams for p in t.persons)),
        "day": table_of(
            DAY_PLAN,
            (
                {"price": p, "log_price": lp, "proof": pr, "uplift": u, "outlook": o, "error": e, "learning": cents}
                for p, lp, pr, u, o, e, cents in zip(
                    inputs.price,
                    inputs.log_price,
                    inputs.proof,
                    inputs.uplift,
                    (0.0,) * days if inputs.condition is None else inputs.condition.outlook,
                    inputs.error or (0.0,) * days,
                    inputs.learning or (0,) * days,
                    strict=True,
                )
            ),
        ),
        "month": table_of(
            MONTH,
            (
                {
                    "programme": p,
                    "overhead": o,
                    "other": x,
                    "asked": 1.0 - saved,
                    "branding": b,
                    "built": u,
                    "hosting": h,
                }
                for p, o, x, saved, h, b, u in zip(
                    inputs.programme,
                    inputs.overhead,
                    inputs.other,
                    inputs.self_served or (0.0,) * months,
                    (0,) * months if inputs.community is None else inputs.community.cost,
                    *_brand(inputs),
                    strict=True,
                )
            ),
        ),
        "community": table_of(COMMUNITY, [] if inputs.community is None else [inputs.community._asdict()]),
        "condition": table_of(CONDITION, [] if inputs.condition is None else [inputs.condition.condition._asdict()]),
        "candidates": np.array([p for c in channels for p in c.candidates], np.float64),
        "quantile_p": np.array([q.cumulative[i] for q in quantiles for i in range(len(q.cumulative))], np.float64),
        "quantile_v": np.array([q.value[i] for q in quantiles for i in range(len(q.value))], np.float64),
        "mix": grid_of([c.segments for c in channels], len(segments), np.float64),
        "wanted": wanted,
        "industry": np.array(accounts.industries if accounts else (1.0,), np.float64),
        "industry_fit": np.array(accounts.fits if accounts else (0.0,), np.float64),
        "daily_spend": grid_of([c.daily_spend for c in channels if firm["live"]], days, np.int64),
        "strength": grid_of([c.strength or (0.0,) * days for c in channels if baits], days, np.float64),
        "free": grid_of([c.daily_organic for c in channels], days, np.float64),
        "after": grid_of([[*c.after, *(0.0,) * (after - len(c.after))] for c in channels], after, np.float64),
        "bans": grid_of([c.bans or (0.0,) * days for c in channels if bans], days, np.float64),
        "category": np.array(category, np.float64),
        "season": grid_of([c.season for c in channels if firm["live"]], days, np.float64),
        "hours": grid_of([t.working_hours for t in teams], months, np.float64),
        "spend": grid_of([c.monthly_spend for c in channels], months, np.int64),
        "worked": grid_of([t.working.before for t in teams], calendar, np.int64),
        **policy_arrays(inputs),
        "touch": table_of(TOUCH, (touch._asdict() for touch in inputs.touches)),
        "pay": grid_of([t.monthly_pay for t in teams], months, np.int64),
        "effective": grid_of([t.effective_hours for t in teams], months, np.float64),
        # Last: by now every law has its number.
        "law": table_of(LAW, ({"form": law.shape} | law._asdict() for law in laws.rows)),
    }
    sizes = {
        "n_channels": len(channels),
        "n_segments": len(segments),
        "n_stages": len(inputs.stages),
        "n_teams": len(teams),
        "n_months": months,
        "n_days": days,
        "n_ends": len(inputs.months),
        "n_starts": len(inputs.starts),
        "n_calendar": calendar,
        "n_industries": len(accounts.industries) if accounts else 1,
        "n_category": len(category),
        "n_after": after,
    }
    return Tables(rooms, firm | sizes)


def _past(inputs: Inputs, before: WarmUp | None) -> dict[str, Any]:
    """What is different before day 0, and what day 0 finds."""
    return {
        "past": before is not None,
        "first_day": inputs.first_day,
        "followed": 0 if before is None else before.leads * DAY,
        "deals_from": 0 if before is None else before.deals * DAY,
        "found_price": inputs.found_price,
        "found_level": price_level(log(inputs.found_price)),
    }


def _firm(inputs: Inputs, laws: _Laws) -> dict[str, Any]:
    success, returns, referrals = inputs.success, inputs.returns, inputs.referrals
    accounts, need, people = inputs.accounts, inputs.need, inputs.people
    return {
        "horizon": inputs.horizon,
        "end": inputs.end,
        "before": inputs.before,
        "run_off": inputs.run_off,
        "last_day": len(inputs.price) - 1,
        "window": laws.add(inputs.window),
        "attention": inputs.attention,
        "sdr": inputs.sdr,
        "ae": inputs.ae,
        "csm": inputs.csm,
        "s_churn": success.churn,
        "s_expansion": success.expansion,
        "s_contraction": success.contraction,
        "s_reactivation": success.reactivation,
        "s_onboarding": success.onboarding,
        "returns": returns is not None,
        "return_chance": returns.chance if returns else 0.0,
        "return_value": returns.value if returns else 1.0,
        "return_delay": laws.add(returns.delay) if returns else 0,
        "referrals": referrals is not None,
        "refer_rate": referrals.rate if referrals else 0.0,
        "unrewarded": referrals.referring.unrewarded if referrals else 0.0,
        "half_reward": referrals.referring.half_reward if referrals else 1.0,
        "needs_coverage": referrals.referring.needs_coverage if referrals else 0.0,
        "trust": referrals.trust if referrals else 0.0,
        "reward": referrals.reward if referrals else 0,
        "referral_key": name_key("referral"),
        "commission": inputs.commission,
        "serve_share": inputs.serve_share,
        "hires": inputs.hires,
        "hiring_lag": inputs.hiring_lag,
        "shifts": inputs.shifts,
        "live": inputs.live,
        **_goodwill(inputs.brand),
        "answers": inputs.answers,
        "effort_return": inputs.effort_return,
        "lists": accounts is not None,
        "buyers": accounts.buyers if accounts else 1.0,
        "openness": accounts.openness if accounts else 1.0,
        "cool_down": accounts.cool_down if accounts else 0,
        "needs": need is not None,
        "need_gap": laws.add(need.gap) if need else 0,
        "need_window": laws.add(need.window) if need else 0,
        "need_open": need.open if need else 0.0,
        "first_half": need.halves[0] if need else 1.0,
        "second_half": need.halves[1] if need else 1.0,
        "turn": need.turn if need else 0,
        "alone": inputs.alone,
        "people": people is not None,
        "job_change": people.job_change if people else 0.0,
        "noisy": len(inputs.error) > 0,
        "posts": len(people.posts) if people else 0,
        "departments": len(people.departments) if people else 0,
        "knows": referrals.knows if referrals else 1,
        "saving": inputs.saving is not None,
        "save_chance": inputs.saving.chance if inputs.saving else 0.0,
        "save_discount": inputs.saving.discount if inputs.saving else 0.0,
        "save_hours": inputs.saving.hours if inputs.saving else 0.0,
        "grouped": inputs.community is not None,
        "community_key": name_key("community"),
        "conditions": inputs.condition is not None,
    }


def _posts(inputs: Inputs) -> list[dict[str, Any]]:
    """What contacts are; where posts are not told apart, one that says how readily all of them follow us."""
    people = inputs.people
    if people is None or people.posts:
        return [] if people is None else [post._asdict() for post in people.posts]
    unknown = {"works": 1.0, "department": 0, "seniority": 0, "role_class": NO_CLASS, "role": -1, "influence": 0.0}
    return [{"outside": people.outside, "inside": people.inside, **unknown}]


def _goodwill(said: BrandInputs | None) -> dict[str, Any]:
    """What moves goodwill, and what it does."""
    brand = Brand(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0) if said is None else said.brand
    return {
        "brand": said is not None,
        "brand_key": name_key("brand"),
        "goodwill": 1.0 if said is None else said.initial,
        "b_keep": brand.keep,
        "b_word": brand.word_of_mouth,
        "b_even": brand.break_even,
        "b_scandal": brand.scandal,
        "b_damage": brand.damage,
        "b_efficiency": brand.efficiency,
        "b_trust": brand.trust,
        "b_premium": brand.premium,
    }


def _brand(inputs: Inputs) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Brand spend [cents], and the goodwill that spend keeps up, of each month."""
    if inputs.brand is None:
        return (0,) * inputs.n_months, (0.0,) * inputs.n_months
    return inputs.brand.spend, inputs.brand.built


def _channels(inputs: Inputs, laws: _Laws, before: WarmUp | None) -> Any:
    past = () if before is None else ("before",)
    spans = spans_of([c.candidates for c in inputs.channels])
    return table_of(
        CHANNEL,
        (
            {
                "channel_key": name_key("channel", c.name, *past),
                "ceiling": c.response.ceiling,
                "first": c.first,
                "candidates_from": a,
                "candidates_to": b,
                "delay": laws.add(c.delay),
                "active": c.active,
                "fee": c.fee,
                "half_spend": c.response.half_spend,
                "shaped": c.response.shape,
                "keep": c.response.keep,
                "organic": c.response.organic,
                "initial_stock": c.initial_stock,
                "lift": c.lift,
                "precision": c.precision,
                "bait": c.bait,
                "relevance": c.relevance,
                "bait_cost": c.bait_cost,
                "on_dates": c.on_dates,
                "followers": c.followers,
                "work": c.work,
                "head_start": c.head_start,
                "trust": c.trust,
                "inflation": c.response.inflation,
                "beginner": c.response.beginner,
                "half_learnt": c.response.half_learnt,
                "practised": c.practised,
                "brand_led": c.brand_led,
                "public": c.public,
                "bans": bool(c.bans),
                "banned": c.banned,
                "spends": inputs.run_off and any(c.daily_spend),
                "last_stock": c.last_stock,
                "late_days": len(c.after),
                "touched": 0 if before is None else before.touched[i],
            }
            for i, (c, (a, b)) in enumerate(zip(inputs.channels, spans, strict=True))
        ),
    )


def _segments(
    inputs: Inputs,
    laws: _Laws,
    committees: list[CommitteeInputs],
    spans: list[tuple[int, int]],
    before: WarmUp | None,
) -> Any:
    n = len(inputs.segments)
    listed = inputs.accounts.numbers if inputs.accounts else (0,) * n
    rows = []
    for i, s in enumerate(inputs.segments):
        r = s.retention
        rows.append(
            {
                "median": s.median,
                "sigma": s.sigma,
                "committee": committees.index(s.committee),
                "effort": s.effort,
                "propensity_from": spans[i][0],
                "propensity_to": spans[i][1],
                "found_from": spans[n + i][0],
                "found_to": spans[n + i][1],
                "failure": s.failure,
                "idle": r.idle,
                "price_churn": r.price,
                "expansion": r.expansion,
                "expansion_size": r.expansion_size,
                "contraction": r.contraction,
                "contraction_size": r.contraction_size,
                "success_hours": s.success_hours,
                "onboarding": laws.add(s.onboarding),
                "term": s.term,
                "customers": s.customers,
                "pipeline": s.pipeline,
                "customer_key": name_key("customer", s.name),
                "pipeline_key": name_key("pipeline", s.name),
                "listed": listed[i],
                "first_listed": sum(listed[:i]),
                "listed_key": name_key("account", s.name),
                "found_term": s.found_term,
                "span": 0.0 if before is None else before.spans[i],
            }
        )
    return table_of(SEGMENT, rows)


def _committees(committees: list[CommitteeInputs], laws: _Laws) -> Any:
    spans = spans_of([c.roles for c in committees])
    return table_of(
        COMMITTEE,
        (
            c._asdict() | {"gap": laws.add(c.gap), "review": laws.add(c.review), "roles_from": a, "roles_to": b}
            for c, (a, b) in zip(committees, spans, strict=True)
        ),
    )


def _roles(committees: list[CommitteeInputs]) -> Any:
    return table_of(
        ROLE,
        (
            r.role._asdict()
            | {"base_logit": r.role.base, "number": r.number, "seats": r.seats, "key": name_key("role", r.name)}
            for c in committees
            for r in c.roles
        ),
    )
