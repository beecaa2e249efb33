"""How many people are promoted into a team, and how many of its positions they fill."""

import numpy as np

from gtmsim.mechanisms.internal_promotion.rows import PROMOTED, RISES
from gtmsim.mechanisms.staff.rows import EMPLOYEE_JOINED, EMPLOYEE_LEFT
from gtmsim.metrics.cut import Cut
from gtmsim.metrics.identities import demand, fail, few
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.metric import Values, counts, metric, nothing, ratios

NOBODY = "no team of this scenario promotes people of another"


@metric("1", "firm", by=("team",), nature="events")
def promotions(ledger: Ledger, cut: Cut) -> Values:
    """People who were promoted from another team, by the team that they joined."""
    if not ledger.header.promoted_after:
        return nothing(NOBODY, cut)
    return counts(cut.count(ledger.rows(PROMOTED)))


@metric("share", "firm", by=("team",), nature="proportion")
def internal_fill_rate(ledger: Ledger, cut: Cut) -> Values:
    """Share of the people who began in a position that were promoted from another team."""
    if not ledger.header.promoted_after:
        return nothing(NOBODY, cut)
    return ratios(cut.count(ledger.rows(PROMOTED)), cut.count(ledger.rows(EMPLOYEE_JOINED)))


@few
def who_is_promoted_changes_teams(ledger: Ledger) -> None:
    """Who is promoted leaves one team and begins in another at the same instant, after some time there."""
    rows, left = ledger.rows_ever(PROMOTED), ledger.rows_ever(EMPLOYEE_LEFT)
    risen = left.detail == RISES
    if len(rows) != np.count_nonzero(risen):
        fail("who leaves for another team is promoted", int(np.count_nonzero(risen)), len(rows))
    if not len(rows):
        return
    demand(rows, "who is promoted joins a team", rows.team >= 0, "a team", rows.team)
    same = (left.team[risen] == rows.detail) & (left.time[risen] == rows.time)
    demand(rows, "who is promoted leaves a team at that instant", same, "the team that was left", rows.detail)
    other = rows.detail != rows.team
    demand(rows, "who is promoted comes from another team", other, "another team", rows.detail)
    after = np.array(ledger.header.promoted_after or (1.0,) * len(ledger.header.teams))[rows.team]
    long = rows.value >= after
    demand(rows, "who is promoted has served long enough", long, "the least time in the team or more", rows.value)
    joined = ledger.rows_ever(EMPLOYEE_JOINED)
    begun = {*zip(joined.time.tolist(), joined.team.tolist(), joined.int_value.tolist(), strict=True)}
    mine = zip(rows.time.tolist(), rows.team.tolist(), rows.int_value.tolist(), strict=True)
    begins = np.array([one in begun for one in mine])
    demand(rows, "who is promoted begins at that instant", begins, "a person who begins", rows.int_value)
