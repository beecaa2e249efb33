"""What an answer depends on: each number at both ends of its range, of one plan or of the difference of two."""

import numpy as np
import pytest
from study.fakes import scenario

from gtmsim.scenario.load import load, variant
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import Estimate
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import run
from gtmsim.study.sensitivity.found import Sensitivity, Tried
from gtmsim.study.sensitivity.ranges import Range, ends, ranges_of
from gtmsim.study.sensitivity.sensitivity import sensitivity

BASELINE = "scenarios/baseline.yaml"
CHURN = Range("market.segments.small.churn", "", "share", "14%", "10%", "20%", True, "a study")


def about(mean: float, half: float = 1.0) -> Estimate:
    return Estimate(mean, (mean - half, mean + half), "t", n=10)


def of_two(*tried: Tried, middle: float = 10.0) -> Sensitivity:
    return Sensitivity((), Comparison((), ("a", "b"), "arr_end"), about(middle), tried, "arr_end")


def test_ranges_are_those_that_the_file_says_and_numbers_without_a_source() -> None:
    said_firm = load(BASELINE)
    found = {each.path: each for each in ranges_of(said_firm)}
    said = found["market.segments.small.churn"]
    assert said.said and ends(said) is not None
    assert any(not each.said for each in found.values())
    for each in found.values():
        assert each.said or (each.path.startswith("market.") and each.source.startswith("assumption")), each
    assert {each.path for each in ranges_of(said_firm, assumed=False)} == {p for p, each in found.items() if each.said}


def test_a_number_turns_the_answer_where_the_other_side_is_told() -> None:
    turns = Tried(CHURN, about(12.0), about(-6.0), about(2.0), about(-16.0))
    open_at_an_end = Tried(CHURN, about(12.0), about(-0.5), about(2.0), about(-10.5))
    holds = Tried(CHURN, about(30.0), about(2.0), about(20.0), about(-8.0))
    found = of_two(holds, open_at_an_end, turns)
    assert [found.turns(each) for each in (turns, open_at_an_end, holds)] == [True, False, False]
    assert [found.holds(each) for each in (turns, open_at_an_end, holds)] == [False, False, True]
    assert found.ranked == (turns, holds, open_at_an_end)
    assert (turns.swing, holds.swing) == (18.0, 28.0)


def test_it_breaks_even_between_the_points_that_were_tried() -> None:
    """From 10 at 14 % to -6 at 20 %, a line is at 0 after 6.25 tenths of the way, 17.75 %; two digits are told."""
    turns = Tried(CHURN, about(12.0), about(-6.0), about(2.0), about(-16.0))
    assert of_two(turns).break_even(turns) == "18%"
    other = Tried(CHURN, about(-10.0), about(12.0), about(-20.0), about(2.0))
    assert of_two(other).break_even(other) == "12%"
    same = Tried(CHURN, about(12.0), about(6.0), about(2.0), about(-4.0))
    assert of_two(same).break_even(same) == ""


def small(name: str, **more: str) -> Scenario:
    """A firm of two numbers with ranges, in the compiled engine's time."""
    ranges = {
        "market.segments.small.churn": "{value: 20%, low: 10%, high: 30%, source: a study}",
        "market.channels.search.half_saturation_spend": "{value: 10k, low: 5k, high: 20k, source: a study}",
    }
    return scenario(name, *(f"{path}={value}" for path, value in {**ranges, **more}.items()))


def test_a_result_at_an_end_is_that_of_the_plan_with_the_number_there() -> None:
    base = small("Firm")
    found = sensitivity(base, metric="arr_end", assumed=False, replications=3, engine="reference")
    each = next(each for each in found.tried if each.range.path == "market.segments.small.churn")
    there = run(variant(base, {each.range.path: each.range.high}), 3, engine="reference")
    here = run(base, 3, engine="reference")
    key = ("arr_end", "", "")
    assert each.high is not None and each.moved_high is not None
    assert each.high.mean == pytest.approx(there.estimate("arr_end").mean)
    moved = there.measures[key].values() - here.measures[key].values()
    assert each.moved_high.mean == pytest.approx(moved.mean())
    if moved.any():
        assert each.moved_high.se == pytest.approx(np.std(moved, ddof=1) / np.sqrt(3))
    assert found.summary()["numbers"] and found.compared is None


def test_of_two_plans_it_is_their_difference_that_moves() -> None:
    base = small("Firm")
    other = variant(base, {"plan.price": "+10%", "market.segments.small.churn": "9%"}, "dearer")
    found = sensitivity(base, other, metric="new_arr", assumed=False, replications=3, engine="reference")
    assert "market.segments.small.churn" not in {each.range.path for each in found.tried}
    path = "market.channels.search.half_saturation_spend"
    each = next(each for each in found.tried if each.range.path == path)
    values = [
        run(variant(plan, {path: each.range.low}), 3, engine="reference").measures["new_arr", "", ""].values()
        for plan in (base, other)
    ]
    assert each.low is not None
    assert each.low.mean == pytest.approx((values[1] - values[0]).mean())


def test_without_ranges_there_is_nothing_to_try() -> None:
    with pytest.raises(StudyError, match="no number with a range"):
        sensitivity("tests/scenarios/sellers_of_before.yaml", assumed=False, replications=2)
