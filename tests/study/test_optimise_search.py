"""The search alone, on problems with known answers: no simulation stands behind them."""

from collections.abc import Callable
from itertools import product
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtmsim.study.optimise.search import Search
from gtmsim.study.optimise.space import Bill, Look, Point, nearest_point, shares, spread_points

WITHIN = 0.02  # of the optimum


class Problem(NamedTuple):
    """A planted problem: what a plan is worth and breaks, and the best that any plan reaches."""

    sizes: tuple[int, ...]
    start: Point
    look: Callable[[Point], Look]
    best: float


def broken(look: Look) -> float:
    return sum(max(0.0, each) for each in look.excess)


def enumerated(sizes: tuple[int, ...], look: Callable[[Point], Look]) -> float:
    """The best of all plans that keep the limits."""
    looks = (look(point) for point in product(*map(range, sizes)))
    return max(found.value for found in looks if broken(found) <= 0.0)


def five_channels() -> Problem:
    """Spend on five channels with falling returns; the best gives each unit of money to who makes most of it."""
    most, half, budget = (100.0, 80.0, 60.0, 40.0, 20.0), (10.0, 20.0, 15.0, 30.0, 5.0), 100

    def look(point: Point) -> Look:
        value = sum(a * x / (x + k) for a, k, x in zip(most, half, point, strict=True))
        return Look(value, ((sum(point) - budget) / budget,))

    spent = [0] * 5
    for _ in range(budget):
        gains = [a * (x + 1) / (x + 1 + k) - a * x / (x + k) for a, k, x in zip(most, half, spent, strict=True)]
        spent[int(np.argmax(gains))] += 1
    return Problem((61,) * 5, (20,) * 5, look, look(tuple(spent)).value)


def smallest_spend() -> Problem:
    """S-curves, and nothing or at least 8: the best plan leaves the third channel out."""
    values, budget = (0, *range(8, 61, 2)), 60

    def look(point: Point) -> Look:
        a, b, c = (values[place] for place in point)
        value = 100 * a**2 / (a**2 + 900) + 60 * b**2 / (b**2 + 400) + 30 * c**3 / (c**3 + 27_000)
        return Look(value, ((a + b + c - budget) / budget,))

    sizes = (len(values),) * 3
    return Problem(sizes, (10, 10, 10), look, enumerated(sizes, look))


def bottleneck() -> Problem:
    """Spend brings leads, one team qualifies and another closes them, a price that costs wins; cash must stay."""
    sizes = (41, 10, 10, 9)

    def look(point: Point) -> Look:
        spend, first, second, price = 2.0 * point[0], point[1] + 1, point[2] + 1, 0.8 + 0.05 * point[3]
        leads = 200.0 * spend / (spend + 40.0)
        deals = min(0.5 * min(leads, 30.0 * first), 11.0 * second)
        revenue = 10.0 * price * deals * max(0.0, 1.5 - price)
        cost = spend + 8.0 * first + 12.0 * second
        return Look(revenue, ((cost - 150.0) / 150.0, (120.0 - 0.5 * revenue) / 120.0))

    return Problem(sizes, (10, 2, 2, 4), look, enumerated(sizes, look))


PLANTED = pytest.mark.parametrize("problem", [five_channels(), smallest_spend(), bottleneck()], ids=["5", "S", "team"])


@PLANTED
@pytest.mark.parametrize("evaluations", [100, 300])
def test_a_known_optimum_is_come_by(problem: Problem, evaluations: int) -> None:
    search = Search(problem.look, problem.sizes, evaluations)
    best = search.known[search.run(problem.start)[0]]
    assert len(search.known) <= evaluations
    assert broken(best) <= 0.0
    assert best.value >= (1.0 - WITHIN) * problem.best


@PLANTED
@pytest.mark.parametrize("studies", [3, pytest.param(60, marks=pytest.mark.prove)])
def test_a_known_optimum_is_come_by_through_noise(problem: Problem, studies: int) -> None:
    """What a plan is worth differs with luck that all plans share, and a little with luck of its own."""
    for seed in range(studies):
        luck = np.random.default_rng(seed)
        scale, own = float(luck.normal(1.0, 0.05)), luck.normal(0.0, 0.002 * problem.best, 10_000)

        def look(point: Point, scale: float = scale, own: np.ndarray = own) -> Look:
            true = problem.look(point)
            return true._replace(value=scale * true.value + float(own[hash(point) % len(own)]))

        search = Search(look, problem.sizes, 300)
        best = problem.look(search.run(problem.start)[0])
        assert broken(best) <= 0.0
        assert best.value >= (1.0 - WITHIN) * problem.best, seed


def test_the_best_plan_may_leave_a_channel_out() -> None:
    problem = smallest_spend()
    best = Search(problem.look, problem.sizes, 200).run(problem.start)[0]
    assert best[2] == 0


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.integers(2, 12), min_size=1, max_size=4),
    st.integers(12, 40),
    st.integers(0, 2**32 - 1),
)
def test_no_plan_that_breaks_a_limit_is_put_first(sizes: list[int], most: int, seed: int) -> None:
    luck = np.random.default_rng(seed)
    slopes, gains = luck.uniform(0.1, 1.0, len(sizes)), luck.normal(size=len(sizes))
    budget = float(luck.uniform(0.2, 0.9)) * float(slopes.sum())

    def look(point: Point) -> Look:
        u = shares(point, sizes)
        return Look(float(gains @ u + np.sin(9.0 * u).sum()), ((float(slopes @ u) - budget) / budget,))

    search = Search(look, tuple(sizes), most)
    ranked = search.run((0,) * len(sizes))  # which is within the budget
    assert broken(search.known[ranked[0]]) <= 0.0
    assert len(search.known) <= most
    assert all(0 <= place < size for point in ranked for place, size in zip(point, sizes, strict=True))


def test_plans_that_are_none_are_passed_by() -> None:
    def look(point: Point) -> Look:
        return Look(float("-inf"), (float("inf"),)) if point[0] % 2 else Look(float(point[0]), (-1.0,))

    assert Search(look, (10, 3), 60).run((0, 0))[0][0] == 8


def test_where_nothing_differs_the_start_stays_first() -> None:
    assert Search(lambda point: Look(1.0, ()), (9, 9), 50).run((4, 4))[0] == (4, 4)


def test_no_look_beyond_what_is_allowed() -> None:
    seen: list[Point] = []

    def look(point: Point) -> Look:
        seen.append(point)
        return Look(-float(sum(point)), ())

    Search(look, (50, 50, 50), 37).run((25, 25, 25))
    assert len(seen) == len(set(seen)) <= 37


def test_a_bill_is_read_off_what_is_known() -> None:
    sizes = (11, 6)
    known = [
        (point, Look(0.0, (0.3 * point[0] - 0.2 * point[1] - 1.0,))) for point in ((0, 0), (10, 0), (0, 5), (3, 2))
    ]
    bill = Bill.of(known, sizes)
    assert bill.at(shares((4, 1), sizes)) == pytest.approx(0.3 * 4 - 0.2 - 1.0)
    assert nearest_point(bill.cheapest, sizes) == (0, 5)


def test_points_are_spread_over_what_the_budget_allows() -> None:
    sizes = (41, 41)
    bill = Bill(-0.5, np.array([1.0, 1.0]))  # half of the way, for both together
    points = list(spread_points(sizes, bill, 64))
    over = [bill.at(shares(point, sizes)) for point in points]
    assert max(over) <= 1.0 / 40.0  # but for rounding to the lattice
    assert sum(abs(each) <= 1.0 / 40.0 for each in over) >= 32  # half of them use all of it
    assert len(set(points)) > 40


def test_single_steps_settle_what_leads() -> None:
    def look(point: Point) -> Look:
        return Look(-float((point[0] - 5) ** 2 + (point[1] - 3) ** 2), ())

    search = Search(look, (9, 9), 40, {(4, 4): look((4, 4)), (0, 0): look((0, 0))})
    assert search.settled((4, 4))[0] == (5, 3)
    assert len(search.known) <= 40
