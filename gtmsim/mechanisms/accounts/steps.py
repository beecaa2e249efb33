"""The market as a list of accounts: each is in one hand at a time, and is not there before somebody looks at it."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import child_key, note, present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.accounts.rows import ACCOUNT_MATCHED
from gtmsim.mechanisms.accounts.rules import named
from gtmsim.mechanisms.buying_windows.rules import PAST
from gtmsim.mechanisms.buying_windows.steps import first_window, is_ours, needs, window_at
from gtmsim.rules.calendar import DAY, NEVER, later
from gtmsim.rules.chance import choose
from gtmsim.rules.maths import exponential_quantile, normal_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

UNKNOWN = -1  # industry of somebody whom nobody has asked yet
NAMED = purpose("NAMED")
BUYS = purpose("BUYS")
CLOSES_DOWN = purpose("CLOSES_DOWN")
INDUSTRY = purpose("INDUSTRY")
FIT = purpose("FIT")
OPENNESS = purpose("OPENNESS")


@step
def visited(w: "World", g: int, key: int, attempt: int) -> int:
    """Place in a segment's list of the account that a visit is of."""
    return named(w.inputs.accounts.numbers[g], uniform(w, NAMED, key, attempt))


@step
def of_visit(w: "World", g: int, key: int, attempt: int) -> int:
    """Number of the account that a visit is of."""
    return at(w, g, visited(w, g, key, attempt))


@step
def buys(w: "World", key: int) -> bool:
    """Does an account ever buy what we sell? Asked by its key alone, so nobody need be looked at."""
    return uniform(w, BUYS, key, 0) < w.inputs.accounts.buyers


@step
def listed_key(w: "World", g: int, place: int) -> int:
    """What names the luck of the account at a place of a segment's list."""
    return child_key(w.inputs.segments[g].listed_key, place)


@step
def at(w: "World", g: int, place: int) -> int:
    """Number of the account at a place of a segment's list, which then is as it is by now."""
    number = w.inputs.accounts.first[g] + place
    if w.companies[number].known != w.generation:
        make(w, g, number, listed_key(w, g, place))
    settle(w, number)
    return number


@step
def make(w: "World", g: int, number: int, key: int) -> None:
    """Somebody who has never been looked at; most visits come to nothing before anybody asks what he does."""
    c = w.companies[number]
    c.known, c.key, c.free, c.industry = w.generation, key, PAST, UNKNOWN
    c.buys = 1 if buys(w, key) else 0
    c.dies = NEVER
    if w.inputs.segments[g].failure > 0.0:
        c.dies = later(0, exponential_quantile(uniform(w, CLOSES_DOWN, key, 0)) / w.inputs.segments[g].failure)
    c.windows, c.opens, c.closes, c.ours = 0, PAST, NEVER, 1
    if present(w.inputs.need):
        c.opens, c.closes = first_window(w, key)
        c.ours = is_ours(w, key, 0, c.opens)


@step
def fit_of(w: "World", number: int) -> float:
    """How well an account fits, once its industry is known."""
    c = w.companies[number]
    if c.industry == UNKNOWN:
        c.industry = choose(w.inputs.accounts.industries, uniform(w, INDUSTRY, c.key, 0))
        c.fit = normal_quantile(uniform(w, FIT, c.key, 0)) + w.inputs.accounts.fits[c.industry]
    return c.fit


@step
def settle(w: "World", number: int) -> None:
    """Let the windows of an account pass that have closed by now."""
    c = w.companies[number]
    c.windows, c.opens, c.closes, c.ours = window_at(w, c, w.now)


@step
def is_open(w: "World", key: int) -> bool:
    """Can an account be reached in public? Asked by its key alone."""
    return w.inputs.accounts.openness >= 1.0 or uniform(w, OPENNESS, key, 0) < w.inputs.accounts.openness


@step
def is_free(w: "World", number: int) -> bool:
    """May a visit of it become a lead?"""
    c = w.companies[number]
    return c.free <= w.now < c.dies


@step
def take(w: "World", who: "Account", number: int) -> None:
    """Take an account of the market in hand; `tell_whom` then says which."""
    who.company = number
    w.companies[number].free = NEVER


@step
def tell_account(w: "World", who: "Account") -> None:
    """Say which account of the market is in hand."""
    number = who.company
    if number < 0:
        return
    since = -1.0
    fit_of(w, number)
    if needs(w, number, w.now):
        # Who was taken in hand before day 0 may be in a later window by now.
        _, opens, _, _ = window_at(w, w.companies[number], w.now)
        since = (w.now - opens) / DAY if present(w.inputs.need) else 0.0
    note(w, ACCOUNT_MATCHED, who, w.companies[number].industry, -1, 0, number, since)


@step
def luck_key(w: "World", who: "Account") -> int:
    """What names the luck that an account has in every life."""
    number = who.company
    return w.companies[number].key if number >= 0 else who.key


@step
def in_need(w: "World", who: "Account") -> bool:
    """May a deal come of a talk with this lead now?"""
    number = who.company
    return number < 0 or needs(w, number, w.now)


@step
def until_the_end(w: "World", who: "Account", closes: int) -> int:
    """A window, or the end of the buyer's firm if that comes first."""
    number = who.company
    return closes if number < 0 else min(closes, w.companies[number].dies)


@step
def let_go(w: "World", who: "Account", cool: int) -> None:
    """Let an account of the market go; after a deal or a contract (`cool` 1) it does not come again for some time."""
    if who.company >= 0:
        w.companies[who.company].free = w.now + cool * w.inputs.accounts.cool_down
