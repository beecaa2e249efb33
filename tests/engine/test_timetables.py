"""Journals written out by hand, row for row: durations are fixed and the luck is told, so nothing is left to chance."""

import math

import pytest
from engine.timetable import THIRD, by_hand, deal, lead, lived

from gtmsim.engine.draws import Purpose, child_key, name_key
from gtmsim.engine.reference.world import REFERRAL

# What a day of the office is: nine to five from Monday to Friday. 1 January 2026 is a Thursday.
CALLS = "{calls: {max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}"
SURE = "{base: 20, fit: 0, evidence: 0, veto: 0%}"
AROUND_THE_CLOCK = "{days: [mon, tue, wed, thu, fri, sat, sun], opens: 0h, closes: 24h}"


def test_from_a_lead_to_its_monthly_renewals(monkeypatch):
    """Each step of one life; a monthly contract is invoiced and renewed on the day of the month of its signature."""
    found = lived(
        monkeypatch,
        f"""
        name: one lead
        market:
          cogs_share: 25%
          channels: {CALLS}
          segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%, onboarding: 10 days}}}}
          committees: {{one: {{time_between_meetings: 1 day, deal_sigma: 0, roles: {{boss: {SURE}}}}}}}
          qualification: {{in_market: {{sql_rate: 100%, handling_time: 2h}}}}
          selling: {{stages: [{{name: demo, selling_time: 3h, buyer_delay: 2 days}}]}}
        plan:
          terms: {{firms: 1 month}}
          teams: {{sdr: {{headcount: 1}}, ae: {{headcount: 1}}}}
          commission: 10%
        run: {{start: 2026-01-01, months: 3, initial: empty, run_off: false}}
        """,
        ["2026-01-01 10:00"],
    )
    assert found == by_hand("""
        2026-01-01 10:00  LEAD          a  detail=1 channel=calls segment=firms
        2026-01-01 10:00  MQL           a
        2026-01-01 10:00  TASK_STARTED  a  detail=-1 team=sdr
        2026-01-01 12:00  TASK_ENDED    a  detail=-1 team=sdr value=2.0
        2026-01-01 12:00  SQL           a
        2026-01-01 12:00  OPPORTUNITY   a  amount=120000
        2026-01-01 12:00  TASK_STARTED  a  team=ae
        2026-01-01 15:00  TASK_ENDED    a  team=ae value=3.0
        2026-01-03 15:00  STAGE_PASSED  a
        2026-01-03 15:00  QUOTED        a  amount=120000
        2026-01-04 15:00  COMMITTEE_MET a  detail=1
        2026-01-04 15:00  VOTE          a  int_value=1 value=20.0
        2026-01-04 15:00  WON           a  amount=120000
        2026-01-04 15:00  COMMISSION    a  team=ae amount=12000
        2026-01-04 15:00  NEW_CUSTOMER  a  amount=10000 int_value=10000
        2026-01-04 15:00  INVOICED      a  detail=1 amount=10000
        2026-01-04 15:00  COGS          a  amount=2500
        2026-01-14 15:00  GO_LIVE       a  value=10.0
        2026-02-01 00:00  MONTH_CLOSED  -  segment=firms amount=10000 int_value=1
        2026-02-04 15:00  RENEWAL_DUE   a  detail=1
        2026-02-04 15:00  RENEWED       a  detail=1
        2026-02-04 15:00  INVOICED      a  detail=1 amount=10000
        2026-02-04 15:00  COGS          a  amount=2500
        2026-03-01 00:00  MONTH_CLOSED  -  detail=1 segment=firms amount=10000 int_value=1
        2026-03-04 15:00  RENEWAL_DUE   a  detail=2
        2026-03-04 15:00  RENEWED       a  detail=2
        2026-03-04 15:00  INVOICED      a  detail=1 amount=10000
        2026-03-04 15:00  COGS          a  amount=2500
        2026-04-01 00:00  MONTH_CLOSED  -  detail=2 segment=firms amount=10000 int_value=1
    """)


def test_three_leads_wait_for_one_person_over_a_weekend(monkeypatch):
    """Work stops at five on Friday and goes on at nine on Monday; waiting counts all hours, work only working hours."""
    found = lived(
        monkeypatch,
        f"""
        name: weekend
        market:
          channels: {CALLS}
          segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%}}}}
          committees: {{one: {{roles: {{boss: {{}}}}}}}}
          qualification: {{in_market: {{sql_rate: 0%, handling_time: 4h}}}}
        plan: {{teams: {{sdr: {{headcount: 1, selling_time_share: 80%}}}}}}
        run: {{start: 2026-01-01, months: 1, initial: empty, run_off: true}}
        """,
        ["2026-01-02 14:00", "2026-01-02 15:00", "2026-01-03 12:00"],
    )
    assert found[:15] == by_hand("""
        2026-01-02 14:00  LEAD         a  detail=1 channel=calls segment=firms
        2026-01-02 14:00  MQL          a
        2026-01-02 14:00  TASK_STARTED a  detail=-1 team=sdr
        2026-01-02 15:00  LEAD         b  detail=1 channel=calls segment=firms int_value=1
        2026-01-02 15:00  MQL          b
        2026-01-03 12:00  LEAD         c  detail=1 channel=calls segment=firms int_value=2
        2026-01-03 12:00  MQL          c
        # four hours of work take five at 80 %: three on Friday, two on Monday
        2026-01-05 11:00  TASK_ENDED   a  detail=-1 team=sdr value=5.0
        2026-01-05 11:00  DISQUALIFIED a  detail=1
        2026-01-05 11:00  TASK_STARTED b  detail=-1 team=sdr value=2.8333333333333335  # 2 days 20 hours
        2026-01-05 16:00  TASK_ENDED   b  detail=-1 team=sdr value=5.0
        2026-01-05 16:00  DISQUALIFIED b  detail=1
        2026-01-05 16:00  TASK_STARTED c  detail=-1 team=sdr value=2.1666666666666665
        2026-01-06 13:00  TASK_ENDED   c  detail=-1 team=sdr value=5.0
        2026-01-06 13:00  DISQUALIFIED c  detail=1
    """)


def test_patience_that_ends_when_a_person_becomes_free(monkeypatch):
    """Completions, then give-ups, then arrivals, then the dispatch: who gives up at that instant is not served."""
    found = lived(
        monkeypatch,
        f"""
        name: patience
        market:
          channels: {CALLS}
          segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%}}}}
          committees: {{one: {{roles: {{boss: {{}}}}}}}}
          qualification: {{in_market: {{sql_rate: 0%, handling_time: 1h, abandon_after: 30 min}}}}
        plan: {{teams: {{sdr: {{headcount: 1}}}}}}
        run: {{start: 2026-01-01, months: 1, initial: empty, run_off: false}}
        """,
        ["2026-01-01 10:00", "2026-01-01 10:30", "2026-01-02 10:00", "2026-01-02 10:31", "2026-01-02 11:00"],
    )
    assert found == by_hand("""
        2026-01-01 10:00  LEAD         a  detail=1 channel=calls segment=firms
        2026-01-01 10:00  MQL          a
        2026-01-01 10:00  TASK_STARTED a  detail=-1 team=sdr
        2026-01-01 10:30  LEAD         b  detail=1 channel=calls segment=firms int_value=1
        2026-01-01 10:30  MQL          b
        2026-01-01 11:00  TASK_ENDED   a  detail=-1 team=sdr value=1.0
        2026-01-01 11:00  DISQUALIFIED a  detail=1
        2026-01-01 11:00  ABANDONED    b  value=0.020833333333333332
        2026-01-02 10:00  LEAD         c  detail=1 channel=calls segment=firms int_value=2
        2026-01-02 10:00  MQL          c
        2026-01-02 10:00  TASK_STARTED c  detail=-1 team=sdr
        2026-01-02 10:31  LEAD         d  detail=1 channel=calls segment=firms int_value=3
        2026-01-02 10:31  MQL          d
        2026-01-02 11:00  TASK_ENDED   c  detail=-1 team=sdr value=1.0
        2026-01-02 11:00  DISQUALIFIED c  detail=1
        # d has a minute of patience left and waits longest; e arrives at this instant and waits until 11:30
        2026-01-02 11:00  LEAD         e  detail=1 channel=calls segment=firms int_value=4
        2026-01-02 11:00  MQL          e
        2026-01-02 11:00  TASK_STARTED d  detail=-1 team=sdr value=0.02013888888888889
        2026-01-02 11:30  ABANDONED    e  value=0.020833333333333332
        2026-01-02 12:00  TASK_ENDED   d  detail=-1 team=sdr value=1.0
        2026-01-02 12:00  DISQUALIFIED d  detail=1
        2026-02-01 00:00  MONTH_CLOSED -  segment=firms
    """)


def test_a_window_closes_in_the_middle_of_a_task(monkeypatch):
    """The deal ends when the window closes, the person is busy until the task is done; who still waits is never served.

    A window that closes at the very end of a task has not cut it short: completions come first.
    """
    found = lived(
        monkeypatch,
        f"""
        name: window
        market:
          channels: {CALLS}
          segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%}}}}
          committees: {{one: {{roles: {{boss: {{}}}}}}}}
          qualification: {{in_market: {{sql_rate: 100%}}}}
          selling: {{stages: [{{name: demo, selling_time: 6h, buyer_delay: 1 day}}], buying_window: 25h}}
        plan: {{teams: {{ae: {{headcount: 1}}}}}}
        run: {{start: 2026-01-01, months: 1, initial: empty, run_off: false}}
        """,
        ["2026-01-01 11:00", "2026-01-01 12:00", "2026-01-01 13:00", "2026-01-05 09:00"],
    )
    assert found == by_hand(
        """
        2026-01-01 11:00  LEAD         a  detail=1 channel=calls segment=firms
        2026-01-01 11:00  MQL          a
        2026-01-01 11:00  TASK_STARTED a  detail=-1  # without a team: by nobody, at once
        2026-01-01 11:00  TASK_ENDED   a  detail=-1 int_value=-1
        2026-01-01 11:00  SQL          a
        2026-01-01 11:00  OPPORTUNITY  a  amount=120000
        2026-01-01 11:00  TASK_STARTED a  team=ae
        2026-01-01 12:00  LEAD         b  detail=1 channel=calls segment=firms int_value=1
        2026-01-01 12:00  MQL          b
        2026-01-01 12:00  TASK_STARTED b  detail=-1 int_value=-1
        2026-01-01 12:00  TASK_ENDED   b  detail=-1 int_value=-1
        2026-01-01 12:00  SQL          b
        2026-01-01 12:00  OPPORTUNITY  b  amount=120000
        2026-01-01 13:00  LEAD         c  detail=1 channel=calls segment=firms int_value=2
        2026-01-01 13:00  MQL          c
        2026-01-01 13:00  TASK_STARTED c  detail=-1 int_value=-1
        2026-01-01 13:00  TASK_ENDED   c  detail=-1 int_value=-1
        2026-01-01 13:00  SQL          c
        2026-01-01 13:00  OPPORTUNITY  c  amount=120000
        2026-01-01 17:00  TASK_ENDED   a  team=ae value=6.0
        2026-01-02 09:00  TASK_STARTED b  team=ae value=0.875
        2026-01-02 12:00  NO_DECISION  a  # thinking until 17:00
        2026-01-02 13:00  NO_DECISION  b  # in the middle of its task
        2026-01-02 14:00  NO_DECISION  c  # in the queue
        2026-01-02 15:00  TASK_ENDED   b  team=ae value=6.0
        2026-01-05 09:00  LEAD         d  detail=1 channel=calls segment=firms int_value=3
        2026-01-05 09:00  MQL          d
        2026-01-05 09:00  TASK_STARTED d  detail=-1 int_value=-1
        2026-01-05 09:00  TASK_ENDED   d  detail=-1 int_value=-1
        2026-01-05 09:00  SQL          d
        2026-01-05 09:00  OPPORTUNITY  d  amount=120000
        2026-01-05 09:00  TASK_STARTED d  team=ae
        2026-01-05 15:00  TASK_ENDED   d  team=ae value=6.0
        2026-01-06 10:00  NO_DECISION  d
        2026-02-01 00:00  MONTH_CLOSED -  segment=firms
    """.replace("a  detail=-1  # without a team", "a  detail=-1 int_value=-1  # without a team")
    )


def test_a_window_that_closes_at_the_end_of_a_task_or_a_thought(monkeypatch):
    """A task and a thought that end with the window are in time; the queue for the next task is not."""
    found = lived(
        monkeypatch,
        f"""
        name: in time
        market:
          channels: {CALLS}
          segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%}}}}
          committees: {{one: {{roles: {{boss: {{}}}}}}}}
          qualification: {{in_market: {{sql_rate: 100%}}}}
          selling:
            stages: [{{name: demo, selling_time: 6h, buyer_delay: 1 day}}, {{name: offer, selling_time: 1h}}]
            buying_window: 30h
        plan: {{teams: {{ae: {{headcount: 1, working_hours: {AROUND_THE_CLOCK}}}}}}}
        run: {{start: 2026-01-01, months: 1, initial: empty, run_off: false}}
        """,
        ["2026-01-01 10:00"],
    )
    assert found[6:] == by_hand("""
        2026-01-01 10:00  TASK_STARTED a  team=ae
        2026-01-01 16:00  TASK_ENDED   a  team=ae value=6.0
        2026-01-02 16:00  STAGE_PASSED a
        2026-01-02 16:00  NO_DECISION  a  detail=1
        2026-02-01 00:00  MONTH_CLOSED -  segment=firms
    """)


def test_a_leaver_finishes_his_task_and_a_new_hire_ramps_up(monkeypatch):
    """Two serve, one of them leaves while at work; a third joins, at a quarter of full speed on the first day."""
    found = lived(
        monkeypatch,
        f"""
        name: staff
        market:
          channels: {CALLS}
          segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%}}}}
          committees: {{one: {{roles: {{boss: {{}}}}}}}}
          qualification: {{in_market: {{sql_rate: 0%, handling_time: 21h}}}}
        plan:
          teams:
            sdr:
              headcount: {{2026-01-01: 2, 2026-01-03: 1, 2026-01-07: 2}}
              salary: 36.5k
              ramp: 10 days
              working_hours: {AROUND_THE_CLOCK}
        run: {{start: 2026-01-01, months: 1, initial: empty, run_off: true}}
        """,
        [
            *("2026-01-02 10:00", "2026-01-02 12:00", "2026-01-02 13:00"),  # a, b, c
            *("2026-01-06 12:00", "2026-01-06 18:00", "2026-01-12 23:00", "2026-01-13 00:00"),  # d, e, f, g
        ],
    )
    assert [row for row in found if "LEAD" not in row and "MQL" not in row and "DISQ" not in row] == by_hand("""
        2026-01-02 10:00  TASK_STARTED    a  detail=-1 team=sdr
        2026-01-02 12:00  TASK_STARTED    b  detail=-1 team=sdr int_value=1
        2026-01-03 00:00  EMPLOYEE_LEFT   -  team=sdr int_value=1
        2026-01-03 07:00  TASK_ENDED      a  detail=-1 team=sdr value=21.0
        2026-01-03 07:00  TASK_STARTED    c  detail=-1 team=sdr value=0.75
        2026-01-03 09:00  TASK_ENDED      b  detail=-1 team=sdr int_value=1 value=21.0
        2026-01-04 04:00  TASK_ENDED      c  detail=-1 team=sdr value=21.0
        2026-01-06 12:00  TASK_STARTED    d  detail=-1 team=sdr
        2026-01-07 00:00  EMPLOYEE_JOINED -  team=sdr int_value=2
        2026-01-07 00:00  TASK_STARTED    e  detail=-1 team=sdr int_value=2 value=0.25
        2026-01-07 09:00  TASK_ENDED      d  detail=-1 team=sdr value=21.0
        2026-01-10 12:00  TASK_ENDED      e  detail=-1 team=sdr int_value=2 value=84.0
        2026-01-12 23:00  TASK_STARTED    f  detail=-1 team=sdr
        2026-01-13 00:00  TASK_STARTED    g  detail=-1 team=sdr int_value=2  # after six days: 0.25 + 0.75 x 0.6 = 0.7
        2026-01-13 20:00  TASK_ENDED      f  detail=-1 team=sdr value=21.0
        2026-01-14 06:00  TASK_ENDED      g  detail=-1 team=sdr int_value=2 value=30.0
        # 3,041.66 for a month of the year: all of it, 2 days of 31, and 25 days of 31
        2026-02-01 00:00  SALARY       -  team=sdr amount=569084
        2026-02-01 00:00  MONTH_CLOSED -  segment=firms
    """)


COMMITTEE = """
    name: committee
    market:
      segments: {{firms: {{contract_value: 1.2k, committee: all, churn: 0%}}}}
      committees:
        all:
          decision_rule: {rule}
          deal_sigma: 0
          min_meetings: 0
          review: 4 days
          roles:
            admin: {{base: -20, fit: 0, evidence: 0, veto: {veto}}}
            boss: {{base: 20, fit: 0, evidence: 0, veto: 0%, seats: 2, decides: true}}
            clerk: {{base: 20, fit: 0, evidence: 0, veto: 0%, participation: 40%}}
      qualification: {{in_market: {{sql_rate: 100%}}}}
    run: {{start: 2026-01-01, months: 1, initial: {{pipeline: {{firms: 1}}}}, run_off: false}}
"""


@pytest.mark.parametrize(
    ("rule", "veto", "rest"),
    [
        # one no, and it blocks: nobody else is asked
        ("unanimity", "100%", ["VOTE p int_value=-1 value=-20.0", "LOST p detail=-1"]),
        # one no is enough against unanimity
        ("unanimity", "0%", ["VOTE p value=-20.0", "LOST p detail=-1"]),
        ("majority", "100%", ["VOTE p int_value=-1 value=-20.0", "LOST p detail=-1"]),
        (
            # two of three are more than 60 %; the clerk's seat is not taken
            "majority",
            "0%",
            [
                *(
                    "VOTE p value=-20.0",
                    "VOTE p detail=1000 int_value=1 value=20.0",
                    "VOTE p detail=1001 int_value=1 value=20.0",
                ),
                *(
                    "WON p detail=1 amount=120000",
                    "NEW_CUSTOMER p amount=10000 int_value=10000",
                    "INVOICED p detail=12 amount=120000",
                ),
                *("COGS p amount=30000", "GO_LIVE p"),
            ],
        ),
    ],
)
def test_a_committee_of_two_roles(monkeypatch, rule, veto, rest):
    """All review side by side; votes of one instant go by role, then seat; a block ends the vote."""
    found = lived(monkeypatch, COMMITTEE.format(rule=rule, veto=veto))
    closed = "int_value=1" if "GO_LIVE p" in rest else ""
    assert found == by_hand(
        "\n".join(
            [
                "2026-01-01 00:00 OPPORTUNITY p detail=1 segment=firms amount=120000 value=2.0",
                *(f"2026-01-03 00:00 {row}" for row in rest),
                f"2026-02-01 00:00 MONTH_CLOSED - segment=firms {'amount=10000 ' if closed else ''}{closed}",
            ]
        )
    )


RENEWALS = """
    name: renewals
    market:
      segments:
        firms:
          {contract_value: 1.2k, committee: one, churn: 50%, price_sensitivity: 0, expansion: 25%, expansion_size: 20%,
           contraction: 25%, contraction_size: 10%}
      committees: {one: {min_meetings: 0, deal_sigma: 0, review: 118 days, roles: {boss: {base: 20, fit: 0}}}}
      qualification: {in_market: {sql_rate: 100%}}
      win_back: {chance: 50%, delay: 92 days, mrr_share: 80%}
    plan: {renewal_price_increase: {2028-01-01: 5%, 2030-01-01: 0%}}
    run: {start: 2028-01-01, months: 60, initial: {pipeline: {firms: 1}}, run_off: true}
"""


def test_an_annual_contract_grows_shrinks_ends_and_returns(monkeypatch):
    """Signed on 29 February: due on the 28th until the next leap year. Uplift precedes growth; a return starts anew."""
    stays, leaves, grows, shrinks, comes_back, is_gone = 0.9, 0.1, 0.9, 0.1, 0.1, 0.9
    luck = {
        (Purpose.RENEWAL, deal(0, THIRD), 1): stays,
        (Purpose.GROWTH, deal(0, THIRD), 1): grows,
        (Purpose.RENEWAL, deal(0, THIRD), 2): stays,
        (Purpose.GROWTH, deal(0, THIRD), 2): shrinks,
        (Purpose.RENEWAL, deal(0, THIRD), 3): stays,
        (Purpose.RENEWAL, deal(0, THIRD), 4): leaves,
        (Purpose.RETURNS, deal(0, THIRD), 4): comes_back,
        (Purpose.RENEWAL, deal(0, THIRD), 5): leaves,
        (Purpose.RETURNS, deal(0, THIRD), 5): is_gone,
    }
    found = lived(monkeypatch, RENEWALS, luck=luck)
    assert [row for row in found if "MONTH_CLOSED" not in row] == by_hand("""
        2028-01-01 00:00  OPPORTUNITY  p  detail=1 segment=firms amount=120000 value=59.0
        2028-02-29 00:00  VOTE         p  int_value=1 value=20.0
        2028-02-29 00:00  WON          p  detail=1 amount=120000
        2028-02-29 00:00  NEW_CUSTOMER p  amount=10000 int_value=10000
        2028-02-29 00:00  INVOICED     p  detail=12 amount=120000
        2028-02-29 00:00  COGS         p  amount=30000
        2028-02-29 00:00  GO_LIVE      p
        2029-02-28 00:00  RENEWAL_DUE  p  detail=1
        2029-02-28 00:00  RENEWED      p  detail=1
        2029-02-28 00:00  UPLIFTED     p  amount=500 int_value=10500
        2029-02-28 00:00  EXPANDED     p  amount=2100 int_value=12600
        2029-02-28 00:00  INVOICED     p  detail=12 amount=151200
        2029-02-28 00:00  COGS         p  amount=37800
        2030-02-28 00:00  RENEWAL_DUE  p  detail=2
        2030-02-28 00:00  RENEWED      p  detail=2
        2030-02-28 00:00  CONTRACTED   p  amount=-1260 int_value=11340
        2030-02-28 00:00  INVOICED     p  detail=12 amount=136080
        2030-02-28 00:00  COGS         p  amount=34020
        2031-02-28 00:00  RENEWAL_DUE  p  detail=3
        2031-02-28 00:00  RENEWED      p  detail=3
        2031-02-28 00:00  INVOICED     p  detail=12 amount=136080
        2031-02-28 00:00  COGS         p  amount=34020
        2032-02-29 00:00  RENEWAL_DUE  p  detail=4
        2032-02-29 00:00  CHURNED      p  amount=-11340
        2032-05-31 00:00  REACTIVATED  p  amount=9072 int_value=9072
        2032-05-31 00:00  INVOICED     p  detail=12 amount=108864
        2032-05-31 00:00  COGS         p  amount=27216
        2033-05-31 00:00  RENEWAL_DUE  p  detail=5
        2033-05-31 00:00  CHURNED      p  amount=-9072
    """)


def test_monthly_contracts_from_the_31st(monkeypatch):
    """The anniversary is the 31st, or the last day of a month that has none; it does not creep."""
    text = RENEWALS.replace("review: 118 days", "review: 60 days").replace("expansion: 25%", "expansion: 0%")
    text = text.replace("plan: {", "plan: {terms: {firms: monthly}, ").replace("contraction: 25%", "contraction: 0%")
    luck = {(Purpose.RENEWAL, deal(0, THIRD), renewal): 0.9 for renewal in range(1, 14)} | {
        (Purpose.RENEWAL, deal(0, THIRD), 14): 0.01,
        (Purpose.RETURNS, deal(0, THIRD), 14): 0.9,
    }
    found = lived(monkeypatch, text.replace("5%", "0%", 1), luck=luck)
    assert [row.split(" ")[0] for row in found if "RENEWAL_DUE" in row] == [
        *("2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31", "2028-06-30", "2028-07-31", "2028-08-31"),
        *("2028-09-30", "2028-10-31", "2028-11-30", "2028-12-31", "2029-01-31", "2029-02-28", "2029-03-31"),
    ]
    assert [row for row in found if "CHURNED" in row] == ["2029-03-31 00:00 CHURNED p amount=-10000"]
    assert not [row for row in found if " p " in row and row > "2029-03-31 00:01"]


def test_a_firm_fails_in_the_middle_of_a_paid_year(monkeypatch):
    """146 of 365 days were served: three fifths of the year's invoice are credited, and of what serving it costs."""
    days = 146.0
    text = """
        name: failure
        market:
          segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%, closure_rate: 1 per year}}
          committees: {one: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 20, fit: 0}}}}
          qualification: {in_market: {sql_rate: 100%}}
          win_back: {chance: 100%}
        run: {start: 2026-01-01, months: 6, initial: {pipeline: {firms: 1}}, run_off: false}
    """
    luck = {(Purpose.FAILURE, deal(0), 0): -math.expm1(-days / 365.25)}
    found = lived(monkeypatch, text, luck=luck)
    assert [row for row in found if "MONTH_CLOSED" not in row] == by_hand("""
        2026-01-01 00:00  OPPORTUNITY  p  detail=1 segment=firms amount=120000
        2026-01-01 00:00  VOTE         p  int_value=1 value=20.0
        2026-01-01 00:00  WON          p  detail=1 amount=120000
        2026-01-01 00:00  NEW_CUSTOMER p  amount=10000 int_value=10000
        2026-01-01 00:00  INVOICED     p  detail=12 amount=120000
        2026-01-01 00:00  COGS         p  amount=30000
        2026-01-01 00:00  GO_LIVE      p
        2026-05-27 00:00  CLOSED_DOWN  p  amount=-10000
        2026-05-27 00:00  CREDITED     p  amount=-72000
        2026-05-27 00:00  COGS         p  amount=-18000
    """)


def test_ties_on_a_coarse_grid_go_by_the_keys_of_the_accounts(monkeypatch):
    """Three leads at one instant, two more an hour later when two are done: longest wait first, then lower key."""
    found = lived(
        monkeypatch,
        f"""
        name: ties
        market:
          channels: {CALLS}
          segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%}}}}
          committees: {{one: {{roles: {{boss: {{}}}}}}}}
          qualification: {{in_market: {{sql_rate: 0%, handling_time: 1h}}}}
        plan: {{teams: {{sdr: {{headcount: 2}}}}}}
        run: {{start: 2026-01-01, months: 1, initial: empty, run_off: false}}
        """,
        ["2026-01-01 09:00"] * 3 + ["2026-01-01 10:00"] * 2,
    )
    assert sorted("abcde", key=lambda letter: lead("abcde".index(letter))) == ["c", "b", "d", "e", "a"]
    assert found == by_hand("""
        2026-01-01 09:00  LEAD         c  detail=1 channel=calls segment=firms int_value=2
        2026-01-01 09:00  MQL          c
        2026-01-01 09:00  LEAD         b  detail=1 channel=calls segment=firms int_value=1
        2026-01-01 09:00  MQL          b
        2026-01-01 09:00  LEAD         a  detail=1 channel=calls segment=firms
        2026-01-01 09:00  MQL          a
        2026-01-01 09:00  TASK_STARTED c  detail=-1 team=sdr
        2026-01-01 09:00  TASK_STARTED b  detail=-1 team=sdr int_value=1
        2026-01-01 10:00  TASK_ENDED   c  detail=-1 team=sdr value=1.0
        2026-01-01 10:00  DISQUALIFIED c  detail=1
        2026-01-01 10:00  TASK_ENDED   b  detail=-1 team=sdr int_value=1 value=1.0
        2026-01-01 10:00  DISQUALIFIED b  detail=1
        2026-01-01 10:00  LEAD         d  detail=1 channel=calls segment=firms int_value=3
        2026-01-01 10:00  MQL          d
        2026-01-01 10:00  LEAD         e  detail=1 channel=calls segment=firms int_value=4
        2026-01-01 10:00  MQL          e
        2026-01-01 10:00  TASK_STARTED a  detail=-1 team=sdr value=0.041666666666666664
        2026-01-01 10:00  TASK_STARTED d  detail=-1 team=sdr int_value=1
        2026-01-01 11:00  TASK_ENDED   d  detail=-1 team=sdr int_value=1 value=1.0
        2026-01-01 11:00  DISQUALIFIED d  detail=1
        2026-01-01 11:00  TASK_ENDED   a  detail=-1 team=sdr value=1.0
        2026-01-01 11:00  DISQUALIFIED a  detail=1
        2026-01-01 11:00  TASK_STARTED e  detail=-1 team=sdr value=0.041666666666666664
        2026-01-01 12:00  TASK_ENDED   e  detail=-1 team=sdr value=1.0
        2026-01-01 12:00  DISQUALIFIED e  detail=1
        2026-02-01 00:00  MONTH_CLOSED -  segment=firms
    """)


def test_a_customer_refers_another(monkeypatch):
    """Occasions come at the highest rate, willingness decides; the reward is paid when the referred lead is won."""
    text = """
        name: referral
        market:
          segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%, onboarding: 20 days}}
          committees: {one: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 20, fit: 0}}}}
          qualification: {in_market: {sql_rate: 100%}}
          referrals: {rate: 36.525 per year, base_share: 40%, half_saturation_reward: 100, trust: 0.5}
        plan: {referral_reward: 100}
        run: {start: 2026-01-01, months: 2, initial: {pipeline: {firms: 1}}, run_off: false}
    """
    ten_days, never = -math.expm1(-1.0), 1.0 - 1e-12
    child = child_key(deal(0), REFERRAL, 2)
    luck = {
        **{(Purpose.REFERRAL_GAP, deal(0), occasion): ten_days for occasion in range(4)},
        (Purpose.REFERRAL_GAP, deal(0), 4): never,
        (Purpose.REFERRAL, deal(0), 1): 0.71,  # willing are 0.4 + 0.6 / 2
        (Purpose.REFERRAL, deal(0), 2): 0.69,
        (Purpose.REFERRAL, deal(0), 3): 0.71,
        (Purpose.REFERRAL_GAP, child, 0): never,
    }
    found = lived(monkeypatch, text, luck=luck)
    assert name_key("referral") == REFERRAL
    assert [row for row in found[1:] if row.split()[3] != "p" or "REFERRED" in row] == by_hand("""
        2026-01-31 00:00  REFERRED        p    detail=2
        2026-01-31 00:00  LEAD            new  detail=1 channel=referral segment=firms int_value=2
        2026-01-31 00:00  MQL             new
        2026-01-31 00:00  TASK_STARTED    new  detail=-1 int_value=-1
        2026-01-31 00:00  TASK_ENDED      new  detail=-1 int_value=-1
        2026-01-31 00:00  SQL             new
        2026-01-31 00:00  OPPORTUNITY     new  amount=120000
        2026-01-31 00:00  QUOTED          new  amount=120000
        2026-01-31 00:00  VOTE            new  int_value=1 value=20.5  # the referrer is trusted
        2026-01-31 00:00  WON             new  amount=120000
        2026-01-31 00:00  REFERRAL_REWARD new  amount=10000
        2026-01-31 00:00  NEW_CUSTOMER    new  amount=10000 int_value=10000
        2026-01-31 00:00  INVOICED        new  detail=12 amount=120000
        2026-01-31 00:00  COGS            new  amount=30000
        2026-02-01 00:00  MONTH_CLOSED    -    segment=firms amount=20000 int_value=2
        2026-02-20 00:00  GO_LIVE         new  value=20.0
        2026-03-01 00:00  MONTH_CLOSED    -    detail=1 segment=firms amount=20000 int_value=2
    """)


def test_two_months_of_books(monkeypatch):
    """Costs are posted when a month ends, before its closing; coverage is stated for the month that begins."""
    found = lived(
        monkeypatch,
        """
        name: books
        market:
          channels:
            calls: {max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, cost_per_lead: 10.50,
              segments: {firms: 100%}}
          segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%, csm_hours: 100h}}
          committees: {one: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 20, fit: 0}}}}
          qualification: {in_market: {sql_rate: 0%}}
          coverage_effects: {churn: 1}
        plan:
          spend: {calls: {2026-01-01: 3.1k, 2026-01-11: 6.2k, 2026-02-01: 0}}
          teams: {csm: {headcount: 1, salary: 12000.01, selling_time_share: 50%}}
          evidence: {cost: {2026-01-01: 0, 2026-02-15: 560}}
          overhead: 1k
          other_opex: 2000.50
          commission: 10%
        run: {start: 2026-01-01, months: 2, initial: {pipeline: {firms: 1}}, run_off: false}
        """,
        ["2026-01-15 08:00"],
    )
    assert found == by_hand("""
        2026-01-01 00:00  OPPORTUNITY  p  detail=1 segment=firms amount=120000
        2026-01-01 00:00  VOTE         p  int_value=1 value=20.0
        2026-01-01 00:00  WON          p  detail=1 amount=120000
        2026-01-01 00:00  COMMISSION   p  amount=12000
        2026-01-01 00:00  NEW_CUSTOMER p  amount=10000 int_value=10000
        2026-01-01 00:00  INVOICED     p  detail=12 amount=120000
        2026-01-01 00:00  COGS         p  amount=30000
        2026-01-01 00:00  GO_LIVE      p
        2026-01-15 08:00  LEAD         a  detail=1 channel=calls segment=firms
        2026-01-15 08:00  LEAD_FEE     a  amount=1050
        2026-01-15 08:00  MQL          a
        2026-01-15 08:00  TASK_STARTED a  detail=-1 int_value=-1
        2026-01-15 08:00  TASK_ENDED   a  detail=-1 int_value=-1
        2026-01-15 08:00  DISQUALIFIED a  detail=1
        # 10 days of 100 and 21 of 200; a twelfth of the salary, whose odd cent comes in December
        2026-02-01 00:00  CHANNEL_SPEND -  channel=calls amount=520000
        2026-02-01 00:00  SALARY        -  team=csm amount=100000
        2026-02-01 00:00  OVERHEAD      -  amount=100000
        2026-02-01 00:00  OTHER_OPEX    -  amount=200050
        2026-02-01 00:00  MONTH_CLOSED  -  segment=firms amount=10000 int_value=1
        2026-02-01 00:00  CSM_COVERAGE  -  detail=1 int_value=1 value=0.8  # 20 days of 4 hours for 100 hours
        2026-03-01 00:00  SALARY        -  detail=1 team=csm amount=100000
        2026-03-01 00:00  PROGRAMME     -  detail=1 amount=28000  # 14 days of 20
        2026-03-01 00:00  OVERHEAD      -  detail=1 amount=100000
        2026-03-01 00:00  OTHER_OPEX    -  detail=1 amount=200050
        2026-03-01 00:00  MONTH_CLOSED  -  detail=1 segment=firms amount=10000 int_value=1
    """)


def test_content_helps_customers_and_is_paid_by_month(monkeypatch):
    """One of two manuals saves a quarter of the hours, both save a half; 22 working days in January, 20 in February."""
    found = lived(
        monkeypatch,
        """
        name: manuals
        market:
          segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%, csm_hours: 320h}}
          committees: {one: {roles: {boss: {}}}}
          qualification: {in_market: {sql_rate: 100%}}
          coverage_effects: {}
          content: {deflection: 50%, kinds: {manual: {target_assets: 2, support_weight: 1}}}
        plan:
          teams: {csm: {headcount: 1, salary: 12k per year}}
          evidence: {cost: 10}
          content: {manual: {publish: [0, 28], cost: 30, team_cost: {start: 0, 2026-02-15: 56}}}
        run: {start: 2026-01-01, months: 2, run_off: false, initial: {customers: {firms: 1}, content: {manual: 1}}}
        """,
    )
    assert [line for line in found if " new" not in line] == by_hand("""
        2026-01-01 00:00  CSM_COVERAGE -  int_value=1 value=0.7333333333333333  # 176 of 240 hours
        2026-02-01 00:00  SALARY       -  team=csm amount=100000
        2026-02-01 00:00  PROGRAMME    -  amount=1000  # proof alone
        2026-02-01 00:00  MONTH_CLOSED -  segment=firms amount=10000 int_value=1
        2026-02-01 00:00  CSM_COVERAGE -  detail=1 int_value=1 value=1.0  # 160 of 160: the second manual is there today
        2026-03-01 00:00  SALARY       -  detail=1 team=csm amount=100000
        2026-03-01 00:00  PROGRAMME    -  detail=1 amount=87800  # 28 manuals, half a month of the team, and proof
        2026-03-01 00:00  MONTH_CLOSED -  detail=1 segment=firms amount=10000 int_value=1
    """)
