"""Inputs as flat arrays: nested tuples become rows and offsets, so that one compilation serves any scenario."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from gtmsim.engine.draws import name_key
from gtmsim.rules.chance import FIXED, Law
from gtmsim.scenario.inputs import CommitteeInputs, Inputs

FIRM = np.dtype(
    [
        ("horizon", "i8"),
        ("end", "i8"),
        ("n_months", "i8"),
        ("before", "i8"),
        ("run_off", "i8"),
        ("last_day", "i8"),
        ("window", "i8"),
        ("attention", "f8"),
        ("sdr", "i8"),
        ("ae", "i8"),
        ("csm", "i8"),
        ("s_churn", "f8"),
        ("s_expansion", "f8"),
        ("s_contraction", "f8"),
        ("s_reactivation", "f8"),
        ("s_onboarding", "f8"),
        ("returns", "i8"),
        ("return_chance", "f8"),
        ("return_value", "f8"),
        ("return_delay", "i8"),
        ("referrals", "i8"),
        ("refer_rate", "f8"),
        ("unrewarded", "f8"),
        ("half_reward", "f8"),
        ("needs_coverage", "f8"),
        ("trust", "f8"),
        ("reward", "i8"),
        ("referral_key", "u8"),
        ("commission", "f8"),
        ("serve_share", "f8"),
    ]
)


class Tables(NamedTuple):
    """What the event loop reads: a table for each concept, and flat columns that their rows point into.

    Few and wide, because a compiled function takes each array apart into its words.
    """

    firm: Any  # one row of FIRM
    months: Any
    starts: Any
    law: Any
    channel: Any
    segment: Any
    committee: Any
    role: Any
    handling: Any  # passive leads (0) and active ones (1)
    stage: Any
    team: Any
    person: Any
    day: Any
    month: Any
    candidates: Any  # cumulative laws of a day's candidates
    quantile_p: Any  # laws of churn propensity
    quantile_v: Any
    mix: Any  # (channels, segments) cumulative
    wanted: Any  # (channels, days) leads a day before the ceiling clips them
    spend: Any  # (channels, months) cents
    position: Any  # (segments, stages + 1) cumulative
    worked: Any  # (teams, days + 1) microseconds
    pay: Any  # (teams, months) cents
    effective: Any  # (teams, months) hours


class _Laws:
    """Numbers laws; none is -1."""

    def __init__(self) -> None:
        self.rows: list[Law] = [Law(FIXED, 0.0, 0.0)]

    def add(self, law: Law | None) -> int:
        if law is None:
            return -1
        self.rows.append(law)
        return len(self.rows) - 1


def _table(rows: Iterable[dict[str, Any]], **kinds: str) -> Any:
    """Rows as a record array: names to `i8`, `f8` or `u8`."""
    kind = np.dtype(list(kinds.items()))
    return np.array([tuple(row[name] for name in kinds) for row in rows], dtype=kind).view(np.recarray)


def _grid(rows: list[Any], width: int, kind: Any) -> Any:
    return np.array([list(row) for row in rows], dtype=kind).reshape(len(rows), width)


def _spans(columns: list[Any]) -> list[tuple[int, int]]:
    """Where each column lies when they are laid end to end."""
    at, spans = 0, []
    for column in columns:
        spans.append((at, at + len(column)))
        at += len(column)
    return spans


def tables(inputs: Inputs) -> Tables:
    """The arrays of a scenario."""
    laws = _Laws()
    channels, segments, teams = inputs.channels, inputs.segments, inputs.teams
    days, months = len(inputs.price), inputs.n_months
    committees: list[CommitteeInputs] = []
    for segment in segments:
        if segment.committee not in committees:
            committees.append(segment.committee)
    wanted = _grid([c.daily_rate for c in channels], days, np.float64)
    for c, channel in enumerate(channels):
        for day, want in channel.clipped:
            wanted[c, day] = want
    quantiles = [s.propensity for s in segments] + [s.found for s in segments]
    spans = _spans([q.value for q in quantiles])
    calendar = len(teams[0].working.before) if teams else 1
    return Tables(
        firm=_firm(inputs, laws),
        months=np.array(inputs.months, np.int64),
        starts=np.array(inputs.starts, np.int64),
        channel=_channels(inputs, laws),
        segment=_segments(inputs, laws, committees, spans),
        committee=_committees(committees, laws),
        role=_roles(committees),
        handling=_table(
            (
                h.handling._asdict() | {"patience": laws.add(h.patience), "qualifying": laws.add(h.work)}
                for h in (inputs.passive, inputs.active)
            ),
            screened="f8",
            qualified="f8",
            half_life="f8",
            floor="f8",
            patience="i8",
            qualifying="i8",
        ),
        stage=_table(
            (
                {
                    "key": name_key("stage", s.name),
                    "work": laws.add(s.work),
                    "think": laws.add(s.think),
                    "goes_on": s.goes_on,
                }
                for s in inputs.stages
            ),
            key="u8",
            work="i8",
            think="i8",
            goes_on="f8",
        ),
        team=_table(
            (
                team._asdict()
                | {"opens": team.working.opens, "closes": team.working.closes, "persons_from": a, "persons_to": b}
                for team, (a, b) in zip(teams, _spans([t.persons for t in teams]), strict=True)
            ),
            opens="i8",
            closes="i8",
            productive="f8",
            ramp="f8",
            ramp_from="f8",
            order="i8",
            persons_from="i8",
            persons_to="i8",
        ),
        person=_table((p._asdict() for t in teams for p in t.persons), start="i8", end="i8", hired="i8"),
        day=_table(
            (
                {"price": p, "log_price": lp, "proof": pr, "uplift": u}
                for p, lp, pr, u in zip(inputs.price, inputs.log_price, inputs.proof, inputs.uplift, strict=True)
            ),
            price="f8",
            log_price="f8",
            proof="f8",
            uplift="f8",
        ),
        month=_table(
            (
                {"programme": p, "overhead": o, "other": x}
                for p, o, x in zip(inputs.programme, inputs.overhead, inputs.other, strict=True)
            ),
            programme="i8",
            overhead="i8",
            other="i8",
        ),
        candidates=np.array([p for c in channels for p in c.candidates], np.float64),
        quantile_p=np.array([q.cumulative[i] for q in quantiles for i in range(len(q.cumulative))], np.float64),
        quantile_v=np.array([q.value[i] for q in quantiles for i in range(len(q.value))], np.float64),
        mix=_grid([c.segments for c in channels], len(segments), np.float64),
        wanted=wanted,
        spend=_grid([c.monthly_spend for c in channels], months, np.int64),
        position=_grid([s.position for s in segments], len(inputs.stages) + 1, np.float64),
        worked=_grid([t.working.before for t in teams], calendar, np.int64),
        pay=_grid([t.monthly_pay for t in teams], months, np.int64),
        effective=_grid([t.effective_hours for t in teams], months, np.float64),
        # Last: by now every law has its number.
        law=_table(({"form": law.shape} | law._asdict() for law in laws.rows), form="i8", location="f8", sigma="f8"),
    )


def _firm(inputs: Inputs, laws: _Laws) -> Any:
    success, returns, referrals = inputs.success, inputs.returns, inputs.referrals
    row = {
        "horizon": inputs.horizon,
        "end": inputs.end,
        "n_months": inputs.n_months,
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
    }
    return np.array([tuple(row[name] for name in FIRM.names or ())], dtype=FIRM).view(np.recarray)


def _channels(inputs: Inputs, laws: _Laws) -> Any:
    spans = _spans([c.candidates for c in inputs.channels])
    return _table(
        (
            {
                "channel_key": name_key("channel", c.name),
                "ceiling": c.response.ceiling,
                "first": c.first,
                "candidates_from": a,
                "candidates_to": b,
                "delay": laws.add(c.delay),
                "active": c.active,
                "fee": c.fee,
            }
            for c, (a, b) in zip(inputs.channels, spans, strict=True)
        ),
        channel_key="u8",
        ceiling="f8",
        first="i8",
        candidates_from="i8",
        candidates_to="i8",
        delay="i8",
        active="f8",
        fee="i8",
    )


def _segments(inputs: Inputs, laws: _Laws, committees: list[CommitteeInputs], spans: list[tuple[int, int]]) -> Any:
    n = len(inputs.segments)
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
            }
        )
    return _table(
        rows,
        median="f8",
        sigma="f8",
        committee="i8",
        effort="f8",
        propensity_from="i8",
        propensity_to="i8",
        found_from="i8",
        found_to="i8",
        failure="f8",
        idle="f8",
        price_churn="f8",
        expansion="f8",
        expansion_size="f8",
        contraction="f8",
        contraction_size="f8",
        success_hours="f8",
        onboarding="i8",
        term="i8",
        customers="i8",
        pipeline="i8",
        customer_key="u8",
        pipeline_key="u8",
    )


def _committees(committees: list[CommitteeInputs], laws: _Laws) -> Any:
    spans = _spans([c.roles for c in committees])
    return _table(
        (
            c._asdict() | {"gap": laws.add(c.gap), "review": laws.add(c.review), "roles_from": a, "roles_to": b}
            for c, (a, b) in zip(committees, spans, strict=True)
        ),
        how="i8",
        threshold="f8",
        shared_luck="f8",
        meetings="i8",
        more_meetings="f8",
        gap="i8",
        review="i8",
        roles_from="i8",
        roles_to="i8",
    )


def _roles(committees: list[CommitteeInputs]) -> Any:
    return _table(
        (
            r.role._asdict()
            | {"base_logit": r.role.base, "number": r.number, "seats": r.seats, "key": name_key("role", r.name)}
            for c in committees
            for r in c.roles
        ),
        number="i8",
        seats="i8",
        key="u8",
        chance="f8",
        weight="f8",
        veto="f8",
        base_logit="f8",
        price="f8",
        fit="f8",
        proof="f8",
        relationship="f8",
        decides="i8",
    )
