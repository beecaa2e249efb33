"""Several plans over all that numbers may be which nobody knows for sure: what is drawn, lived and told."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gtmsim.report.studies.robust import told
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_text, variant
from gtmsim.scenario.writing import resolved_yaml
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import run
from gtmsim.study.robust.assumptions import Assumption, assumptions_of, movable
from gtmsim.study.robust.found import Robust
from gtmsim.study.robust.robust import robust
from gtmsim.study.sensitivity.ranges import ranges_of

BASELINE = "scenarios/baseline.yaml"
SHORT = {"run.months": 3, "run.run_off": False}
CHURN = "market.segments.small.churn"
Say = Callable[..., tuple[int, str, str]]


def drawn(path: str = BASELINE) -> dict[str, Assumption]:
    scenario = load(path)
    return {each.path: each for each in movable(scenario, assumptions_of(scenario, ranges_of(scenario))[0])[0]}


def test_ends_are_those_of_the_file_or_a_fifth_as_far_as_there_are_values() -> None:
    found = drawn()
    said = found[CHURN]
    assert (said.low, said.value, said.high, said.range.said) == (0.09, 0.14, 0.25, True)
    fifth = found["market.channels.search_ads.max_leads"]
    assert fifth.low == pytest.approx(9.6) and fifth.high == pytest.approx(14.4) and not fifth.narrowed
    above_all = found["market.selling.stages.discovery.conversion"]
    assert above_all.high == 1.0 and above_all.narrowed
    below = found["market.channels.social_ads.trust"]
    assert (below.low, below.value, below.high) == (-3.0, -2.0, 0.0)
    assert below.text(-1.5) == "to -1.5" and said.text(0.125) == "12.5%"


@pytest.mark.parametrize("path", [BASELINE, "scenarios/cn_saas.yaml"])
def test_what_is_drawn_can_be_said(path: str) -> None:
    """Every number of a world stands in the scenario of that world."""
    found, scenario = drawn(path), load(path)
    columns = {name: each.numbers(6, 1, "uniform") for name, each in found.items()}
    for w in range(6):
        said = {name: found[name].text(float(column[w])) for name, column in columns.items()}
        there = {each.path: each for each in assumptions_of(*_again(scenario, said))[0]}
        for name, column in columns.items():
            if name in there:
                assert there[name].value == pytest.approx(float(column[w]), rel=1e-3, abs=1e-9), name


def test_what_cannot_move_is_left_out_with_the_reason() -> None:
    """Shares that add up to one are wrong as soon as one of them moves."""
    scenario = load("scenarios/cn_saas.yaml")
    kept, left = movable(scenario, assumptions_of(scenario, ranges_of(scenario))[0])
    paths = [path for path, _ in left]
    assert "market.accounts.industries.retail.share" in paths and len(kept) > 200
    assert "market.accounts.industries.retail.fit" not in paths
    assert all("makes no valid plan: E_" in why for _, why in left)


def _again(scenario, said):  # type: ignore[no-untyped-def]  # what assumptions_of takes
    changed = variant(scenario, said, "world")
    return changed, ranges_of(changed)


@pytest.fixture(scope="module")
def found() -> Robust:
    base = variant(BASELINE, SHORT, "Baseline")
    cut = variant(base, {"plan.spend.*": "x0.2"}, "Spend little")
    return robust(base, cut, metric="cash_end", assumed=False, worlds=20, replications=2)


def test_every_plan_has_the_numbers_of_its_world_and_the_same_luck(found: Robust) -> None:
    """A world is a run of its own, behind the replications of the plans as they are."""
    w, n = 5, 2
    said = {each.path: each.text(float(x)) for each, x in zip(found.assumptions, found.numbers[w], strict=True)}
    for place, plan in enumerate(found.compared.results):
        alone = run(variant(plan.scenario, said), (w + 2) * n)
        values = alone.measures["cash_end", "", ""].values()[(w + 1) * n :]
        np.testing.assert_allclose(found.values[w, place], values)


def test_the_shares_add_up_and_the_leader_is_told(found: Robust) -> None:
    shares = [each.best.mean or 0.0 for each in found.standings]
    assert sum(shares) + (found.open.mean or 0.0) == pytest.approx(1.0)
    assert found.names[found.leader] == "Spend little" and (found.standings[1].ahead.mean or 0.0) > 0.8
    assert found.standings[1].regret.mean == pytest.approx(0.0, abs=1.0)
    lost = found.values.mean(axis=(0, 2))
    assert found.standings[0].regret.mean == pytest.approx(lost[1] - lost[0], rel=0.02)
    assert found.boxless and found.box is None and not any(each.told for each in found.worths)


def test_what_is_told(found: Robust) -> None:
    said = told(found)
    assert said.answers[0].startswith(f"Spend little is best in {100 * (found.standings[1].best.mean or 0):.0f} % (")
    assert "it cannot be told which" in said.answers[0]
    summary = found.summary()
    assert summary["worlds"] == 20 and len(summary["numbers"]) == len(found.assumptions)
    assert json.loads(json.dumps(summary)) == summary
    assert said.files["worlds.csv"].count(b"\n") == 21
    assert set(said.figures) == {"robust"}


def test_what_is_kept_in_the_folder_has_the_ranges(found: Robust) -> None:
    """So that the command that does it again draws the same numbers."""
    for result in found.compared.results:
        again = load_text(resolved_yaml(result.scenario), "scenario.yaml")
        assert (again.run.replications, again.run.seed) == (2, found.seed)
        paths = {each.path for each in ranges_of(again, assumed=False)}
        assert {each.path for each in found.assumptions} <= paths


def test_when_the_leader_loses_and_what_to_measure_are_told(found: Robust) -> None:
    """Planted: the second plan is ahead but for high churn, which is therefore worth knowing."""
    worlds, luck = 100, np.random.default_rng(1)
    numbers = np.stack([each.numbers(worlds, 1, "triangular") for each in found.assumptions], axis=1)
    place = [each.path for each in found.assumptions].index(CHURN)
    ahead = 100e3 * (1.0 - (numbers[:, place] - 0.09) / 0.10)
    common = 3e6 + 5e5 * luck.normal(size=(worlds, 8))
    values = np.stack([common, common + ahead[:, None] + 20e3 * luck.normal(size=(worlds, 8))], axis=1)
    told_of = told(replace(found, numbers=numbers, values=values, asked=worlds))
    first, _, loses, measure = told_of.answers
    assert first.startswith("Spend little is best in ") and "of 100 assumption sets, Baseline in " in first
    assert loses.startswith(f"Spend little holds unless `{CHURN}` > ") and "in sets that did not find this" in loses
    assert measure.startswith(f"Measure next `{CHURN}` (") and "to know all of them would be worth" in measure
    assert set(told_of.figures) == {"robust", "worth"} and told_of.summary["box"]["conditions"][0]["path"] == CHURN


def test_a_folder_is_written_whole(found: Robust, tmp_path: Path) -> None:
    folder = found.write(tmp_path / "out")
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {"report.html", "summary.json", "robust.csv", "numbers.csv", "worlds.csv", "run.json", "robust.png"} <= names


def test_the_number_of_workers_and_of_plans_is_no_input(found: Robust) -> None:
    base = variant(BASELINE, SHORT, "Baseline")
    cut = variant(base, {"plan.spend.*": "x0.2"}, "Spend little")
    more = variant(base, {"plan.price": "+5%"}, "Dearer")
    again = robust(base, cut, more, metric="cash_end", assumed=False, worlds=20, replications=2, jobs=1)
    np.testing.assert_array_equal(found.values, again.values[:, :2])
    np.testing.assert_array_equal(found.numbers, again.numbers)


def test_less_is_better_where_the_metric_says_so() -> None:
    base = variant(BASELINE, SHORT, "Baseline")
    cheap = variant(base, {"plan.spend.*": "x0.2"}, "Spend little")
    found = robust(base, cheap, metric="cost_per_lead", assumed=False, worlds=3, replications=2)
    assert found.sign == -1.0 and found.names[found.leader] == "Spend little"
    assert (found.standings[0].mean.mean or 0.0) > (found.standings[1].mean.mean or 0.0) > 0.0
    assert "too few to ask what to measure next" in told(found).answers[-1]


def test_a_world_without_a_value_is_counted_apart() -> None:
    base = variant(BASELINE, {**SHORT, "run.months": 1, "run.initial": "empty"})
    dear = variant(base, {"plan.price": "+5%"}, "Dearer")
    with pytest.raises(StudyError, match="no value there"):
        robust(base, dear, metric="cac_payback_months", assumed=False, worlds=3, replications=2)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"worlds": 1}, "worlds: from 2"),
        ({"replications": 1}, "2 or more in each world"),
        ({"worlds": 10_000, "replications": 50}, "ask for 10 replications at most"),
        ({"law": "normal"}, "law: triangular or uniform"),
        ({"metric": "spend_marketing"}, "no better side"),
    ],
)
def test_what_has_no_answer_is_refused(said: dict[str, object], words: str) -> None:
    other = variant(BASELINE, {"plan.price": "+5%"}, "Dearer")
    with pytest.raises(StudyError, match=words):
        robust(BASELINE, other, **said)  # type: ignore[arg-type]


def test_plans_that_are_no_two_are_refused() -> None:
    with pytest.raises(StudyError, match="two plans or more"):
        robust(BASELINE)
    with pytest.raises(ScenarioError, match="E_INCOMPARABLE"):
        robust(BASELINE, variant(BASELINE, {"run.months": 12}))
    sellers = "tests/scenarios/sellers_of_before.yaml"
    with pytest.raises(StudyError, match="no number with a range"):
        robust(sellers, sellers, assumed=False)


def test_on_the_command_line(say: Say, tmp_path: Path) -> None:
    few = ("--set", "run.months=2", "--set", "run.run_off=false", "--worlds", 3, "--replications", 2, "--ranges-only")
    plan = ("--plan", "Dearer", "plan.price=+5%")
    code, out, err = say("robust", BASELINE, *few, *plan, "--out", tmp_path / "one", "--jobs", 1)
    assert (code, err) == (0, "") and "assumption sets" in out and out.endswith("report.html\n")
    again = json.loads((tmp_path / "one" / "summary.json").read_text("utf-8"))
    code, out, _ = say("robust", BASELINE, *few, *plan, "--out", tmp_path / "two", "--json", "--jobs", 1)
    assert code == 0 and json.loads(out).items() <= again.items()
    kept = load(tmp_path / "one" / "scenario.yaml")
    there = {each.path: each.said for each in ranges_of(kept)}
    assert there == {each.path: each.said for each in ranges_of(load(BASELINE))}
    code, _, err = say("robust", BASELINE, *few)
    assert code == 2 and "two plans or more" in err
    code, _, err = say("robust", BASELINE, *few, "--plan", "A", "plan.pric=2", "--out", tmp_path / "three")
    assert code == 1 and "E_UNKNOWN plan.pric" in err and not (tmp_path / "three").exists()
