"""Many worlds without a simulation: keyed draws, who is best, regret, when it loses, what is worth knowing."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from gtmsim.journal.header import Flags, Floats
from gtmsim.study.quantiles import wilson
from gtmsim.study.robust.draws import Law, drawn, places
from gtmsim.study.robust.information import worths
from gtmsim.study.robust.prim import CASES, box_of
from gtmsim.study.robust.verdicts import OPEN, beaten, best_told, mean_regrets, regrets

NORMAL = NormalDist()


def cube(worlds: int, numbers: int, seed: int) -> Floats:
    return np.stack([places(f"market.number_{i}", worlds, seed) for i in range(numbers)], axis=1)


def test_a_number_is_drawn_by_its_name_alone() -> None:
    """One more number, or the same in another order, moves no other's draws."""
    few, more = cube(50, 3, 1), cube(50, 9, 1)
    np.testing.assert_array_equal(few, more[:, :3])
    assert not np.array_equal(places("a", 50, 1), places("b", 50, 1))
    assert not np.array_equal(places("a", 50, 1), places("a", 50, 2))


@pytest.mark.parametrize("worlds", [2, 7, 100])
def test_each_part_of_a_law_is_met_once(worlds: int) -> None:
    for name in ("a", "b", "market.churn"):
        assert sorted((places(name, worlds, 3) * worlds).astype(int)) == list(range(worlds))


def test_numbers_hang_together_by_chance_alone() -> None:
    found = np.corrcoef(cube(400, 30, 5), rowvar=False)[np.triu_indices(30, 1)]
    assert abs(found.mean()) < 0.01 and found.std() == pytest.approx(1.0 / math.sqrt(400), rel=0.2)


@pytest.mark.parametrize(
    ("law", "mean", "variance"),
    [("triangular", (1.0 + 2.0 + 6.0) / 3.0, (1.0 + 4.0 + 36.0 - 2.0 - 6.0 - 12.0) / 18.0), ("uniform", 3.5, 25 / 12)],
)
def test_laws_have_their_moments(law: Law, mean: float, variance: float) -> None:
    found = drawn(places("a", 4000, 1), 1.0, 2.0, 6.0, law)
    assert found.mean() == pytest.approx(mean, rel=1e-3) and found.var() == pytest.approx(variance, rel=1e-2)
    assert found.min() >= 1.0 and found.max() <= 6.0


def test_a_mode_at_an_end_is_a_law() -> None:
    u = places("a", 100, 1)
    for mode in (1.0, 6.0):
        found = drawn(u, 1.0, mode, 6.0, "triangular")
        assert np.isfinite(found).all() and abs(found.mean() - mode) < 2.0
    assert drawn(u, 2.0, 2.0, 2.0, "triangular").tolist() == [2.0] * 100


def plans(d: Floats, sd: float, replications: int, luck: np.random.Generator) -> Floats:
    """Two plans in shared luck, the second ahead by `d` in each world."""
    common = 9.0 * luck.normal(size=(len(d), replications))
    own = sd * luck.normal(size=(len(d), replications))
    return np.stack([common, common + d[:, None] + own], axis=1)


def test_who_is_best_beyond_doubt() -> None:
    """On paper: differences of 1 and 3, of -1 and -3, of -1 and 3, and none at all."""
    x = np.zeros((4, 2, 2))
    x[:, 1] = [[10.0, 10.1], [-10.0, -10.1], [-1.0, 3.0], [0.0, 0.0]]
    assert best_told(x).tolist() == [1, 0, OPEN, OPEN]
    assert beaten(x, 1).tolist() == [False, True, False, False]
    assert beaten(x, 0).tolist() == [True, False, False, False]


def test_identical_plans_cannot_be_told() -> None:
    x = np.random.default_rng(1).normal(size=(30, 1, 5)).repeat(3, axis=1)
    assert (best_told(x) == OPEN).all() and not regrets(x).any()


def test_three_plans_are_told_together() -> None:
    x = np.zeros((1, 3, 3))
    x[0, 2] = [5.0, 5.1, 5.2]
    assert best_told(x).tolist() == [2]
    x[0, 1] = [5.0, 5.3, 4.9]
    assert best_told(x).tolist() == [OPEN]
    assert beaten(x, 0).tolist() == [True]


def test_luck_alone_is_told_as_often_as_promised() -> None:
    luck = np.random.default_rng(2)
    told = best_told(plans(np.zeros(4000), 1.0, 6, luck)) != OPEN
    assert told.mean() == pytest.approx(0.05, abs=0.01)


def test_the_share_of_worlds_is_that_of_the_closed_form() -> None:
    """The second is ahead by 3 x - 1, x uniform: in two of three worlds."""
    d = 3.0 * places("x", 300, 4) - 1.0
    best = best_told(plans(d, 0.01, 4, np.random.default_rng(1)))
    assert np.mean(best == 1) == pytest.approx(2.0 / 3.0, abs=0.01)
    assert np.mean(best == OPEN) < 0.02


@pytest.mark.parametrize(("ahead", "spread", "sd"), [(1.0, 1.0, 0.2), (1.0, 1.0, 3.0), (0.5, 2.0, 2.0)])
def test_regret_is_that_of_the_closed_form_whatever_the_luck(ahead: float, spread: float, sd: float) -> None:
    """E max(0, -d) of a normal d; the plain largest mean would be too large by far where luck is."""
    z = ahead / spread
    truth = spread * (NORMAL.pdf(z) - z * (1.0 - NORMAL.cdf(z)))
    means = []
    for seed in range(12):
        luck = np.random.default_rng(seed)
        x = plans(ahead + spread * luck.normal(size=200), sd, 5, luck)
        means.append(mean_regrets(x)[1].mean)
    error = np.std(means, ddof=1) / math.sqrt(len(means))
    assert np.mean(means) == pytest.approx(truth, abs=3.0 * error + 0.02 * truth)


def test_without_differences_between_worlds_luck_is_no_regret() -> None:
    x = plans(np.full(100, 0.8), 1.0, 8, np.random.default_rng(3))
    regret = mean_regrets(x)
    assert regret[1].mean == pytest.approx(0.0, abs=0.01)
    assert regret[0].mean == pytest.approx(0.8, abs=0.1)


def known(ahead: float, slope: float) -> float:
    """What knowing x is worth where the second is ahead by `ahead + slope x`, x uniform on -1 to 1."""
    x = np.linspace(-1.0, 1.0, 100_001)
    return float(np.maximum(ahead + slope * x, 0.0).mean() - max(ahead, 0.0))


def study(ahead: float, slope: float, worlds: int, seed: int, numbers: int = 20) -> tuple[Floats, Floats]:
    """Two plans whose difference follows two numbers and luck; the first number has the slope."""
    u = 2.0 * cube(worlds, numbers, seed) - 1.0
    luck = np.random.default_rng(seed)
    d = ahead + slope * u[:, 0] + u[:, 1] + 0.5 * luck.normal(size=worlds)
    return np.stack([np.zeros(worlds), d], axis=1), u


@pytest.mark.parametrize(("ahead", "slope"), [(-1.0, 2.0), (-1.0, 1.5), (0.5, 2.0)])
@pytest.mark.parametrize("studies", [12, pytest.param(200, marks=pytest.mark.prove)])
def test_the_worth_of_a_number_is_that_of_the_closed_form(ahead: float, slope: float, studies: int) -> None:
    truth = known(ahead, slope)
    found = [worths(*study(ahead, slope, 100, seed))[0] for seed in range(studies)]
    values = np.array([each.value for each in found])
    assert values.mean() == pytest.approx(truth, abs=3.0 * values.std() / math.sqrt(studies) + 0.03 * truth)
    assert np.mean([each.low <= truth <= each.high for each in found]) >= 0.85
    assert np.mean([each.told for each in found]) >= 0.8


def test_a_normal_number_is_worth_what_the_unit_loss_integral_says() -> None:
    """Ahead by -0.5 + 1 z: pdf(0.5) - 0.5 (1 - cdf(0.5)) = 0.1978."""
    z = np.array([NORMAL.inv_cdf(u) for u in places("z", 400, 2)])
    noise = 0.3 * np.random.default_rng(1).normal(size=400)
    (found,) = worths(np.stack([np.zeros(400), -0.5 + z + noise], axis=1), z[:, None])
    assert found.value == pytest.approx(0.1978, abs=0.02) and found.told


def test_what_turns_no_choice_is_worth_nothing() -> None:
    """Ahead by 5 + x at least 4: the plan stays, however much x moves both."""
    u = cube(100, 5, 1)
    found = worths(np.stack([10.0 * u[:, 0], 10.0 * u[:, 0] + 5.0 + u[:, 1]], axis=1), u)
    assert [each.value for each in found] == [0.0] * 5 and not any(each.told for each in found)


def test_a_number_that_never_varies_is_worth_nothing() -> None:
    v, u = study(-1.0, 2.0, 50, 1)
    u[:, 3] = 7.0
    assert worths(v, u)[3].value == 0.0


@pytest.mark.parametrize("studies", [12, pytest.param(300, marks=pytest.mark.prove)])
def test_noise_is_not_shown_as_value(studies: int) -> None:
    """Two plans that differ by luck alone, thirty numbers: none is told in 95 of 100 studies."""
    told = 0
    for seed in range(studies):
        luck = np.random.default_rng(seed)
        v = np.stack([np.zeros(60), luck.normal(size=60)], axis=1)
        told += any(each.told for each in worths(v, cube(60, 30, seed)))
    assert told / studies <= 0.05 + 2.5 * math.sqrt(0.05 * 0.95 / studies)


def planted(worlds: int, numbers: int, seed: int, wrong: float = 0.05) -> tuple[Floats, Flags]:
    """It happens where the first number is above .6 and the second below .5, and now and then elsewhere."""
    u = cube(worlds, numbers, seed)
    happens = (u[:, 0] > 0.6) & (u[:, 1] < 0.5)
    return u, np.where(np.random.default_rng(seed).random(worlds) < wrong, ~happens, happens)


def test_a_planted_box_is_found() -> None:
    for seed in range(3):
        box = box_of(*planted(200, 12, seed))
        assert box is not None
        assert {(side.place, side.above) for side in box.sides} == {(0, True), (1, False)}
        values = {side.place: side.value for side in box.sides}
        assert values[0] == pytest.approx(0.6, abs=0.06) and values[1] == pytest.approx(0.5, abs=0.06)
        assert box.coverage > 0.7 and box.density > 0.85 and box.p_value <= 0.05
        assert all(0.5 < share <= 1.0 for share in box.held_out)


def test_one_condition_is_enough_where_one_does() -> None:
    u = cube(100, 20, 1)
    box = box_of(u, u[:, 7] < 0.25)
    assert box is not None
    (side,) = box.sides
    assert (side.place, side.above) == (7, False) and side.value == pytest.approx(0.25, abs=0.02)
    assert (box.coverage, box.density, box.inside) == (1.0, 1.0, 25)


def test_what_happens_by_luck_has_no_box() -> None:
    found = [box_of(cube(60, 15, seed), np.random.default_rng(seed).random(60) < 0.2) for seed in range(6)]
    assert sum(box is not None for box in found) <= 1


def test_few_cases_are_not_asked() -> None:
    u = cube(100, 3, 1)
    few = np.zeros(100, dtype=np.bool_)
    few[: CASES - 1] = True
    assert box_of(u, few) is None and box_of(u, ~few) is None and box_of(u[:15], few[:15]) is None


def test_numbers_that_never_vary_make_no_box() -> None:
    happens = np.arange(40) < 12
    assert box_of(np.ones((40, 2)), happens) is None


def test_a_share_is_that_of_wilson() -> None:
    low, high = wilson(0.84, 100, NORMAL.inv_cdf(0.975))
    assert (round(100 * low), round(100 * high)) == (76, 90)
