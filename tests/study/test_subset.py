"""Which of many may be the best: by hand, and with the chance that it promises."""

import numpy as np
import pytest

from gtmsim.study.sample import Sample
from gtmsim.study.subset import leader, may_be_best

MANY, FEW = 1000, 60


def sample(values: list[float]) -> Sample:
    return Sample(np.array(values, float), np.ones(len(values)), "count")


def test_what_another_always_beats_is_out() -> None:
    luck = np.random.default_rng(3).normal(0.0, 10.0, 30)
    samples = [sample((luck + shift).tolist()) for shift in (0.0, 1.0, 5.0)]
    assert may_be_best(samples, "higher") == [False, False, True], "the same luck: shifts alone differ"
    assert may_be_best(samples, "lower") == [True, False, False]
    assert (leader(samples, "higher"), leader(samples, "lower")) == (2, 0)


def test_equals_stay_together() -> None:
    same = sample([1.0, 2.0, 3.0])
    assert may_be_best([same, same], "higher") == [True, True]
    assert leader([same, same], "higher") == 0


def test_few_replications_that_all_say_the_same_prove_little() -> None:
    """Three tosses that fall alike happen by luck one time in eight."""
    assert may_be_best([sample([1.0, 2.0, 3.0]), sample([2.0, 3.0, 4.0])], "higher") == [True, True]


def test_luck_of_their_own_leaves_them_together() -> None:
    luck = np.random.default_rng(5)
    samples = [sample(luck.normal(mean, 10.0, 20).tolist()) for mean in (0.0, 1.0)]
    assert may_be_best(samples, "higher") == [True, True]


def test_what_is_undefined_is_undefined() -> None:
    assert may_be_best([sample([1.0, 2.0]), sample([1.0, float("nan")])], "higher") is None
    assert may_be_best([sample([1.0]), sample([2.0])], "higher") is None, "one replication"
    assert may_be_best([sample([1.0])], "higher") == [True]


@pytest.mark.parametrize("studies", [FEW, pytest.param(MANY, marks=pytest.mark.prove)])
def test_the_best_is_kept_with_its_chance(studies: int) -> None:
    """Ten equal plans are the worst case: each is the best, and any that is left out is an error of one study."""
    luck, kept = np.random.default_rng(11), 0
    for _ in range(studies):
        common = luck.normal(0.0, 3.0, 25)
        samples = [sample((common + luck.normal(0.0, 1.0, 25)).tolist()) for _ in range(10)]
        found = may_be_best(samples, "higher")
        assert found is not None
        kept += found[0]
    assert kept / studies >= 0.93
