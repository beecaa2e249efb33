"""People who are met on the day of an event."""

from gtmsim.rules.rule import rule


@rule
def leads_met(ceiling: float, season: float, factor: float) -> float:
    """Expected leads of a day on which people may be met [lead/day], under a factor on the plan of at most 1."""
    return ceiling * season * (factor if factor < 1.0 else 1.0)
