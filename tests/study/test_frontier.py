"""The frontier of two objectives: closed forms without a simulation, and the same firm end to end."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from study.fakes import SEARCHED

from gtmsim.report.studies.optimise import told
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_text, variant
from gtmsim.study.optimise.aim import Aim, aim_of, second_of
from gtmsim.study.optimise.found import Optimum
from gtmsim.study.optimise.optimise import optimise
from gtmsim.study.optimise.pareto import LIMITS, Pair, traced, unbeaten
from gtmsim.study.optimise.search import Search
from gtmsim.study.optimise.space import Look, Point
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import run
from gtmsim.study.sweeps.axis import as_said

WITHIN = 0.02


class Problem(NamedTuple):
    """Two things to have much of, and the most of the first that any plan has with so much of the second."""

    sizes: tuple[int, ...]
    start: Point
    pair: Callable[[Point], Pair]
    most: Callable[[float], float]
    ends: tuple[float, float]  # of the second on the frontier


def roots() -> Problem:
    """Falling returns against money kept: by Cauchy and Schwarz the most is the root of spend times the squares."""
    gains, budget = np.array([3.0, 2.0, 1.0]), 60.0

    def pair(point: Point) -> Pair:
        spent = float(sum(point))
        return Pair(Look(float((gains * np.sqrt(point)).sum()), ((spent - budget) / budget,)), -spent)

    return Problem((61,) * 3, (20,) * 3, pair, lambda kept: float(np.sqrt(-kept * (gains @ gains))), (-budget, 0.0))


def bulge() -> Problem:
    """ZDT2, whose frontier bulges inwards: no sum of both with weights has its best anywhere but at the ends."""

    def pair(point: Point) -> Pair:
        u = np.array(point) / (60, 20, 20)
        g = 1.0 + 9.0 * float(u[1:].mean())
        return Pair(Look(1.0 - float(u[0])), 2.0 - g * (1.0 - (float(u[0]) / g) ** 2))

    return Problem((61, 21, 21), (30, 10, 10), pair, lambda s: 1.0 - float(np.sqrt(max(0.0, s - 1.0))), (1.0, 2.0))


def limits_tried(problem: Problem, pair: Callable[[Point], Pair], evaluations: int) -> list[Point]:
    known: dict[Point, Pair] = {}

    def look(point: Point) -> Look:
        known[point] = pair(point)
        return known[point].look

    Search(look, problem.sizes, evaluations).run(problem.start)
    searched = len(known)
    tried = traced(pair, known, problem.sizes, evaluations // 6)
    assert len(known) <= searched + (2 + LIMITS) * (evaluations // 6)
    return [each.ranked[0] for each in tried]


PLANTED = pytest.mark.parametrize("problem", [roots(), bulge()], ids=["roots", "bulge"])


@PLANTED
def test_a_frontier_with_a_closed_form_is_found(problem: Problem) -> None:
    points = limits_tried(problem, problem.pair, 200)
    assert len(points) == LIMITS
    seconds = []
    for point in points:
        look, second = problem.pair(point)
        assert all(each <= 0.0 for each in look.excess)
        assert look.value >= (1.0 - WITHIN) * problem.most(second) - 1e-9
        seconds.append(second)
    span = problem.ends[1] - problem.ends[0]
    assert seconds == sorted(seconds)
    assert min(seconds) <= problem.ends[0] + WITHIN * span and max(seconds) >= problem.ends[1] - WITHIN * span
    assert max(b - a for a, b in pairwise(seconds)) <= 0.35 * span  # spread, not heaped at ends


@PLANTED
@pytest.mark.parametrize("studies", [2, pytest.param(40, marks=pytest.mark.prove)])
def test_a_frontier_is_found_through_noise(problem: Problem, studies: int) -> None:
    """What is seen differs by luck that all plans share, and by a little of their own."""
    size = problem.most(problem.ends[0])
    for seed in range(studies):
        luck = np.random.default_rng(seed)
        scale, own = float(luck.normal(1.0, 0.05)), luck.normal(0.0, 0.002 * size, 10_000)

        def pair(point: Point, scale: float = scale, own: np.ndarray = own) -> Pair:
            look, second = problem.pair(point)
            return Pair(look._replace(value=scale * look.value + float(own[hash(point) % len(own)])), second)

        for point in limits_tried(problem, pair, 200):
            look, second = problem.pair(point)
            assert look.value >= (1.0 - WITHIN) * problem.most(second) - 0.01 * size, seed


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_unbeaten_is_what_its_name_says(values: list[tuple[int, int]]) -> None:
    kept = unbeaten(values)
    chosen = [values[i] for i in kept]
    assert len(set(chosen)) == len(chosen)
    for a, b in values:
        beaten = any(c >= a and d >= b and (c, d) != (a, b) for c, d in values)
        assert beaten != ((a, b) in chosen)


def test_no_limit_is_tried_where_no_plan_keeps_what_is_asked() -> None:
    known = {(0,): Pair(Look(1.0, (0.5,)), 1.0)}
    assert traced(lambda point: Pair(Look(1.0, (0.5,)), 1.0), known, (3,), 8) == []


def test_where_one_plan_is_best_in_both_it_is_alone() -> None:
    tried = traced(lambda p: Pair(Look(float(p[0])), float(p[0])), {(4,): Pair(Look(4.0), 4.0)}, (9,), 12)
    assert {each.ranked[0] for each in tried} == {(8,)}


FIRM = load_text(SEARCHED, "firm.yaml")
SPEND, SELLERS = "plan.spend.search_ads", "plan.teams.ae.headcount"
ASKED: dict[str, Any] = {"metric": "new_arr", "budget": "none", "evaluations": 10, "replications": 8, "jobs": 1}


@pytest.fixture(scope="module")
def best() -> Optimum:
    return optimise(FIRM, f"{SPEND}=0..40k:4k", f"{SELLERS}=1..3", frontier="cash_end", **ASKED)


def test_a_frontier_runs_from_the_one_to_the_other(best: Optimum) -> None:
    edge = best.frontier
    assert edge is not None and best.tested is not None and len(edge.places) > 1
    assert edge.places[edge.found].point == best.tested.point
    firsts, seconds = [each.first for each in edge.places], [each.second for each in edge.places]
    assert firsts == sorted(firsts, reverse=True)
    others = [each for i, each in enumerate(seconds) if i != edge.found]
    assert others == sorted(others)
    assert edge.places[0].from_before is None and edge.places[edge.found].from_found is None


def test_a_plan_of_the_frontier_is_judged_on_luck_that_no_search_has_seen(best: Optimum) -> None:
    edge = best.frontier
    assert edge is not None
    place = next(each for i, each in enumerate(edge.places) if i != edge.found)
    again = run(place.results.scenario, 16, jobs=1)
    today = run(FIRM, 16, jobs=1)
    for metric, said in (("new_arr", place.from_today.first), ("cash_end", place.from_today.second)):
        there, here = (each.measures[metric, "", ""].values()[8:] for each in (again, today))
        assert said["mean"] == pytest.approx(float((there - here).mean()), abs=1e-6)


def test_a_frontier_is_told(best: Optimum, tmp_path: Path) -> None:
    edge = best.frontier
    assert edge is not None
    said = told(best)
    assert any(answer.startswith("Frontier: ") for answer in said.answers)
    assert any("today's" in answer and "both" in answer for answer in said.answers)
    table = said.tables[-1]
    assert table.title == "The frontier" and len(table.rows) == 1 + len(edge.places)
    assert table.rows[0][0] == "today" and all(len(row) == len(table.columns) for row in table.rows)
    assert "--frontier cash_end" in said.command
    assert "for the frontier" in said.notes[-1]
    folder = best.write(tmp_path / "best")
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    assert summary["frontier"]["metric"] == "cash_end"
    assert (folder / "frontier.csv").read_text("utf-8").count("\n") == 1 + len(edge.places)
    assert (folder / "figures" / "frontier.png").stat().st_size > 10_000
    names = {path.name for path in folder.glob("frontier_*.yaml")}
    assert f"frontier_{edge.found + 1}.yaml" not in names and names
    for name in names:
        place = edge.places[int(name.removesuffix(".yaml").rpartition("_")[2]) - 1]
        assert load(folder / name).plan == place.results.scenario.plan


def test_the_same_frontier_by_the_file(best: Optimum) -> None:
    text = f"""
search:
  budget: 40M
  levers: ["{SPEND}=0..40k:4k", "{SELLERS}=1..3"]
  frontier: cash_end
"""
    said = load_text(SEARCHED + text, "firm.yaml")
    again = optimise(said, **{**ASKED, "jobs": 2})
    assert again.summary()["frontier"] == best.summary()["frontier"]


def test_every_plan_of_a_study_finds_the_same_firm_on_day_0() -> None:
    """Price and sellers move day 0 unless they are kept: a step is what the two plans bring by themselves."""
    text = SEARCHED.replace("initial: {cash: 1M}", "initial: {cash: 1M, customers: {small: 20}}")
    firm = load_text(text, "firm.yaml")
    found = optimise(firm, "plan.price=80%..120%:10%", f"{SELLERS}=1..3", **{**ASKED, "metric": "arr_end"})
    assert found.tested is not None and found.tested.results.replications == 8
    for curve in found.around.curves:
        for value in curve.values:
            point = list(found.tested.point)
            point[curve.lever] = value.place
            changes = {x.path: as_said(x.values[p]) for x, p in zip(found.levers, point, strict=True) if p != x.today}
            alone = run(variant(firm, changes, "alone") if changes else firm, 16, jobs=1)
            gain = (
                alone.measures["arr_end", "", ""].values()[8:]
                - found.tested.results.measures["arr_end", "", ""].values()
            )
            assert float(gain.mean()) == pytest.approx(0.0 if value.moved is None else value.moved.mean, abs=1e-6)


def test_what_is_odd_in_both_plans_is_said_once() -> None:
    text = SEARCHED.replace(
        "salary: 60k per year}", "salary: 60k per year}\n    csm: {headcount: 1, salary: 60k per year}"
    )
    found = optimise(load_text(text, "firm.yaml"), f"{SPEND}=0..40k:8k", **ASKED)
    assert found.changes
    assert [text for text in found.warnings if "the csm team costs money" in text] == [
        text for text in found.base.warnings if "the csm team costs money" in text
    ]


def test_without_being_asked_there_is_none() -> None:
    found = optimise(FIRM, f"{SPEND}=0..40k:8k", **ASKED)
    assert found.frontier is None and found.second is None and found.spent.frontier == 0
    assert "frontier" not in " ".join(told(found).answers)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("cash_lowst", "no metric is called `cash_lowst`; did you mean `cash_lowest`?"),
        ("cash_lowest>=0@95%", "is a condition; a frontier takes one metric beside the one that decides"),
        ("new_arr,cash_end", "are several"),
        ("plan_cost", "has no better side"),
        ("new_arr", "is what plans are judged by already"),
        ("", "no metric is called"),
    ],
)
def test_what_is_no_second_metric_is_refused(said: str, what: str) -> None:
    with pytest.raises(StudyError) as refused:
        optimise(FIRM, f"{SPEND}=0..40k:4k", frontier=said, **ASKED)
    assert "frontier: " in str(refused.value) and what in str(refused.value)


def test_a_metric_may_stand_beside_its_own_tail() -> None:
    aim = aim_of(FIRM, "mean")
    assert second_of(None, aim) is second_of("none", aim) is None
    assert second_of("cash lowest", aim) == Aim("mean", "cash_lowest", "higher")
    assert second_of("arr_end", Aim("p10", "arr_end", "higher")) == Aim("mean", "arr_end", "higher")


def test_a_wrong_metric_in_a_file_has_its_place() -> None:
    text = f"search:\n  levers: ['{SPEND}=0..40k:4k']\n  frontier: cash_lowst\n"
    with pytest.raises(ScenarioError) as refused:
        optimise(load_text(SEARCHED + text, "firm.yaml"), replications=2)
    (problem,) = map(str, refused.value.problems)
    assert (
        problem.startswith("firm.yaml:")
        and "search.frontier: no metric" in problem
        and "did you mean `cash_lowest`" in problem
    )
