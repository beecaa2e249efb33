"""The chance of a target, what is over or short of it, and how plans differ in it: numbers by hand."""

import datetime
import json
import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from study.fakes import MEANINGS, count, ratio, results, scenario

from gtmsim.metrics import METRICS
from gtmsim.report.targets import quarter_rows, rows, sentences
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.study.compare import compare
from gtmsim.study.coverage import quotas_by_month
from gtmsim.study.deciding import can_decide
from gtmsim.study.paired import newcombe
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import run
from gtmsim.study.results import Meaning, Results

TEN = [1e6 * n for n in range(1, 11)]
Z = NormalDist().inv_cdf(0.975)


@pytest.fixture(autouse=True)
def _meanings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MEANINGS, "new_arr", Meaning("USD/year", "higher", "recurring", "New."))
    monkeypatch.setitem(MEANINGS, "churned_arr", Meaning("USD/year", "lower", "recurring", "Lost."))
    monkeypatch.setitem(MEANINGS, "win_rate_broad", Meaning("share", "higher", "funnel", "Wins over all."))


def arr(values: Sequence[float], *targets: str, name: str = "Firm", sets: Sequence[str] = ()) -> Results:
    said = scenario(name, *(f"run.target.{target}" for target in targets), *sets)
    return results({"arr_end": count(*values)}, said)


def points(found: Results) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = found.summary()["targets"]["points"]
    return told


def test_the_chance_is_wilsons_and_the_surplus_that_of_the_replications() -> None:
    (point,) = points(arr(TEN, "arr_end=8M"))
    assert (point["metric"], point["by"], point["side"], point["amount"]) == ("arr_end", "2026-06-30", "at_least", 8e6)
    assert (point["chance"]["mean"], point["chance"]["n"]) == (0.3, 10)
    assert point["chance"]["ci95"] == pytest.approx([0.1078, 0.6032], abs=5e-5)  # 8, 9 and 10 of ten, by Wilson's table
    assert [point["surplus"][name] for name in ("mean", "p10", "p50", "p90")] == [-2.5e6, -6.5e6, -2.5e6, 1.5e6]
    # t of 9 degrees is 2.262157, the standard deviation of 1 to 10 is 3.027650
    assert point["surplus"]["ci95"] == pytest.approx([-2.5e6 - 2165851.0, -2.5e6 + 2165851.0], abs=10.0)


def test_exactly_the_target_is_reached_on_either_side() -> None:
    assert points(arr(TEN, "arr_end={at_least: 3M}"))[0]["chance"]["mean"] == 0.8
    (point,) = points(arr(TEN, "arr_end={at_most: 3M}"))
    assert point["chance"]["mean"] == 0.3
    assert [point["surplus"][name] for name in ("mean", "p10", "p90")] == [-2.5e6, -6.5e6, 1.5e6]
    assert point["surplus"]["ci95"][0] < -2.5e6 < point["surplus"]["ci95"][1]


def test_the_better_side_of_a_metric_is_its_own() -> None:
    found = results({"churned_arr": count(*TEN)}, scenario("Firm", "run.target.churned_arr=2M"))
    assert (points(found)[0]["side"], points(found)[0]["chance"]["mean"]) == ("at_most", 0.2)


def test_a_chance_never_seen_has_the_rule_of_three() -> None:
    (point,) = points(arr(TEN, "arr_end=11M"))
    assert (point["chance"]["mean"], point["chance"]["ci95"]) == (0.0, [0.0, 0.3])


def test_a_ratio_is_short_by_the_ratio_of_means_and_not_by_the_mean_of_ratios() -> None:
    said = scenario("Firm", "run.target.win_rate=30%")
    (point,) = points(results({"win_rate": ratio([1, 1, 8], [2, 10, 20])}, said))
    assert point["chance"]["mean"] == pytest.approx(2 / 3)
    assert point["surplus"]["mean"] == pytest.approx(10 / 32 - 0.3)


def test_where_one_has_no_value_nothing_is_said() -> None:
    said = scenario("Firm", "run.target.win_rate=30%")
    (point,) = points(results({"win_rate": ratio([1, 0, 8], [2, 0, 20])}, said))
    assert point["chance"]["mean"] is None and "undefined in 1 of 3" in point["chance"]["why"]


def dated(path: str = "{2026-03-31: 48k, 2026-06-30: 100k}") -> Results:
    """Three replications whose MRR of new customers is known by month; the year's ARR is twelve times that."""
    new = np.array([[1, 1, 1, 1, 1, 1], [2, 0, 2, 0, 2, 0], [3, 3, 3, 0, 0, 0]], dtype=np.float64) * 1000.0
    said = scenario("Firm", f"run.target.new_arr={path}", "run.target.arr_end=200k")
    found = results(
        {
            "new_arr": count(72e3, 72e3, 108e3),
            "arr_end": count(190e3, 180e3, 220e3),
            "win_rate_broad": ratio([6, 6, 9], [24, 30, 30]),
        },
        said,
    )
    level = np.array([[100, 110, 120, 130, 140, 190], [100, 120, 130, 140, 150, 180], [110, 120, 130, 140, 150, 220]])
    monthly = {
        "new": new,
        "arr_end": level * 1000.0,
        "mrr_start": np.full((3, 6), 96e3 / 12),
        "pipeline_start": np.array([[60, 0, 0, 50, 0, 0], [60, 0, 0, 70, 0, 0], [60, 0, 0, 30, 0, 0]]) * 1000.0,
    }
    return replace(found, monthly=monthly)


def test_a_path_is_read_month_by_month() -> None:
    march, june, end = points(dated())
    # 36k, 48k and 108k by March; 72k, 72k and 108k by June
    assert (march["by"], march["chance"]["mean"]) == ("2026-03-31", pytest.approx(2 / 3))
    assert march["surplus"]["mean"] == pytest.approx((36e3 + 48e3 + 108e3) / 3 - 48e3)
    assert (june["chance"]["mean"], june["surplus"]["mean"]) == (pytest.approx(1 / 3), pytest.approx(84e3 - 100e3))
    assert end["chance"]["mean"] == pytest.approx(1 / 3)
    assert dated().summary()["targets"]["together"]["mean"] == pytest.approx(1 / 3)  # the third reaches all three
    assert dated().chance("new_arr", at_least=48e3, by="2026-03-31").mean == pytest.approx(2 / 3)
    assert dated().chance("new_arr", at_most=72e3).mean == pytest.approx(2 / 3)


def test_what_is_left_by_quarter_and_the_pipeline_beside_it() -> None:
    first, second, *of_arr = dated().summary()["targets"]["quarters"]
    assert (first["from"], first["by"], first["gap"]["mean"], first["to_win"]["mean"]) == (
        *("2026-01-01", "2026-03-31"),
        *(48e3, 48e3),
    )
    assert first["won"]["mean"] == pytest.approx(64e3)
    assert first["present"]["mean"] == pytest.approx(60 / 48)
    assert second["from"] == "2026-04-01" and second["by"] == "2026-06-30"
    assert second["gap"]["mean"] == pytest.approx(100e3 - 64e3)
    assert second["won"]["mean"] == pytest.approx((36e3 + 24e3 + 0) / 3)
    assert second["pipeline"]["mean"] == pytest.approx(50e3)
    assert second["present"]["mean"] == pytest.approx(50 / 36)
    assert second["needed"]["mean"] == pytest.approx(84 / 21)  # deals closed for each one won
    # ARR at the end: 96k at the start; what is to win is the target less the ARR of June without the wins from April on
    assert [row["gap"]["mean"] for row in of_arr] == pytest.approx([200e3 - 96e3, 200e3 - 380e3 / 3])
    assert of_arr[1]["to_win"]["mean"] == pytest.approx(200e3 - (190e3 - 36e3 + 180e3 - 24e3 + 220e3) / 3)
    assert next(row.target for row in quarter_rows(dated().summary())) == "48k by 2026-03-31"


def with_quotas(period: str, by_month: list[float]) -> Results:
    """The same firm, whose sellers have quotas in all replications alike."""
    found = dated()
    said = scenario("Firm", f"plan.quota={{per_year: 120k per year, period: {period}}}")
    plan = found.scenario.plan.model_copy(update={"quota": said.plan.quota})
    monthly = {**found.monthly, "quota_capacity": np.array([by_month] * 3)}
    return replace(found, scenario=found.scenario.model_copy(update={"plan": plan}), monthly=monthly)


def test_quotas_beside_what_is_to_be_won() -> None:
    first, second, *of_arr = with_quotas("quarter", [0, 0, 60e3, 0, 0, 30e3]).coverage()
    assert (first["quota"]["mean"], first["quota_until"]["mean"]) == pytest.approx((60e3, 60e3))  # its day is in March
    assert first["of_quota"]["mean"] == pytest.approx(48 / 60)
    assert second["of_quota"]["mean"] == pytest.approx(36 / 30)
    assert of_arr[0]["quota_until"]["mean"] == pytest.approx(90e3)
    assert of_arr[0]["of_quota"]["mean"] == pytest.approx(of_arr[0]["to_win"]["mean"] / 90e3)
    assert "quota" not in dated().coverage()[0]


def test_a_longer_period_of_quotas_is_spread_over_its_months() -> None:
    found = with_quotas("year", [0] * 6)
    assert found.coverage()[0]["quota"]["why"] == "a period of quotas does not end within the run"
    assert found.coverage()[0]["of_quota"]["why"] == "a period of quotas does not end within the run"
    table = np.zeros((2, 14))
    table[:, 11] = 120.0, 240.0
    spread = quotas_by_month(replace(found, monthly={"quota_capacity": table}))
    assert spread is not None
    assert spread[:, :12].tolist() == [[10.0] * 12, [20.0] * 12] and np.isnan(spread[:, 12:]).all()
    monthly = with_quotas("month", [10e3] * 6).coverage()
    assert [row["quota"]["mean"] for row in monthly[:2]] == pytest.approx([30e3, 30e3])


def test_nothing_left_to_win_has_no_coverage() -> None:
    found = dated("{2026-06-30: 60k}").summary()["targets"]["quarters"]
    assert found[1]["present"]["why"] == "nothing is left to win"


def test_firms_that_have_ended_count_as_they_stand_and_are_told() -> None:
    """The third ended as March began: of it all is missing, and what it won is left to nobody."""
    whole = dated()
    months = count(math.inf, math.inf, 3.0)
    meanings = {**whole.meanings, "firm_end_month": Meaning("month", "higher", "firm", "When it ends.")}
    found = replace(whole, measures={**whole.measures, ("firm_end_month", "", ""): months}, meanings=meanings)
    summary = found.summary()
    quarters = [row for row in summary["targets"]["quarters"] if row["metric"] == "arr_end"]
    assert [row["ended"]["mean"] for row in quarters] == pytest.approx([0.0, 1 / 3])
    assert [row["ended_by"]["mean"] for row in quarters] == pytest.approx([1 / 3, 1 / 3])
    assert quarters[1]["to_win"]["mean"] == pytest.approx(200e3 - (190e3 - 36e3 + 180e3 - 24e3 + 220e3) / 3)
    assert "ended" not in whole.summary()["targets"]["quarters"][0]
    assert quarter_rows(summary)[-1].ended.text == "30%" and not quarter_rows(whole.summary())[-1].ended.text
    assert "; the firm had ended by then in 30% of replications, which count too." in sentences(summary)[0]
    beside = compare(whole, replace(found, scenario=scenario("Short of cash", "run.target.arr_end=200k"))).summary()
    assert "; the firm of Short of cash had ended by then in 30% of replications" in " ".join(sentences(beside))


def test_plans_are_paired() -> None:
    base = arr(TEN, "arr_end=8M")
    more = arr([x + 1e6 for x in TEN], "arr_end=8M", name="More", sets=["plan.spend.search=20k"])
    found = compare(base, more)
    (point,) = found.summary()["targets"]["points"]
    difference = point["chance"]["differences"]["More"]
    assert {name: each["mean"] for name, each in point["chance"]["values"].items()} == {"Firm": 0.3, "More": 0.4}
    assert difference["mean"] == pytest.approx(0.1)
    assert difference["ci95"] == pytest.approx(newcombe(3, 3, 4, 10, Z), abs=1e-9)
    assert difference["verdict"] == "not distinguishable"
    assert point["surplus"]["More"]["mean"] == -1.5e6
    assert (
        "Chance that ARR at the end is at least 8M USD/year by 2026-06-30: 30% (11 to 60%) in Firm"
        in sentences(found.summary())[0]
    )
    assert [(row.plan, row.change is None) for row in rows(found.summary())] == [("Firm", True), ("More", False)]


def test_many_of_the_same_kind_are_told_apart() -> None:
    base, more = (
        arr([*low] * 20, "arr_end=8M", name=name, sets=sets)
        for low, name, sets in ((TEN, "Firm", ()), ([x + 2e6 for x in TEN], "More", ["plan.spend.search=20k"]))
    )
    (point,) = compare(base, more).summary()["targets"]["points"]
    assert point["chance"]["differences"]["More"]["verdict"] == "better"


def test_targets_are_those_of_the_first_that_says_any() -> None:
    base = arr(TEN)
    other = arr(TEN, "arr_end=8M", name="Other", sets=["plan.spend.search=20k"])
    found = compare(base, other)
    assert found.targets[0] == found.summary()["targets"]["of"] == "Other"
    (odd,) = (each for each in found.problems if each.problem.code == "W_SETTINGS")
    assert odd.scenarios == ("Firm",) and "the targets of Other" in odd.problem.message
    assert "The targets are those of Other." in sentences(found.summary())[0]
    assert found.kind == "decision"
    third = arr(TEN, "arr_end=9M", name="Third", sets=["plan.spend.search=30k"])
    assert [each.scenarios for each in compare(other, third).problems if each.problem.code == "W_SETTINGS"] == [
        ("Third",)
    ]


def test_without_a_target_nothing_is_added() -> None:
    assert "targets" not in arr(TEN).summary() and not sentences(arr(TEN).summary())
    assert "targets" not in compare(arr(TEN), arr(TEN, name="Other", sets=["plan.spend.search=20k"])).summary()


def test_a_target_changes_nothing_that_happens() -> None:
    plain, aimed = (run(scenario("Firm", *sets), 2, jobs=1) for sets in ((), ("run.target.arr_end=50k",)))
    for part in ("metrics", "by"):
        assert json.dumps(aimed.summary()[part]) == json.dumps(plain.summary()[part])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("arr_edn=8M", "E_UNKNOWN run.target.arr_edn: no metric is called `arr_edn`; did you mean `arr_end`?"),
        ("bookings=8M", "did you mean `new_arr`?"),
        ("arr_end=8%", "E_TYPE run.target.arr_end: `8%` is a share; need an amount of money a year"),
        ("arr_end=8M EUR", "E_UNIT run.target.arr_end: `8M EUR` is not in the scenario's currency"),
        ("nrr_12m=110", "E_RANGE run.target.nrr_12m: got `110`, which is 11000 %"),
        ("win_rate=120%", "E_RANGE run.target.win_rate"),
        ("cac_payback_months=14", "E_UNIT run.target.cac_payback_months: `14` has no unit; need a duration, as `cac_pay"
         "back_months` is in months; write `14 months`"),
        ("plan_cost=3M", "E_MISSING run.target.plan_cost: `plan_cost` has no better side, so nothing says if more or "
         "less of it is reached; write `{at_most: 3M}` or `{at_least: 3M}`"),
        ("utilisation=80%", "E_VALUE run.target.utilisation"),
        ("ruin_probability=5%", "E_VALUE run.target.ruin_probability: `ruin_probability` is a chance itself"),
        ("new_arr={2027-06-30: 1M}", "E_RANGE run.target.new_arr.2027-06-30: `2027-06-30` is outside the run, from "
         "2026-01-01 to 2026-06-30; did you mean `2026-06-30`?"),
        ("new_arr={2026-04-15: 1M}", "`2026-04-15` is within a month, and what is reached is known at the ends of "
         "months; write `2026-03-31` or `2026-04-30`"),
        ("nrr_12m={2026-03-31: 90%}", "`nrr_12m` is known at the end of the run alone, not on `2026-03-31`"),
    ],
)  # fmt: skip
def test_what_is_no_target_is_refused(said: str, told: str) -> None:
    with pytest.raises(ScenarioError) as found:
        can_decide(scenario("Firm", f"run.target.{said}"))
    assert told in str(found.value)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ScenarioError) as found:
        can_decide(scenario("Firm", "run.primary_metric=arr", "run.target={arr_edn: 1, plan_cost: 3M, leads: 5%}"))
    assert [each.path[-1] for each in found.value.problems] == ["primary_metric", "arr_edn", "plan_cost", "leads"]


@pytest.mark.parametrize(
    ("metric", "why"),
    [
        ("cash_end", "no cash at the start"),
        ("nrr_12m", "the horizon is shorter than 12 months"),
        ("ltv_truth", "run-off is off"),
    ],
)
def test_a_metric_that_has_no_value_in_the_run_is_no_target(metric: str, why: str) -> None:
    said = scenario("Firm", "run.run_off=false", f"run.target.{metric}={'90%' if metric == 'nrr_12m' else '1M'}")
    with pytest.raises(ScenarioError, match=f"E_MISSING run.target.{metric}.*{why}"):
        run(said, 2, jobs=1)


def test_what_nobody_comes_near_is_asked_about() -> None:
    found = run(scenario("Firm", "run.target.arr_end=8"), 4, jobs=1)
    (odd,) = (problem for problem in found.problems if problem.code == "W_TARGET")
    assert "a target of 8 USD/year" in odd.message and odd.path == ("run", "target", "arr_end")


def test_python_asks_for_any_metric() -> None:
    found = arr(TEN)
    assert found.chance("arr_end", at_least=8e6, by=datetime.date(2026, 6, 30)).mean == 0.3
    for wrong in ({}, {"at_least": 1.0, "at_most": 2.0}, {"at_least": 1.0, "by": "2026-06-15"}):
        with pytest.raises(StudyError):
            found.chance("arr_end", **wrong)  # type: ignore[arg-type]
    with pytest.raises(StudyError, match="did you mean `arr_end`"):
        found.chance("arr_edn", at_least=1.0)


def test_every_metric_has_a_unit_in_which_a_target_is_said() -> None:
    units = {metric.unit for metric in METRICS.values() if metric.nature != "probability"}
    assert units <= {
        *("money", "money/month", "money/year", "money/year/day", "share", "1", "points"),
        *("customers", "leads", "deals", "days", "hours", "months", "month", "1/year"),
    }
