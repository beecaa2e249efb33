"""Warnings of a study: each with code, place and remedy, of files, of the run, and of comparing."""

from pathlib import Path

import pytest
from study.fakes import SMALLEST, count, results, scenario

from gtmsim.report.starter import STARTER
from gtmsim.scenario.language.problems import Mark, Problem
from gtmsim.scenario.load import load, variant
from gtmsim.scenario.resolved.day_zero import same_day_zero
from gtmsim.study.compare import compare
from gtmsim.study.replicate import run
from gtmsim.study.results import Results
from gtmsim.study.warned import Warned, together

ODD = Problem("W_ODD", "odd", "mend it", Mark("base.yaml", 3, 4), ("plan", "price"))
OTHER = Problem("W_OTHER", "other", "mend it too")


def named(name: str, *problems: Problem) -> Results:
    return Results(**{**vars(results({"arr_end": count(1.0, 2.0)}, scenario(name))), "problems": problems})


def test_a_run_tells_what_its_files_and_its_luck_tell() -> None:
    crowded = scenario("Crowded", "market.channels.search.seasonality=[5,5,5,5,5,5,5,5,5,5,5,5]", "plan.price=8")
    found = run(crowded, 2, jobs=1)
    codes = [problem.code for problem in found.problems]
    assert {"W_EMPTY_START", "W_UNUSUAL", "W_FEW", "W_CLIPPED"} <= set(codes)
    for problem, text in zip(found.problems, found.warnings, strict=True):
        assert problem.code in text and problem.hint and problem.hint in text
        assert problem.path and ".".join(map(str, problem.path)) in text
    clipped = next(problem for problem in found.problems if problem.code == "W_CLIPPED")
    assert clipped.path == ("market", "channels", "search", "max_leads") and clipped.mark is not None
    few = next(problem for problem in found.problems if problem.code == "W_FEW")
    assert few.mark is None and "2 of the 10 replications" in few.message
    shown = found.summary()
    assert shown["warnings"] == list(found.warnings)
    assert [entry["code"] for entry in shown["problems"]] == codes


def test_nothing_left_to_chance_is_said() -> None:
    codes = [problem.code for problem in run(scenario("Silent", "plan.spend.search=0"), 3, jobs=1).problems]
    assert "W_NO_LUCK" in codes
    assert "W_NO_LUCK" not in [problem.code for problem in run(scenario(), 3, jobs=1).problems]


@pytest.mark.parametrize(("n", "says"), [(9, "9 of the 10"), (10, "quick look: 10"), (30, "quick look: 30"), (31, "")])
def test_few_replications(n: int, says: str) -> None:
    silent = scenario("Silent", "plan.spend.search=0", "run.months=1", "run.run_off=false")
    found = [problem.message for problem in run(silent, n, jobs=1).problems if problem.code == "W_FEW"]
    assert [message.startswith(says) for message in found] == [True] * bool(says)


def test_places_are_seen_from_the_scenario_s_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results are the same bytes from whatever folder a scenario is called."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "scenarios").mkdir()
    base = tmp_path / "base.yaml"
    base.write_text(SMALLEST.replace("search: 10k}}", "search: 10k}, price: 8}"), encoding="utf-8")
    (tmp_path / "deep" / "v.yaml").write_text("extends: ../base.yaml\nname: V\nchanges: {plan.commission: 60%}\n")
    monkeypatch.chdir(tmp_path / "deep")
    near = run(load("v.yaml"), 1, jobs=1).warnings
    monkeypatch.chdir(tmp_path)
    far = run(load(tmp_path / "deep" / "v.yaml"), 1, jobs=1).warnings
    assert near == far
    assert any(text.startswith("../base.yaml:") for text in near)
    assert any(text.startswith("v.yaml:") for text in near)


def test_what_scenarios_share_is_said_once() -> None:
    found = compare(named("A", ODD), named("B", ODD, OTHER), named("C", ODD, OTHER))
    assert found.problems == (Warned((), ODD), Warned(("B", "C"), OTHER))
    assert found.warnings == ("base.yaml:3:4 W_ODD plan.price: odd; mend it", "B, C: W_OTHER other; mend it too")
    entry = found.summary()["problems"][1]
    assert (entry["scenarios"], entry["code"], entry["hint"]) == (["B", "C"], "W_OTHER", "mend it too")
    assert together(["A"], [[]]) == []


def test_a_comparison_tells_what_stands_between_it_and_a_conclusion() -> None:
    other = results(
        {"arr_end": count(1.0, 2.0)}, scenario("B", "market.segments.small.churn=30%", "plan.price=90%"), seed=2
    )
    longer = results({"arr_end": count(1.0, 2.0)}, scenario("C", "run.run_off=false"))
    found = compare(named("A"), other, longer)
    told = {warned.problem.code: warned for warned in found.problems}
    assert set(told) == {"W_BOTH_CHANGED", "W_SETTINGS", "W_UNPAIRED"}
    assert told["W_BOTH_CHANGED"].scenarios == ("B",) and told["W_SETTINGS"].scenarios == ("C",)
    assert all(warned.problem.hint for warned in found.problems)


SMALL = ("run.months=3", "run.run_off=false", "run.replications=3")


def told_of(*changes: str) -> list[str]:
    """Codes that a comparison of the starter with a plan made of it says of that plan."""
    base = load(STARTER, SMALL)
    found = compare(run(base, jobs=1), run(variant(base, changes, "plan"), jobs=1))
    return [each.problem.code for each in found.problems if "plan" in each.scenarios]


def test_a_plan_whose_changes_have_no_effect_says_so_and_finds_the_same_firm() -> None:
    codes = told_of("plan.referral_reward=500", "plan.hiring_lag=9 days")
    assert "W_UNUSED" in codes and "W_DAY_0" not in codes
    base = load(STARTER, SMALL)
    idle = compare(run(base, jobs=1), run(variant(base, ["plan.hiring_lag=9 days"], "plan"), jobs=1))
    (said,) = [each.problem for each in idle.problems if "change nothing" in each.problem.message]
    assert "(plan.hiring_lag)" in said.message and "to the cent" in said.message
    assert "change nothing" not in str(
        compare(run(base, jobs=1), run(variant(base, ["plan.price=90%"]), jobs=1)).warnings
    )


def test_a_segment_that_nobody_belongs_to_leaves_day_0_as_it_was() -> None:
    base = load(STARTER, SMALL)
    chain = "market.segments.chain={contract_value: 50k, committee: board, churn: 5%}"
    assert same_day_zero(base, variant(base, [chain, "plan.terms.chain=24 months"]))
    assert not same_day_zero(base, variant(base, ["run.initial.terms.large=24 months"]))
    known = load(
        STARTER, [*SMALL, "market.referrals={rate: 0.3, unrewarded: 50%}", "run.initial.plan.referral_reward=10"]
    )
    assert not same_day_zero(known, variant(known, ["run.initial.plan.referral_reward=900"]))
