"""Agencies are paid when a month ends."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import post
from gtmsim.engine.step import step
from gtmsim.mechanisms.agencies.rows import AGENCY_FEE, AGENCY_RETAINER
from gtmsim.rules.money import cost_of

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World


@step
def pay_agencies(w: "World", month: int, channel: int, spent: int) -> None:
    """Write what agencies get of a month's spend [cents] of a channel."""
    for n in range(len(w.inputs.agencies)):
        fee = cost_of(spent, w.inputs.agencies[n].shares[channel])
        if fee != 0:
            post(w, AGENCY_FEE, month, channel, -1, -1, fee, n, 0.0)


@step
def pay_retainers(w: "World", month: int) -> None:
    """Write what agencies get for a month, whatever is spent."""
    for n in range(len(w.inputs.agencies)):
        if w.inputs.agencies[n].retainer[month] != 0:
            post(w, AGENCY_RETAINER, month, -1, -1, -1, w.inputs.agencies[n].retainer[month], n, 0.0)
