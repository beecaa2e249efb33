"""Content, by hand: views as an asset ages, what is there of what is looked for."""

import pytest

from gtmsim.mechanisms.content.rules import Asset, covered, upheld, views_at

ARTICLE = Asset(views=10.0, short=0.4, burst=5.0, tail=120.0, decline=0.7)


@pytest.mark.parametrize(
    ("asset", "age", "expected"),
    [
        (ARTICLE, 0.0, 10.0),
        (ARTICLE, 5.0, 1.4715177646857693 + 6.0 * (125.0 / 120.0) ** -0.7),  # 4 / e, and the tail
        (ARTICLE, 360.0, 6.0 * 4.0**-0.7),  # nothing is left of the burst
        (ARTICLE._replace(short=1.0), 10.0, 1.353352832366127),  # 10 / e^2
        (ARTICLE._replace(short=0.0, decline=0.0), 900.0, 10.0),
        (ARTICLE._replace(short=0.0, decline=1.0), 120.0, 5.0),
    ],
)
def test_views_at(asset, age, expected):
    assert views_at(asset, age) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("assets", "need", "expected"), [(0.0, 3.0, 0.0), (1.5, 3.0, 0.5), (9.0, 3.0, 1.0)])
def test_covered(assets, need, expected):
    assert covered(assets, need) == expected


@pytest.mark.parametrize(
    ("floor", "coverage", "expected"), [(0.4, 0.0, 0.4), (0.4, 0.5, 0.7), (0.4, 1.0, 1.0), (1.0, 0.123, 1.0)]
)
def test_upheld(floor, coverage, expected):
    assert upheld(floor, coverage) == expected
