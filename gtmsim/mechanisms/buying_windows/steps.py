"""Accounts look for what we sell in windows of their own, of which nobody knows the next before it opens."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import present, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.buying_windows.rules import PAST, day_within, half_of, needs_now
from gtmsim.rules.calendar import NEVER, later
from gtmsim.rules.chance import law_quantile, residual_quantile

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Company
    from gtmsim.engine.reference.world import World

NEED_LENGTH = purpose("NEED_LENGTH")
NEED_SHARE = purpose("NEED_SHARE")
NEED_STATE = purpose("NEED_STATE")
NEED_WINDOW = purpose("NEED_WINDOW")
CATEGORY = purpose("CATEGORY")
NEED_GAP = purpose("NEED_GAP")


@step
def first_window(w: "World", key: int) -> tuple[int, int]:
    """When the window that is open five years before day 0, or the next to open, opens and closes."""
    length, share = uniform(w, NEED_LENGTH, key, 0), uniform(w, NEED_SHARE, key, 0)
    if uniform(w, NEED_STATE, key, 0) < w.inputs.need.open:
        return PAST, later(PAST, residual_quantile(w.inputs.need.window, length, share))
    opens = later(PAST, residual_quantile(w.inputs.need.gap, length, share))
    return opens, later(opens, law_quantile(w.inputs.need.window, uniform(w, NEED_WINDOW, key, 0)))


@step
def is_ours(w: "World", key: int, number: int, opens: int) -> int:
    """Is a window for our category?"""
    share = w.inputs.need.halves[half_of(opens, w.inputs.need.turn)]
    if len(w.inputs.need.category) > 0:
        share *= w.inputs.need.category[day_within(opens, len(w.inputs.need.category))]
    return 1 if uniform(w, CATEGORY, key, number) < share else 0


@step
def next_window(w: "World", key: int, number: int, closes: int) -> tuple[int, int]:
    """When the window after one that closes opens and closes."""
    opens = later(closes, law_quantile(w.inputs.need.gap, uniform(w, NEED_GAP, key, number)))
    return opens, later(opens, law_quantile(w.inputs.need.window, uniform(w, NEED_WINDOW, key, number)))


@step
def window_at(w: "World", c: "Company", time: int) -> tuple[int, int, int, int]:
    """The window that is open at an instant not before now, or the next to open: its number, ends and category."""
    number, opens, closes, ours = int(c.windows), c.opens, c.closes, int(c.ours)
    if not present(w.inputs.need) or closes > time:
        return number, opens, closes, ours
    while closes <= time:
        number += 1
        opens, closes = next_window(w, c.key, number, closes)
    return number, opens, closes, is_ours(w, c.key, number, opens)


@step
def needs(w: "World", number: int, time: int) -> bool:
    """Is it in need at an instant, now or later?"""
    c = w.companies[number]
    _, opens, closes, ours = window_at(w, c, time)
    return needs_now(c.buys == 1, ours == 1, opens, closes, c.dies, time)


@step
def next_need(w: "World", number: int, time: int, anew: int) -> int:
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
