"""How far the hours of customer success reach, by hand."""

import pytest

from gtmsim.mechanisms.success.rules import coverage, covered_share, mean_coverage, uncovered_shift


@pytest.mark.parametrize(
    ("needed", "available", "expected"),
    [(0.0, 0.0, 1.0), (100.0, 250.0, 1.0), (100.0, 100.0, 1.0), (200.0, 150.0, 0.75), (200.0, 0.0, 0.0)],
)
def test_coverage(needed, available, expected):
    assert coverage(needed, available) == expected


@pytest.mark.parametrize(("first", "last", "expected"), [(0, 0, 1.0), (1, 2, 0.5), (0, 3, 0.625), (3, 3, 0.5)])
def test_mean_coverage(first, last, expected):
    # coverage 1, 3/4, 1/4 and 1/2 in four months
    assert mean_coverage((0.0, 1.0, 1.75, 2.0, 2.5), first, last) == expected


@pytest.mark.parametrize(("effect", "covered", "expected"), [(1.2, 1.0, 0.0), (1.2, 0.75, 0.3), (-0.8, 0.5, -0.4)])
def test_uncovered_shift(effect, covered, expected):
    assert uncovered_shift(effect, covered) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("attention", "covered", "expected"),
    [(1.0, 0.5, 0.5), (1.5, 0.5, 0.75), (3.0, 0.5, 1.0), (0.0, 0.5, 0.0), (0.5, 1.0, 0.5)],
)
def test_covered_share_is_at_most_all(attention, covered, expected):
    assert covered_share(attention, covered) == expected
