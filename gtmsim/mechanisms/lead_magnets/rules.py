"""A gift for a contact: who takes it."""

from gtmsim.rules.rule import rule


@rule
def bait_weight(strength: float, relevance: float, needs: bool) -> float:
    """How readily a visit whom only a bait draws becomes a lead: those in need like a relevant one better [1]."""
    return strength if needs else strength / (1.0 + relevance)
