"""Whom we know in an account, row for row and by hand: what he is, why he comes, and whom it helps that he came."""

import math
from typing import Any

import pytest
from engine.test_account_luck import by_account, listed
from engine.test_account_timetables import OPENS, TYPICAL, WINDOWS
from engine.test_common_luck import journal, put, rows
from engine.timetable import by_hand, lead, lived

from gtmsim.engine.draws import Purpose
from gtmsim.journal.kinds import Kind

SURE = "{base: 20, fit: 0, evidence: 0, veto: 0%}"
BOSS = "{share: 40%, department: board, seniority: executive, role_class: decider, committee_role: boss, influence: 3}"
CLERK = "{share: 60%, department: office, seniority: staff, role_class: business_user}"
CHIEF = "{department: board, seniority: 4, role_class: decider}"
POSTS = f"""
        name: posts
        market:
          accounts: {{number: {{firms: 4}}}}
          {WINDOWS}
          contacts: {{learning_visits: 12, buying_visits: 36, follow_rate: 0%, job_change: JOBS per year,
            personas: {{boss: {BOSS}, x: {CLERK}}}}}
          channels: {{calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%,
            segments: {{firms: 100%}}}}}}
          segments: {{firms: {{contract_value: 1.2k, committee: two, churn: 0%, onboarding: 10 days}}}}
          committees: {{two: {{time_between_meetings: 1 day, deal_sigma: 0, roles: {{boss: {SURE}, user: {SURE}}}}}}}
          qualification: {{in_market: {{sql_rate: 100%, handling_time: 2h}}, out_of_market: {{sql_rate: 0%,
            handling_time: 1h}}}}
        plan:
          policies:
            lead_score:
              hit: first
              rows: [{{name: chief, when: {CHIEF}, then: {{score: 5}}}}, {{name: rest, then: {{score: 0}}}}]
        run: {{start: 2026-01-01, months: 1, initial: empty, run_off: false}}
"""
ARRIVALS = ["2026-01-01 10:00", "2026-01-05 10:00", "2026-01-06 10:00"]
# Three quarters of the visits in a window search: c does, as whatever is not told happens at 0.5, and b does not.
TOLD = OPENS | {(Purpose.POST, TYPICAL, job): 0.1 for job in (0, 1)} | {(Purpose.DRIVER, lead(1), 0): 0.9}
LEAVES = 1.0 - math.exp(-(1826.0 + 5.45) / 365.25)  # an hour after c has come, at one job change a year
LIFE = """
        2026-01-01 10:00  LEAD            a  channel=calls segment=firms by=lead_score/chief
        2026-01-01 10:00  ACCOUNT_MATCHED a  int_value=2 value=-1.0
        2026-01-01 10:00  CONTACT         a  int_value=1 value=-1.0
        2026-01-01 10:00  MQL             a
        2026-01-01 10:00  TASK_STARTED    a  detail=-1 int_value=-1
        2026-01-01 11:00  TASK_ENDED      a  detail=-1 int_value=-1 value=1.0
        2026-01-01 11:00  DISQUALIFIED    a  detail=1
        # b came to learn, although the window is open
        2026-01-05 10:00  LEAD            b  channel=calls segment=firms int_value=1 by=lead_score/chief
        2026-01-05 10:00  ACCOUNT_MATCHED b  int_value=2 value=2.4166666666666665
        2026-01-05 10:00  CONTACT         b  int_value=1 value=-1.0
        2026-01-05 10:00  MQL             b
        2026-01-05 10:00  TASK_STARTED    b  detail=-1 int_value=-1
        2026-01-05 11:00  TASK_ENDED      b  detail=-1 int_value=-1 value=1.0
        2026-01-05 11:00  DISQUALIFIED    b  detail=1
        2026-01-06 10:00  LEAD            c  detail=1 channel=calls segment=firms int_value=2 by=lead_score/chief
        2026-01-06 10:00  ACCOUNT_MATCHED c  int_value=2 value=3.4166666666666665
        2026-01-06 10:00  CONTACT         c  int_value=1001 value=-1.0
        2026-01-06 10:00  MQL             c
        2026-01-06 10:00  TASK_STARTED    c  detail=-1 int_value=-1
        2026-01-06 12:00  TASK_ENDED      c  detail=-1 int_value=-1 value=2.0
        2026-01-06 12:00  SQL             c
        2026-01-06 12:00  OPPORTUNITY     c  amount=120000
        2026-01-06 12:00  QUOTED          c  amount=120000
        2026-01-07 12:00  COMMITTEE_MET   c  detail=1
        2026-01-07 12:00  VOTE            c  int_value=1 value=BOSS
        2026-01-07 12:00  VOTE            c  detail=1000 int_value=1 value=20.0
        2026-01-07 12:00  WON             c  amount=120000
        2026-01-07 12:00  NEW_CUSTOMER    c  amount=10000 int_value=10000
        2026-01-07 12:00  INVOICED        c  detail=12 amount=120000
        2026-01-07 12:00  COGS            c  amount=30000
        2026-01-17 12:00  GO_LIVE         c  value=10.0
        2026-02-01 00:00  MONTH_CLOSED    -  segment=firms amount=10000 int_value=1
"""


@pytest.mark.parametrize(("jobs", "stance"), [("0", "23.0"), ("1", "20.0")], ids=["he is there", "he has left"])
def test_who_came_to_us_is_for_us_while_he_is_there(monkeypatch, jobs, stance):
    """The boss came for work and votes with 3 more; who has left helps nobody, though the next boss is one too."""
    luck = TOLD | {(Purpose.JOB, TYPICAL, 0): LEAVES, (Purpose.JOB, TYPICAL, 1): 0.9}
    assert lived(monkeypatch, POSTS.replace("JOBS", jobs), ARRIVALS, luck) == by_hand(LIFE.replace("BOSS", stance))


def test_who_sits_nowhere_helps_nobody(monkeypatch):
    """The contact is a clerk: no chief, no vote gains, and two of three visits search as before."""
    luck = {name: value for name, value in TOLD.items() if name[0] != Purpose.POST}
    found = lived(monkeypatch, POSTS.replace("JOBS", "0"), ARRIVALS, luck)
    expected = LIFE.replace("BOSS", "20.0").replace("int_value=1 value=-1.0", "int_value=2 value=-1.0")
    assert found == by_hand(expected.replace("int_value=1001", "int_value=1002").replace("score/chief", "score/rest"))


def known(said: dict[str, Any]) -> None:
    """The change that lists accounts whose contacts only search."""
    listed(said)
    put("market.contacts", {"follow_rate": 0.1, "learning_visits": 0, "buying_visits": 30, "job_change": 0.5})(said)
    put("market.channels.search.followers_only", True)(said)


def holding(**more: Any) -> Any:
    """The change that tells two posts apart, one of which sits on the board."""
    some = {"share": 0.5, "department": "it", "seniority": "staff", "role_class": "admin"}
    return put("market.contacts.personas", {"clerk": some, "chief": some | {"committee_role": "finance", **more}})


def test_posts_that_do_nothing_change_no_life():
    """All visits in a window search, as they do where nothing tells posts apart; only the contact's row says more."""
    one, other = rows(journal(known)), rows(journal(known, holding(influence=0)))
    assert [row for row in one if row[1] != Kind.CONTACT] == [row for row in other if row[1] != Kind.CONTACT]
    told = [(before[:8], before[9], after[8]) for before, after in zip(one, other, strict=True) if before != after]
    assert told and {after for _, _, after in told} <= {1, 2, 1001, 1002}


def test_a_contact_is_the_same_whoever_asks_and_when():
    """Under other spend an account is met at other times, and its contacts hold the posts that they held."""
    posts: dict[Any, set[int]] = {}
    for spend in ({"search": "2k", "talks": "40k"}, {"search": "20k", "talks": "1k"}):
        for account, told in by_account(journal(known, holding(), put("plan.spend", spend)), Kind.CONTACT).items():
            for row in told:
                posts.setdefault((account, row[3]), set()).add(row[8] % 1000)
    assert len(posts) > 200 and all(len(one) == 1 for one in posts.values())
    assert len({one for held in posts.values() for one in held}) == 2


def test_influence_moves_votes_of_the_committees_in_which_he_sits():
    """Finance sits on the board of large firms alone: small ones live as before, and of the large the votes differ."""
    quiet = (known, put("market.referrals", {"rate": 0}))
    one, other = (rows(journal(*quiet, holding(influence=value))) for value in (0, 3))
    assert [row for row in one if row[5] == "small"] == [row for row in other if row[5] == "small"]
    votes = [{(row[0], row[2], row[3]): row[9] for row in found if row[1] == Kind.VOTE} for found in (one, other)]
    moved = {name[2] for name in votes[0] if name in votes[1] and votes[0][name] != votes[1][name]}
    assert moved == {("finance", 0)}
