"""What spoke for and against each decision of one replication, as rows for studies and classes."""

from typing import NamedTuple

import numpy as np

from gtmsim.engine.influence import DECISIONS
from gtmsim.engine.reference import reasons
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.one import resolve


class InfluenceRow(NamedTuple):
    """One term of one decision."""

    time: float  # day of the run
    account: int  # as `gtmsim story --account` counts
    decision: str  # qualify, advance, win (of one member of the committee), renew, expand, contract
    detail: int  # which one: a round, a stage, a vote as the journal numbers it, a renewal
    outcome: int  # 1 or more: it was as the decision is called; else 0, or -1 for a no that blocks
    logit: float  # of the chance of that
    term: str
    words: str
    value: float  # the values of a decision add up to its logit


def influences(scenario: Scenario, replication: int = 0) -> list[InfluenceRow]:
    """The named terms of every decision in a replication, in the order in which these were taken.

    The readable engine tells them; ScenarioError where a replication would be too large for it.
    """
    journal, found = reasons(resolve(scenario), replication)
    entities, first = np.unique(journal.entity[journal.entity != 0], return_index=True)
    account = {int(entities[i]): n for n, i in enumerate(np.argsort(first).tolist(), start=1)}
    return [
        InfluenceRow(
            each.time / DAY,
            account[each.entity],
            DECISIONS[each.decision],
            each.detail,
            each.outcome,
            each.logit,
            term.name,
            term.words.format(each.amounts.get(term, 0.0)),
            value,
        )
        for each in found
        for term, value in each.terms.items()
    ]
