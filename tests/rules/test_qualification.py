"""Screen, decaying interest and qualification, by hand."""

from math import inf

import pytest

from gtmsim.mechanisms.qualification.rules import Handling, interest, passes_screen, qualifies

NEEDY = Handling(screened=0.6, qualified=0.5, half_life=2.0, floor=0.2)
PATIENT = NEEDY._replace(half_life=inf)


def test_passes_screen():
    assert passes_screen(NEEDY, 0.59)
    assert not passes_screen(NEEDY, 0.6)


@pytest.mark.parametrize(
    ("handling", "waited", "expected"),
    [
        (NEEDY, 0.0, 1.0),
        (NEEDY, 2.0, 0.6),  # 0.2 + 0.8 / 2
        (NEEDY, 4.0, 0.4),
        (NEEDY, 1e6, 0.2),
        (PATIENT, 1e6, 1.0),
        (NEEDY._replace(floor=1.0), 2.0, 1.0),
    ],
)
def test_interest(handling, waited, expected):
    assert interest(handling, waited) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("waited", "u", "expected"),
    [(0.0, 0.49, True), (0.0, 0.5, False), (2.0, 0.299, True), (2.0, 0.301, False), (1e6, 0.099, True)],
)
def test_qualifies(waited, u, expected):
    assert qualifies(NEEDY, waited, u) is expected
