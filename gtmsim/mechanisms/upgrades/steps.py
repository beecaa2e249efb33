"""A customer moves to a higher plan, where it does not buy more or less of its own at that time."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.money.steps import move
from gtmsim.mechanisms.subscription.rules import step_of
from gtmsim.mechanisms.upgrades.rows import UPGRADED

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

UPGRADE = purpose("UPGRADE")


@step
def wants_more(w: "World", who: "Account", occasion: int) -> bool:
    """Does a customer move to a higher plan in a contract year, of which the luck of growth is named alike?"""
    if len(w.inputs.upgrades) == 0:
        return False
    return uniform(w, UPGRADE, who.key, occasion) < w.inputs.upgrades[who.segment].rate


@step
def upgrade(w: "World", who: "Account") -> None:
    """It pays more from now on."""
    size = w.inputs.upgrades[who.segment].size
    move(w, UPGRADED, who, step_of(int(who.mrr), size), 0.0)
