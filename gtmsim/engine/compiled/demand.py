"""Leads arrive, as `reference.demand` tells it."""

from gtmsim.engine.agenda import ARRIVAL, CALENDAR
from gtmsim.engine.compiled.accounts import born, law_of
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.constants import (
    ARRIVING,
    CANDIDATES,
    CLIPPED,
    FEE,
    LEAD,
    P_ACCEPTANCE,
    P_CANDIDATES,
    P_DELAY,
    P_FIT,
    P_MODE,
    P_SEGMENT,
    P_TOUCH_TIME,
)
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import child_key, uniform
from gtmsim.engine.compiled.rows import note, post
from gtmsim.engine.compiled.spaces import account_at, candidate_at, set_candidate
from gtmsim.engine.compiled.world import candidates_of, channel_at, mix_of, wanted_at
from gtmsim.machine.jit import kernel
from gtmsim.rules import calendar, chance, demand, maths
from gtmsim.rules.calendar import DAY

choose = compiled(chance.choose)
count_quantile = compiled(chance.count_quantile)
law_quantile = compiled(chance.law_quantile)
microseconds = compiled(calendar.microseconds)
normal_quantile = compiled(maths.normal_quantile)
touch_time = compiled(demand.touch_time)
touches = compiled(demand.touches)


@kernel
def candidate_count(T, S, c, day):
    """How many candidates a channel has on a day."""
    low, high = channel_at(T, c).candidates_from, channel_at(T, c).candidates_to
    u = uniform(S, P_CANDIDATES, channel_at(T, c).channel_key, day)
    return count_quantile(candidates_of(T, low, high - low), channel_at(T, c).first, u)


@kernel
def candidates(T, S, c, day):
    """Touch the candidates of a day that our spend reaches."""
    key, ceiling = channel_at(T, c).channel_key, channel_at(T, c).ceiling
    wanted = wanted_at(T, c * T.n_days + day)
    rate = min(wanted, ceiling)
    if wanted > ceiling:
        post(S, CLIPPED, 0, c, -1, -1, 0, 0, wanted)
    law = law_of(T, channel_at(T, c).delay)
    first = candidate_at(S, c)
    after = first + candidate_count(T, S, c, day)
    set_candidate(S, c, after)
    for ordinal in range(first, after):
        who = child_key(key, ordinal)
        if touches(rate, ceiling, uniform(S, P_ACCEPTANCE, who, 0)):
            touched = touch_time(day, uniform(S, P_TOUCH_TIME, who, 0))
            arrives = touched + microseconds(law_quantile(law, uniform(S, P_DELAY, who, 0)))
            if arrives < T.horizon:
                put(S, arrives, ARRIVAL, who, 0, ARRIVING, c, ordinal)
    if day < T.last_day:
        put(S, (day + 1) * DAY, CALENDAR, 2, c, CANDIDATES, c, day + 1)


@kernel
def arrive(T, S, key, c, ordinal):
    """A lead is there."""
    active = 1 if uniform(S, P_MODE, key, 0) < channel_at(T, c).active else 0
    g = choose(mix_of(T, c * T.n_segments, T.n_segments), uniform(S, P_SEGMENT, key, 0))
    slot = born(S, key, c, g, active, normal_quantile(uniform(S, P_FIT, key, 0)))
    a = account_at(S, slot)
    note(S, LEAD, a, active, -1, 0, ordinal, a.fit)
    if channel_at(T, c).fee != 0:
        note(S, FEE, a, 0, -1, channel_at(T, c).fee, 0, 0.0)
    return slot
