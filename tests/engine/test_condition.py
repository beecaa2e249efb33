"""How firms' own business goes, row by row and by hand, and whom it must not touch."""

import math

import pytest
from engine.test_account_luck import listed
from engine.test_common_luck import journal, lives, put, rows, staffed
from engine.timetable import by_hand, deal, lead, lived

from gtmsim.engine.draws import Purpose
from gtmsim.journal.kinds import Kind
from gtmsim.rules.maths import normal_quantile

DOWNTURN = """
    name: downturn
    market:
      cogs_share: 0%
      channels: {calls: {max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 1.2k, committee: one, churn: 50%, expansion: 50%, expansion_size: 10%}}
      committees: {one: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 0, fit: 0}}}}
      qualification: {in_market: {sql_rate: 100%}}
      condition: {persistence: 60%, outlook: {start: 0.25, 2026-02-10: -2}, decision: 1, churn: 2, expansion: 2}
    plan: {terms: {firms: monthly}}
    run: {start: 2026-01-01, months: 3, initial: {pipeline: {firms: 2}}, run_off: false}
"""
# What a condition does not touch.
QUIET = ("MQL", "TASK_STARTED", "TASK_ENDED", "SQL", "OPPORTUNITY", "QUOTED", "GO_LIVE", "INVOICED", "MONTH_CLOSED")
GOOD = normal_quantile(0.9)  # 1.28


def test_a_firm_that_does_well_in_bad_times(monkeypatch):
    """Two deals of day 0, p in a good state and q in a bad one; two leads, before the downturn and in it."""
    luck = {
        (Purpose.CONDITION, deal(0), 0): 0.9,
        (Purpose.CONDITION, deal(1), 0): 0.1,
        (Purpose.CONDITION, lead(1), 1): 0.9,
        (Purpose.RENEWAL, deal(0), 2): 0.2,  # leaves by 0.23 a month, in a usual condition by 0.06
    }
    found = lived(monkeypatch, DOWNTURN, ["2026-02-05 10:00", "2026-02-20 10:00"], luck)
    assert [row for row in found if row.split()[2] not in QUIET] == by_hand(f"""
        2026-01-01 00:00  CONDITION    p  value={0.25 + GOOD}
        2026-01-01 00:00  VOTE         p  int_value=1 value={0.25 + GOOD}
        2026-01-01 00:00  WON          p  detail=1 amount=120000
        2026-01-01 00:00  NEW_CUSTOMER p  amount=10000 int_value=10000
        2026-01-01 00:00  CONDITION    q  value={0.25 - GOOD}
        2026-01-01 00:00  VOTE         q  int_value=-1 value={0.25 - GOOD}
        2026-01-01 00:00  LOST         q  detail=-1
        2026-02-01 00:00  RENEWAL_DUE  p  detail=1
        2026-02-01 00:00  CONDITION    p  detail=1 value={0.25 + 0.6 * GOOD}
        2026-02-01 00:00  RENEWED      p  detail=1
        2026-02-05 10:00  LEAD         a  detail=1 channel=calls segment=firms
        2026-02-05 10:00  CONDITION    a  value=0.25
        2026-02-05 10:00  VOTE         a  int_value=1 value=0.25
        2026-02-05 10:00  WON          a  amount=120000
        2026-02-05 10:00  NEW_CUSTOMER a  amount=10000 int_value=10000
        2026-02-20 10:00  LEAD         b  detail=1 channel=calls segment=firms int_value=1
        2026-02-20 10:00  CONDITION    b  value={-2.0 + 0.8 * GOOD}    # what February brings, on top of nothing
        2026-02-20 10:00  VOTE         b  int_value=-1 value={-2.0 + 0.8 * GOOD}
        2026-02-20 10:00  LOST         b  detail=-1
        2026-03-01 00:00  RENEWAL_DUE  p  detail=2
        2026-03-01 00:00  CONDITION    p  detail=2 value={-2.0 + 0.6 * (0.6 * GOOD)}
        2026-03-01 00:00  CHURNED      p  amount=-10000
        2026-03-05 10:00  RENEWAL_DUE  a  detail=1
        2026-03-05 10:00  CONDITION    a  detail=1 value=-2.0
        2026-03-05 10:00  RENEWED      a  detail=1
    """)


NOTHING = {"decision": 0, "churn": 0, "expansion": 0, "contraction": 0}
JUNE = 151  # days


def in_condition(**said):
    """The change by which firms' own business decides."""
    return put("market.condition", said)


def looks(found):
    """What is seen of each account's condition, by renewal (0 as a buyer)."""
    return {(row[2], row[3]): row for row in rows(found, Kind.CONDITION)}


@pytest.mark.parametrize("people", [(), (staffed,), (listed,)])
def test_a_condition_that_decides_nothing_changes_no_life(people):
    one, other = journal(*people), journal(*people, in_condition(outlook=-2, **NOTHING))
    assert [row for row in rows(other) if row[1] != Kind.CONDITION] == rows(one)
    assert len(rows(other, Kind.CONDITION)) > 200


def test_a_downturn_to_come_changes_nothing_before():
    strong = {"decision": 1, "churn": 1, "expansion": 1, "contraction": 1}
    one, other = (
        journal(staffed, in_condition(outlook=said, **strong)) for said in (0, {"start": 0, "2026-06-01": -2})
    )
    began = JUNE * 86_400_000_000
    before = [[row for row in rows(found) if row[0] < began] for found in (one, other)]
    assert before[0] == before[1] and rows(one) != rows(other)


def test_the_outlook_moves_all_firms_and_none_of_their_own_luck():
    """What is a firm's own stays the same to the bit; who would leave anyway leaves in a downturn too."""
    alone = put("market.referrals", {"rate": 0})
    forever = put("market.win_back", {"chance": 0})
    one, other = (journal(alone, forever, in_condition(outlook=said, decision=0)) for said in (0, -2))
    first, second = looks(one), looks(other)
    common = set(first) & set(second)
    assert len(common) > 200
    assert all(second[look][9] == -2.0 + first[look][9] for look in common)
    left = [{row[2]: row[0] for row in rows(found, Kind.CHURNED)} for found in (one, other)]
    assert all(left[1].get(who, math.inf) <= when for who, when in left[0].items())
    assert len(left[1]) > len(left[0]) + 10
    before, after = lives(one), lives(other)
    unmoved = set(before) - {who for who, _ in common}
    assert unmoved and all(before[who] == after[who] for who in unmoved)


@pytest.mark.parametrize("people", [(), (listed,)])
def test_a_condition_does_not_depend_on_who_looks_and_when(people):
    """Under other terms renewals come at other times; of whom they look at in the same month they see the same."""
    seen = []
    for term in ("1 month", "4 months"):
        found = journal(*people, put("plan.terms", {"small": term, "large": "12 months"}), in_condition(**NOTHING))
        which = {row[2]: row[8] for row in rows(found, Kind.ACCOUNT_MATCHED)}
        months = zip(found.month[found.of(Kind.CONDITION)].tolist(), rows(found, Kind.CONDITION), strict=True)
        told = [((which.get(row[2], row[2]), month), row[9]) for month, row in months]
        seen.append(dict(told))
        assert all(seen[-1][which] == number for which, number in told)  # in each of its lives
    common = set(seen[0]) & set(seen[1])
    assert len(common) > 100 and all(seen[0][which] == seen[1][which] for which in common)
