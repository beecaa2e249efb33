"""Visits whom only a lead magnet draws."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import uniform
from gtmsim.engine.step import purpose, step

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

BAITED = purpose("BAITED")


@step
def only_by_magnet(w: "World", c: int, key: int) -> bool:
    """Is this a visit whom only the lead magnet of a channel draws?"""
    return w.inputs.channels[c].bait > 0.0 and uniform(w, BAITED, key, 0) < w.inputs.channels[c].bait
