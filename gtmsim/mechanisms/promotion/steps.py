"""Channels whose platform bans whoever promotes too much."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import post, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.promotion.rows import CHANNEL_BANNED

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

BANNED = purpose("BANNED")


@step
def is_banned(w: "World", c: int, day: int) -> bool:
    """Does a platform ban us on a day on which it still has us?"""
    if len(w.inputs.channels[c].bans) == 0 or day < w.free_from[c]:
        return False
    return uniform(w, BANNED, w.channel_names[c], day) < w.inputs.channels[c].bans[day]


@step
def perhaps_banned(w: "World", c: int, day: int) -> None:
    """A platform may ban us from a day on, and has us again some days later."""
    if is_banned(w, c, day):
        w.free_from[c] = day + w.inputs.channels[c].banned
        post(w, CHANNEL_BANNED, 0, c, -1, -1, 0, 0, float(w.inputs.channels[c].banned))
