"""The best plan: what is asked, what is tried, what is tested on fresh luck, and what is said of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from study.fakes import SEARCHED

from gtmsim.report.checked import checked
from gtmsim.report.studies.money_left import why_left
from gtmsim.report.studies.optimise import told
from gtmsim.report.studies.optimise_curves import _stop
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_text, variant
from gtmsim.study.choose.conditions import condition
from gtmsim.study.compare import compare
from gtmsim.study.estimators import Estimate
from gtmsim.study.judged import Question, verdict
from gtmsim.study.optimise import optimise as module
from gtmsim.study.optimise.aim import Aim, aim_of
from gtmsim.study.optimise.curves import Curve, Stretch, Value, comparisons, places_on
from gtmsim.study.optimise.found import Optimum
from gtmsim.study.optimise.levers import lever_of
from gtmsim.study.optimise.limits import Budget, Limits, budget_of
from gtmsim.study.optimise.optimise import optimise
from gtmsim.study.paired import Difference
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import run
from gtmsim.study.sample import Sample
from gtmsim.study.sweeps.axis import as_said

IDLE_CHANNEL = "    idle: {max_leads: 0.001 per day, half_saturation_spend: 10k, segments: {small: 100%}}\n"
TEXT = SEARCHED.replace("  qualification:", f"{IDLE_CHANNEL}  qualification:").replace(
    "10k per month}", "10k per month, idle: 5k per month}"
)
FIRM = load_text(TEXT, "firm.yaml")
SPEND, IDLE, SELLERS = "plan.spend.search_ads", "plan.spend.idle", "plan.teams.ae.headcount"
FEW: dict[str, Any] = {"evaluations": 10, "replications": 3, "jobs": 1}


@pytest.mark.parametrize(
    ("said", "first", "last", "number"),
    [
        (f"{SPEND}=0..60k", "0 per month", "60k per month", 61),
        (f"{SPEND}=0..60k:5k", "0 per month", "60k per month", 13),
        (f"{SPEND}=0,8k..60k:2k", "0", "60k per month", 28),
        (f"{SPEND}=40k,0,8k..20k:4k", "0", "40k", 6),
        (f"{SPEND}=0..55.5k", "0 per month", "55500 per month", 57),
        (f"{SPEND}.2026-02-01=0..60k:10k", "0 per month", "60k per month", 7),
        (f"{SELLERS}=2..10", "2", "10", 9),
        ("plan.price=90%..110%", "90%", "110%", 41),
        ("plan.price=-10%..+10%", "-10%", "+10%", 41),
        (f"{SPEND}=+0..+20k", "+0k", "+20k", 41),
        (f"{SPEND}=x0.5..x1.5", "x0.5", "x1.5", 51),
        (f"{SELLERS}=-1..+3", "-1", "+3", 5),
        ("plan.terms.small=1 month,12 months", "1 month", "12 months", 2),
        ("plan.teams.ae.queue_discipline=first_come,large_first", "first_come", "large_first", 2),
    ],
)
def test_values_of_a_lever(said: str, first: str, last: str, number: int) -> None:
    lever = lever_of(FIRM, said)
    assert (lever.values[0], lever.values[-1], len(lever.values)) == (first, last, number)
    assert lever.path == said.partition("=")[0]


def test_today_is_a_value_or_is_next_to_one() -> None:
    spent = FIRM.plan.spend["search_ads"].values[0]
    on = lever_of(FIRM, f"{SPEND}=0..60k:1k")
    assert on.today is not None and on.numbers[on.today] == spent
    off = lever_of(FIRM, f"{SPEND}=0..60k:7k")
    assert off.today is None and abs(off.numbers[off.near] - spent) <= 3500
    assert lever_of(FIRM, f"{SPEND}=x0.5,x1,x2").today == 1


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (SPEND, "says no values; write PATH=0..60k"),
        ("plan.teams.ae.hedcount=2..4", "did you mean `plan.teams.ae.headcount`"),
        ("plan.teams.ae=2..4", "is a section with parameters below it; such as `plan.teams.ae.headcount`"),
        ("market.segments.small.churn=10%..20%", "nothing that the firm decides"),
        ("run.seed=1..4", "nothing that the firm decides"),
        (f"{SPEND}=60k..0", "no value is on its way"),
        (f"{SPEND}=0..60k:7", "more than 100 values"),
        (f"{SPEND}=0,5k,0", "one twice"),
        (f"{SPEND}=0-60k", "from 2 to 100 values, got 1"),
        (f"{SPEND}=0..many", "need an amount of money"),
        (f"{SPEND}=-10%..+5k", "is a range without a step"),
        (f"{SPEND}=", "says no values"),
        ("=1..2", "says no values"),
    ],
)
def test_what_is_no_lever_is_refused_with_what_to_write(said: str, what: str) -> None:
    with pytest.raises(StudyError) as refused:
        lever_of(FIRM, said)
    assert what in str(refused.value)


@pytest.mark.parametrize(
    ("said", "budget"),
    [
        (None, Budget("more than today", 0.0)),
        ("12M", Budget("all in", 12e6)),
        (12_000_000, Budget("all in", 12e6)),
        ("+200k", Budget("more than today", 200e3)),
        ("-50k", Budget("more than today", -50e3)),
        ("none", Budget("none")),
    ],
)
def test_a_budget_is_all_in_or_beside_todays(said: str | float | None, budget: Budget) -> None:
    assert budget_of(said) == budget


@pytest.mark.parametrize("said", ["0", "much", "5%", "+5%", float("nan"), float("inf")])
def test_what_is_no_budget_is_refused(said: str | float) -> None:
    with pytest.raises(StudyError, match="budget"):
        budget_of(said)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(StudyError) as refused:
        optimise(FIRM, "plan.price", f"{SPEND}=5k..0", budget="much", subject=["cash"], evaluations=5)
    for text in ("`plan.price` says no values", "no value is on its way", "budget:", "no condition", "evaluations:"):
        assert text in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ({}, "needs a lever with its values: gtmsim optimise FILE"),
        ({"levers": [f"{SPEND}=0..9k", f"{SPEND}=0..20k"]}, "asked for twice"),
        ({"levers": [f"{SPEND}=0..9k", f"{SPEND}.2026-02-01=0..20k"]}, f"say the first as {SPEND}.2026-01-01=FROM..TO"),
        ({"levers": ["plan.spend.serch=0..9k"]}, "no channel is called `serch`"),
        ({"levers": ["plan.price=90..110"]}, "got `9000%`, need above 0, at most 10"),
        ({"levers": [f"{SPEND}=0..9k"], "objective": "chance"}, "the chance of what? Say --reach"),
        ({"levers": [f"{SPEND}=0..9k"], "objective": "median"}, "known: mean, p10, cvar, chance"),
        ({"levers": [f"{SPEND}=0..9k"], "objective": "p10", "reach": "arr_end=9M"}, "leave out one of them"),
        ({"levers": [f"{SPEND}=0..9k"], "metric": "plan_cost"}, "has no better side"),
        ({"levers": [f"{SPEND}=0..9k"], "replications": 1}, "replications: 2 or more"),
        ({"levers": [f"{SPEND}=0..9k"], "evaluations": 10, "budget": "1k", "replications": 2}, "the cheapest plan of"),
    ],
)
def test_a_question_without_an_answer_is_refused(arguments: dict[str, Any], what: str) -> None:
    levers = arguments.pop("levers", [])
    with pytest.raises(StudyError) as refused:
        optimise(FIRM, *levers, jobs=1, **arguments)
    assert what in str(refused.value)


def test_without_scipy_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(StudyError, match=r"pip install 'gtmsim\[search\]'"):
        optimise(FIRM, f"{SPEND}=0..9k")


SEARCH = """
search:
  budget: 4M
  levers:
    - plan.spend.search_ads=0..20k
    - plan.teams.ae.headcuont=2..4
    - plan.price
  conditions: [cash_lowst>=0@95%]
  objective: chance
"""


def test_a_file_may_ask_and_is_told_where_it_is_wrong() -> None:
    with pytest.raises(ScenarioError) as refused:
        load_text(TEXT + SEARCH, "firm.yaml")
    texts = list(map(str, refused.value.problems))
    assert len(texts) == 3
    assert "E_UNKNOWN search.levers.1: plan.teams.ae.headcuont is no parameter; did you mean `plan.teams.ae" in texts[0]
    assert "E_VALUE search.levers.2: `plan.price` says no values" in texts[1]
    assert "E_MISSING search.objective: the chance of what" in texts[2]
    assert all(text.startswith("firm.yaml:") for text in texts)


def test_values_in_a_file_are_told_with_their_place() -> None:
    text = SEARCH.replace("headcuont", "headcount").replace("    - plan.price\n", f"    - {SPEND}.2026-02-01=9k..0\n")
    said = load_text(TEXT + text.replace("  objective: chance\n", ""), "firm.yaml")
    with pytest.raises(ScenarioError) as refused:
        optimise(said)
    first, second = map(str, refused.value.problems)
    assert "E_VALUE search.levers.2" in first and "no value is on its way" in first
    assert "E_VALUE search.conditions.0" in second and "did you mean `cash_lowest`" in second


def test_check_tells_what_is_wrong_in_a_search_with_its_place(tmp_path: Path) -> None:
    wrong = "search:\n  levers: [plan.price=90%..110%]\n  conditions: [cash_lowst>=0@95%]\n  frontier: cash_lowst\n"
    file = tmp_path / "firm.yaml"
    file.write_text(TEXT + wrong, "utf-8")
    said, valid = checked([file], (), in_json=False, quiet=False)
    condition, frontier = said.splitlines()
    line = len(file.read_text("utf-8").splitlines())
    assert not valid and f"firm.yaml:{line - 1}:" in condition and f"firm.yaml:{line}:" in frontier
    assert "did you mean `cash_lowest`" in condition and "did you mean `cash_lowest`" in frontier
    file.write_text(TEXT + wrong.replace("lowst", "lowest").replace("  levers: [plan.price=90%..110%]\n", ""), "utf-8")
    assert checked([file], (), in_json=False, quiet=True)[1], "levers may be said by the command line"


def results_of(values: list[float]) -> Sample:
    x = np.array(values)
    return Sample(x, np.ones_like(x), "count")


@pytest.mark.parametrize(
    ("kind", "better", "value"),
    [("p10", "higher", 10.5), ("cvar", "higher", 5.5), ("p10", "lower", 90.5), ("cvar", "lower", 95.5)],
)
def test_tails_by_hand(kind: Any, better: Any, value: float) -> None:
    x = np.random.default_rng(1).permutation(np.arange(1.0, 101.0))
    assert Aim(kind, "arr_end", better)._tails(x[None, :])[0] == pytest.approx(value)


def test_a_tail_of_few_is_a_part_of_the_worst() -> None:
    aim = Aim("cvar", "arr_end", "higher")
    assert aim._tails(np.array([[1.0, 2.0, 30.0, 40.0]]))[0] == 1.0
    assert aim._tails(np.arange(1.0, 16.0)[None, :])[0] == pytest.approx((1.0 + 0.5 * 2.0) / 1.5)


STUDIES = pytest.mark.parametrize("studies", [150, pytest.param(1000, marks=pytest.mark.prove)])


@STUDIES
@pytest.mark.parametrize("kind", ["p10", "cvar"])
def test_intervals_of_tails_hold_what_they_say(kind: Any, studies: int) -> None:
    """Two plans that share luck, one of which is better by 1 and wilder; a quantile's is a little wide."""
    aim, luck = Aim(kind, "arr_end", "higher"), np.random.default_rng(5)
    q = -1.2816 if kind == "p10" else -1.7550
    wild = float(np.hypot(1.3, 0.3))
    truth, held = 1.0 + wild * q - q, 0
    for _ in range(studies):
        shared, own = luck.normal(size=(2, 100))
        low, high = aim._resampled(shared, 1.0 + 1.3 * shared + 0.3 * own, 0.95).ci95
        assert low is not None and high is not None
        held += low <= truth <= high
    error = np.sqrt(0.95 * 0.05 / studies)
    assert 0.94 - 2.5 * error <= held / studies <= 0.98 + 2.5 * error


@pytest.fixture(scope="module")
def best() -> Optimum:
    return optimise(FIRM, f"{SPEND}=0..40k:4k", f"{SELLERS}=1..4", metric="new_arr", budget="+150k", **FEW)


def test_only_luck_that_the_search_has_not_seen_is_reported(best: Optimum) -> None:
    assert best.first == 3 and best.base.replications in (3, 12)
    both = run(FIRM, 3 + best.base.replications)
    assert (
        best.base.measures["new_arr", "", ""].values().tolist()
        == both.measures["new_arr", "", ""].values().tolist()[3:]
    )
    assert len(best.looks) <= 10


def test_the_plan_is_one_of_those_that_were_allowed(best: Optimum) -> None:
    assert best.tested is not None
    for lever, place in zip(best.levers, best.tested.point, strict=True):
        assert 0 <= place < len(lever.values)
    assert set(best.changes) <= {SPEND, SELLERS}
    assert all(each.standing == "kept" for each in best.tested.kept)
    cost = [each.measures["plan_cost", "", ""].values() for each in (best.base, best.tested.results)]
    assert (cost[1] - cost[0]).mean() <= 150_000


def test_steps_leave_from_the_plan_that_was_found(best: Optimum) -> None:
    assert best.tested is not None
    for step in best.steps:
        lever = best.levers[step.lever]
        assert step.before == lever.values[best.tested.point[step.lever]]
        assert (lever.values.index(step.after) > best.tested.point[step.lever]) == step.up


def test_it_is_told_in_a_folder_whose_plan_other_studies_take(best: Optimum, tmp_path: Path) -> None:
    folder = best.write(tmp_path / "best")
    names = {
        "README.txt",
        "summary.json",
        "search.csv",
        "steps.csv",
        "next_money.csv",
        "found.yaml",
        "scenario.yaml",
        "report.html",
        "figures",
        "run.json",
    }
    assert {path.name for path in folder.iterdir()} == names
    plan = load(folder / "found.yaml")
    assert best.tested is not None
    assert plan.plan == best.tested.results.scenario.plan and plan.market == FIRM.market
    compared = compare(load(folder / "scenario.yaml"), plan, replications=2)
    assert set(best.changes) == {change.path for changes in compared.changes.values() for change in changes}
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    assert summary["answer"] == best.answer and len(summary["answers"]) >= 3
    assert (folder / "search.csv").read_text("utf-8").count("\n") == 1 + len(best.looks)


def test_the_contract_comes_first(best: Optimum) -> None:
    said = told(best)
    first = said.answers[0]
    for text in (
        "new ARR",
        "150k",
        "more than today's plan costs",
        "`spend.search_ads` from 0 per month to 40k",
        "fixed",
    ):
        assert text in first
    assert any("of the budget" in answer or "budget binds" in answer for answer in said.answers)
    assert said.command.startswith("gtmsim optimise scenario.yaml ")


def test_the_same_question_has_the_same_answer(best: Optimum) -> None:
    again = optimise(
        FIRM, f"{SPEND}=0..40k:4k", f"{SELLERS}=1..4", metric="new_arr", budget="+150k", **{**FEW, "jobs": 2}
    )
    assert again.summary() == best.summary()


def test_no_plan_that_breaks_a_condition_is_offered() -> None:
    """Nobody can have so much: no plan is offered, and what broke is named."""
    found = optimise(FIRM, f"{SPEND}=0..40k:4k", budget="none", subject=["arr_end>=1000M"], **FEW)
    assert found.tested is None and found.answer == "none"
    said = told(found)
    assert any("no plan is offered" in answer.lower() and "arr_end>=1000M" in answer for answer in said.answers)
    assert "found.yaml" not in said.files


def test_where_nothing_helps_todays_plan_stays() -> None:
    """A channel that brings nobody: whatever is spent on it, no plan is better."""
    found = optimise(FIRM, f"{IDLE}=5k,20k,30k,40k,50k", metric="new_arr", budget="none", **FEW)
    assert found.answer == "today"
    assert any("today's" in answer for answer in told(found).answers[1:])


def test_a_plan_may_leave_a_channel_out() -> None:
    """What brings nobody costs: with cash to decide, nothing is spent on it."""
    found = optimise(FIRM, f"{IDLE}=0,2k..10k:1k", metric="cash_end", **{**FEW, "replications": 12})
    assert found.tested is not None and found.answer == "found"
    assert found.changes[IDLE][1] == "0"
    answers = told(found).answers
    assert "At an end beyond which there is nothing: `spend.idle` at 0; a step away is worse beyond doubt." in answers
    assert not any("values beyond" in answer for answer in answers)
    assert any(answer.startswith("After the run, which cash at the end does not count") for answer in answers)


def test_the_chance_of_a_target_and_the_tail_decide() -> None:
    for asked in ({"reach": "new_arr=50k"}, {"objective": "cvar"}):
        found = optimise(FIRM, f"{SPEND}=0..40k:8k", f"{SELLERS}=1..3", metric="new_arr", **asked, **FEW)  # type: ignore[arg-type]
        said = told(found)
        heads = {"reach": "points per 100k USD", "objective": "per USD"}
        assert heads[next(iter(asked))] in [column.name for column in said.tables[2].columns]
        money = [each for curve in found.around.curves for each in curve.stretches if each.per_cost.mean is not None]
        assert money and all(
            each.per_cost.mean == pytest.approx((each.moved.mean or 0.0) / (each.cost.mean or 1.0)) for each in money
        )
        assert found.summary()["objective"] == ("chance" if "reach" in asked else asked["objective"])
        assert said.answers


def test_quarters_are_levers_of_their_own() -> None:
    days = ("2026-02-01", "2026-03-01")
    levers = [f"{SPEND}.{day}=0..40k:10k" for day in days]
    found = optimise(FIRM, *levers, metric="new_arr", budget="none", **FEW)
    assert found.tested is not None
    plan = found.tested.results.scenario.plan.spend["search_ads"]
    for day, lever, place in zip(days, found.levers, found.tested.point, strict=True):
        at = {str(date): value for date, value in zip(plan.dates, plan.values, strict=True)}
        assert at[day] == lever.numbers[place]


def test_what_is_said_in_the_file_is_asked(tmp_path: Path) -> None:
    text = f"""
search:
  budget: 40M
  levers: ["{SPEND}=0..40k:8k"]
  evaluations: 10
"""
    file = tmp_path / "firm.yaml"
    file.write_text(TEXT + text, encoding="utf-8")
    found = optimise(file, replications=3, jobs=1)
    assert found.budget == Budget("all in", 40e6) and found.evaluations == 10
    assert found.scenario.search is None


def test_limits_stay_inside_by_what_the_last_test_takes_off() -> None:
    base = run(FIRM, 4)
    limits = Limits(Budget("more than today"), (condition("new_arr>=1"),))
    over, kept = limits.excess(base, base, base, 4)
    assert over == 0.0 and kept < 0.0
    assert [each.standing for each in limits.standing(base, base)] == ["kept", "kept"]
    over, _ = Limits(Budget("all in", 1.0), (condition("new_arr>=1"),)).excess(base, base, base, 4)
    assert over > 0.5


def test_no_aim_without_a_better_side() -> None:
    assert aim_of(FIRM, "mean").better == "higher"
    with pytest.raises(StudyError, match="no objective is called"):
        aim_of(FIRM, "best")


@pytest.mark.parametrize(
    ("here", "today", "size", "most", "places"),
    [
        (30, 30, 61, 6, [0, 12, 25, 30, 35, 47, 60]),
        (30, 20, 61, 6, [0, 20, 25, 30, 35, 47, 60]),
        (0, None, 61, 4, [0, 5, 32, 46, 60]),
        (2, 1, 4, 6, [0, 1, 2, 3]),
        (0, 1, 2, 6, [0, 1]),
        (10, 9, 21, 2, [9, 10, 11]),  # many levers: a step each way and no more
    ],
)
def test_values_of_a_curve(here: int, today: int | None, size: int, most: int, places: list[int]) -> None:
    assert places_on(here, today, size, most) == places


def test_neighbours_of_the_value_found_are_compared_once() -> None:
    assert comparisons([0, 3, 5, 9], 3) == 4  # 0-3, 3-5, 5-9 and 3-9
    assert comparisons([4], 4) == 0


def lived_of(best: Optimum, change: dict[str, str]) -> Any:
    """A plan beside the one that was found, over the luck of the last test."""
    assert best.tested is not None
    values = {lever.path: lever.values[p] for lever, p in zip(best.levers, best.tested.point, strict=True)}
    plan = variant(FIRM, {path: as_said(value) for path, value in {**values, **change}.items()}, "by hand")
    return [run(plan, 6, jobs=1).measures[key, "", ""].values()[3:] for key in ("new_arr", "plan_cost")]


def test_a_curve_is_what_the_plans_themselves_bring(best: Optimum) -> None:
    """Each stretch by hand: both of its plans simulated by themselves, on the luck that the last test had."""
    for curve in best.around.curves:
        path = best.levers[curve.lever].path
        assert [each.place for each in curve.values if each.moved is None] == [curve.here]
        for stretch in curve.stretches:
            ends = [lived_of(best, {path: each.said}) for each in (stretch.before, stretch.after)]
            gain, cost = (float((b - a).mean()) for a, b in zip(*ends, strict=True))
            assert stretch.moved.mean == pytest.approx(gain, abs=1e-6)
            assert stretch.cost.mean == pytest.approx(cost, abs=1e-6)
            if stretch.per_cost.mean is not None:
                assert stretch.per_cost.mean == pytest.approx(gain / cost)
        whole = sum(each.moved.mean or 0.0 for each in curve.stretches)
        first, last = ((each.moved.mean if each.moved else 0.0) or 0.0 for each in (curve.values[0], curve.values[-1]))
        assert whole == pytest.approx(last - first, abs=1e-6)


def test_what_was_spent_is_said(best: Optimum) -> None:
    spent = best.summary()["spent"]
    assert spent["plans_around"] == sum(len(curve.values) - 1 for curve in best.around.curves) <= 40
    assert spent["replications"]["next_money"] <= 3 * (spent["plans_around"] + 1)
    assert spent["replications"]["search"] >= 3 * len(best.looks)
    assert any(note.startswith("Replications that were simulated") for note in told(best).notes)


def test_where_money_stops_helping_is_said() -> None:
    """A channel that brings nobody: no step of it can be told to help, and each costs what is spent."""
    found = optimise(FIRM, f"{IDLE}=0..50k:5k", metric="new_arr", budget="none", **FEW)
    (curve,) = found.around.curves
    assert all(each.moved.mean == 0.0 and each.cost.mean > 0.0 for each in curve.stretches if each.cost.mean)
    assert any(
        "`spend.idle` no step from 0 per month up to 50k per month can be told to help" in answer
        for answer in told(found).answers
    )


def test_no_reason_is_sought_for_money_that_is_not_left(best: Optimum) -> None:
    """What is left is read against the plan's cost; the budget of the fixture is raised and lowered to fit."""
    assert best.tested is not None
    left = best.budget.left(best.base, best.tested.results).mean or 0.0
    for spare, words in (
        (0.0, "is spent: 0 USD of it are left"),
        (60_000.0, "60.0k USD of the budget are left. Why: "),
    ):
        asked = Budget("more than today", best.budget.amount - left + spare)
        assert words in why_left(replace(best, budget=asked))


def test_small_steps_that_help_together_are_said_to_help() -> None:
    """No step can be told, and yet what was found is better beyond doubt than the last value that a step reached."""
    rise, flat = Difference(5.0, (4.0, 6.0), None, None, "t"), Difference(0.5, (-1.0, 2.0), None, None, "t")
    cost, none = Estimate(1.0, (1.0, 1.0), "t"), Estimate(None, (None, None), "none")
    below = Difference(-2.0, (-3.0, -1.0), None, None, "t")
    values = [Value(i, f"{i}k", None if i == 3 else below if i < 3 else flat, cost, ()) for i in range(5)]
    stretches = [Stretch(a, b, rise if i == 0 else flat, cost, none, none) for i, (a, b) in enumerate(pairwise(values))]
    curve = Curve(0, 3, tuple(values), tuple(stretches))

    class Found:
        @staticmethod
        def judged(each: Value | Stretch) -> dict[str, str]:
            assert each.moved is not None
            return {"verdict": verdict(each.moved, Question("higher", smallest=0.1))}

    assert _stop(Found(), curve, stretches) == "helps up to 3k, from there to 4k nothing more can be told"  # type: ignore[arg-type]


def every_word(found: Optimum) -> Iterator[str]:
    said = told(found)
    yield from said.answers
    for table in said.tables:
        for row in table.rows:
            yield from row


def test_nothing_is_told_as_nan_or_none(best: Optimum) -> None:
    assert not [word for word in every_word(best) if "nan" in word.lower().split() or word == "None"]
