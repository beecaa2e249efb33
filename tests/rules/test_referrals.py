"""How readily customers refer, by hand."""

import pytest

from gtmsim.mechanisms.referrals.rules import Referring, readiness, refers

REFERRING = Referring(unrewarded=0.4, half_reward=50_000.0, needs_coverage=0.5)


@pytest.mark.parametrize(
    ("reward", "covered", "expected"),
    [
        (0.0, 1.0, 0.4),
        (50_000.0, 1.0, 0.7),  # half of the rest
        (150_000.0, 1.0, 0.85),
        (0.0, 0.0, 0.2),  # half is lost without coverage
        (50_000.0, 0.5, 0.525),
    ],
)
def test_readiness(reward, covered, expected):
    assert readiness(REFERRING, reward, covered) == pytest.approx(expected, rel=1e-15)


def test_refers():
    assert refers(0.4, 0.39)
    assert not refers(0.4, 0.4)
    assert refers(1.0, 1.0 - 2.0**-53)
