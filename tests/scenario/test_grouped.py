"""`3.500` is three and a half or three thousand five hundred: asked about where things and money are counted."""

import pickle
from pathlib import Path

import pytest

from gtmsim.scenario.language.numberlike import Grouped
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_text, warnings_of
from gtmsim.scenario.writing import resolved_yaml

BASE = Path(__file__).parent.parent.parent / "scenarios" / "baseline.yaml"
TABLE = "plan.policies.discount={hit: first, rows: [{name: a, when: {contract_value: '%s'}, then: {discount: 5%%}}]}"


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ("plan.spend.partners=3.500", "`3500` or `3.5`"),
        ("plan.spend.partners={start: 3k, 2026-05-01: 4.250}", "`4250` or `4.25`"),
        ("plan.other_opex=[" + ", ".join(["90.000"] + ["90k"] * 23) + "]", "`90000` or `90`"),
        ("market.segments.mid.contract_value={median: 40.000, sigma: 0.5}", "`40000` or `40`"),
        ("plan.teams.sdr.salary={value: 55.000, source: pay list}", "`55000` or `55`"),
        ("run.initial.customers.mid=1.050", "`1050`"),
        ("run.initial.cash=3.000", "`3000` or `3`"),
        ("run.replications=2.000", "`2000` or `2`"),
        ("run.minimum_effect=25.000", "`25000` or `25`"),
        (TABLE % "35.000", "`35000` or `35`"),
        (TABLE % ">= 12.500", '`">= 12500"` or `">= 12.5"`'),
        (TABLE % "[5.000..9.000)", ""),
    ],
)
def test_what_is_counted_is_asked_about(change: str, hint: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(BASE, [change])
    problem = caught.value.problems[0]
    assert problem.code == "E_NUMBERLIKE" and hint in problem.hint, problem


@pytest.mark.parametrize(
    "change",
    [
        "plan.price=1.125",
        "market.channels.content.dispersion=2.375",
        "market.segments.mid.slow_onboarding_churn=1.250",
        "market.segments.mid.churn=0.125",
        "plan.teams.ae.ramp=1.125 months",
        "plan.spend.partners=3.125k",
        "plan.spend.partners=3.50",
        "market.channels.partners.cost_per_lead=0.875",
    ],
)
def test_what_nobody_writes_in_thousands_is_a_number(change: str) -> None:
    assert load(BASE, [change])


def test_the_number_is_written_as_it_was_said() -> None:
    text = BASE.read_text("utf-8").replace("dispersion: 3.0", "dispersion: 3.250")
    scenario = load_text(text)
    again = load_text(resolved_yaml(scenario))
    assert again == scenario and again.market.channels["content"].dispersion == 3.25
    assert not [each for each in warnings_of(again) if "dispersion" in each.path]
    said = Grouped("3.250")
    copy = pickle.loads(pickle.dumps(said))
    assert (copy, str(copy), repr(float(copy))) == (3.25, "3.250", "3.25")


def test_what_is_worked_out_is_written_so_that_it_is_read_again() -> None:
    """An amount that happens to have three decimals is one, however it came about."""
    scenario = load(BASE, ["market.channels.partners.cost_per_lead=2.25"])
    changed = scenario.market.channels["partners"].model_copy(update={"cost_per_lead": 1.125})
    channels = {**scenario.market.channels, "partners": changed}
    made = scenario.model_copy(update={"market": scenario.market.model_copy(update={"channels": channels})})
    text = resolved_yaml(made)
    assert "cost_per_lead: 1.1250" in text
    assert load_text(text).market.channels["partners"].cost_per_lead == 1.125
