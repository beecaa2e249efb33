"""The accounts of the market, as `reference.companies` tells them; a record of each lies in `company`."""

from gtmsim.engine.compiled.accounts import law_of
from gtmsim.engine.compiled.constants import (
    NEVER,
    P_BUYS,
    P_CATEGORY,
    P_CLOSES_DOWN,
    P_FIT,
    P_INDUSTRY,
    P_NAMED,
    P_NEED_GAP,
    P_NEED_LENGTH,
    P_NEED_SHARE,
    P_NEED_STATE,
    P_NEED_WINDOW,
    P_OPENNESS,
)
from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.luck import child_key, uniform
from gtmsim.engine.compiled.rows import note
from gtmsim.engine.compiled.spaces import account_at, company_at, company_of, set_company_of
from gtmsim.engine.compiled.world import category_at, industry_fit_at, industry_of, segment_at
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.accounts.rows import ACCOUNT_MATCHED
from gtmsim.rules import chance, maths, need
from gtmsim.rules.calendar import DAY
from gtmsim.rules.need import PAST

UNKNOWN = -1  # industry of somebody whom nobody has asked yet

choose = compiled(chance.choose)
exponential_quantile = compiled(maths.exponential_quantile)
day_within = compiled(need.day_within)
half_of = compiled(need.half_of)
later = compiled(need.later)
law_quantile = compiled(chance.law_quantile)
named = compiled(need.named)
needs_now = compiled(need.needs_now)
normal_quantile = compiled(maths.normal_quantile)
residual_quantile = compiled(chance.residual_quantile)


@kernel
def visited(T, S, g, key, attempt):
    """Place in a segment's list of the account that a visit is of."""
    return named(segment_at(T, g).listed, uniform(S, P_NAMED, key, attempt))


@kernel
def of_visit(T, S, g, key, attempt):
    """Number of the account that a visit is of."""
    return at(T, S, g, visited(T, S, g, key, attempt))


@kernel
def buys(T, S, key):
    """Does an account ever buy what we sell? Asked by its key alone, so nobody need be looked at."""
    return uniform(S, P_BUYS, key, 0) < T.buyers


@kernel
def listed_key(T, g, place):
    """What names the luck of the account at a place of a segment's list."""
    return child_key(segment_at(T, g).listed_key, place)


@kernel
def at(T, S, g, place):
    """Number of the account at a place of a segment's list, which then is as it is by now."""
    number = segment_at(T, g).first_listed + place
    if company_at(S, number).known != S.generation:
        make(T, S, g, number, listed_key(T, g, place))
    settle(T, S, number)
    return number


@kernel
def make(T, S, g, number, key):
    """Somebody who has never been looked at; most visits come to nothing before anybody asks what he does."""
    c = company_at(S, number)
    c.known, c.key, c.free, c.industry = S.generation, key, PAST, UNKNOWN
    c.buys = 1 if buys(T, S, key) else 0
    c.dies = NEVER
    if segment_at(T, g).failure > 0.0:
        c.dies = later(0, exponential_quantile(uniform(S, P_CLOSES_DOWN, key, 0)) / segment_at(T, g).failure)
    c.windows, c.opens, c.closes, c.ours = 0, PAST, NEVER, 1
    if T.needs == 1:
        c.opens, c.closes = first_window(T, S, key)
        c.ours = is_ours(T, S, key, 0, c.opens)


@kernel
def fit_of(T, S, number):
    """How well an account fits, once its industry is known."""
    c = company_at(S, number)
    if c.industry == UNKNOWN:
        c.industry = choose(industry_of(T, 0, T.n_industries), uniform(S, P_INDUSTRY, c.key, 0))
        c.fit = normal_quantile(uniform(S, P_FIT, c.key, 0)) + industry_fit_at(T, c.industry)
    return c.fit


@kernel
def first_window(T, S, key):
    """When the window that is open five years before day 0, or the next to open, opens and closes."""
    length, share = uniform(S, P_NEED_LENGTH, key, 0), uniform(S, P_NEED_SHARE, key, 0)
    if uniform(S, P_NEED_STATE, key, 0) < T.need_open:
        return PAST, later(PAST, residual_quantile(law_of(T, T.need_window), length, share))
    opens = later(PAST, residual_quantile(law_of(T, T.need_gap), length, share))
    return opens, later(opens, law_quantile(law_of(T, T.need_window), uniform(S, P_NEED_WINDOW, key, 0)))


@kernel
def is_ours(T, S, key, number, opens):
    """Is a window for our category?"""
    share = T.second_half if half_of(opens, T.turn) == 1 else T.first_half
    if T.n_category > 0:
        share *= category_at(T, day_within(opens, T.n_category))
    return 1 if uniform(S, P_CATEGORY, key, number) < share else 0


@kernel
def next_window(T, S, key, number, closes):
    """When the window after one that closes opens and closes."""
    opens = later(closes, law_quantile(law_of(T, T.need_gap), uniform(S, P_NEED_GAP, key, number)))
    return opens, later(opens, law_quantile(law_of(T, T.need_window), uniform(S, P_NEED_WINDOW, key, number)))


@kernel
def window_at(T, S, c, time):
    """The window that is open at an instant not before now, or the next to open: its number, ends and category."""
    number, opens, closes, ours = int(c.windows), c.opens, c.closes, int(c.ours)
    if T.needs == 0 or closes > time:
        return number, opens, closes, ours
    while closes <= time:
        number += 1
        opens, closes = next_window(T, S, c.key, number, closes)
    return number, opens, closes, is_ours(T, S, c.key, number, opens)


@kernel
def settle(T, S, number):
    """Let the windows of an account pass that have closed by now."""
    c = company_at(S, number)
    c.windows, c.opens, c.closes, c.ours = window_at(T, S, c, S.now)


@kernel
def needs(T, S, number, time):
    """Is it in need at an instant, now or later?"""
    c = company_at(S, number)
    _, opens, closes, ours = window_at(T, S, c, time)
    return needs_now(c.buys == 1, ours == 1, opens, closes, c.dies, time)


@kernel
def next_need(T, S, number, time, anew):
    """When it is in need from an instant on, if `anew` in a later window; NEVER beyond the run."""
    c = company_at(S, number)
    if anew == 1:
        _, opens, closes, _ = window_at(T, S, c, time)
        time = closes if opens <= time else opens
    while time < T.horizon:
        _, opens, closes, ours = window_at(T, S, c, time)
        time = max(time, opens)
        if needs_now(c.buys == 1, ours == 1, opens, closes, c.dies, time):
            return time
        time = closes
    return NEVER


@kernel
def is_open(T, S, key):
    """Can an account be reached in public? Asked by its key alone."""
    return T.openness >= 1.0 or uniform(S, P_OPENNESS, key, 0) < T.openness


@kernel
def is_free(S, number):
    """May a visit of it become a lead?"""
    c = company_at(S, number)
    return c.free <= S.now < c.dies


@kernel
def take(T, S, slot, number):
    """Take an account of the market in hand; `tell_whom` then says which."""
    set_company_of(S, slot, number)
    company_at(S, number).free = NEVER


@kernel
def tell_whom(T, S, slot):
    """Say which account of the market is in hand."""
    number = company_of(S, slot)
    if number < 0:
        return
    since = -1.0
    fit_of(T, S, number)
    if needs(T, S, number, S.now):
        # Who was taken in hand before day 0 may be in a later window by now.
        _, opens, _, _ = window_at(T, S, company_at(S, number), S.now)
        since = (S.now - opens) / DAY if T.needs == 1 else 0.0
    note(S, ACCOUNT_MATCHED, account_at(S, slot), company_at(S, number).industry, -1, 0, number, since)


@kernel
def named_key(S, slot):
    """What names the luck that an account has in every life."""
    number = company_of(S, slot)
    return company_at(S, number).key if number >= 0 else account_at(S, slot).key


@kernel
def in_need(T, S, slot):
    """May a deal come of a talk with this lead now?"""
    number = company_of(S, slot)
    return number < 0 or needs(T, S, number, S.now)


@kernel
def until_the_end(S, slot, closes):
    """A window, or the end of the buyer's firm if that comes first."""
    number = company_of(S, slot)
    return closes if number < 0 else min(closes, company_at(S, number).dies)
