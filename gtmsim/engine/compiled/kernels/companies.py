"""The accounts of the market, as `reference.companies` tells them; a record of each lies in `company`."""

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
from gtmsim.engine.compiled.kernels.columns import present
from gtmsim.engine.compiled.kernels.luck import child_key, uniform
from gtmsim.engine.compiled.kernels.rows import note
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
def visited(w, g, key, attempt):
    """Place in a segment's list of the account that a visit is of."""
    return named(w.inputs.accounts.numbers[g], uniform(w, P_NAMED, key, attempt))


@kernel
def of_visit(w, g, key, attempt):
    """Number of the account that a visit is of."""
    return at(w, g, visited(w, g, key, attempt))


@kernel
def buys(w, key):
    """Does an account ever buy what we sell? Asked by its key alone, so nobody need be looked at."""
    return uniform(w, P_BUYS, key, 0) < w.inputs.accounts.buyers


@kernel
def listed_key(w, g, place):
    """What names the luck of the account at a place of a segment's list."""
    return child_key(w.inputs.segments[g].listed_key, place)


@kernel
def at(w, g, place):
    """Number of the account at a place of a segment's list, which then is as it is by now."""
    number = w.inputs.accounts.first[g] + place
    if w.companies[number].known != w.generation:
        make(w, g, number, listed_key(w, g, place))
    settle(w, number)
    return number


@kernel
def make(w, g, number, key):
    """Somebody who has never been looked at; most visits come to nothing before anybody asks what he does."""
    c = w.companies[number]
    c.known, c.key, c.free, c.industry = w.generation, key, PAST, UNKNOWN
    c.buys = 1 if buys(w, key) else 0
    c.dies = NEVER
    if w.inputs.segments[g].failure > 0.0:
        c.dies = later(0, exponential_quantile(uniform(w, P_CLOSES_DOWN, key, 0)) / w.inputs.segments[g].failure)
    c.windows, c.opens, c.closes, c.ours = 0, PAST, NEVER, 1
    if present(w.inputs.need):
        c.opens, c.closes = first_window(w, key)
        c.ours = is_ours(w, key, 0, c.opens)


@kernel
def fit_of(w, number):
    """How well an account fits, once its industry is known."""
    c = w.companies[number]
    if c.industry == UNKNOWN:
        c.industry = choose(w.inputs.accounts.industries, uniform(w, P_INDUSTRY, c.key, 0))
        c.fit = normal_quantile(uniform(w, P_FIT, c.key, 0)) + w.inputs.accounts.fits[c.industry]
    return c.fit


@kernel
def first_window(w, key):
    """When the window that is open five years before day 0, or the next to open, opens and closes."""
    length, share = uniform(w, P_NEED_LENGTH, key, 0), uniform(w, P_NEED_SHARE, key, 0)
    if uniform(w, P_NEED_STATE, key, 0) < w.inputs.need.open:
        return PAST, later(PAST, residual_quantile(w.inputs.need.window, length, share))
    opens = later(PAST, residual_quantile(w.inputs.need.gap, length, share))
    return opens, later(opens, law_quantile(w.inputs.need.window, uniform(w, P_NEED_WINDOW, key, 0)))


@kernel
def is_ours(w, key, number, opens):
    """Is a window for our category?"""
    share = w.inputs.need.halves[half_of(opens, w.inputs.need.turn)]
    if len(w.inputs.need.category) > 0:
        share *= w.inputs.need.category[day_within(opens, len(w.inputs.need.category))]
    return 1 if uniform(w, P_CATEGORY, key, number) < share else 0


@kernel
def next_window(w, key, number, closes):
    """When the window after one that closes opens and closes."""
    opens = later(closes, law_quantile(w.inputs.need.gap, uniform(w, P_NEED_GAP, key, number)))
    return opens, later(opens, law_quantile(w.inputs.need.window, uniform(w, P_NEED_WINDOW, key, number)))


@kernel
def window_at(w, c, time):
    """The window that is open at an instant not before now, or the next to open: its number, ends and category."""
    number, opens, closes, ours = int(c.windows), c.opens, c.closes, int(c.ours)
    if not present(w.inputs.need) or closes > time:
        return number, opens, closes, ours
    while closes <= time:
        number += 1
        opens, closes = next_window(w, c.key, number, closes)
    return number, opens, closes, is_ours(w, c.key, number, opens)


@kernel
def settle(w, number):
    """Let the windows of an account pass that have closed by now."""
    c = w.companies[number]
    c.windows, c.opens, c.closes, c.ours = window_at(w, c, w.now)


@kernel
def needs(w, number, time):
    """Is it in need at an instant, now or later?"""
    c = w.companies[number]
    _, opens, closes, ours = window_at(w, c, time)
    return needs_now(c.buys == 1, ours == 1, opens, closes, c.dies, time)


@kernel
def next_need(w, number, time, anew):
    """When it is in need from an instant on, if `anew` in a later window; NEVER beyond the run."""
    c = w.companies[number]
    if anew == 1:
        _, opens, closes, _ = window_at(w, c, time)
        time = closes if opens <= time else opens
    while time < w.inputs.horizon:
        _, opens, closes, ours = window_at(w, c, time)
        time = max(time, opens)
        if needs_now(c.buys == 1, ours == 1, opens, closes, c.dies, time):
            return time
        time = closes
    return NEVER


@kernel
def is_open(w, key):
    """Can an account be reached in public? Asked by its key alone."""
    return w.inputs.accounts.openness >= 1.0 or uniform(w, P_OPENNESS, key, 0) < w.inputs.accounts.openness


@kernel
def is_free(w, number):
    """May a visit of it become a lead?"""
    c = w.companies[number]
    return c.free <= w.now < c.dies


@kernel
def take(w, a, number):
    """Take an account of the market in hand; `tell_whom` then says which."""
    a.company = number
    w.companies[number].free = NEVER


@kernel
def tell_whom(w, a):
    """Say which account of the market is in hand."""
    number = a.company
    if number < 0:
        return
    since = -1.0
    fit_of(w, number)
    if needs(w, number, w.now):
        # Who was taken in hand before day 0 may be in a later window by now.
        _, opens, _, _ = window_at(w, w.companies[number], w.now)
        since = (w.now - opens) / DAY if present(w.inputs.need) else 0.0
    note(w, ACCOUNT_MATCHED, a, w.companies[number].industry, -1, 0, number, since)


@kernel
def named_key(w, a):
    """What names the luck that an account has in every life."""
    number = a.company
    return w.companies[number].key if number >= 0 else a.key


@kernel
def in_need(w, a):
    """May a deal come of a talk with this lead now?"""
    number = a.company
    return number < 0 or needs(w, number, w.now)


@kernel
def until_the_end(w, a, closes):
    """A window, or the end of the buyer's firm if that comes first."""
    number = a.company
    return closes if number < 0 else min(closes, w.companies[number].dies)
