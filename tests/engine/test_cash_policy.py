"""The cash policy, row by row: spend is cut, positions wait, funding is asked for, and a firm ends."""

import math
from pathlib import Path

import pytest
from engine.test_equal import difference
from engine.timetable import by_hand, deal, lived, told_journal, written

from gtmsim.engine import compiled
from gtmsim.engine.draws import PURPOSES, Purpose, child_key, name_key
from gtmsim.engine.reference import simulate
from gtmsim.engine.reference import world as engine_world
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.books import audit
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.measure import measure
from gtmsim.rules.calendar import DAY
from gtmsim.scenario.load import load, load_text
from gtmsim.scenario.resolve import resolve

EVERYTHING = Path(__file__).parents[1] / "scenarios" / "everything.yaml"
ACCOUNTS = EVERYTHING.with_name("accounts.yaml")
FIRM = """
    name: firm
    market:
      channels: {{calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {{firms: 100%}}}}}}
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%}}}}
      committees: {{one: {{roles: {{boss: {{}}}}}}}}
      qualification: {{in_market: {{sql_rate: 100%}}}}
      {market}
    plan:
      {plan}
      policies:
        cash_policy:
          hit: first
          rows:
            - {{name: short, when: {{{when}}}, then: {{{then}}}}}
            - {{name: rest, then: {{spend: 100%}}}}
    run: {{start: 2026-01-01, months: {months}, initial: {{{initial}}}, run_off: false{run}}}
"""


def firm(**said: object) -> str:
    """A firm that spends 10k a month and has no customer, with a row of its cash policy."""
    usual = {"market": "", "plan": "other_opex: 10k per month", "months": 4, "initial": "cash: 35k", "run": ""}
    return FIRM.format(**{**usual, **said})


def only(lines: list[str], *kinds: str) -> list[str]:
    """The rows of some kinds."""
    return [line for line in lines if line.split()[2] in kinds]


def test_spend_is_cut_beside_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """35k at 10k a month and 100 a day; of what `budget` leaves of the plan in March the policy leaves half."""
    plan = """spend: {calls: 100 per day}
      other_opex: 10k per month
    """
    text = firm(plan=plan, when='runway: "< 1 month"', then="spend: 50%", market="")
    budget = "      policies:\n        budget: {hit: first, rows: [{name: less, then: {spend: 80%}}]}\n"
    journal = told_journal(monkeypatch, text.replace("      policies:\n", budget))
    audit(journal)
    assert only(written(journal), "CASH_REVIEWED", "BUDGET_REVIEWED", "CHANNEL_SPEND") == by_hand(
        """
        2026-02-01 00:00  CHANNEL_SPEND   - channel=calls amount=310000
        2026-02-01 00:00  CASH_REVIEWED   - detail=1 value=1.0 by=cash_policy/rest  # 21.9k, 52 days
        2026-02-01 00:00  BUDGET_REVIEWED - detail=1 channel=calls value=0.8 by=budget/less
        2026-03-01 00:00  CHANNEL_SPEND   - detail=1 channel=calls amount=224000
        2026-03-01 00:00  CASH_REVIEWED   - detail=2 value=0.5 by=cash_policy/short  # 9.66k, 22 days
        2026-03-01 00:00  BUDGET_REVIEWED - detail=2 channel=calls value=0.8 by=budget/less
        2026-04-01 00:00  CHANNEL_SPEND   - detail=2 channel=calls amount=124000
        2026-04-01 00:00  CASH_REVIEWED   - detail=3 value=0.5 by=cash_policy/short
        2026-04-01 00:00  BUDGET_REVIEWED - detail=3 channel=calls value=0.8 by=budget/less
        2026-05-01 00:00  CHANNEL_SPEND   - detail=3 channel=calls amount=120000
    """.replace("value=0.8", "value=0.8")
    )


def test_runway_counts_down_to_the_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    """With 25k of 35k above the floor at 10k a month there are 46 days left in February, and 15 in March."""
    rows = {floor: [] for floor in ("0", "10k")}
    for floor, found in rows.items():
        plan = f"other_opex: 10k per month\n      cash_floor: {floor}"
        journal = told_journal(monkeypatch, firm(plan=plan, when='runway: "< 1 month"', then="spend: 0%"))
        found += [line.rpartition("by=")[2] for line in only(written(journal), "CASH_REVIEWED")]
        values = measure(journal).values
        assert values["cash_out_month", "", ""].x == (4.0 if floor == "0" else 3.0)  # type: ignore[union-attr]
        lasts = values["runway_months", "", ""].parts  # type: ignore[union-attr]
        assert lasts.tolist() == [-500_000 if floor == "0" else -1_500_000, 1_000_000]
    assert rows == {
        "0": ["cash_policy/rest", "cash_policy/rest", "cash_policy/short"],
        "10k": ["cash_policy/rest", "cash_policy/short", "cash_policy/short"],
    }


TEAM = """hiring_lag: 3 days
      teams: {sdr: {headcount: COUNT, salary: "36.5k", backfill: true%s}}
""".replace("COUNT", "{start: 2, 2026-02-10: 3, 2026-03-05: 4, 2026-04-05: 3}")
MOVES = (Kind.EMPLOYEE_JOINED, Kind.EMPLOYEE_LEFT, Kind.OFFER_DECLINED, Kind.POSITION_CLOSED, Kind.FIRM_ENDED)


def staffed(
    patch: pytest.MonkeyPatch,
    leaves: dict[tuple[int, int], int],
    when: str,
    then: str,
    hiring: str = "",
    months: int = 5,
) -> list[str]:
    """Who comes and goes where the holders of positions leave after so many days, and first offers are declined."""
    team = name_key("team", "sdr")
    told = {(child_key(team, number), n): days for (number, n), days in leaves.items()}

    class ToldDraws:
        def __init__(self, seed: int, replication: int) -> None:
            pass

        def uniform(self, purpose: Purpose, entity: int, occurrence: int = 0) -> float:
            if purpose == PURPOSES["RESIGNATION"]:
                return 1.0 - math.exp(-(told.get((entity, occurrence), 1e6) - 0.5) / 365.25)
            if purpose == PURPOSES["OFFER"]:
                return 0.9 if occurrence == 0 else 0.1
            return 0.5

    patch.setattr(engine_world, "Draws", ToldDraws)
    market = "attrition: {sdr: 100% per year}" if leaves else ""
    journal = simulate(
        resolve(load_text(firm(plan=TEAM % hiring, when=when, then=then, market=market, months=months, initial=""))), 0
    )
    audit(journal)
    lines = written(journal)
    return [line for line, kind in zip(lines, journal.kind.tolist(), strict=True) if kind in MOVES]


FROZEN = "month: 2"  # February


def test_a_freeze_holds_back_what_the_plan_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """The position of 10 February opens on 1 March; whoever leaves in February is replaced from 1 March on too."""
    leaves = {(0, 0): 20, (1, 0): 45, (2, 0): 40}
    assert staffed(monkeypatch, leaves, FROZEN, "hiring: freeze") == by_hand("""
        2026-01-21 00:00  EMPLOYEE_LEFT   - detail=1 team=sdr value=20.0
        2026-01-24 00:00  EMPLOYEE_JOINED - detail=1 team=sdr int_value=4
        2026-02-15 00:00  EMPLOYEE_LEFT   - detail=1 team=sdr int_value=1 value=45.0
        2026-03-01 00:00  EMPLOYEE_JOINED - team=sdr int_value=2  # the plan's of 10 February
        2026-03-04 00:00  EMPLOYEE_JOINED - detail=1 team=sdr int_value=5  # three days after the freeze
        2026-03-05 00:00  EMPLOYEE_JOINED - team=sdr int_value=3
        2026-04-05 00:00  EMPLOYEE_LEFT   - team=sdr int_value=3
        # 40 days after 1 March, and not after 10 February
        2026-04-10 00:00  EMPLOYEE_LEFT   - detail=1 team=sdr int_value=2 value=40.0
        2026-04-13 00:00  EMPLOYEE_JOINED - detail=1 team=sdr int_value=6
    """)


def test_a_position_that_closes_in_a_freeze_has_never_been_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frozen from February to April: the plan's fourth position opens and closes unseen, the third opens in May."""
    assert staffed(monkeypatch, {}, 'month: "[2..4]"', "hiring: freeze") == by_hand("""
        2026-05-01 00:00  EMPLOYEE_JOINED - team=sdr int_value=2
    """)


def test_a_search_begins_when_the_freeze_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first offer is declined after 10 days, the second is not; who was looked for before is not held back."""
    hiring = ", hiring: {time_to_fill: 10 days, offer_acceptance_rate: 50%, notice_period: 2 days}"
    assert staffed(monkeypatch, {}, FROZEN, "hiring: freeze", hiring) == by_hand("""
        2026-03-11 00:00  OFFER_DECLINED  - detail=1 team=sdr int_value=2 value=10.0
        2026-03-15 00:00  OFFER_DECLINED  - detail=1 team=sdr int_value=3 value=10.0
        2026-03-23 00:00  EMPLOYEE_JOINED - team=sdr int_value=2 value=22.0
        2026-03-27 00:00  EMPLOYEE_JOINED - team=sdr int_value=3 value=22.0
        2026-04-05 00:00  EMPLOYEE_LEFT   - team=sdr int_value=3
    """)


def test_a_policy_hires_nobody_in_a_freeze(monkeypatch: pytest.MonkeyPatch) -> None:
    text = firm(plan=TEAM % "", when=FROZEN, then="hiring: freeze", initial="", months=3)
    hires = "      policies:\n        hiring: {hit: first, rows: [{name: more, then: {change: 1}}]}\n"
    journal = told_journal(monkeypatch, text.replace("      policies:\n", hires))
    audit(journal)
    assert only(written(journal), "HEADCOUNT_REVIEWED") == by_hand("""
        2026-02-01 00:00  HEADCOUNT_REVIEWED - detail=1 team=sdr by=hiring/more
        2026-03-01 00:00  HEADCOUNT_REVIEWED - detail=2 team=sdr int_value=1 by=hiring/more
    """)


STANDBY = """other_opex: 10k per month
      funding:
        angels: {on_call: 0 days, amount: 20k}
        bank: {on_call: 20 days, amount: 30k, repaid_after: 1 month, interest: 12% per year}
"""
MONEY = ("CASH_REVIEWED", "FUNDING_CALLED", "BORROWED", "RAISED", "REPAID", "INTEREST")


def test_a_loan_comes_once_and_is_repaid_after_its_term(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for on 1 February and again, it comes on the 21st, and goes back on 21 March: 8 and 20 days of interest."""
    found = lived(monkeypatch, firm(plan=STANDBY, when='cash: "< 40k"', then="raise: bank"))
    assert only(found, *MONEY[1:]) == by_hand("""
        2026-02-01 00:00  FUNDING_CALLED - detail=1 value=20.0
        2026-02-21 00:00  BORROWED       - detail=1 amount=3000000
        2026-03-01 00:00  INTEREST       - detail=1 amount=8571 int_value=1  # 300 x 8 / 28
        2026-03-21 00:00  REPAID         - detail=1 amount=3000000
        2026-04-01 00:00  INTEREST       - detail=2 amount=19355 int_value=1  # 300 x 20 / 31
    """)


def test_a_round_that_takes_no_time_comes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no part of the burn by which the runway goes: 25k and then 20k more, 35k in March."""
    found = lived(monkeypatch, firm(plan=STANDBY, when='month: "< 3"', then="raise: angels", months=3))
    assert only(found, *MONEY) == by_hand("""
        2026-02-01 00:00  CASH_REVIEWED  - detail=1 value=1.0 by=cash_policy/short
        2026-02-01 00:00  FUNDING_CALLED -
        2026-02-01 00:00  RAISED         - amount=2000000
        2026-03-01 00:00  CASH_REVIEWED  - detail=2 value=1.0 by=cash_policy/rest
    """)


def test_what_would_come_after_the_run_never_does(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = STANDBY.replace("20 days", "90 days")
    journal = told_journal(monkeypatch, firm(plan=plan, when='cash: "< 40k"', then="raise: bank"))
    assert only(written(journal), *MONEY[1:]) == by_hand("""
        2026-02-01 00:00  FUNDING_CALLED - detail=1 value=90.0  # for 2 May
    """)


def test_arr_against_the_path_of_the_target(monkeypatch: pytest.MonkeyPatch) -> None:
    """From 12k on day 0 a straight line leads to 24k in April: 15k in February, 18k in March, with 12k all the time."""
    asked = []
    usual = engine_world.World.decide_for_firm

    def seen(world: engine_world.World, point: int, facts: tuple[float, ...]) -> object:
        asked.append(facts)
        return usual(world, point, facts)

    monkeypatch.setattr(engine_world.World, "decide_for_firm", seen)
    target = ", target: {arr_end: {2026-04-30: 24k, 2026-05-31: 30k}}"
    initial = "cash: 35k, customers: {firms: 10}"
    text = firm(run=target, initial=initial, months=6, when='arr_against_plan: "< 50%"', then="spend: 0%")
    journal = told_journal(monkeypatch, text)
    assert [facts[4] for facts in asked] == [12_000.0] * 5
    planned = [facts[4] / facts[5] for facts in asked]
    assert planned == pytest.approx([15_000, 18_000, 21_000, 24_000, 30_000])
    lines = only(written(journal), "CASH_REVIEWED")
    assert [line.rpartition("/")[2] for line in lines] == ["rest"] * 4 + ["short"]
    burns = [facts[3] for facts in asked]
    flows = -Ledger(journal).cash.flows / 100.0
    assert burns == pytest.approx([flows[max(0, m - 3) : m].mean() for m in range(1, 6)])


END = """
    name: end
    market:
      cogs_share: 20%
      channels: {calls: {max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%}}
      committees: {one: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 20, fit: 0}}}}
      qualification: {in_market: {sql_rate: 100%}}
      selling: {stages: [{name: demo, selling_time: 1h, buyer_delay: 100 days}]}
    plan:
      other_opex: 10k per month
      spend: {calls: 3.1k per month}
      teams: {ae: {headcount: {start: 1, 2026-03-10: 2}, salary: "12k"}}
      policies:
        cash_policy: {hit: first, rows: [{name: over, when: {month: 3}, then: {firm: ends}}, ON]}
    run: {start: 2026-01-01, months: 4, initial: {cash: 50k, customers: {firms: 1}}, run_off: false}
""".replace("ON", "{name: else, then: {spend: 100%}}")
ENDED = (
    "CASH_REVIEWED",
    "FIRM_ENDED",
    "EMPLOYEE_LEFT",
    "EMPLOYEE_JOINED",
    "NO_DECISION",
    "CUT_OFF",
    "CREDITED",
    "COGS",
)


def test_a_firm_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """One customer whose year is half over, one open deal: both end on 1 March, and nothing costs money after it."""
    journal = told_journal(monkeypatch, END, ["2026-02-05 10:00"], {(Purpose.OPENING_PHASE, deal(0), 0): 0.5})
    audit(journal)
    ends = [line for line in written(journal) if line > "2026-03-01"]
    rows = [line for line in ends if line.split()[2] in ENDED and "LEFT" not in line]
    assert rows[0:2] == by_hand("""
        2026-03-01 00:00  CASH_REVIEWED - detail=2 value=1.0 by=cash_policy/over
        2026-03-01 00:00  FIRM_ENDED    - detail=2
    """)
    assert "2026-03-01 00:00 NO_DECISION a detail=-2" in ends
    assert sum("CUT_OFF" in line and "detail=1" in line and "amount=-10000" in line for line in ends) == 1
    assert sum("EMPLOYEE_LEFT" in line for line in ends) == 1 and not any("JOINED" in line for line in ends)
    later = [line.split()[2] for line in ends if line > "2026-03-02"]
    assert later == ["HEADCOUNT", "CAPACITY", "MONTH_CLOSED"] * 2
    lines = Ledger(journal).statements.lines
    for name in ("other_opex", "advertising", "sales_and_marketing"):
        if name in lines:
            assert lines[name][2:].tolist() == [0, 0], name
    assert lines["ebitda"][3] == 0 and lines["deferred_revenue"][-1] == 0
    values = measure(journal).values
    assert values["firm_end_month", "", ""].x == 3.0 and values["firm_end_probability", "", ""].x == 1.0  # type: ignore[union-attr]
    assert values["arr_end", "", ""].x == 0.0 and values["churn_events", "", ""].x == 1.0  # type: ignore[union-attr]


SHORT = "plan.policies.cash_policy.rows.short"
HIRES = (
    "plan.policies.hiring.rows.long queue.then.change=2",
    'plan.policies.hiring.rows.long queue.when.queue_length=">= 1"',
)
EAGER = ("market.attrition.ae=300%", "plan.teams.ae.hiring=null", "plan.teams.sdr.hiring=null")
CASES = {
    "frozen": (f"{SHORT}.then.hiring=freeze", f'{SHORT}.when.burn=">= -90k"', *HIRES),
    "frozen, then not": (f"{SHORT}.then.hiring=freeze", f'{SHORT}.when={{burn: null, month: "[3..5]"}}', *HIRES),
    "frozen in summer": (f"{SHORT}.then.hiring=freeze", f'{SHORT}.when={{burn: null, month: "[6..8]"}}', *EAGER),
    "ended": (f"{SHORT}.then.firm=ends", f"{SHORT}.when={{burn: null, month: 6}}", *EAGER[1:]),
    "ended late": (f"{SHORT}.then.firm=ends", f"{SHORT}.when={{burn: null, month: 9}}", "run.run_off=true"),
}


@pytest.mark.parametrize("sets", CASES.values(), ids=CASES.keys())
def test_both_engines_say_the_same(sets: tuple[str, ...]) -> None:
    pytest.importorskip("numba")
    inputs = resolve(load(EVERYTHING, list(sets)))
    for replication in range(2):
        journal = simulate(inputs, replication)
        assert not difference(journal, compiled.simulate(inputs, replication))
        audit(journal)
        assert measure(journal).values


def test_nothing_happens_after_the_end_but_that_bills_are_paid() -> None:
    """Nobody works, and no money moves but what customers owe."""
    inputs = resolve(load(EVERYTHING, list(CASES["ended"])))
    journal = simulate(inputs, 1)
    audit(journal)
    after = journal.time > journal.time[journal.where(Kind.FIRM_ENDED)][0]
    kinds = {Kind(kind).name for kind in journal.kind[after].tolist()}
    told = {"MONTH_CLOSED", "CAPACITY", "HEADCOUNT", "GOODWILL", "COMMUNITY_SIZE", "QUOTA_PERIOD"}
    assert kinds <= told | {"PAID", "PAYMENT_FEE", "WRITTEN_OFF"} and "PAID" in kinds
    last = journal.time[after][-1]
    assert last == inputs.horizon and inputs.horizon > 300 * DAY


@pytest.mark.parametrize("base", [EVERYTHING, ACCOUNTS], ids=lambda path: path.stem)
def test_a_policy_that_never_acts_moves_no_life(base: Path) -> None:
    """All rows but those of its own, and of people, are as without it."""
    off = ["plan.policies.cash_policy=null", "plan.funding=null"]
    rows = "[{name: a, when: {month: 500}, then: {firm: ends}}, {name: b, then: {spend: 100%}}]"
    never = [f"plan.policies.cash_policy:={{hit: first, rows: {rows}}}", off[1]]
    on, without = (simulate(resolve(load(base, sets)), 1) for sets in (never, off))
    own = (Kind.CASH_REVIEWED, Kind.HEADCOUNT, Kind.CAPACITY)
    kept = [[(*row[:-2], row[-1]) for row in journal.rows() if row[1] not in own] for journal in (on, without)]
    assert kept[0] == kept[1]
