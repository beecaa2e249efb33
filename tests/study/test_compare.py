"""From results to a verdict, and to a sentence that says no more than the numbers do."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from study.fakes import count, gaussian, ratio, results, scenario

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.compare import compare, unique
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import mean
from gtmsim.study.problems import StudyError
from gtmsim.study.results import Results

BASE = gaussian(100, 5e6, 4e5, 1)
NOISE = [e - mean(gaussian(100, 0.0, 30e3, 2)) for e in gaussian(100, 0.0, 30e3, 2)]
MORE = "plan.spend.search=20k"


def arr(values: Sequence[float], said: Scenario | None = None, seed: int = 1) -> Results:
    wins = [20.0 + i % 7 for i in range(len(values))]
    return results(
        {
            "arr_end": count(*values),
            "cac_blended": ratio([5000.0 * w + v / 100.0 for w, v in zip(wins, values, strict=True)], wins),
            "spend_marketing": count(*[v / 100.0 for v in values]),
        },
        said,
        seed,
    )


def shifted(by: float, name: str = "Hire", *sets: str) -> Results:
    return arr([v + by + e for v, e in zip(BASE, NOISE, strict=True)], scenario(name, *(sets or (MORE,))))


def test_better_by_an_interval() -> None:
    found = compare(arr(BASE), shifted(41_000.0))
    shown = found.summary()
    difference = shown["metrics"]["arr_end"]["differences"]["Hire"]
    assert (found.kind, shown["scenarios"], shown["primary"]) == ("decision", ["Firm", "Hire"], "arr_end")
    assert difference["verdict"] == "better" and difference["p_better"] > 0.999
    assert difference["p_value"] == difference["p_holm"]
    assert shown["metrics"]["arr_end"]["standing"] == "primary"
    assert shown["metrics"]["cac_blended"]["standing"] == "exploratory"
    assert shown["metrics"]["cac_blended"]["differences"]["Hire"]["verdict"] == "worse"
    assert shown["metrics"]["spend_marketing"]["differences"]["Hire"]["verdict"] == "different"
    assert found.answer() == (
        "Against Firm, Hire raises ARR at the end by 35k to 47k USD/year (95 %, paired over 100 replications)."
    )


def test_worse_is_said() -> None:
    assert compare(arr(BASE), shifted(-41_000.0)).answer().startswith("Against Firm, Hire lowers ARR at the end by")
    assert "for the worse" in compare(arr(BASE), shifted(-41_000.0)).answer()


def test_not_distinguishable_says_what_it_would_take() -> None:
    found = compare(arr(BASE), shifted(2_500.0), delta=1_000.0)
    difference = found.summary()["metrics"]["arr_end"]["differences"]["Hire"]
    assert difference["verdict"] == "not distinguishable"
    assert difference["needed"] > 1000 and difference["needed_for"] == 1000.0
    assert found.answer() == (
        "Against Firm, Hire is not distinguishable in ARR at the end (−4000 to 9000 USD/year); "
        "it would need about 4,000 replications to resolve 1000 USD/year (95 %, paired over 100 replications)."
    )


def test_practically_equal() -> None:
    found = compare(arr(BASE), shifted(2_500.0), delta=50_000.0)
    assert "Hire changes ARR at the end too little to matter (−4000 to 9000 USD/year)" in found.answer()
    difference = found.summary()["metrics"]["arr_end"]["differences"]["Hire"]
    assert difference["verdict"] == "too small to matter" and difference["equal"]
    assert "needed" not in difference


@pytest.mark.parametrize("by", [-80_000.0, 80_000.0])
def test_practically_equal_looks_at_both_sides(by: float) -> None:
    difference = compare(arr(BASE), shifted(by), delta=50_000.0).summary()["metrics"]["arr_end"]["differences"]["Hire"]
    assert difference["verdict"] == ("better" if by > 0.0 else "worse") and "equal" not in difference


def test_a_scenario_against_itself() -> None:
    found = compare(arr(BASE), arr(BASE))
    shown = found.summary()
    assert shown["scenarios"] == ["Firm", "Firm (2)"] and shown["kind"] == "identical"
    for entry in shown["metrics"].values():
        assert entry["differences"]["Firm (2)"]["mean"] == 0.0
        assert entry["differences"]["Firm (2)"]["ci95"] == [0.0, 0.0]
        assert entry["differences"]["Firm (2)"]["verdict"] == "not distinguishable"
        assert entry["values"]["Firm"] == entry["values"]["Firm (2)"]
    assert "Firm (2) changes nothing in ARR at the end" in found.answer()


def test_several_are_corrected_and_intervals_hold_together() -> None:
    two = compare(arr(BASE), shifted(7_000.0))
    four = compare(arr(BASE), shifted(7_000.0), shifted(0.0, "B"), shifted(-1_000.0, "C"))
    alone, among = (c.summary()["metrics"]["arr_end"]["differences"]["Hire"] for c in (two, four))
    assert alone["mean"] == among["mean"] and alone["p_value"] == among["p_value"]
    assert among["p_holm"] == pytest.approx(3 * among["p_value"])
    assert (alone["verdict"], among["verdict"]) == ("better", "too small to matter")  # 1 % of ARR is 50k
    assert among["ci95"][0] < alone["ci95"][0] < alone["ci95"][1] < among["ci95"][1]
    assert "3 intervals that hold together" in four.answer()
    assert four.summary()["family"]["questions"] == 3
    assert (
        four.summary()["metrics"]["arr_end"]["values"]["Hire"] == two.summary()["metrics"]["arr_end"]["values"]["Hire"]
    )


def test_chance_to_be_best() -> None:
    found = compare(arr(BASE), shifted(8_000.0), shifted(1_000.0, "B"), arr(BASE)).p_best
    assert found is not None and sum(found.values()) == pytest.approx(1.0)
    assert found["Hire"] > 0.95
    twins = compare(arr(BASE), arr(BASE)).p_best
    assert twins == {"Firm": 0.5, "Firm (2)": 0.5}
    assert compare(arr(BASE), shifted(1.0), primary="spend_marketing").p_best is None


def test_other_seeds_are_not_paired_and_say_so() -> None:
    found = compare(arr(BASE), arr(gaussian(100, 5e6, 4e5, 7), scenario("Other", MORE), seed=2))
    assert found.summary()["pairing"] == "none, Welch"
    assert any("not paired by common luck" in text for text in found.warnings)
    assert "unpaired" in found.answer()


def test_what_cannot_be_compared() -> None:
    with pytest.raises(StudyError, match="50 and 100 replications: run all with the same number"):
        compare(arr(BASE), arr(BASE[:50]))
    with pytest.raises(StudyError, match="two scenarios or more, got 1"):
        compare(arr(BASE))
    with pytest.raises(StudyError, match="did you mean `arr_end`"):
        compare(arr(BASE), arr(BASE), primary="arr_ende")
    with pytest.raises(StudyError, match="alpha"):
        compare(arr(BASE), arr(BASE), alpha=5.0)


@pytest.mark.parametrize(
    ("sets", "says"),
    [
        ((MORE, "market.segments.small.churn=30%"), "market and plan both differ"),
        (("run.discount_rate=9%",), "the experiment itself differs from Firm: run.discount_rate"),
    ],
)
def test_warnings(sets: tuple[str, ...], says: str) -> None:
    assert any(says in text for text in compare(arr(BASE), shifted(0.0, "Other", *sets)).warnings)


@pytest.mark.parametrize(
    ("changes", "more", "says"),
    [
        (
            ("run.months=9",),
            {},
            "E_INCOMPARABLE run.months: Other looks at 9 months from 2026-01-01, Firm at 6 months.*set run.months=6",
        ),
        (("run.start=2026-02-01",), {}, "E_INCOMPARABLE run.start: .* from 2026-02-01.*--set run.start=2026-01-01$"),
        (
            ("run.start=2026-02-01", "run.months=5"),
            {},
            "5 months from 2026-02-01.*--set run.start=2026-01-01 --set run.months=6$",
        ),
        (("market.currency=EUR",), {}, "E_INCOMPARABLE market.currency: Other counts in EUR, Firm in USD"),
        ((), {"primary": "utilisation"}, "team by team and has no value for the whole firm"),
        ((), {"primary": "win_rate", "delta": 2.0}, "it is a share, of 0 to 1; one percentage point is 0.01"),
        (("run.primary_metric=arr_ende",), {}, "no metric is called `arr_ende`"),
    ],
)
def test_what_cannot_be_compared_is_refused_before_anything_is_simulated(
    changes: tuple[str, ...], more: dict[str, Any], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gtmsim.study.compare.lived", lambda *_, **__: pytest.fail("simulated"))
    currency = changes[:1] == ("market.currency=EUR",)
    other = (
        scenario("Other").model_copy(update={"market": scenario().market.model_copy(update={"currency": "EUR"})})
        if currency
        else scenario("Other", *changes)
    )
    with pytest.raises((StudyError, ScenarioError), match=says):
        compare(scenario(), other, **more)


def test_the_faults_of_all_scenarios_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtmsim.study.compare.lived", lambda *_, **__: pytest.fail("simulated"))
    others = [scenario(f"Plan {name}", f"run.primary_metric={name}") for name in ("leeds", "winns")]
    with pytest.raises(ScenarioError) as caught:
        compare(scenario(), *others)
    assert [problem.message for problem in caught.value.problems] == [
        *("no metric is called `leeds`", "no metric is called `winns`"),
    ]


def test_fifty_scenarios_are_compared_and_no_more() -> None:
    many = [shifted(10_000.0 * i, f"Plan {i}") for i in range(1, 51)]
    with pytest.raises(StudyError, match="50 scenarios at most, got 51"):
        compare(arr(BASE), *many)
    found = compare(arr(BASE), *many[:49])
    assert [entry["rank"] for entry in found.ranking] == list(range(50, 0, -1))
    assert sum(entry["p_best"] for entry in found.ranking) == pytest.approx(1.0)
    said = found.answer()
    assert said.startswith("Against Firm, ARR at the end: ") and "49 intervals that hold together" in said
    assert "higher in" in said and "(Plan" in said and "more)" in said and len(said) < 400


@pytest.mark.parametrize(
    ("shift", "smallest", "says"),
    [
        (50_000.0, None, "higher in 5 of 5 plans"),
        (-50_000.0, None, "lower, for the worse, in 5 of 5 plans"),
        (0.0, 60_000.0, "changed too little to matter in 5 of 5 plans (A, B, C and 2 more)"),
        (0.0, None, "changed too little to matter in 5 of 5 plans"),
    ],
)
def test_many_plans_are_counted_by_their_verdicts(shift: float, smallest: float | None, says: str) -> None:
    found = compare(arr(BASE), *[shifted(shift, name) for name in "ABCDE"], delta=smallest)
    assert says in found.answer()
    verdicts = {d["verdict"] for d in found.summary()["metrics"]["arr_end"]["differences"].values()}
    assert len(verdicts) == 1


def test_a_smallest_difference_that_was_meant_for_another_metric() -> None:
    loud = compare(arr(BASE), shifted(50_000.0), delta=1e9)
    assert any("the smallest difference that matters is 1e+09 USD/year, more than arr_end" in w for w in loud.warnings)
    assert not any("smallest difference" in w for w in compare(arr(BASE), shifted(0.0), delta=1e5).warnings)
    said = scenario("Firm", "run.minimum_effect=50000")
    assert compare(arr(BASE, said), shifted(0.0)).smallest == 50_000.0
    assert compare(arr(BASE, said), shifted(0.0), primary="cac_blended").smallest is None


def test_a_line_that_only_one_has() -> None:
    base = results({("cac_blended", "channel", "search"): ratio(BASE, BASE), ("arr_end", "", ""): count(*BASE)})
    other = results({("cac_blended", "channel", "fairs"): ratio(BASE, BASE), ("arr_end", "", ""): count(*BASE)})
    by = compare(base, other).summary()["by"]["channel"]
    assert by["fairs"]["cac_blended"]["mean"] is None and "Firm (2)" in by["fairs"]["cac_blended"]["values"]
    assert by["search"]["cac_blended"]["differences"]["Firm (2)"]["why"] == "only one of the two scenarios has it"


def test_summary_is_json() -> None:
    json.dumps(compare(arr(BASE), shifted(3.0), arr(BASE)).summary(), allow_nan=False)
    json.dumps(arr(BASE).summary(), allow_nan=False)
    assert isinstance(compare(arr(BASE[:1]), arr(BASE[:1])), Comparison)
    json.dumps(compare(arr(BASE[:1]), arr(BASE[:1])).summary(), allow_nan=False)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["A", "A", "A"], ("A", "A (2)", "A (3)")),
        (["A", "A", "A (2)"], ("A", "A (3)", "A (2)")),
        (["A", "B"], ("A", "B")),
    ],
)
def test_names_are_unique(names: list[str], told: tuple[str, ...]) -> None:
    assert unique(names) == told
