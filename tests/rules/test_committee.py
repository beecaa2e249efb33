"""Seats, stances and the ways to decide, by hand."""

import pytest

from gtmsim.mechanisms.committee.rules import (
    DECISION_MAKER,
    MAJORITY,
    UNANIMITY,
    Role,
    blocks,
    buys,
    meetings,
    says_yes,
    sits,
    stance,
)

FINANCE = Role(chance=0.7, weight=2.0, veto=0.4, base=1.0, price=3.0, fit=0.5, proof=0.25, relationship=0.8, decides=0)
TYPICAL = {"log_price": 0.0, "fit": 0.0, "proof": 1.0, "attended": 1.0, "trust": 0.0, "luck": 0.0}


def test_sits():
    assert sits(FINANCE, 0.69)
    assert not sits(FINANCE, 0.7)


@pytest.mark.parametrize(
    ("at_least", "more", "members", "u", "expected"),
    [
        (2, 0.0, 6, 0.99, 2),
        (0, 0.0, 6, 0.99, 0),
        (2, 0.5, 2, 0.36, 2),  # Poisson of mean 1: 0.3679, 0.7358, 0.9197
        (2, 0.5, 2, 0.37, 3),
        (2, 0.5, 2, 0.735, 3),
        (2, 0.5, 2, 0.737, 4),
        (2, 0.5, 2, 0.93, 5),
    ],
)
def test_meetings(at_least, more, members, u, expected):
    assert meetings(at_least, more, members, u) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 1.0),
        ({"log_price": 0.1}, 0.7),
        ({"fit": -2.0}, 0.0),
        ({"proof": 3.0}, 1.5),
        ({"attended": 0.5}, 0.6),
        ({"trust": 0.3}, 1.3),
        ({"luck": -1.5}, -0.5),
        ({"log_price": 0.1, "fit": 1.0, "proof": 0.0, "attended": 0.0, "trust": 0.5, "luck": 1.0}, 1.65),
    ],
)
def test_stance(change, expected):
    assert stance(FINANCE, **(TYPICAL | change)) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("logit", "u", "expected"),
    [
        (0.0, 0.499, True),
        (0.0, 0.5, False),
        (1.0986122886681098, 0.749, True),  # ln 3: three to one
        (1.0986122886681098, 0.751, False),
        (-1.0986122886681098, 0.251, False),
    ],
)
def test_says_yes(logit, u, expected):
    assert says_yes(logit, u) is expected


def test_blocks():
    assert blocks(FINANCE, 0.39)
    assert not blocks(FINANCE, 0.4)


@pytest.mark.parametrize(
    ("how", "threshold", "yes", "everyone", "noes", "blocked", "deciding_noes", "expected"),
    [
        (UNANIMITY, 0.6, 5.0, 5.0, 0, 0, 0, True),
        (UNANIMITY, 0.6, 4.0, 5.0, 1, 0, 0, False),
        (MAJORITY, 0.6, 3.0, 5.0, 2, 0, 0, True),  # just enough
        (MAJORITY, 0.6, 2.9, 5.0, 2, 0, 0, False),
        (MAJORITY, 0.6, 4.0, 5.0, 1, 1, 0, False),  # one veto
        (MAJORITY, 0.6, 4.0, 5.0, 1, 0, 1, True),  # here the decision maker has one vote among others
        (DECISION_MAKER, 0.6, 1.0, 5.0, 4, 0, 0, True),  # he wants it
        (DECISION_MAKER, 0.6, 4.0, 5.0, 1, 0, 1, False),
        (DECISION_MAKER, 0.6, 4.0, 5.0, 1, 1, 0, False),  # he wants it, but somebody blocks
    ],
)
def test_buys(how, threshold, yes, everyone, noes, blocked, deciding_noes, expected):
    assert buys(how, threshold, yes, everyone, noes, blocked, deciding_noes) is expected
