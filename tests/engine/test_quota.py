"""What wins pay under a quota, for whom they count, and what a deal loses whose seller has left: by hand."""

import re

import pytest
from engine.timetable import by_hand, lived

from gtmsim.engine import compiled
from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: firm
    market:
      channels: {{calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%, onboarding: 0 days}}}}
      committees: {{one: {{time_between_meetings: 1 day, deal_sigma: 0, roles: {{boss: {boss}}}}}}}
      qualification: {{in_market: {{sql_rate: 100%, handling_time: 1h}}}}
      selling: {{stages: [{{name: demo, selling_time: 24h, buyer_delay: {delay}}}]}}
      handover_loss: {handover}
    plan:
      teams:
        ae: {{headcount: {heads}, ramp: 60 days, initial_productivity: 50%, working_hours: {hours}}}
      commission: 10%
      quota: {quota}
    run: {{start: 2026-01-01, months: {months}, initial: empty, run_off: false}}
"""
HOURS = "{days: [mon, tue, wed, thu, fri, sat, sun], opens: 0h, closes: 24h}"
SURE = "{base: 20, fit: 0, evidence: 0, veto: 0%}"
CURVE = "{per_year: 12k per year, threshold: 40%, accelerator: 2}"


def told(patch: pytest.MonkeyPatch, arrivals: list[str], kinds: str, **said: object) -> list[str]:
    """Rows of some kinds."""
    usual = {"boss": SURE, "delay": "0 days", "handover": 0, "heads": 1, "hours": HOURS, "quota": CURVE, "months": 4}
    rows = lived(patch, FIRM.format(**{**usual, **said}), arrivals)
    return [row for row in rows if row.split()[2] in kinds.split()]


def test_commission_follows_the_curve_and_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter's quota is 3,000: nothing for the first 1,200, 10 % of the second, half of the third beyond it."""
    arrivals = ["2026-01-05 00:00", "2026-02-05 00:00", "2026-03-05 00:00", "2026-04-05 00:00"]
    assert told(monkeypatch, arrivals, "COMMISSION QUOTA_PERIOD WON") == by_hand("""
        2026-01-07 01:00 WON          a amount=120000
        2026-02-07 01:00 WON          b amount=120000
        2026-02-07 01:00 COMMISSION   b team=ae amount=12000 int_value=1
        2026-03-07 01:00 WON          c amount=120000
        2026-03-07 01:00 COMMISSION   c team=ae amount=18000 int_value=1  # 600 at 10 %, 600 at 20 %
        2026-04-01 00:00 QUOTA_PERIOD - detail=2 team=ae amount=360000 value=3000.0
        2026-04-07 01:00 WON          d amount=120000
        # Nothing for the first 1,200 of a quarter again, whose end the run does not see.
    """)


def test_a_new_hire_has_a_smaller_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second begins on 31 January: 60 days, at 75 % of the speed on average, of the 90 of the quarter."""
    heads = "{start: 1, 2026-01-31: 2}"
    assert told(monkeypatch, [], "QUOTA_PERIOD", heads=heads, months=3) == by_hand("""
        2026-04-01 00:00 QUOTA_PERIOD - detail=2 team=ae value=3000.0
        2026-04-01 00:00 QUOTA_PERIOD - detail=2 team=ae int_value=1 value=1500.0
    """)
    quota = "{per_year: 12k per year, ramped: false, period: year}"
    assert told(monkeypatch, [], "QUOTA_PERIOD", heads=heads, months=14, quota=quota) == by_hand("""
        2027-01-01 00:00 QUOTA_PERIOD - detail=11 team=ae value=12000.0
        2027-01-01 00:00 QUOTA_PERIOD - detail=11 team=ae int_value=1 value=11013.7  # 335 days of 365
    """)


def test_the_deal_of_a_leaver_counts_for_nobody_and_is_harder_to_win(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second works on the deal and leaves while the buyer thinks about it; who stays has begun nothing."""
    said = {
        "heads": "{start: 2, 2026-02-10: 1}",
        "delay": "20 days",
        "months": 3,
        "boss": "{base: 0.4, fit: 0, veto: 0%}",
    }
    two = ["2026-01-31 00:00", "2026-01-31 00:30"]
    both = told(monkeypatch, two, "VOTE WON LOST COMMISSION QUOTA_PERIOD", **said)
    assert both == by_hand("""
        2026-02-22 01:00 VOTE         a int_value=1 value=0.4
        2026-02-22 01:00 WON          a amount=120000
        2026-02-22 01:30 VOTE         b int_value=1 value=0.4
        2026-02-22 01:30 WON          b amount=120000
        2026-02-22 01:30 COMMISSION   b team=ae amount=12000
        2026-04-01 00:00 QUOTA_PERIOD - detail=2 team=ae amount=120000 value=3000.0
        2026-04-01 00:00 QUOTA_PERIOD - detail=2 team=ae int_value=1 value=1333.33
    """)
    harder = told(monkeypatch, two, "VOTE", handover=1, **said)
    assert [line.split()[-1] for line in harder] == ["value=0.4", "value=-0.6"]


def test_where_the_sellers_of_before_are_there_no_more() -> None:
    """A plan without AEs keeps the deals that they began before day 0: nobody's, and handed over with a loss."""
    text = FIRM.format(boss=SURE, delay="20 days", handover=1, heads=1, hours=HOURS, quota=CURVE, months=3)
    text = text.replace("initial: empty", "initial: {pipeline: {firms: 12}, headcount: {ae: 2}}")
    scenario = load_text(re.sub(r"ae: \{headcount.*\n", "csm: {headcount: 1}\n", text))
    inputs = resolve(scenario)
    journal = simulate(inputs, 0)
    assert journal.rows() == compiled.simulate(inputs, 0).rows()
    assert {19.0, 20.0} == set(journal.value[journal.where(Kind.VOTE)].tolist())
    assert len(journal.where(Kind.WON)) > 3 and not len(journal.where(Kind.QUOTA_PERIOD))


@pytest.mark.parametrize("said", ["600k per quarter", "50k per month", "150k/quarter"])
def test_another_period_than_a_year_is_asked(said: str) -> None:
    text = FIRM.format(
        boss=SURE, delay="0 days", handover=0, heads=1, hours=HOURS, quota=f"{{per_year: {said}}}", months=4
    )
    with pytest.raises(ScenarioError, match=r"E_UNIT plan.quota.per_year: .* write"):
        load_text(text)
