"""What a website captures, by hand."""

import pytest

from gtmsim.mechanisms.website.rules import Site, captured

SITE = Site(floor=0.3, plain=0.6, need=3.0)


@pytest.mark.parametrize(
    ("quality", "cases", "expected"),
    [
        (0.0, 9.0, 0.3),  # the worst site
        (1.0, 0.0, 0.72),  # 0.3 + 0.7 x 0.6
        (1.0, 1.5, 0.86),  # 0.3 + 0.7 x 0.8
        (0.5, 3.0, 0.65),
        (1.0, 3.0, 1.0),
    ],
)
def test_captured(quality, cases, expected):
    assert captured(SITE, quality, cases) == pytest.approx(expected, rel=1e-15)
