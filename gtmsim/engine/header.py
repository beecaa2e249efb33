"""What every journal of a scenario says before its first row."""

import numpy as np

from gtmsim.engine.journal import Header
from gtmsim.rules.calendar import microseconds
from gtmsim.rules.chance import law_mean
from gtmsim.scenario.inputs import Inputs

REFERRAL = "referral"


def header(inputs: Inputs) -> Header:
    """The header of a scenario's journals; the referral channel, where there is one, comes last."""
    channels, referrals = inputs.channels, inputs.referrals
    days = len(inputs.price)
    more = 1 if referrals is not None else 0
    none_i = [np.zeros(days, dtype=np.int64)] * more
    none_f = [np.zeros(days)] * more
    return Header(
        start=inputs.start,
        horizon=inputs.horizon,
        months=inputs.months,
        n_months=inputs.n_months,
        run_off=inputs.run_off,
        currency=inputs.currency,
        channels=(*(c.name for c in channels), *([REFERRAL] * more)),
        segments=tuple(s.name for s in inputs.segments),
        teams=tuple(t.name for t in inputs.teams),
        functions=tuple(t.name for t in inputs.teams),
        stages=tuple(s.name for s in inputs.stages),
        roles=inputs.roles,
        paid=(
            *(any(c.daily_spend) or c.fee > 0 for c in channels),
            *([referrals.reward > 0] if referrals is not None else []),
        ),
        delay=np.array([*(microseconds(law_mean(c.delay)) for c in channels), *([0] * more)], dtype=np.int64),
        daily_spend=np.array([*(c.daily_spend for c in channels), *none_i], dtype=np.int64).reshape(-1, days),
        daily_rate=np.array([*(c.daily_rate for c in channels), *none_f], dtype=np.float64).reshape(-1, days),
        keep=np.array([*(c.response.keep for c in channels), *([0.0] * more)]),
        initial_stock=np.array([*(c.initial_stock for c in channels), *([0.0] * more)]),
        organic=np.array([*(c.daily_organic for c in channels), *none_f], dtype=np.float64).reshape(-1, days),
        ceiling=np.array([*(c.response.ceiling for c in channels), *([0.0] * more)]),
        serve_share=inputs.serve_share,
        discount_month=inputs.discount_month,
        working_hours=np.array([t.working_hours for t in inputs.teams], dtype=np.float64).reshape(-1, inputs.n_months),
        cash=inputs.cash,
        tables=tuple(policy.name for policy in inputs.policies),
        rows=tuple(policy.rows for policy in inputs.policies),
    )
