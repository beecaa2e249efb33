"""Listed accounts row for row and by hand: who is in a hand, windows that open and close, baits and events."""

import numpy as np
from engine.timetable import by_hand, lead, lived

from gtmsim.engine import reference
from gtmsim.engine.draws import Purpose, child_key, name_key
from gtmsim.journal.kinds import Kind
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

# 1 January 2026 is a Thursday; the office works from nine to five.
SURE = "{base: 20, fit: 0, evidence: 0, veto: 0%}"
FIRMS = f"""
          segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%, onboarding: 10 days}}}}
          committees: {{one: {{gap: 1 day, deal_sigma: 0, roles: {{boss: {SURE}}}}}}}
"""
CALLS = "channels: {calls: {max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}"
TYPICAL = child_key(name_key("account", "firms"), 2)  # whom a visit is of where nothing else is told, of four
# Its first gap ends 28 days after the windows begin, 1,826 days before day 0; they come every 40 days: on day 2.
OPENS = {(Purpose.NEED_SHARE, TYPICAL, 0): 28 / 30}
WINDOWS = "buying_cycle: {time_between: 30 days, buying_window: 10 days}"


def test_an_account_is_in_one_hand_and_then_rests(monkeypatch):
    """A visit of who is in a hand, or has lost a deal two days ago, leads to nothing; another account is free."""
    found = lived(
        monkeypatch,
        f"""
        name: one hand
        market:
          accounts: {{number: {{firms: 4}}, cool_down: 3 days}}
          {CALLS}
          {FIRMS}
          qualification: {{in_market: {{sql_rate: 100%, handling_time: 2h}}}}
          selling: {{stages: [{{name: demo, selling_time: 3h, buyer_delay: 2 days, conversion: 0%}}]}}
        plan: {{teams: {{sdr: {{headcount: 1}}, ae: {{headcount: 1}}}}}}
        run: {{start: 2026-01-01, months: 1, initial: empty, run_off: false}}
        """,
        ["2026-01-01 10:00", "2026-01-02 10:00", "2026-01-02 11:00", "2026-01-05 12:00", "2026-01-06 15:00"],
        {(Purpose.NAMED, lead(2), 0): 0.9},
    )
    assert found == by_hand("""
        2026-01-01 10:00  LEAD            a  detail=1 channel=calls segment=firms
        2026-01-01 10:00  ACCOUNT_MATCHED a  int_value=2
        2026-01-01 10:00  MQL             a
        2026-01-01 10:00  TASK_STARTED    a  detail=-1 team=sdr
        2026-01-01 12:00  TASK_ENDED      a  detail=-1 team=sdr value=2.0
        2026-01-01 12:00  SQL             a
        2026-01-01 12:00  OPPORTUNITY     a  amount=120000
        2026-01-01 12:00  TASK_STARTED    a  team=ae
        2026-01-01 15:00  TASK_ENDED      a  team=ae value=3.0
        # on Friday at ten b would be account 2 as well, whom we talk to already
        2026-01-02 11:00  LEAD            c  detail=1 channel=calls segment=firms int_value=2
        2026-01-02 11:00  ACCOUNT_MATCHED c  int_value=3
        2026-01-02 11:00  MQL             c
        2026-01-02 11:00  TASK_STARTED    c  detail=-1 team=sdr
        2026-01-02 13:00  TASK_ENDED      c  detail=-1 team=sdr value=2.0
        2026-01-02 13:00  SQL             c
        2026-01-02 13:00  OPPORTUNITY     c  amount=120000
        2026-01-02 13:00  TASK_STARTED    c  team=ae
        2026-01-02 16:00  TASK_ENDED      c  team=ae value=3.0
        2026-01-03 15:00  LOST            a
        2026-01-04 16:00  LOST            c
        # d would come two days after a's loss; e comes after three, at that very instant
        2026-01-06 15:00  LEAD            e  detail=1 channel=calls segment=firms int_value=4
        2026-01-06 15:00  ACCOUNT_MATCHED e  int_value=2
        2026-01-06 15:00  MQL             e
        2026-01-06 15:00  TASK_STARTED    e  detail=-1 team=sdr
        2026-01-06 17:00  TASK_ENDED      e  detail=-1 team=sdr value=2.0
        2026-01-06 17:00  SQL             e
        2026-01-06 17:00  OPPORTUNITY     e  amount=120000
        2026-01-07 09:00  TASK_STARTED    e  team=ae value=0.6666666666666666
        2026-01-07 12:00  TASK_ENDED      e  team=ae value=3.0
        2026-01-09 12:00  LOST            e
        2026-02-01 00:00  MONTH_CLOSED    -  segment=firms
    """)


def test_a_nurtured_lead_answers_when_its_window_opens_and_its_deal_ends_when_it_closes(monkeypatch):
    """Passive and not in need, it cannot become a deal; written to after a day, it answers as its window opens."""
    found = lived(
        monkeypatch,
        f"""
        name: window
        market:
          accounts: {{number: {{firms: 4}}}}
          {WINDOWS}
          {CALLS}
          {FIRMS}
          qualification:
            in_market: {{sql_rate: 100%, handling_time: 2h}}
            out_of_market: {{sql_rate: 100%, handling_time: 2h}}
            nurture: {{response_rate: 100%}}
          selling: {{stages: [{{name: demo, selling_time: 3h, buyer_delay: 20 days}}]}}
        plan:
          teams: {{sdr: {{headcount: 1}}, ae: {{headcount: 1}}}}
          policies: {{nurture: {{hit: first, rows: [{{name: all, then: {{action: nurture, after: 1 day}}}}]}}}}
        run: {{start: 2026-01-01, months: 1, initial: empty, run_off: false}}
        """,
        ["2026-01-01 10:00", "2026-01-02 10:00"],
        OPENS,
    )
    assert found == by_hand("""
        2026-01-01 10:00  LEAD            a  channel=calls segment=firms
        2026-01-01 10:00  ACCOUNT_MATCHED a  int_value=2 value=-1.0
        2026-01-01 10:00  MQL             a
        2026-01-01 10:00  TASK_STARTED    a  detail=-1 team=sdr
        2026-01-01 12:00  TASK_ENDED      a  detail=-1 team=sdr value=2.0
        2026-01-01 12:00  DISQUALIFIED    a  detail=1 by=nurture/all
        # b would be the same account, which is in our hands while it is nurtured
        2026-01-03 00:00  RECYCLED     a  detail=1
        2026-01-05 09:00  TASK_STARTED a  detail=-1 team=sdr value=2.375
        2026-01-05 11:00  TASK_ENDED   a  detail=-1 team=sdr value=2.0
        2026-01-05 11:00  SQL          a
        2026-01-05 11:00  OPPORTUNITY  a  amount=120000
        2026-01-05 11:00  TASK_STARTED a  team=ae
        2026-01-05 14:00  TASK_ENDED   a  team=ae value=3.0
        2026-01-13 00:00  NO_DECISION  a  # the window has been open for ten days
        2026-02-01 00:00  MONTH_CLOSED -  segment=firms
    """)


def test_a_forgotten_lead_comes_by_itself_once_a_window(monkeypatch):
    """Turned away in an open window, it does not come back before the next one, 40 days after."""
    found = lived(
        monkeypatch,
        f"""
        name: alone
        market:
          accounts: {{number: {{firms: 4}}}}
          {WINDOWS}
          {CALLS}
          {FIRMS}
          qualification:
            in_market: {{sql_rate: 100%, handling_time: 2h}}
            out_of_market: {{sql_rate: 0%, handling_time: 2h}}
            nurture: {{response_rate: 0%, unprompted_return: 100%}}
        run: {{start: 2026-01-01, months: 2, initial: empty, run_off: false}}
        """,
        ["2026-01-01 10:00"],
        OPENS,
    )
    assert found == by_hand("""
        2026-01-01 10:00  LEAD            a  channel=calls segment=firms
        2026-01-01 10:00  ACCOUNT_MATCHED a  int_value=2 value=-1.0
        2026-01-01 10:00  MQL             a
        2026-01-01 10:00  TASK_STARTED    a  detail=-1 int_value=-1
        2026-01-01 12:00  TASK_ENDED      a  detail=-1 int_value=-1 value=2.0
        2026-01-01 12:00  DISQUALIFIED    a  detail=1
        2026-01-03 00:00  RECYCLED        a  detail=1
        2026-01-03 00:00  TASK_STARTED    a  detail=-1 int_value=-1
        2026-01-03 02:00  TASK_ENDED      a  detail=-1 int_value=-1 value=2.0
        2026-01-03 02:00  DISQUALIFIED    a  detail=1
        2026-02-01 00:00  MONTH_CLOSED    -  segment=firms
        2026-02-12 00:00  RECYCLED        a  detail=2
        2026-02-12 00:00  TASK_STARTED    a  detail=-1 int_value=-1
        2026-02-12 02:00  TASK_ENDED      a  detail=-1 int_value=-1 value=2.0
        2026-02-12 02:00  DISQUALIFIED    a  detail=1
        2026-03-01 00:00  MONTH_CLOSED    -  detail=1 segment=firms
    """)


def test_an_event_on_its_day_and_a_sale_that_has_begun_there(monkeypatch):
    """Who would come the day before does not; half the talk, no first stage, more trust; the event is paid."""
    found = lived(
        monkeypatch,
        f"""
        name: fair
        market:
          channels:
            calls: {{max_leads: 1 per day, event_based: true, skip_stages: 1, handling_time_factor: 0.5,
              trust: 1, segments: {{firms: 100%}}}}
          {FIRMS}
          qualification: {{in_market: {{sql_rate: 100%, handling_time: 2h}}}}
          selling:
            stages: [{{name: demo, selling_time: 3h, buyer_delay: 2 days}}, {{name: offer, selling_time: 1h,
              buyer_delay: 1 day}}]
        plan:
          teams: {{sdr: {{headcount: 1}}, ae: {{headcount: 1}}}}
          events: {{calls: {{dates: [2026-01-06], cost: 1k}}}}
        run: {{start: 2026-01-01, months: 1, initial: empty, run_off: false}}
        """,
        ["2026-01-05 10:00", "2026-01-06 10:00"],
    )
    assert found == by_hand("""
        2026-01-06 10:00  LEAD          b  detail=1 channel=calls segment=firms int_value=1
        2026-01-06 10:00  MQL           b
        2026-01-06 10:00  TASK_STARTED  b  detail=-1 team=sdr
        2026-01-06 11:00  TASK_ENDED    b  detail=-1 team=sdr value=1.0
        2026-01-06 11:00  SQL           b
        2026-01-06 11:00  OPPORTUNITY   b  amount=120000
        2026-01-06 11:00  TASK_STARTED  b  detail=1 team=ae
        2026-01-06 12:00  TASK_ENDED    b  detail=1 team=ae value=1.0
        2026-01-07 12:00  STAGE_PASSED  b  detail=1
        2026-01-07 12:00  QUOTED        b  amount=120000
        2026-01-08 12:00  COMMITTEE_MET b  detail=1
        2026-01-08 12:00  VOTE          b  int_value=1 value=21.0
        2026-01-08 12:00  WON           b  amount=120000
        2026-01-08 12:00  NEW_CUSTOMER  b  amount=10000 int_value=10000
        2026-01-08 12:00  INVOICED      b  detail=12 amount=120000
        2026-01-08 12:00  COGS          b  amount=30000
        2026-01-18 12:00  GO_LIVE       b  value=10.0
        2026-02-01 00:00  CHANNEL_SPEND -  channel=calls amount=100000
        2026-02-01 00:00  MONTH_CLOSED  -  segment=firms amount=10000 int_value=1
    """)


def test_a_bait_draws_passive_leads_and_is_paid_for(monkeypatch):
    """a comes for what we sell; b takes the bait; c would take a stronger one: 30 % are less than its luck of 0.5."""
    found = lived(
        monkeypatch,
        f"""
        name: bait
        market:
          channels:
            calls: {{max_leads: 0.5 per day, half_saturation_spend: 1k, organic: 100%, lead_magnet_response: 1,
              cost_per_lead: 10, segments: {{firms: 100%}}}}
          {FIRMS}
          qualification: {{in_market: {{sql_rate: 0%, handling_time: 2h}}, out_of_market: {{sql_rate: 0%,
            handling_time: 1h}}}}
        plan: {{lead_magnets: {{calls: {{strength: {{start: 80%, 2026-01-03: 30%}}, cost: 25}}}}}}
        run: {{start: 2026-01-01, months: 1, initial: empty, run_off: false}}
        """,
        ["2026-01-01 10:00", "2026-01-02 10:00", "2026-01-03 10:00"],
        {(Purpose.BAITED, lead(n), 0): 0.1 for n in (1, 2)},
    )
    assert found == by_hand("""
        2026-01-01 10:00  LEAD         a  detail=1 channel=calls segment=firms
        2026-01-01 10:00  LEAD_FEE     a  amount=1000
        2026-01-01 10:00  MQL          a
        2026-01-01 10:00  TASK_STARTED a  detail=-1 int_value=-1
        2026-01-01 12:00  TASK_ENDED   a  detail=-1 int_value=-1 value=2.0
        2026-01-01 12:00  DISQUALIFIED a  detail=1
        2026-01-02 10:00  LEAD         b  channel=calls segment=firms int_value=1
        2026-01-02 10:00  LEAD_FEE     b  amount=3500  # the channel's fee and what was given
        2026-01-02 10:00  MQL          b
        2026-01-02 10:00  TASK_STARTED b  detail=-1 int_value=-1
        2026-01-02 11:00  TASK_ENDED   b  detail=-1 int_value=-1 value=1.0
        2026-01-02 11:00  DISQUALIFIED b  detail=1
        2026-02-01 00:00  MONTH_CLOSED -  segment=firms
    """)


SHORT_WINDOWS = """
    name: short windows
    market:
      accounts: {number: {firms: 400}}
      buying_cycle: {time_between: 5 days, buying_window: 5 days}
      channels: {calls: {max_leads: 6 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%}}
      committees: {one: {roles: {boss: {}}}}
      qualification:
        in_market: {sql_rate: 50%, handling_time: 2h, abandon_after: 40 days}
        out_of_market: {sql_rate: 20%, handling_time: 2h, abandon_after: 40 days}
      selling: {stages: [{name: demo, buyer_delay: 2 days}]}
    plan: {teams: {sdr: {headcount: 1}}}
    run: {start: 2026-01-01, months: 1, run_off: false, initial: {spend: {calls: 0}}}
"""


def test_who_has_waited_since_before_day_0_is_in_the_window_of_now():
    """Day 0 finds leads that have waited for weeks; none looks for longer than the five days that a window has."""
    inputs, late = resolve(load_text(SHORT_WINDOWS)), 0
    for number in range(3):
        journal = reference.simulate(inputs, number)
        found = np.flatnonzero(journal.of(Kind.OPENING_LEAD))
        named = found + 1
        assert len(found) > 20 and (journal.kind[named] == Kind.ACCOUNT_MATCHED).all()
        looking = journal.value[named]
        assert ((looking == -1.0) | ((looking >= 0.0) & (looking < 5.0))).all()
        late += int(((looking >= 0.0) & (journal.value[found] > 5.0)).sum())
    assert late > 10  # of whom the window in which they came has closed
