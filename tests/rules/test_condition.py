"""How business goes from month to month, and what it does, by hand."""

import math

import pytest

from gtmsim.mechanisms.condition.rules import Condition, deviation, swayed, weight_of_news

HALF = Condition(0.6, 0.8, 0.2, 0.3, 0.2, 0.2)


@pytest.mark.parametrize(("memory", "weight"), [(0.0, 1.0), (0.6, 0.8), (0.8, 0.6), (0.96, 0.28)])
def test_news_keep_the_variance(memory, weight):
    assert weight_of_news(memory) == pytest.approx(weight, rel=1e-15)
    assert memory**2 + weight_of_news(memory) ** 2 == pytest.approx(1.0, rel=1e-15)


@pytest.mark.parametrize(
    ("before", "news", "after"), [(0.0, 0.0, 0.0), (1.0, 0.0, 0.6), (1.0, -1.0, -0.2), (0.0, 2.0, 1.6)]
)
def test_a_month_passes(before, news, after):
    assert deviation(HALF, before, news) == pytest.approx(after, rel=1e-14)


def test_nothing_is_remembered_or_nearly_all():
    assert deviation(HALF._replace(memory=0.0, news=1.0), 7.0, -0.3) == -0.3
    later = 1.0
    for _ in range(6):
        later = deviation(HALF._replace(memory=0.9), later, 0.0)
    assert later == pytest.approx(0.531441, rel=1e-14)  # about half in 6.6 months
    assert math.log(0.5) / math.log(0.9) == pytest.approx(6.58, abs=0.01)


@pytest.mark.parametrize(
    ("shift", "effect", "condition", "logit"), [(0.5, 0.2, -1.5, 0.2), (0.5, -0.3, -1.5, 0.95), (0.5, 0.2, 0.0, 0.5)]
)
def test_what_it_does_to_a_logit(shift, effect, condition, logit):
    assert swayed(shift, effect, condition) == pytest.approx(logit, rel=1e-15)
