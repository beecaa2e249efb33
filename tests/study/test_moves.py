"""What people say as one number: read from words, made by one factor of all that stands for it, and told."""

import json
import math
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import pytest

from gtmsim import cli
from gtmsim.metrics import METRICS
from gtmsim.report.studies.sensitivity import told
from gtmsim.scenario.language.composites import CHURN, COMPOSITES, WIN_RATE, Composite, StandsFor
from gtmsim.scenario.language.param import LawSaid, Section, law, param
from gtmsim.scenario.load import load, variant
from gtmsim.study.comparison import Comparison
from gtmsim.study.estimators import Estimate
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import run
from gtmsim.study.sensitivity.composites import by_odds, changes_at, parts_of, patterns_of
from gtmsim.study.sensitivity.found import Sensitivity, Tried
from gtmsim.study.sensitivity.moved import Moved
from gtmsim.study.sensitivity.moves import Move, moves_of
from gtmsim.study.sensitivity.ranges import Range
from gtmsim.study.sensitivity.reaching import FAR, reach
from gtmsim.study.sensitivity.sensitivity import sensitivity

BASELINE = "scenarios/baseline.yaml"
SHORT = {"run.months": 3, "run.run_off": False}
PAGE = Path(__file__).resolve().parents[2] / "docs" / "sensitivity.md"
READ = {
    "win rate=-5 points": "win rate -5 points",
    "win_rate=-5pp": "win rate -5 points",
    "Win-Rate = \u22125 pts": "win rate -5 points",
    "win rate -5 percentage points": "win rate -5 points",
    "close rate=-5 p.p.": "win rate -5 points",
    "win rate=-0.05": "win rate -5 points",
    "win rate=x0.8": "win rate x0.8",
    "win rate=to 30%": "win rate to 30%",
    "cycle=+20%": "sales cycle +20%",
    "sales_cycle_days +20 %": "sales cycle +20%",
    "cycle time=+20 percent": "sales cycle +20%",
    "cycle=x1.2": "sales cycle +20%",
    "cycle=+2 weeks": "sales cycle +14 days",
    "cycle=to 60 days": "sales cycle to 60 days",
    "churn=+1 point": "churn +1 point",
    "churn +1 point a year": "churn +1 point",
    "logo_churn_12m=+1pp per year": "churn +1 point",
    "ACV=+2k": "contract value +2000",
    "lead volume=-10%": "leads -10%",
    "CPL=+20%": "cost per lead +20%",
}
REFUSED = {
    "win rate=-5%": "may mean points or a part of the rate",
    "churn=+1%/year": "may mean points or a part of the rate",
    "win rate=-5": "says no unit",
    "win rate=5 points": "says no change",
    "win rate=30%": "says no change",
    "win rate=to 130%": "between 0% and 100%",
    "win rate=": "says no change",
    "win rate=fast": "says no change",
    "win rate=+0 points": "moves nothing",
    "win rate=-5,5 points": "write `5.5`",
    "win rate=-5 points, cycle=+20%": "one move each",
    "winrte=-5 points": "did you mean `win rate`",
    "cycle=+20": "says no unit",
    "cycle=20": "says no change",
    "cycle=+5 points": "points are of rates",
    "cycle=-100%": "leaves nothing of it",
    "churn=+0.1 points per month": "that of a year",
    "attrition=+1 point": "nothing that is said as one number",
    "price=+5%": "nothing that is said as one number",
    "win rate": "is no move",
    "": "is no move",
    "x1.2": "is no move",
}


@pytest.mark.parametrize(("text", "name"), READ.items())
def test_what_may_be_typed_is_read(text: str, name: str) -> None:
    (found,) = moves_of([text])
    assert found.name == name
    assert moves_of([found.name]) == (found,)  # what is told can be typed


@pytest.mark.parametrize(("text", "why"), REFUSED.items())
def test_what_may_mean_two_things_or_none_is_asked_back(text: str, why: str) -> None:
    with pytest.raises(StudyError, match=re.escape(why)) as caught:
        moves_of([text])
    for offered in re.findall(r'"([^"]+)"', str(caught.value)):
        assert moves_of([offered.removesuffix(" --moves ...")]), offered  # a hint works when typed


def test_all_that_is_wrong_is_said_at_once_and_both_sides_are_two_moves() -> None:
    with pytest.raises(StudyError) as caught:
        moves_of(["win rate=-5%", "cycle=+20", "churn=+1 point"])
    assert len(str(caught.value).splitlines()) == 2
    assert [each.name for each in moves_of(["win rate=±5 points"])] == ["win rate -5 points", "win rate +5 points"]
    assert len(moves_of(["win rate=-5 points", "win_rate=-5pp"])) == 1


def test_a_move_says_what_becomes_of_a_number() -> None:
    targets = [move.target(0.4) for move in moves_of(["win rate=-5 points", "win rate=x0.5", "win rate=to 30%"])]
    assert targets == pytest.approx([0.35, 0.2, 0.3])


@pytest.mark.parametrize("wanted", [-0.4, 0.02, 0.7])
def test_a_place_is_found_where_a_curve_has_the_value(wanted: float) -> None:
    """A logistic curve from 0.5: its inverse is the logit."""
    tried = list[float]()

    def curve(t: float) -> float:
        tried.append(t)
        return 1.0 / (1.0 + math.exp(-2.0 * t))

    goal = abs(wanted) if wanted > 0 else 0.5 + wanted
    found = reach(curve, 0.5, goal, 0.1)
    assert found.reached and found.value == pytest.approx(goal, abs=0.011 * abs(goal - 0.5))
    assert found.at == pytest.approx(0.5 * math.log(goal / (1.0 - goal)), abs=0.1)
    assert len(tried) <= 10


def test_a_right_guess_needs_one_try() -> None:
    tried = list[float]()
    found = reach(lambda t: tried.append(t) or 10.0 * math.exp(t), 10.0, 12.0, math.log(1.2))
    assert (found.reached, len(tried)) == (True, 1)


def test_steps_are_met_as_near_as_they_come() -> None:
    found = reach(lambda t: float(round(5.0 * t)), 0.0, 2.3, 0.1)
    assert found.reached and found.value == 2.0


@pytest.mark.parametrize("first", [0.0, 0.3, 9.0])
def test_what_no_factor_makes_is_not_reached(first: float) -> None:
    assert not reach(lambda t: math.tanh(t), 0.0, 1.5, first).reached
    assert not reach(lambda t: -t, 0.0, 1.5, first).reached  # the wrong way
    assert not reach(lambda t: None, 0.0, 1.5, first).reached
    assert not reach(lambda t: None if t > 1.0 else t, 0.0, 1.5, first).reached
    within = reach(lambda t: None if t > 1.0 else t, 0.0, 0.9, first)
    assert within.reached and within.value == pytest.approx(0.9, abs=0.01)
    assert reach(lambda t: t, 0.0, FAR, first).reached


def test_odds_keep_shares_between_none_and_all() -> None:
    assert by_odds(0.5, math.log(3.0)) == pytest.approx(0.75)
    assert by_odds(0.2, math.log(4.0)) == pytest.approx(0.5)
    assert (by_odds(0.0, 2.0), by_odds(1.0, -2.0)) == (0.0, 1.0)
    assert 0.0 < by_odds(0.9, -FAR) < by_odds(0.9, FAR) < 1.0
    assert by_odds(by_odds(0.3, 1.7), -1.7) == pytest.approx(0.3)


TOY = Composite("toy rate", "win_rate")


class Toy(Section):
    """A mechanism that joins by tagging its own parameters."""

    chance: Annotated[float, param("share", "a share", ge=0, le=1, stands_for=StandsFor(TOY))] = 0.5
    never: Annotated[float, param("share", "a share", ge=0, le=1, stands_for=StandsFor(TOY))] = 0.0
    logit: Annotated[float, param("1", "a logit", ge=-2, le=2, stands_for=StandsFor(TOY, logit=True))] = -1.0
    amount: Annotated[float, param("1", "an amount", ge=0, le=4, stands_for=StandsFor(TOY))] = 3.0
    loss: Annotated[float, param("share", "a loss", ge=0, le=1, stands_for=StandsFor(TOY, against=True))] = 0.5
    wait: Annotated[LawSaid, law("day", "a time", stands_for=StandsFor(TOY))] = LawSaid("lognormal", 8.0, 0.5)
    none: Annotated[LawSaid, law("day", "no time", stands_for=StandsFor(TOY))] = LawSaid("fixed", 0.0, 0.0)
    other: Annotated[float, param("share", "another", ge=0, le=1, stands_for=StandsFor(CHURN))] = 0.5
    untold: Annotated[float, param("share", "nothing", ge=0, le=1)] = 0.5


def test_all_that_declares_it_moves_by_one_factor_within_its_bounds() -> None:
    parts = parts_of(Toy(), TOY)  # type: ignore[arg-type]  # any section is walked
    assert changes_at(parts, math.log(3.0)) == {
        "chance": "75%",
        "logit": f"to {math.log(3.0) - 1.0:.12g}",
        "amount": "x1.33333333333",  # 4 is the most
        "loss": "25%",
        "wait": "x3",
    }
    assert changes_at(parts, -FAR)["logit"] == "to -2"


def test_each_stands_for_a_metric_and_is_declared_beside_parameters() -> None:
    assert len({word for each in COMPOSITES for word in (each.name, *each.words)}) == sum(
        1 + len(each.words) for each in COMPOSITES
    )
    for each in COMPOSITES:
        assert each.metric in METRICS and patterns_of(each), each.name
        assert all(path.startswith("market.") for path in patterns_of(each)), each.name


def test_the_page_tells_what_moves() -> None:
    rows = {row[0].strip(): row for line in PAGE.read_text().splitlines() if (row := line.strip("| ").split("|"))}
    for each in COMPOSITES:
        said = rows[each.name]
        assert said[2].strip() == f"`{each.metric}`"
        assert sorted(re.findall(r"`([^`]+)`", said[3])) == sorted(patterns_of(each)), each.name
        for word in said[1].split(","):
            if not word.strip().startswith("all "):
                example = "+1 point" if METRICS[each.metric].unit == "share" else "+20%"
                assert moves_of([f"{word.strip()}={example}"])[0].composite == each


@pytest.mark.parametrize("path", sorted(Path("scenarios").glob("*.yaml"), key=str))
def test_every_move_makes_a_plan_of_every_shipped_firm(path: Path) -> None:
    scenario = load(path)
    for each in COMPOSITES:
        parts = parts_of(scenario, each)
        assert parts, each.name
        for factor in (0.8, 1.25):
            moved = variant(scenario, changes_at(parts, math.log(factor)), scenario.name)
            there = {part.path: part for part in parts_of(moved, each)}
            back = {name: there[name].at(-math.log(factor)) for name in there}
            again = {part.path: part.value for part in parts_of(variant(moved, back, "back"), each)}
            for part in parts:
                mine = part.value.location if isinstance(part.value, LawSaid) else part.value
                its = again[part.path].location if isinstance(part.value, LawSaid) else again[part.path]
                assert its == pytest.approx(mine, rel=1e-9), part.path


def test_a_move_is_made_in_the_result() -> None:
    base = variant(BASELINE, SHORT)
    texts = ["win rate=-5 points", "cycle=+20%", "win rate=to 99%"]
    found = sensitivity(base, moves=texts, ranges=False, replications=2, jobs=1, engine="compiled", metric="new_arr")
    rate, cycle, beyond = found.tried
    assert rate.together and cycle.together and beyond.together
    assert rate.high is None and cycle.low is None and rate.low is not None and cycle.high is not None
    assert rate.together.reached and rate.together.reached.mean == pytest.approx(-0.05, abs=0.02)
    before, after = cycle.together.before, cycle.together.after
    assert before and after and before.mean and after.mean
    assert after.mean / before.mean == pytest.approx(1.2, abs=0.08)
    assert {part.path.rsplit(".", 1)[1] for part in rate.together.parts} == {"conversion", "base"}
    made = variant(base, rate.together.changes(base), base.name)
    there, here = (run(each, 2, jobs=1, engine="compiled") for each in (made, base))
    assert rate.low.mean == pytest.approx(there.estimate("new_arr").mean)
    assert rate.moved_low and rate.moved_low.mean == pytest.approx(
        (there.measures["new_arr", "", ""].values() - here.measures["new_arr", "", ""].values()).mean()
    )
    assert beyond.low is None and beyond.high is None and "cannot be reached" in beyond.why
    said = told(found)
    text = " ".join(said.answers)
    assert "With win rate -5 points (" in text and "With sales cycle +20% (" in text
    assert "Win rate to 99%: cannot be reached" in text
    assert "tornado" in said.figures and "moves.csv" in said.files
    assert "--moves-only --moves 'win rate -5 points'" in said.command
    row = next(row for row in found.summary()["numbers"] if row["path"] == "win rate -5 points")
    assert row["range"] == "moved" and row["together"]["asked"] == "-5 points"
    json.dumps(found.summary())


def test_a_factor_found_in_few_replications_is_set_right_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    base = variant(BASELINE, SHORT)
    asked = {"moves": ["win rate=-8 points"], "ranges": False, "replications": 12, "jobs": 1, "engine": "compiled"}
    monkeypatch.setattr("gtmsim.study.sensitivity.sensitivity.SEARCHED", 2)
    heard: list[tuple[int, int]] = []
    found = sensitivity(base, progress=lambda *at: heard.append(at), **asked).tried[0].together  # type: ignore[arg-type]
    monkeypatch.setattr("gtmsim.study.sensitivity.moved._righted", lambda plan, one, *_: one)
    as_found = sensitivity(base, **asked).tried[0].together  # type: ignore[arg-type]
    assert found and as_found and found.reached and as_found.reached and found.replications == 2
    missed, missed_before = (abs((each.reached.mean or 0.0) + 0.08) for each in (found, as_found))  # type: ignore[union-attr]
    done, of = zip(*heard, strict=True)
    assert done[-1] == of[-1] and list(done) == sorted(done), "the search is part of the way that is shown"
    assert missed <= missed_before + 1e-9 and missed < 0.015


def test_what_has_no_value_or_no_number_is_said() -> None:
    base = variant(BASELINE, SHORT)
    found = sensitivity(base, moves="churn=+1 point", ranges=False, replications=2, engine="compiled")
    assert "`logo_churn_12m` has no value here" in found.tried[0].why
    nobody = variant(base, {"market.segments.small.churn": 0, "market.segments.mid.churn": 0})
    with pytest.raises(StudyError, match=r"stands for churn; say one of market\.segments\.\*\.churn"):
        sensitivity(nobody, moves=["churn=+1 point"], replications=2)
    with pytest.raises(StudyError, match="nothing to try"):
        sensitivity(base, ranges=False, replications=2)


def about(mean: float, half: float = 1.0) -> Estimate:
    return Estimate(mean, (mean - half, mean + half), "t", n=10)


def of_a_move(difference: float, middle: float = 10.0) -> tuple[Sensitivity, Tried]:
    move = Moved(
        Move(WIN_RATE, "add", -0.1), 0.4, -0.5, "", (), 10, about(0.4, 0.01), about(0.3, 0.01), about(-0.1, 0.01)
    )
    span = Range("win rate -10 points", "", "share", "40%", "30%", "", True, "")
    tried = Tried(span, about(difference), None, about(difference - middle), None, "", move)
    return Sensitivity((), Comparison((), ("a", "b"), "arr_end"), about(middle), (tried,), "arr_end"), tried


def test_of_two_plans_a_move_turns_the_answer_and_breaks_even_in_what_was_said() -> None:
    """From 10 at 40 % to -10 at 30 %, a line is at 0 at 35 %."""
    found, tried = of_a_move(-10.0)
    assert (found.turns(tried), found.holds(tried), found.break_even(tried)) == (True, False, "35.0%")
    found, tried = of_a_move(5.0)
    assert (found.turns(tried), found.holds(tried), found.break_even(tried)) == (False, True, "")
    found, tried = of_a_move(0.5)
    assert (found.turns(tried), found.holds(tried)) == (False, False)


Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """The command line as a person meets it: its code, what it prints, what it says aside."""
    file = Path(BASELINE).resolve()
    monkeypatch.chdir(tmp_path)

    def run_it(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["gtmsim", "sensitivity", str(file), *words])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        out, err = capfd.readouterr()
        return int(caught.value.code or 0), out, err

    return run_it


def test_on_the_command_line(say: Say, tmp_path: Path) -> None:
    quick = (
        "--set",
        "run.months=2",
        "--set",
        "run.run_off=false",
        "--replications",
        "2",
        "--engine",
        "compiled",
        "--jobs",
        "1",
    )
    plan = ("--plan", "Dearer", "plan.price=+10%")
    code, out, err = say(*plan, "--moves", "win rate=-5 points", "--moves-only", *quick, "--out", "there")
    assert code == 0, err
    assert "With win rate -5 points (" in out and "the difference is" in out
    folder = tmp_path / "there"
    assert {"summary.json", "moves.csv", "sensitivity.csv", "report.html"} <= {each.name for each in folder.iterdir()}
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "What moved together" in page and "win rate -5 points" in page
    code, out, err = say("--moves", "win rate=-5%", "--moves", "cycle=+20", *quick, "--out", "not")
    assert code == 2 and not (tmp_path / "not").exists()
    assert "may mean points" in err and "says no unit" in err and "Traceback" not in err
