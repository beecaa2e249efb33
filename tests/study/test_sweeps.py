"""One or two levers over a range: which values are tried, what is said of them, and what is refused."""

from pathlib import Path

import numpy as np
import pytest

from gtmsim.report.studies.sweep import told
from gtmsim.scenario.load import load, variant
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import run
from gtmsim.study.sweeps.axis import axis_of
from gtmsim.study.sweeps.found import Sweep
from gtmsim.study.sweeps.sweep import sweep

BASELINE = load("tests/scenario/firm/baseline.yaml", ["run.months=6", "run.run_off=false", "run.engine=compiled"])
FIRM = variant(
    BASELINE,
    dict.fromkeys([f"market.channels.{name}" for name in ("content", "social_ads", "partners", "trade_shows")]),
    "One channel",
)
SPEND = "plan.spend.search_ads"


@pytest.mark.parametrize(
    ("said", "values"),
    [
        (f"{SPEND}=0..60k:20k", ("0 per month", "20k per month", "40k per month", "60k per month")),
        (f"{SPEND}=0 .. 50k : 20k", ("0 per month", "20k per month", "40k per month")),
        ("plan.teams.ae.headcount=4..6", ("4", "5", "6")),
        ("plan.teams.ae.headcount=4,8,6", ("4", "8", "6")),
        ("market.segments.small.churn=10%..20%:5%", ("10%", "15%", "20%")),
        ("plan.price=0.9..1.1:0.1", ("90%", "100%", "110%")),
        ("plan.price=-10%..+10%:10%", ("-10%", "+0%", "+10%")),
        ("plan.price=-10%,0%,+10%", ("-10%", "+0%", "+10%")),
        ("plan.teams.ae.headcount=+0..+2", ("+0", "+1", "+2")),
        (
            f"{SPEND}=-10k per month..+10k per month:10k per month",
            ("-10k per month", "+0k per month", "+10k per month"),
        ),
        (f"{SPEND}=x0.8..x1.2:0.2", ("x0.8", "x1", "x1.2")),
        ("plan.terms.small=1 month,12 months", ("1 month", "12 months")),
        ("plan.teams.ae.queue_discipline=first_come,large_first", ("first_come", "large_first")),
    ],
)
def test_values_as_they_are_asked_for(said: str, values: tuple[str, ...]) -> None:
    assert axis_of(BASELINE, said).values == values


def test_no_change_is_the_plan_as_it_is() -> None:
    axis = axis_of(BASELINE, "plan.price=-10%..+10%:10%")
    assert [axis.stands(value) for value in axis.values] == [False, True, False]
    assert axis_of(BASELINE, f"{SPEND}=x1,x2").stands("x1")


def test_numbers_are_there_where_values_rise() -> None:
    assert axis_of(BASELINE, f"{SPEND}=0..40k:20k").numbers == (0.0, 20_000.0, 40_000.0)
    assert axis_of(BASELINE, "plan.teams.ae.headcount=4,8,6").numbers == ()
    assert axis_of(BASELINE, "plan.teams.ae.headcount=-1,+1").numbers == ()


def test_what_stands_there_is_known_in_any_writing() -> None:
    axis = axis_of(BASELINE, f"{SPEND}=20k,20000,30k")
    assert [axis.stands(value) for value in axis.values] == [True, True, False]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("plan.spend.search_ads", "says no values"),
        ("=0..3:1", "says no values"),
        (f"{SPEND}=0..60k", "no range with a step"),
        (f"{SPEND}=60k..0:10k", "no value is on its way"),
        (f"{SPEND}=0..60k:0", "no value is on its way"),
        (f"{SPEND}=0..60k:-10k", "no value is on its way"),
        (f"{SPEND}=0..60k:1", "more than 100 values"),
        (f"{SPEND}=0..60k:fast", "fast"),
        (f"{SPEND}=10k", "from 2 to 100 values"),
        (f"{SPEND}=10k,,20k", "empty value"),
        (f"{SPEND}=10k,10k", "twice"),
        ("plan.spend.nowhere=1,2", "no channel is called"),
        ("plan.nothing=1,2", "is no parameter"),
        ("plan.spend=1,2", "section"),
        ("plan.teams.ae.queue_discipline=a..b:c", "one by one"),
        ("run.months=6,12", "the firm"),
        ("plan.price=-10%,90%", "changes what stands there"),
        (f"{SPEND}=-10%..+5k:5%", "two ways"),
        (f"{SPEND}=-10%..+10%", "without a step"),
    ],
)
def test_what_says_no_values_is_refused(said: str, words: str) -> None:
    with pytest.raises(StudyError, match=words):
        sweep(FIRM, said, replications=1)


def test_a_map_has_two_different_sides() -> None:
    with pytest.raises(StudyError, match="twice"):
        sweep(FIRM, f"{SPEND}=1k,2k", f"{SPEND}=3k,4k")
    with pytest.raises(StudyError, match="one parameter or two"):
        sweep(FIRM)
    with pytest.raises(StudyError, match="at most 400 plans"):
        sweep(FIRM, f"{SPEND}=0..60k:1k", "plan.teams.ae.headcount=1..20")


@pytest.fixture(scope="module")
def curve() -> Sweep:
    return sweep(FIRM, f"{SPEND}=0,20k,60k", metric="new_arr", replications=6)


def test_each_value_is_a_run_of_its_own(curve: Sweep) -> None:
    alone = run(variant(FIRM, {SPEND: "60k"}, "alone"), 6)
    key = ("new_arr", "", "")
    assert np.array_equal(curve.points[-1].results.measures[key].values(), alone.measures[key].values())
    assert curve.points[1].results is curve.base, "what stands there is not simulated twice"


def test_steps_are_paired_differences_of_neighbours(curve: Sweep) -> None:
    key = ("new_arr", "", "")
    first, second = (point.results.measures[key].values() for point in curve.points[:2])
    assert curve.steps[0].moved.mean == pytest.approx(float((second - first).mean()))
    assert curve.steps[0].cost.mean is not None and curve.steps[0].cost.mean >= 120_000.0, "six months of 20k"
    assert curve.judged(curve.steps[0])["verdict"] == "better"


def test_more_spend_on_the_one_channel_brings_more(curve: Sweep) -> None:
    means = [point.results.estimate("new_arr").mean for point in curve.points]
    assert means == sorted(means)
    assert curve.best is curve.points[-1]
    assert curve.may_be_best is not None and curve.points[0] not in curve.may_be_best


def test_what_is_told(curve: Sweep) -> None:
    said = told(curve)
    assert said.answers[0].startswith("New ARR is highest at `plan.spend.search_ads` = 60k:")
    assert "improves new ARR" in said.answers[2]
    assert [row[0] for row in said.tables[0].rows] == ["0", "20k (today)", "60k"]
    assert said.files["sweep.csv"].count(b"\n") == 4
    assert not any("W_UNUSED" in text for text in said.warnings)


def test_a_folder_is_written_whole(curve: Sweep, tmp_path: Path) -> None:
    folder = curve.write(tmp_path / "sweep")
    names = {"README.txt", "summary.json", "sweep.csv", "scenario.yaml", "report.html", "figures", "run.json"}
    assert {path.name for path in folder.iterdir()} == names


def test_a_map_of_two() -> None:
    heads = ("plan.teams.sdr.headcount=1,3", "plan.teams.ae.headcount=2,9999999")
    found = sweep(FIRM, *heads, metric="new_arr", replications=2)
    assert [point.at for point in found.points] == [("1", "2"), ("3", "2")]
    assert [each.at for each in found.left] == [("1", "9999999"), ("3", "9999999")]
    table, left = told(found).tables
    assert table.rows[0][0] == "1" and table.rows[0][2] == "no plan" and len(left.rows) == 2
    assert found.points[0].name == "sdr.headcount 1, ae.headcount 2"


def test_the_number_of_workers_is_no_input() -> None:
    one, two = (sweep(FIRM, f"{SPEND}=0,40k", replications=2, jobs=jobs).summary() for jobs in (1, 2))
    assert one == two


def test_what_stands_in_a_row_of_a_list_is_known_by_either_path() -> None:
    name = BASELINE.market.selling.stages[0].name
    for said in (name, "0"):
        axis = axis_of(BASELINE, f"market.selling.stages.{said}.conversion=10%,20%")
        assert axis.path == f"market.selling.stages.{name}.conversion" and axis.base


def test_todays_value_as_the_best_is_said_so() -> None:
    """It is set against no plan but itself."""
    found = sweep(FIRM, "plan.price=x0.5,x1", metric="new_arr", replications=3)
    assert found.best is not None and found.best.results is found.base
    assert "That is what the plan says today: no other value that was tried is better by its estimate." in (
        told(found).answers
    )
