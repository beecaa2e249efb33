"""The median of all deals: as by hand, as the estimate of one journal, and with an error that is the jackknife's."""

import numpy as np
import pytest
from study.test_coverage import deals_of_a_firm

from gtmsim.metrics.selling import medians_to_win
from gtmsim.metrics.values import CLOSED, OPEN, WON, Ended
from gtmsim.study.best import chances
from gtmsim.study.cycles import Cycles, Deals
from gtmsim.study.incidence import Incidence
from gtmsim.study.paired import difference
from gtmsim.study.pooled import Floats


def ended(*deals: tuple[float, int], channel: int = 0) -> Ended:
    days, outcome = (np.array(column) for column in zip(*deals, strict=True)) if deals else (np.zeros(0), np.zeros(0))
    where = np.full(len(deals), channel, np.int16)
    return Ended(where, np.zeros_like(where), days.astype(np.float64), outcome.astype(np.int8))


def of(*firms: Ended, dim: str = "", place: int = 0) -> Cycles:
    return Cycles(np.zeros(len(firms)), Deals(firms), dim, place)


def many(n: int, seed: int) -> list[Ended]:
    luck = np.random.default_rng(seed)
    return [deals_of_a_firm(luck) for _ in range(n)]


def test_by_hand() -> None:
    # As in the funnel's test: won 2, lost 4, won 6, won 8, open at 10 and 10; half of 3/6 is passed at day 6.
    first, second = ended((2, WON), (4, CLOSED), (10, OPEN)), ended((6, WON), (8, WON), (10, OPEN))
    assert of(first, second).estimate().mean == 6.0
    assert of(ended((2, WON), (10, WON), (5, OPEN))).estimate().mean == 10.0
    # The mean of the two medians of 2 and 6 would be 4.
    assert of(first, ended()).estimate().mean == 2.0 and of(ended(), second).estimate().mean == 6.0


def test_as_one_journal_would_say() -> None:
    firms = many(30, 4)
    whole = Deals(firms).all
    order = np.argsort(whole.days, kind="stable")
    slots = np.zeros(len(order), np.int64)
    won, closed = whole.outcome[order] == WON, whole.outcome[order] != OPEN
    assert of(*firms).estimate().mean == medians_to_win(slots, whole.days[order], won, closed, 1)[0]


def test_influence_is_the_slope_towards_a_replication() -> None:
    """What the sums change by when one replication weighs a little more."""
    deals = Deals(many(12, 5))
    plain = Incidence(deals.all, deals.replication, np.ones(12))
    place, step = plain.median, 1e-6
    slopes = []
    for i in range(12):
        weights: Floats = np.ones(12)
        weights[i] += step
        more = Incidence(deals.all, deals.replication, weights)
        slopes.append((more.ahead[place] - plain.ahead[place]) / step * 12)
    assert plain.influence() == pytest.approx(np.array(slopes), abs=1e-4)
    assert plain.influence().sum() == pytest.approx(0.0, abs=1e-9)


def test_ages_at_which_several_deals_end() -> None:
    """Influence with ties, and with an age at which everything ends."""
    luck = np.random.default_rng(6)
    firms = [
        ended(*zip(luck.integers(1, 6, 8).tolist(), luck.integers(0, 3, 8).tolist(), strict=True)) for _ in range(9)
    ]
    deals = Deals(firms)
    plain = Incidence(deals.all, deals.replication, np.ones(9))
    for i in range(9):
        weights: Floats = np.ones(9)
        weights[i] += 1e-6
        more = Incidence(deals.all, deals.replication, weights)
        slope = (more.ahead[plain.median] - plain.ahead[plain.median]) * 9e6
        assert plain.influence()[i] == pytest.approx(slope, abs=1e-4)


def test_the_interval_narrows_with_the_root_of_the_replications() -> None:
    few, most = of(*many(40, 7)).estimate(), of(*many(640, 8)).estimate()
    assert few.se is not None and most.se is not None and few.se / most.se == pytest.approx(4.0, rel=0.3)


def test_a_difference_is_paired() -> None:
    """The same deals, all slower by a tenth: a shared luck that leaves little of the error."""
    firms = many(60, 9)
    slower = [one._replace(days=one.days * 1.1) for one in firms]
    found = difference(of(*firms), of(*slower), "lower")
    unpaired = difference(of(*firms), of(*slower), "lower", paired=False)
    mean = of(*firms).estimate().mean
    assert mean is not None and found.mean == pytest.approx(0.1 * mean)
    width, wide = ((d.ci95[1] or 0.0) - (d.ci95[0] or 0.0) for d in (found, unpaired))
    assert 0.0 < width < 0.5 * wide
    assert found.p_better is not None and found.p_better < 1e-3
    assert difference(of(*firms), of(*firms), "lower").ci95 == (0.0, 0.0)


def test_slots_and_what_is_missing() -> None:
    firms = [ended((4, WON), channel=1), ended((2, CLOSED), channel=0), ended()]
    assert of(*firms, dim="channel", place=1).estimate().mean == 4.0
    assert of(*firms, dim="channel", place=1).estimate().n == 1
    assert of(*firms, dim="channel", place=0).missing() == "no opportunity of the horizon was won within it"
    assert of(*firms, dim="channel", place=2).missing() == "no opportunity of the horizon was won within it"


def test_few_wins_bear_no_interval() -> None:
    firms = [ended((3.0 + i, WON), (9.0, CLOSED), (9.5, CLOSED), (2.0, CLOSED)) for i in range(3)]
    found = of(*firms).estimate()
    assert found.mean == 4.0 and (found.ci95 == (None, None) or found.ci95[1] == 5.0)
    exact = of(*[ended((7.0, WON)) for _ in range(20)]).estimate()
    assert exact.ci95 == (7.0, 7.0) and exact.note is not None


def test_worlds_of_other_luck() -> None:
    """To first order as far apart as the medians of deals that have the weights of their replications."""
    firms = many(300, 10)
    cycles = of(*firms)
    assert cycles.worlds(np.ones((1, 300)))[0] == pytest.approx(cycles.estimate().mean)
    weights = np.random.default_rng(5).exponential(size=(200, 300))
    weighed = [Incidence(cycles.deals, cycles.replication, line) for line in weights]
    medians = np.array([life.days[life.median] for life in weighed])
    found = cycles.worlds(weights)
    assert np.corrcoef(found, medians)[0, 1] > 0.9
    assert found.std() == pytest.approx(medians.std(), rel=0.2)


def test_what_few_wins_say_of_the_best() -> None:
    few = [of(ended((3.0 + k, WON)), ended((9.0, WON)), ended((2.0, CLOSED))) for k in (0, 1)]
    assert few[0].moved().unbounded and chances(few, "lower") is None
    fast, slow = of(*many(60, 9)), of(*[one._replace(days=one.days * 1.1) for one in many(60, 9)])
    assert chances([slow, fast], "lower") == [0.0, 1.0]
