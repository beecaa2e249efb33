"""Pay by how much of a quota is reached: by hand, to the cent, and in both engines."""

import re

import pytest
from engine.test_incentives import HOURS, LEAVES, STAYS
from engine.timetable import Luck, by_hand, lead, lived

from gtmsim.engine import compiled
from gtmsim.engine.draws import Purpose
from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.metrics import audit, measure
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: firm
    market:
      channels: {{calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: {churn}, closure_rate: 0}}}}
      committees: {{one: {{time_between_meetings: 1 day, deal_sigma: 0, roles: {{boss: {{base: 20, fit: 0}}}}}}}}
      qualification: {{in_market: {{sql_rate: 100%, handling_time: 24h}}}}
      selling: {{stages: [{{name: demo, selling_time: 24h}}]}}
    plan:
      teams: {{{teams}}}
      terms: {{firms: 1 month}}
      {plan}
    run: {{start: 2026-01-01, months: {months}, initial: {initial}, run_off: false}}
"""
KINDS = "SQL WON QUOTA_PERIOD VARIABLE_PAY EMPLOYER_COSTS CHURNED"


def text(teams: str, plan: str = "", **said: object) -> str:
    return FIRM.format(**{"churn": "0%", "months": 3, "initial": "empty", "teams": teams, "plan": plan, **said})


def told(
    patch: pytest.MonkeyPatch, said: str, arrivals: list[str], kinds: str = KINDS, luck: Luck | None = None
) -> list[str]:
    """Rows of some kinds, with what was reached to six digits."""
    rows = [row for row in lived(patch, said, arrivals, luck) if row.split()[2] in kinds.split()]
    return [re.sub(r"value=(\d+\.\d{7,})", lambda found: f"value={float(found[1]):.6f}", row) for row in rows]


def team(name: str, pay: str, more: str = "", heads: object = 1) -> str:
    return f"{name}: {{headcount: {heads}, working_hours: {HOURS}, variable_pay: {pay}{more}}}"


def test_an_sdr_is_paid_by_the_leads_that_they_qualify(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 1,000 a month at a quota of 2: 3 are 1,000 and 500 x 2; one is half of the quota and of the pay."""
    days = ["2026-01-05 00:00", "2026-01-07 00:00", "2026-01-09 00:00", "2026-02-05 00:00", "2026-03-05 00:00"]
    pay = "{at_quota: {start: 12k, 2026-03-01: 24k}, quota: 2 per month, accelerator: 2}"
    assert told(monkeypatch, text(team("sdr", pay), "payroll_burden: 10%"), days) == by_hand("""
        2026-01-06 00:00 SQL            a
        2026-01-08 00:00 SQL            b
        2026-01-08 00:00 WON            a amount=120000
        2026-01-10 00:00 SQL            c
        2026-01-10 00:00 WON            b amount=120000
        2026-01-12 00:00 WON            c amount=120000
        2026-02-01 00:00 VARIABLE_PAY   - team=sdr amount=200000 value=1.5
        2026-02-01 00:00 EMPLOYER_COSTS - team=sdr amount=20000 value=0.1
        2026-02-06 00:00 SQL            d
        2026-02-08 00:00 WON            d amount=120000
        2026-03-01 00:00 VARIABLE_PAY   - detail=1 team=sdr amount=50000 value=0.5
        2026-03-01 00:00 EMPLOYER_COSTS - detail=1 team=sdr amount=5000 value=0.1
        2026-03-06 00:00 SQL            e
        2026-03-08 00:00 WON            e amount=120000
        2026-04-01 00:00 VARIABLE_PAY   - detail=2 team=sdr amount=100000 value=0.5  # of 2,000 from March on
        2026-04-01 00:00 EMPLOYER_COSTS - detail=2 team=sdr amount=10000 value=0.1
    """)
    steep = pay.replace("accelerator: 2", "threshold: 50%, period: quarter")
    assert told(monkeypatch, text(team("sdr", steep)), days, "VARIABLE_PAY") == by_hand("""
        # 5 of 6: a third of the way from half of the quota to all of it is left, of 4,000
        2026-04-01 00:00 VARIABLE_PAY - detail=2 team=sdr amount=266667 value=0.833333
    """)


def test_a_new_hire_has_a_smaller_quota_and_its_part_of_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    """There for 14 of 28 days, at 75 % of the speed on average: a quota of 1.5, and 500 at it."""
    heads = "{start: 0, 2026-02-15: 1}"
    pay = "{at_quota: 12k, quota: 4 per month}"
    said = text(team("sdr", pay, ", ramp: 14 days, initial_productivity: 50%", heads)).replace(
        "handling_time: 24h", "handling_time: 0h"
    )
    assert told(monkeypatch, said, ["2026-02-20 00:00"], "VARIABLE_PAY")[:1] == by_hand("""
        2026-03-01 00:00 VARIABLE_PAY - detail=1 team=sdr amount=33333 value=0.666667
    """)
    plain = said.replace("4 per month", "4 per month, ramped: false").replace(
        "working_h", "fte_per_head: 50%, working_h"
    )
    assert told(monkeypatch, plain, ["2026-02-20 00:00"], "VARIABLE_PAY")[:1] == by_hand("""
        2026-03-01 00:00 VARIABLE_PAY - detail=1 team=sdr amount=25000 value=1.0  # a quota of 1 and pay of 250
    """)


def test_an_ae_is_paid_by_what_is_won_of_the_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter's quota is 3,000, and 2,000 are earned at it: 3,600 are 1.2 of it, of which a fifth counts twice."""
    days = ["2026-01-05 00:00", "2026-02-05 00:00", "2026-03-05 00:00"]
    plan = "quota: {per_year: 12k per year, accelerator: 2}"
    rows = told(monkeypatch, text(team("ae", "{at_quota: 8k}"), plan), days, "QUOTA_PERIOD VARIABLE_PAY COMMISSION")
    assert rows == by_hand("""
        2026-04-01 00:00 QUOTA_PERIOD - detail=2 team=ae amount=360000 value=3000.0
        2026-04-01 00:00 VARIABLE_PAY - detail=2 team=ae amount=280000 value=1.2
    """)


def test_csms_are_paid_by_what_renews(monkeypatch: pytest.MonkeyPatch) -> None:
    """Contracts by the month come up five times in a quarter, one of them in vain: 80 % of a quota of 90 %."""
    days = ["2026-01-05 00:00", "2026-01-06 00:00", "2026-02-05 00:00"]
    luck = {(Purpose.RENEWAL, lead(n), met): STAYS for n in range(3) for met in range(1, 9)}
    luck |= {(Purpose.RENEWAL, lead(0), 2): LEAVES}
    pay = "{at_quota: 12k, quota: 90%}"
    teams = team("csm", pay, heads="{start: 1, 2026-03-01: 2}")
    assert told(monkeypatch, text(teams, churn="50%"), days, "VARIABLE_PAY CHURNED", luck) == by_hand("""
        2026-03-08 00:00 CHURNED      a amount=-10000
        2026-04-01 00:00 VARIABLE_PAY - detail=2 team=csm amount=266667 value=0.888889  # of 3,000
        2026-04-01 00:00 VARIABLE_PAY - detail=2 team=csm amount=88889 int_value=1 value=0.888889  # of 1,000
    """)


FOUND = "{customers: {firms: 60}, pipeline: {firms: 12}, cash: 100k}"


def test_variable_pay_is_money_alone() -> None:
    """In both engines: the same journal but for its rows, on the line of each team's pay."""
    said = {"churn": "30%", "months": 9, "initial": FOUND}
    people = {
        name: f"{name}: {{headcount: {{start: 2, 2026-03-10: 3, 2026-06-20: 1}}, ramp: 60 days"
        for name in ("sdr", "ae", "csm")
    }
    pays = {
        "sdr": "{at_quota: 20k, quota: 5 per month, accelerator: 2, threshold: 20%}",
        "ae": "{at_quota: 60k}",
        "csm": "{at_quota: 15k, quota: 95%, accelerates_at: 90%, accelerator: 3}",
    }
    plan = "quota: {per_year: 20k per year, accelerator: 1.5, threshold: 10%}"
    bare = text(", ".join(f"{each}}}" for each in people.values()), plan, **said)
    more = text(", ".join(f"{people[name]}, variable_pay: {pays[name]}}}" for name in people), plan, **said)
    less, paid = resolve(load_text(bare)), resolve(load_text(more))
    for replication in range(2):
        one, other = simulate(less, replication), simulate(paid, replication)
        assert other.rows() == compiled.simulate(paid, replication).rows()
        assert [row for row in other.rows() if row[1] != Kind.VARIABLE_PAY] == list(one.rows())
        audit(other)
        before, after = (measure(each).values for each in (one, other))
        rows = other.where(Kind.VARIABLE_PAY)
        amounts, teams = other.amount[rows] / 100, other.team[rows]
        assert {0, 1, 2} == set(teams.tolist())
        for name, mine in (("payroll", teams >= 0), ("spend_sales", teams < 2), ("spend_success", teams == 2)):
            assert after[name, "", ""].x - before[name, "", ""].x == pytest.approx(amounts[mine].sum()), name


def test_a_large_firm_writes_everybody_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room for rows that is full when a period of 900 people ends grows by as much."""
    from gtmsim.engine.compiled import replication

    plan = "quota: {per_year: 12k per year, period: month}"
    teams = (
        team("ae", "{at_quota: 8k}", heads=500) + ", " + team("sdr", "{at_quota: 8k, quota: 2 per month}", heads=400)
    )
    inputs = resolve(load_text(text(teams, plan)))
    world = replication.CompiledScenario(inputs)
    assert world.margin > 500 + 900
    monkeypatch.setattr(world, "rows", 8)
    monkeypatch.setattr(replication, "_last", world)
    assert compiled.simulate(inputs, 0).rows() == simulate(inputs, 0).rows()


def test_every_role_is_paid_whatever_happens_to_its_people() -> None:
    """Part time, holidays, sickness, leavers, replacements and people promoted, in both engines."""
    pays = {
        "sdr": "{at_quota: 20k, quota: 5 per month}",
        "ae": "{at_quota: 60k}, promotes: {from_team: sdr, after: 30 days}",
        "csm": "{at_quota: 15k, quota: 95%}",
    }
    teams = ", ".join(
        f"{name}: {{headcount: {{start: 3, 2026-04-10: 4}}, fte_per_head: 80%, ramp: 40 days, variable_pay: {pay}}}"
        for name, pay in pays.items()
    )
    roles = "{sdr: %s, ae: %s, csm: %s}"
    away = "{holidays: 25, sick_days: 9}"
    market = (
        f"selling: {{stages: [{{name: demo, selling_time: 24h}}]}}\n      attrition: {roles % (('60% per year',) * 3)}"
    )
    said = text(teams, "quota: {per_year: 20k per year, period: month}", months=12, initial=FOUND, churn="30%")
    said = said.replace("selling: {stages: [{name: demo, selling_time: 24h}]}", f"{market}\n      absence: {away}")
    inputs, kinds = resolve(load_text(said)), set()
    for replication in range(2):
        journal = simulate(inputs, replication)
        assert journal.rows() == compiled.simulate(inputs, replication).rows()
        audit(journal)
        rows = journal.where(Kind.VARIABLE_PAY)
        assert {0, 1, 2} == set(journal.team[rows].tolist())
        assert 0 < journal.amount[rows].max() < 60_000_00  # of a month, part time
        kinds |= set(journal.kind.tolist())
    assert {Kind.ABSENT, Kind.EMPLOYEE_LEFT, Kind.EMPLOYEE_JOINED, Kind.PROMOTED} <= kinds
