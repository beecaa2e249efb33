"""Leads arrive, as `reference.demand` tells it."""

from gtmsim.engine.agenda import ARRIVAL, CALENDAR
from gtmsim.engine.compiled.constants import (
    ARRIVING,
    CANDIDATES,
    P_ACCEPTANCE,
    P_DELAY,
    P_FIT,
    P_MODE,
    P_TOUCH_TIME,
)
from gtmsim.engine.compiled.kernels.accounts import born
from gtmsim.engine.compiled.kernels.agenda import put
from gtmsim.engine.compiled.kernels.columns import fetch, present
from gtmsim.engine.compiled.kernels.decisions import answer, know, note_by, settled
from gtmsim.engine.compiled.kernels.luck import U, child_key, uniform
from gtmsim.engine.compiled.kernels.rows import note, post
from gtmsim.engine.compiled.stepping import kernel
from gtmsim.engine.facts import LEAD_SCORE, new_lead_facts
from gtmsim.mechanisms.accounts.rules import comes
from gtmsim.mechanisms.accounts.steps import fit_of, is_free, of_visit, take, tell_account, visited
from gtmsim.mechanisms.buying_windows.steps import needs
from gtmsim.mechanisms.channels.rows import FIRST_TOUCH, LEAD, LEAD_FEE, LEADS_CAPPED
from gtmsim.mechanisms.channels.rules import touch_time, touches
from gtmsim.mechanisms.channels.steps import (
    candidates_of_day,
    is_owed,
    segment_of_visit,
    still_wanted_on,
    visit_readiness,
    wanted_on,
)
from gtmsim.mechanisms.contacts.steps import searches_now, tell_contact
from gtmsim.mechanisms.enrichment.steps import observe_fit, tell_fit
from gtmsim.mechanisms.lead_magnets.steps import only_by_magnet
from gtmsim.mechanisms.promotion.steps import perhaps_banned
from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.rules.chance import law_quantile
from gtmsim.rules.maths import normal_quantile


@kernel
def most_candidates(w, c):
    """The most candidates that a channel can have on a day: its law of their number ends there."""
    return w.inputs.channels[c].first + len(w.inputs.channels[c].candidates)


@kernel
def candidates(w, c, day):
    """Touch the candidates of a day that our spend reaches."""
    key, ceiling = w.channel_names[c], w.inputs.channels[c].response.ceiling
    late = not w.past and day > w.inputs.last_day
    if not late:
        perhaps_banned(w, c, day)
    wanted = still_wanted_on(w, c, day) if late else wanted_on(w, c, day)
    rate = min(wanted, ceiling)
    if wanted > ceiling and not late:
        post(w, LEADS_CAPPED, 0, c, -1, -1, 0, 0, wanted)
    law = w.inputs.channels[c].delay
    weighs = present(w.inputs.accounts) or w.inputs.channels[c].bait > 0.0
    first = w.candidate[c]
    after = first + candidates_of_day(w, c, day)
    w.candidate[c] = after
    # A visit is weighed while the account of the next one is on its way from memory.
    before, by, by_luck, by_segment, by_place, g, place = -1, U(0), 0.0, 0, 0, 0, 0
    for ordinal in range(first, after if rate > 0.0 else first):
        who = child_key(key, ordinal)
        luck = uniform(w, P_ACCEPTANCE, who, 0)
        if touches(rate, ceiling, luck):
            if present(w.inputs.accounts):
                g = segment_of_visit(w, c, who)
                place = visited(w, g, who, 0)
                fetch(w.companies, w.inputs.accounts.first[g] + place)
            if before >= 0:
                touch(w, c, by, before, rate, day, law, weighs, by_luck, by_segment, by_place)
            before, by, by_luck, by_segment, by_place = ordinal, who, luck, g, place
    if before >= 0:
        touch(w, c, by, before, rate, day, law, weighs, by_luck, by_segment, by_place)
    if day - w.inputs.first_day < w.inputs.last_day + len(w.inputs.channels[c].after):
        put(w, (day + 1) * DAY, CALENDAR, 2, c, CANDIDATES, c, day + 1)


@kernel
def touch(w, c, key, ordinal, rate, day, law, weighs, luck, g, place):
    """Let a visit become a lead to come, unless the account at its place of the list weighs too little."""
    touched, share = touch_time(day, uniform(w, P_TOUCH_TIME, key, 0)), 1.0
    if weighs:
        share = visit_readiness(w, c, key, touched, day, rate, luck, g, place)
        if not comes(rate, w.inputs.channels[c].response.ceiling, share, luck):
            return
    arrives = touched + microseconds(law_quantile(law, uniform(w, P_DELAY, key, 0)))
    if w.past and arrives < w.followed_since:
        return
    if arrives < w.inputs.horizon or is_owed(w, c, rate, share, luck):
        put(w, arrives, ARRIVAL, key, 0, ARRIVING, c, -1 - ordinal if w.past else ordinal)


@kernel
def note_lead(w, a, ordinal):
    """Score a lead and write it down."""
    observe_fit(w, a)
    if not settled(w, LEAD_SCORE):
        know(w, new_lead_facts(w, a))
        answer(w, LEAD_SCORE)
    a.score, a.opened = w.given0, w.now
    if w.inputs.shifts and 0 <= a.channel < len(w.inputs.channels) and w.closed < w.inputs.n_months:
        w.channel_months[a.channel * w.inputs.n_months + w.closed].leads += 1
    note_by(w, LEAD_SCORE, LEAD, a, a.active, -1, 0, ordinal, a.fit)


@kernel
def arrive(w, key, c, ordinal):
    """A lead is there: its slot; -1 where its account is in a hand already."""
    only_baited = only_by_magnet(w, c, key)
    active = 1 if not only_baited and uniform(w, P_MODE, key, 0) < w.inputs.channels[c].active else 0
    g = segment_of_visit(w, c, key)
    works = 0
    if present(w.inputs.accounts):
        number = of_visit(w, g, key, 0)
        if not is_free(w, number):
            return -1
        if not only_baited and needs(w, number, w.now) and searches_now(w, number, key):
            works = 1
        active *= works
        slot = born(w, key, c, g, active, fit_of(w, number))
        take(w, w.accounts[slot], number)
    else:
        slot = born(w, key, c, g, active, normal_quantile(uniform(w, P_FIT, key, 0)))
    a = w.accounts[slot]
    a.trust = w.inputs.channels[c].trust
    note_lead(w, a, ordinal)
    delay = microseconds(law_quantile(w.inputs.channels[c].delay, uniform(w, P_DELAY, key, 0)))
    if delay > 0:
        note(w, FIRST_TOUCH, a, 0, -1, 0, 0, delay / DAY)
    tell_account(w, a)
    if present(w.inputs.people):
        tell_contact(w, a, works)
    tell_fit(w, a)
    fee = w.inputs.channels[c].fee + (w.inputs.channels[c].bait_cost if only_baited else 0)
    if fee != 0:
        note(w, LEAD_FEE, a, 0, -1, fee, 0, 0.0)
    return slot
