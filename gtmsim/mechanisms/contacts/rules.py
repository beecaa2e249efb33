"""When a contact begins to follow us, and what a visit of theirs is for."""

from gtmsim.rules.calendar import NEVER, microseconds
from gtmsim.rules.rule import rule


@rule
def follows_at(begun: int, left: float, hazard: float) -> int:
    """When somebody follows us who still needs so much of the summed hazard [a day] from an instant on."""
    return begun + microseconds(left / hazard) if hazard > 0.0 else NEVER


@rule
def left_after(left: float, hazard: float, begun: int, ends: int) -> float:
    """What is left of the hazard that somebody needs to follow us, after some time [microseconds]."""
    return left - hazard * ((ends - begun) / 86_400_000_000.0)


@rule
def searches(works: float, u: float) -> bool:
    """Is a visit in a window for work, where `works` [1] is the share of such visits that is?"""
    return u < works
