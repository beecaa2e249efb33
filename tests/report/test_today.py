"""The firm of today: what a file says of day 0, and a year with the plan of that day."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gtmsim.report.starter import STARTER
from gtmsim.report.today import Firm, firm_of_today, in_text
from gtmsim.scenario.load import load
from gtmsim.study.today import as_today, quickly

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def firm() -> Firm:
    return firm_of_today(load(STARTER))


def test_day_0_is_what_the_file_says(firm: Firm) -> None:
    told = {line.name: line for line in firm.lines}
    assert told["customers_day_0"].value == 85 and told["pipeline_day_0"].value == 22
    assert told["arr_day_0"].value == pytest.approx(12 * firm.results.monthly["mrr_start"][:, 0].mean())
    assert told["cash_day_0"].text == "undefined" and told["cash_day_0"].usual == "nobody says it"


def test_flows_are_of_a_month(firm: Firm) -> None:
    leads = next(line for line in firm.lines if line.name == "leads")
    assert leads.value == pytest.approx(firm.results.estimate("leads").mean / 12)
    (head, *channels) = firm.channels
    assert [name for name, *_ in channels] == ["content", "search_ads"]
    assert sum(float(row[head.index("leads a month")]) for row in channels) == pytest.approx(leads.value, rel=0.02)


def test_the_plan_of_day_0_never_changes(firm: Firm) -> None:
    """The starter spends more on search ads from its second year on, of which a year sees nothing."""
    scenario = as_today(load(STARTER))
    assert scenario.run.months == 12 and len(scenario.plan.spend["search_ads"].values) == 1
    assert scenario.run.initial.pipeline == {"small": 10, "large": 12}


def test_all_that_the_plan_pays_is_paid() -> None:
    """Commissions, overhead and programmes are part of the year, though day 0 itself sees nothing of them."""
    said = load(STARTER, ["plan.evidence.cost=5k per month", "plan.administration_share=15%"])
    plan = as_today(said).plan
    assert (plan.commission, plan.overhead.values, plan.evidence.cost.values) == (0.08, (20_000.0,), (5_000.0,))
    assert plan.administration_share.values == (0.15,) and plan.teams.ae.headcount.values == (5.0,)


def test_a_lever_is_as_it_is_on_day_0() -> None:
    said = load(
        STARTER, ["plan.teams.sdr.headcount={start: 1, 2026-04-01: 9}", "plan.price={start: 100%, 2026-02-01: 90%}"]
    )
    plan = as_today(said).plan
    assert (plan.teams.sdr.headcount.values, plan.price.values) == ((1.0,), (1.0,))


def test_public_figures_stand_beside_it(firm: Firm) -> None:
    told = {line.name: line for line in firm.lines}
    assert told["lead_to_mql_rate"].outside and "First Page Sage" in told["lead_to_mql_rate"].usual
    assert "Outside of what is usual: " in in_text(firm)


def test_each_team_has_its_load(firm: Firm) -> None:
    assert [name for name, *_ in firm.teams] == ["team", "sdr", "ae"]


def test_an_empty_firm_has_no_retention(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    text = STARTER.read_text("utf-8")
    plan.write_text(f"{text[: text.index('  initial:')]}  initial: empty\n", "utf-8")
    told = {line.name: line for line in firm_of_today(load(plan)).lines}
    assert told["arr_day_0"].text == "0" or told["arr_day_0"].text == "0 USD/year"
    assert told["nrr_12m"].text == "undefined" and told["nrr_12m"].usual


def test_a_large_firm_is_not_lived_unasked() -> None:
    scenario = load(STARTER)
    assert quickly(scenario, 75_000) and not quickly(scenario, 1e7)


def test_check_shows_it_of_a_single_file(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    few = {"8 per day": "0.5 per day", "3 per day": "0.5 per day", "    pipeline: {small: 10, large: 12}\n": ""}
    text = STARTER.read_text("utf-8")
    for usual, small in few.items():
        text = text.replace(usual, small)
    Path("plan.yaml").write_text(text, "utf-8")
    Path("twin.yaml").write_text("extends: plan.yaml\nname: Twin\n", "utf-8")
    code, out, _ = say("check", "plan.yaml")
    assert code == 0 and "ARR on day 0" in out and "search_ads" in out
    firm = json.loads(say("check", "plan.yaml", "--json")[1])["files"][0]["firm"]
    assert firm["by"]["channel"]["content"]["leads"] > 0 and firm["measures"]["burn"]["value"] is not None
    for words in (("plan.yaml", "twin.yaml"), ("plan.yaml", "--no-firm")):
        assert "ARR on day 0" not in say("check", *words)[1]
    assert say("check", "plan.yaml", "twin.yaml", "--firm")[1].count("ARR on day 0") == 2
