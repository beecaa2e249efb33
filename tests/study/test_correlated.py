"""Numbers that go together: every one keeps its own places, and their ranks have the correlation that was asked for."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from gtmsim.report.studies.robust import told
from gtmsim.scenario.checks.correlations import factor, of_scores
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, variant
from gtmsim.study.changes import changes, settings
from gtmsim.study.problems import StudyError
from gtmsim.study.robust.correlated import Pairs, groups, rank_correlation, together
from gtmsim.study.robust.draws import places
from gtmsim.study.robust.robust import robust

BASELINE = "scenarios/baseline.yaml"
SMALL, MID, CSM = "market.segments.small.churn", "market.segments.mid.churn", "market.attrition.csm"
SHORT = {"run.months": 2, "run.run_off": False}
THREE: Pairs = {("a", "b"): 0.8, ("c", "b"): -0.5, ("a", "c"): -0.3}


def cube(worlds: int, names: str = "abcd", seed: int = 1) -> dict[str, np.ndarray]:
    return {name: places(name, worlds, seed) for name in names}


def said(*pairs: tuple[str, str, float]) -> dict[str, object]:
    names = ("first", "second", "rank_correlation")
    return {"run.correlations": {f"pair{i}": dict(zip(names, pair, strict=True)) for i, pair in enumerate(pairs)}}


@pytest.mark.parametrize("worlds", [2, 5, 20, 100, 1000])
def test_every_number_keeps_its_places(worlds: int) -> None:
    before = cube(worlds)
    after = together(before, THREE)
    for name in before:
        assert np.array_equal(np.sort(after[name]), np.sort(before[name]))
    assert np.array_equal(after["d"], before["d"]) and np.array_equal(after["a"], before["a"])


@pytest.mark.parametrize(("worlds", "off"), [(20, 0.1), (100, 0.02), (1000, 0.005)])
def test_ranks_have_the_correlation(worlds: int, off: float) -> None:
    for seed in range(5):
        after = together(cube(worlds, seed=seed), THREE)
        for (one, other), asked in THREE.items():
            assert rank_correlation(after[one], after[other]) == pytest.approx(asked, abs=off)


@pytest.mark.parametrize("asked", [-1.0, -0.6, 0.0, 0.3, 0.95, 1.0])
def test_of_two_any_correlation_is_met(asked: float) -> None:
    after = together(cube(50), {("a", "b"): asked})
    assert rank_correlation(after["a"], after["b"]) == pytest.approx(asked, abs=0.02)


def test_correlation_of_scores_is_that_of_their_ranks() -> None:
    """Pearson 1907: of two normals with correlation r, ranks have 6 / pi x arcsin(r / 2)."""
    assert [of_scores(x) for x in (-1.0, 0.0, 1.0)] == pytest.approx([-1.0, 0.0, 1.0])
    r = of_scores(0.7)
    x, y = np.random.default_rng(1).normal(size=(2, 200_000))
    assert rank_correlation(x, r * x + np.sqrt(1.0 - r * r) * y) == pytest.approx(0.7, abs=0.01)


def test_ranks_of_equals_are_their_mean() -> None:
    assert rank_correlation(np.array([1.0, 1.0, 2.0]), np.array([1.0, 1.0, 2.0])) == pytest.approx(1.0)
    assert rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])) == pytest.approx(0.5)
    assert rank_correlation(np.ones(3), np.arange(3.0)) is None


def test_those_that_go_together_by_others_are_one_group() -> None:
    assert groups({("c", "a"): 0.1, ("x", "y"): 0.1, ("a", "b"): 0.1}) == [["a", "b", "c"], ["x", "y"]]
    assert groups({}) == []


def test_a_matrix_has_its_triangle_where_it_is_possible() -> None:
    found = factor([[1.0, 0.5, 0.2], [0.5, 1.0, -0.3], [0.2, -0.3, 1.0]])
    assert found is not None
    assert np.allclose(np.array(found) @ np.array(found).T, [[1.0, 0.5, 0.2], [0.5, 1.0, -0.3], [0.2, -0.3, 1.0]])
    assert factor([[1.0, 1.0], [1.0, 1.0]]) == [[1.0, 0.0], [1.0, 0.0]]
    assert factor([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]]) is None
    for signs in itertools.product((-1.0, 1.0), repeat=3):
        matrix = np.array([[1.0, signs[0], signs[1]], [signs[0], 1.0, signs[2]], [signs[1], signs[2], 1.0]])
        assert (factor(matrix.tolist()) is not None) == bool(np.linalg.eigvalsh(matrix).min() > -1e-9)


REFUSED = [
    ([(SMALL, "market.segments.mid.chur", 0.5)], "E_UNKNOWN", "did you mean `market.segments.mid.churn`?"),
    ([(SMALL, "run.seed", 0.5)], "E_UNKNOWN", "one of `market` or `plan`"),
    ([(SMALL, "market.segments.mid", 0.5)], "E_UNKNOWN", "did you mean"),
    ([(SMALL, SMALL, 0.5)], "E_VALUE", "name another one"),
    ([(SMALL, MID, 0.5), (MID, SMALL, 0.4)], "E_CONFLICT", "keep one of them"),
    ([(SMALL, MID, 1.5)], "E_RANGE", "need at least -1, at most 1"),
    ([(SMALL, MID, 0.8), (SMALL, CSM, 0.8), (MID, CSM, -0.5)], "E_RANGE", "write `0.32` here"),
    ([(SMALL, MID, 1), (MID, CSM, 1)], "E_RANGE", "write `0` here"),
]


@pytest.mark.parametrize(("pairs", "code", "hint"), REFUSED)
def test_what_cannot_be_is_refused(pairs: list[tuple[str, str, float]], code: str, hint: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        variant(BASELINE, said(*pairs))
    problem = caught.value.problems[0]
    assert problem.code == code and hint in str(problem)
    assert problem.path[:2] == ("run", "correlations") and problem.mark is not None


def test_a_hint_works_when_typed() -> None:
    assert variant(BASELINE, said((SMALL, MID, 0.8), (SMALL, CSM, 0.8), (MID, CSM, 0.32)))
    assert variant(BASELINE, said((SMALL, MID, 1), (SMALL, CSM, 1), (MID, CSM, 1)))


def test_worlds_are_drawn_together_and_told() -> None:
    base = variant(variant(BASELINE, SHORT), said((SMALL, MID, 0.8), (MID, "market.channels.content.organic", 0.5)))
    dearer = variant(base, {"plan.price": "+5%"}, "dearer")
    asked = {"assumed": False, "worlds": 20, "replications": 2, "engine": "compiled", "jobs": 1}
    found = robust(base, dearer, **asked)  # type: ignore[arg-type]  # each its own
    place = {each.path: i for i, each in enumerate(found.assumptions)}
    (row,) = found.summary()["correlations"]
    assert (row["first"], row["second"], row["rank_correlation"]) == (SMALL, MID, 0.8)
    assert row["drawn"] == pytest.approx(0.8, abs=0.06)
    apart = robust(variant(BASELINE, SHORT), variant(dearer, {"run.correlations": None}), **asked)  # type: ignore[arg-type]
    for path, i in place.items():
        assert sorted(found.numbers[:, i]) == sorted(apart.numbers[:, i]), path
        assert np.array_equal(found.numbers[:, i], apart.numbers[:, i]) == (path != SMALL), path
    assert any("content.organic is not drawn" in why for _, why in found.left_out)
    tables = {table.title: table for table in told(found).tables}
    assert tables["What goes together"].rows[0][:3] == (SMALL, MID, "+0.80")
    json.dumps(found.summary())
    with pytest.raises(StudyError, match="say other correlations"):
        robust(base, variant(dearer, {"run.correlations": None}), **asked)  # type: ignore[arg-type]


def test_it_is_no_setting_of_the_experiment_and_is_kept_in_the_resolved_file(tmp_path: Path) -> None:
    base = load(BASELINE)
    other = variant(base, said((SMALL, MID, 0.8)), base.name)
    assert changes(base, other) and not settings(changes(base, other))
    from gtmsim.scenario.writing import resolved_yaml

    (tmp_path / "again.yaml").write_text(resolved_yaml(other), encoding="utf-8")
    assert load(tmp_path / "again.yaml").run.correlations == other.run.correlations
