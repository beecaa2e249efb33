"""How much people are absent."""

import numpy as np

from gtmsim.mechanisms.absence.rows import ABSENCE, ABSENT
from gtmsim.mechanisms.absence.rules import SICK
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, metric, nothing, ratios

NOBODY = "nobody is absent in this scenario"


@metric("share", "firm", better="lower", by=("team",), nature="part")
def absence(ledger: Ledger, cut: Cut) -> Values:
    """Share of the working time that is paid for which people are absent, on holiday or sick."""
    months = ledger.rows(ABSENCE)
    if not len(months):
        return nothing(NOBODY, cut)
    hours, missed = ledger.header.working_hours.sum(axis=1), cut.sum(months, months.value)
    there = [each for dim in cut.dims for each in ((*hours, 0.0) if dim else (hours.sum(),))]
    return ratios(missed, missed + np.array(there))


@few
def who_is_absent_comes_back(ledger: Ledger) -> None:
    """Spells and the hours that are missed take some time; a spell is one of holidays or of sickness."""
    spells, months = ledger.rows_ever(ABSENT), ledger.rows_ever(ABSENCE)
    if len(spells):
        known = (spells.detail >= 0) & (spells.detail <= SICK)
        demand(spells, "who is absent is on holiday or sick", known, "0 or 1", spells.detail)
        demand(spells, "who is absent is a team's", spells.team >= 0, "a team", spells.team)
        demand(spells, "who is absent comes back later", spells.value > 0.0, "above 0", spells.value)
    if len(months):
        demand(months, "what is missed is a team's", months.team >= 0, "a team", months.team)
        demand(months, "a team misses some hours", months.value > 0.0, "above 0", months.value)
