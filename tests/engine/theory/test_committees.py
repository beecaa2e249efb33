"""Committees of the default preset: the share that buys, by size, against what a survey found and against the rules."""

import math
from typing import Any

import numpy as np
from scipy import special, stats

from gtmsim.mechanisms.committee.section import Committee, Role

# Share of purchase intentions that are carried out, by the number who decide (CEB, Challenger).
SURVEY = {1: 0.81, 2: 0.55, 3: 0.60, 6: 0.31}
WITHIN = 0.05
SIZES = """
    name: sizes
    market:
      channels:
        calls:
          {max_leads: 24 per day, half_saturation_spend: 1k, organic: 100%, segments: {of 1: 25%, of 2: 25%,
            of 3: 25%, of 6: 25%}}
      segments:
        of 1: {contract_value: 12k, churn: 100%, committee: of 1}
        of 2: {contract_value: 12k, churn: 100%, committee: of 2}
        of 3: {contract_value: 12k, churn: 100%, committee: of 3}
        of 6: {contract_value: 12k, churn: 100%, committee: of 6}
      committees:
        of 1: {roles: {boss: {}}}
        of 2: {roles: {boss: {}, user: {}}}
        of 3: {roles: {boss: {}, user: {}, finance: {}}}
        of 6: {roles: {boss: {}, user: {}, finance: {}, legal: {}, security: {}, procurement: {}}}
      qualification: {in_market: {sql_rate: 100%}}
    run: {start: 2026-01-01, months: 1, initial: empty, run_off: false, replications: 30}
"""


def buying(members: int) -> float:
    """Chance that a default committee of this size buys: a majority and no block, given the luck that all share."""
    role, committee = Role(), Committee(roles={"user": Role()})
    nodes, weights = np.polynomial.hermite_e.hermegauss(120)
    luck = math.hypot(role.fit, committee.deal_sigma)  # the fit of the account is shared as well
    yes = special.expit(role.base + luck * nodes)
    chance: Any = 0.0
    for count in range(math.ceil(committee.threshold * members), members + 1):
        chance += stats.binom.pmf(count, members, yes) * (1.0 - role.veto) ** (members - count)
    return float((weights * chance).sum() / math.sqrt(2.0 * math.pi))


def test_share_that_buys_by_size(proof):
    """Within 0.05 of the survey at one, three and six members.

    Its dip at two members cannot come from shared luck and a majority, under which more members never make a purchase
    more likely: the miss there, 0.11, is pinned.
    """
    name = "committee sizes (own)"
    results, _ = proof.run(SIZES)
    for members, share in SURVEY.items():
        expected = buying(members)
        found = results.measures["win_rate", "segment", f"of {members}"]
        proof.agrees(name, f"share of {members} that buys (survey: {share})", found, expected, 0.09)
        if members == 2:
            assert round(expected - share, 2) == 0.11
        else:
            assert abs(expected - share) < WITHIN - 0.015
            assert abs(found.num.sum() / found.den.sum() - share) < WITHIN
