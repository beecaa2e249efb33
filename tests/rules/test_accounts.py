"""Which account a visit is of, and how readily it becomes a lead, by hand."""

import pytest

from gtmsim.mechanisms.accounts.rules import comes, named, visit_weight


@pytest.mark.parametrize(
    ("number", "u", "expected"),
    [(1, 0.3, 0), (4, 0.0, 0), (4, 0.2499, 0), (4, 0.25, 1), (4, 0.999, 3), (10_000_000, 1.0 - 2.0**-53, 9_999_999)],
)
def test_named(number, u, expected):
    assert named(number, u) == expected


def test_the_last_is_named_where_rounding_says_one_more():
    assert named(3, 1.0) == 2


@pytest.mark.parametrize(
    ("lift", "precision", "needs", "fits", "expected"),
    [
        (1.0, 0.5, False, False, 1.0),  # nobody is readier than others
        (20.0, 0.5, True, False, 1.0),
        (20.0, 0.5, False, True, 0.05),
        (1.0, 0.8, True, True, 1.0),
        (1.0, 0.8, True, False, 0.25),  # 20 % against 80 %
        (10.0, 0.8, False, False, 0.025),
        (1.0, 0.2, True, True, 0.25),  # a channel may draw those whom our offer does not fit
        (1.0, 0.2, True, False, 1.0),
    ],
)
def test_visit_weight(lift, precision, needs, fits, expected):
    assert visit_weight(lift, precision, needs, fits) == pytest.approx(expected, rel=1e-15)


def test_comes():
    assert comes(2.0, 10.0, 0.5, 0.0999)
    assert not comes(2.0, 10.0, 0.5, 0.1)
    assert not comes(2.0, 10.0, 0.0, 0.0)
    assert comes(10.0, 10.0, 1.0, 1.0 - 2.0**-53)
