"""What agencies and the tools of people cost: by hand, to the cent, and where it lands."""

import pytest

from gtmsim.engine import compiled
from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.metrics import audit, measure
from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load_text, warnings_of
from gtmsim.scenario.resolve import resolve

FIRM = """
name: firm
market:
  channels:
    ads: {max_leads: 1 per day, half_saturation_spend: 1k, segments: {firms: 100%}}
    fairs: {max_leads: 1 per day, half_saturation_spend: 1k, segments: {firms: 100%}}
  segments: {firms: {contract_value: 1.2k, committee: one, churn: 0%}}
  committees: {one: {roles: {boss: {base: -20}}}}
  qualification: {in_market: {sql_rate: 0%, handling_time: 1h}}
plan:
  spend: {ads: {start: 1k per month, 2026-02-01: 1001 per month}, fairs: 300 per month}
  teams: {ae: {headcount: {start: 1, 2026-02-10: 3}, salary: 12k per year}, csm: {headcount: 1, salary: 12k per year}}
run: {start: 2026-01-01, months: 3, initial: empty, run_off: false}
"""
RETAINER = "{start: 50 per month, 2026-03-01: 60 per month}"
AGENCIES = f"plan.agencies={{b: {{retainer: {RETAINER}, spend_share: 12.5%, channels: [ads]}}, a: {{spend_share: 1%}}}}"
TOOLS = "plan.tools_per_head={ae: {start: 10 per month, 2026-03-01: 20.50 per month}, csm: 5 per month}"
Rows = list[tuple[int, str, int, int, int]]


def rows(*sets: str, kinds: tuple[Kind, ...]) -> Rows:
    """Month, channel or team, number, and cents of rows of some kinds, alike in both engines."""
    inputs = resolve(load_text(FIRM, "firm.yaml", list(sets)))
    journal = simulate(inputs, 0)
    assert journal.rows() == compiled.simulate(inputs, 0).rows()
    audit(journal)
    return [(row[3], row[4], row[6], row[8], row[7]) for row in journal.rows() if row[1] in kinds]


def test_agencies_get_a_retainer_and_a_share_of_what_their_channels_spend() -> None:
    """1,001 x 12.5 % is 125.125, to the cent 125.13; the share of all channels is one of each."""
    assert rows(AGENCIES, kinds=(Kind.AGENCY_FEE, Kind.AGENCY_RETAINER)) == [
        *((0, 0, -1, 0, 1_000), (0, 0, -1, 1, 12_500), (0, 1, -1, 0, 300), (0, -1, -1, 1, 5_000)),
        *((1, 0, -1, 0, 1_001), (1, 0, -1, 1, 12_513), (1, 1, -1, 0, 300), (1, -1, -1, 1, 5_000)),
        *((2, 0, -1, 0, 1_001), (2, 0, -1, 1, 12_513), (2, 1, -1, 0, 300), (2, -1, -1, 1, 6_000)),
    ]


def test_tools_follow_who_is_there_when_a_month_ends() -> None:
    assert rows(TOOLS, kinds=(Kind.TOOLS,)) == [
        *((0, -1, 0, 1, 1_000), (0, -1, 1, 1, 500), (1, -1, 0, 3, 3_000), (1, -1, 1, 1, 500)),
        *((2, -1, 0, 3, 6_150), (2, -1, 1, 1, 500)),
    ]


def test_where_they_land() -> None:
    """Agencies are marketing and no media spend; tools are on the line of their team; both are a cost of the plan."""

    def measured(*sets: str) -> dict[str, float]:
        found = measure(simulate(resolve(load_text(FIRM, "firm.yaml", list(sets))), 0))
        names = ("spend_marketing", "spend_sales", "spend_success", "plan_cost", "ebitda", "payroll")
        return {name: found.values[name, "", ""].x for name in names} | {  # type: ignore[union-attr]  # counts
            "ads": found.values["spend_marketing", "channel", "ads"].x,  # type: ignore[union-attr]
            "paid": found.values["cac_paid", "", ""].num,  # type: ignore[union-attr]
        }

    bare, ours = measured(), measured(AGENCIES, TOOLS)
    gained = {name: round(ours[name] - bare[name], 2) for name in bare}
    fees, retainers, ae, csm = 375.26 + 30.02 + 9.0, 160.0, 101.5, 15.0
    assert gained["spend_marketing"] == round(fees + retainers, 2)
    assert gained["spend_sales"] == ae and gained["spend_success"] == csm
    assert gained["plan_cost"] == -gained["ebitda"] == round(fees + retainers + ae + csm, 2)
    assert gained["payroll"] == gained["paid"] == 0.0
    assert gained["ads"] >= 375.26 + 30.02


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("plan.agencies={a: {spend_share: 5%, channels: [adz]}}", r"E_UNKNOWN plan\.agencies\.a\.channels.*`ads`"),
        ("plan.agencies={a: {spend_share: 120%}}", r"E_RANGE plan\.agencies\.a\.spend_share"),
        ("plan.tools_per_head={ae: -5}", r"E_RANGE plan\.tools_per_head\.ae"),
    ],
)
def test_what_is_refused(change: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load_text(FIRM, "firm.yaml", [change])


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("plan.agencies={a: {retainer: 500, channels: [ads]}}", "plan.agencies.a.channels"),
        ("plan.agencies={a: {retainer: 0}}", "plan.agencies.a"),
        ("plan.tools_per_head={sdr: 50 per month}", "plan.tools_per_head.sdr"),
    ],
)
def test_what_has_no_effect_is_told(change: str, where: str) -> None:
    found = [
        dotted(each.path) for each in warnings_of(load_text(FIRM, "firm.yaml", [change])) if each.code == "W_UNUSED"
    ]
    assert where in found
