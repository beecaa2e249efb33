"""Leads arrive, as `reference.demand` tells it."""

from gtmsim.engine.agenda import ARRIVAL, CALENDAR
from gtmsim.engine.compiled.accounts import born, law_of
from gtmsim.engine.compiled.agenda import put
from gtmsim.engine.compiled.companies import (
    at,
    buys,
    fit_of,
    is_free,
    is_open,
    listed_key,
    needs,
    of_visit,
    take,
    tell_whom,
    visited,
)
from gtmsim.engine.compiled.constants import (
    ARRIVING,
    CANDIDATES,
    NEVER,
    P_ACCEPTANCE,
    P_BAITED,
    P_BANNED,
    P_CANDIDATES,
    P_DELAY,
    P_FIT,
    P_MODE,
    P_SEGMENT,
    P_TOUCH_TIME,
)
from gtmsim.engine.compiled.contacts import know_contact, searches_now, since, tell_contact
from gtmsim.engine.compiled.decisions import answer, know_lead, note_by, settled
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import U, child_key, uniform
from gtmsim.engine.compiled.rows import note, post
from gtmsim.engine.compiled.seen import look, tell_seen
from gtmsim.engine.compiled.spaces import (
    account_at,
    candidate_at,
    factor_at,
    fetch_company,
    free_from_at,
    free_share_at,
    month_of_channel_at,
    practised_at,
    set_candidate,
    set_free,
    set_free_from,
    set_practised,
    set_stock,
    stock_at,
)
from gtmsim.engine.compiled.world import (
    after_at,
    bans_at,
    candidates_of,
    channel_at,
    daily_spend_at,
    free_at,
    mix_of,
    season_at,
    segment_at,
    strength_at,
    wanted_at,
)
from gtmsim.engine.reference.decisions import LEAD_SCORE
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.channels.rows import FIRST_TOUCH, LEAD, LEAD_FEE, LEADS_CAPPED
from gtmsim.mechanisms.promotion.rows import CHANNEL_BANNED
from gtmsim.rules import calendar, chance, demand, maths, need
from gtmsim.rules.calendar import DAY
from gtmsim.rules.demand import Response

choose = compiled(chance.choose)
count_quantile = compiled(chance.count_quantile)
law_quantile = compiled(chance.law_quantile)
microseconds = compiled(calendar.microseconds)
normal_quantile = compiled(maths.normal_quantile)
carried_spend = compiled(demand.carried_spend)
leads_met = compiled(demand.leads_met)
leads_wanted = compiled(demand.leads_wanted)
organic_share = compiled(demand.organic_share)
shifted_spend = compiled(demand.shifted_spend)
touch_time = compiled(demand.touch_time)
touches = compiled(demand.touches)
bait_weight = compiled(need.bait_weight)
comes = compiled(need.comes)
visit_weight = compiled(need.visit_weight)
working_spend = compiled(demand.working_spend)


@kernel
def most_candidates(T, c):
    """The most candidates that a channel can have on a day: its law of their number ends there."""
    return channel_at(T, c).first + channel_at(T, c).candidates_to - channel_at(T, c).candidates_from


@kernel
def candidate_count(T, S, c, day):
    """How many candidates a channel has on a day."""
    low, high = channel_at(T, c).candidates_from, channel_at(T, c).candidates_to
    u = uniform(S, P_CANDIDATES, channel_at(T, c).channel_key, day)
    return count_quantile(candidates_of(T, low, high - low), channel_at(T, c).first, u)


@kernel
def wanted_on(T, S, c, day):
    """Leads that a day's spend would bring [lead/day], before the ceiling clips them."""
    place = c * T.n_days + day - T.first_day
    set_free(S, c, free_at(T, place))
    if T.live == 0:
        return wanted_at(T, place)
    spent = shifted_spend(daily_spend_at(T, place), factor_at(S, c))
    month_of_channel_at(S, c * T.n_months + S.closed).spent += spent
    said = channel_at(T, c)
    if said.on_dates == 1:
        return leads_met(said.ceiling, season_at(T, place), factor_at(S, c))
    response = response_of(T, c)
    banned = day < free_from_at(S, c)
    worth = 0.0 if banned else working_spend(response, float(spent), float(practised_at(S, c)), day)
    set_practised(S, c, practised_at(S, c) + spent)
    set_stock(S, c, carried_spend(response, stock_at(S, c), worth))
    if banned:
        return 0.0
    works = S.goodwill if said.brand_led == 1 else stock_at(S, c) * S.lift
    set_free(S, c, 1.0 if said.brand_led == 1 else organic_share(response, works))
    return leads_wanted(response, works, season_at(T, place))


@kernel
def response_of(T, c):
    """How a channel answers to spend."""
    said = channel_at(T, c)
    return Response(
        said.ceiling,
        said.half_spend,
        said.shaped,
        said.keep,
        said.organic,
        said.inflation,
        said.beginner,
        said.half_learnt,
    )


@kernel
def still_wanted_on(T, S, c, day):
    """Leads that carried spend would bring on a day after the horizon [lead/day], on which nothing is spent."""
    after, response = day - T.last_day - 1, response_of(T, c)
    if after == 0 and T.live == 0:
        set_stock(S, c, channel_at(T, c).last_stock)
    set_stock(S, c, carried_spend(response, stock_at(S, c), 0.0))
    works = stock_at(S, c) * S.lift
    set_free(S, c, organic_share(response, works))
    return 0.0 if day < free_from_at(S, c) else leads_wanted(response, works, after_at(T, c * T.n_after + after))


@kernel
def is_banned(T, S, c, day):
    """Does a platform ban us on a day on which it still has us?"""
    if channel_at(T, c).bans == 0 or day < free_from_at(S, c):
        return False
    return uniform(S, P_BANNED, channel_at(T, c).channel_key, day) < bans_at(T, c * T.n_days + day)


@kernel
def candidates(T, S, c, day):
    """Touch the candidates of a day that our spend reaches."""
    key, ceiling = channel_at(T, c).channel_key, channel_at(T, c).ceiling
    late = T.past == 0 and day > T.last_day
    if not late and is_banned(T, S, c, day):
        set_free_from(S, c, day + channel_at(T, c).banned)
        post(S, CHANNEL_BANNED, 0, c, -1, -1, 0, 0, float(channel_at(T, c).banned))
    wanted = still_wanted_on(T, S, c, day) if late else wanted_on(T, S, c, day)
    rate = min(wanted, ceiling)
    if wanted > ceiling and not late:
        post(S, LEADS_CAPPED, 0, c, -1, -1, 0, 0, wanted)
    law = law_of(T, channel_at(T, c).delay)
    weighs = T.lists == 1 or channel_at(T, c).bait > 0.0
    first = candidate_at(S, c)
    after = first + candidate_count(T, S, c, day)
    set_candidate(S, c, after)
    # A visit is weighed while the account of the next one is on its way from memory.
    before, by, by_luck, by_segment, by_place, g, place = -1, U(0), 0.0, 0, 0, 0, 0
    for ordinal in range(first, after if rate > 0.0 else first):
        who = child_key(key, ordinal)
        luck = uniform(S, P_ACCEPTANCE, who, 0)
        if touches(rate, ceiling, luck):
            if T.lists == 1:
                g = segment_of_visit(T, S, c, who)
                place = visited(T, S, g, who, 0)
                fetch_company(S, segment_at(T, g).first_listed + place)
            if before >= 0:
                touch(T, S, c, by, before, rate, day, law, weighs, by_luck, by_segment, by_place)
            before, by, by_luck, by_segment, by_place = ordinal, who, luck, g, place
    if before >= 0:
        touch(T, S, c, by, before, rate, day, law, weighs, by_luck, by_segment, by_place)
    if day - T.first_day < T.last_day + channel_at(T, c).late_days:
        put(S, (day + 1) * DAY, CALENDAR, 2, c, CANDIDATES, c, day + 1)


@kernel
def touch(T, S, c, key, ordinal, rate, day, law, weighs, luck, g, place):
    """Let a visit become a lead to come, unless the account at its place of the list weighs too little."""
    touched, share = touch_time(day, uniform(S, P_TOUCH_TIME, key, 0)), 1.0
    if weighs:
        share = weight(T, S, c, key, touched, day, rate, luck, g, place)
        if not comes(rate, channel_at(T, c).ceiling, share, luck):
            return
    arrives = touched + microseconds(law_quantile(law, uniform(S, P_DELAY, key, 0)))
    if T.past == 1 and arrives < T.followed:
        return
    if arrives < T.horizon or is_owed(T, S, c, rate, share, luck):
        put(S, arrives, ARRIVAL, key, 0, ARRIVING, c, -1 - ordinal if T.past == 1 else ordinal)


@kernel
def is_owed(T, S, c, rate, share, luck):
    """Does a lead that comes after the horizon come of spend, and not by itself? Only then it is waited for."""
    return channel_at(T, c).spends == 1 and luck * channel_at(T, c).ceiling >= rate * free_share_at(S, c) * share


@kernel
def note_lead(T, S, slot, ordinal):
    """Score a lead and write it down."""
    a = account_at(S, slot)
    look(T, S, a)
    if not settled(T, S, LEAD_SCORE):
        know_lead(T, S, a)
        know_contact(T, S, slot)
        answer(T, S, LEAD_SCORE)
    a.score, a.opened = S.given0, S.now
    if T.shifts == 1 and 0 <= a.channel < T.n_channels and S.closed < T.n_months:
        month_of_channel_at(S, a.channel * T.n_months + S.closed).leads += 1
    note_by(S, LEAD_SCORE, LEAD, a, a.active, -1, 0, ordinal, a.fit)


@kernel
def baited(T, S, c, key):
    """Is this a visit whom only a bait draws?"""
    return channel_at(T, c).bait > 0.0 and uniform(S, P_BAITED, key, 0) < channel_at(T, c).bait


@kernel
def weight(T, S, c, key, touched, day, rate, luck, g, place):
    """How readily a visit becomes a lead, as a share of the readiest; 0 if it is too little in any case."""
    place_of_day = c * T.n_days + min(day - T.first_day, T.last_day)
    bait = strength_at(T, place_of_day) if baited(T, S, c, key) else -1.0
    if T.lists == 0:
        return 1.0 if bait < 0.0 else bait
    if bait == 0.0:
        return 0.0
    if channel_at(T, c).public == 1 and not is_open(T, S, listed_key(T, g, place)):
        return 0.0
    # Whoever does not come without a need, however well it fits, is not looked at if it never has one.
    must_need = bait < 0.0 and not comes(rate, channel_at(T, c).ceiling, 1.0 / channel_at(T, c).lift, luck)
    if must_need and not buys(T, S, listed_key(T, g, place)):
        return 0.0
    number = at(T, S, g, place)
    if channel_at(T, c).followers == 1 and since(T, S, number, touched) == NEVER:
        return 0.0
    needing = needs(T, S, number, touched)
    if bait > 0.0:
        return bait_weight(bait, channel_at(T, c).relevance, needing)
    if must_need and not needing:
        return 0.0
    return visit_weight(channel_at(T, c).lift, channel_at(T, c).precision, needing, fit_of(T, S, number) > 0.0)


@kernel
def segment_of_visit(T, S, c, key):
    """Whose segment a candidate of a channel is of."""
    return choose(mix_of(T, c * T.n_segments, T.n_segments), uniform(S, P_SEGMENT, key, 0))


@kernel
def arrive(T, S, key, c, ordinal):
    """A lead is there: its slot; -1 where its account is in a hand already."""
    only_baited = baited(T, S, c, key)
    active = 1 if not only_baited and uniform(S, P_MODE, key, 0) < channel_at(T, c).active else 0
    g = segment_of_visit(T, S, c, key)
    works = 0
    if T.lists == 1:
        number = of_visit(T, S, g, key, 0)
        if not is_free(S, number):
            return -1
        if not only_baited and needs(T, S, number, S.now) and searches_now(T, S, number, key):
            works = 1
        active *= works
        slot = born(S, key, c, g, active, fit_of(T, S, number))
        take(T, S, slot, number)
    else:
        slot = born(S, key, c, g, active, normal_quantile(uniform(S, P_FIT, key, 0)))
    a = account_at(S, slot)
    a.trust = channel_at(T, c).trust
    note_lead(T, S, slot, ordinal)
    delay = microseconds(law_quantile(law_of(T, channel_at(T, c).delay), uniform(S, P_DELAY, key, 0)))
    if delay > 0:
        note(S, FIRST_TOUCH, a, 0, -1, 0, 0, delay / DAY)
    tell_whom(T, S, slot)
    if T.people == 1:
        tell_contact(T, S, slot, works)
    tell_seen(T, S, a)
    fee = channel_at(T, c).fee + (channel_at(T, c).bait_cost if only_baited else 0)
    if fee != 0:
        note(S, LEAD_FEE, a, 0, -1, fee, 0, 0.0)
    return slot
