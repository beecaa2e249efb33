"""The median of days to a win in each slot, by cumulative incidence (Aalen-Johansen)."""

import numpy as np

from gtmsim.machine.jit import kept
from gtmsim.mechanisms.selling.rows import WON
from gtmsim.metrics.compiled.slots import slot_of

DAY = 86_400_000_000  # microseconds
SHORT = 1.0 - 1e-12  # the last step may be short of its own half by rounding, never by more


@kept
def medians(deals, cohort, order, elapsed, kinds, channels, segments, first, n_months, chosen, steps, medians_):
    """Days on which half of the incidence is reached, NaN where nobody won; `order` is that of the time elapsed."""
    for division in range(3):
        for slot in range(first[division], first[division + 1]):
            members = 0
            for i in range(len(order)):
                row = deals[cohort[order[i]]].row
                if slot_of(division, channels[row], segments[row], first) == slot:
                    chosen[members] = order[i]
                    members += 1
            medians_[slot] = np.nan
            open_before, incidence, instants, i = 1.0, 0.0, 0, 0
            while i < members:
                days, at_risk, closing, winning = elapsed[chosen[i]], members - i, 0, 0
                while i < members and elapsed[chosen[i]] == days:
                    deal = deals[cohort[chosen[i]]]
                    if deal.closed >= 0 and deal.closed_month < n_months:
                        closing += 1
                        if kinds[deal.closed] == WON:
                            winning += 1
                    i += 1
                if winning > 0:
                    incidence += open_before * winning / at_risk
                    steps[instants], chosen[instants] = incidence, chosen[i - 1]
                    instants += 1
                open_before *= 1.0 - closing / at_risk
            half = 0.5 * incidence * SHORT
            for instant in range(instants):
                if steps[instant] >= half:
                    medians_[slot] = elapsed[chosen[instant]] / DAY
                    break
