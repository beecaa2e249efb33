"""Groups of customers, the prices that they compare, and what comes of it, by hand."""

import math

import pytest

from gtmsim.mechanisms.community.rules import (
    MOST_LEVEL,
    angered,
    changed_level,
    company,
    group_count,
    group_members,
    heard_price,
    helped_hours,
    informed_share,
    leak_chance,
    lowest_level,
    price_gap,
    price_level,
    price_spread,
    shown_trust,
)


@pytest.mark.parametrize(
    ("price", "level"), [(1.0, 1000), (0.8, 800), (1.1, 1100), (0.92, 920), (1e-9, 1), (10.0, 9999)]
)
def test_a_price_in_thousandths_of_the_list(price, level):
    assert price_level(math.log(price)) == level


@pytest.mark.parametrize(
    ("level", "rise", "after"),
    [(1000, 0.03, 1030), (800, -0.1, 720), (1030, 0.03, 1061), (1, -0.9, 1), (9000, 1, 9999)],
)
def test_a_price_that_changes(level, rise, after):
    assert changed_level(level, rise) == after
    assert after <= MOST_LEVEL


@pytest.mark.parametrize(
    ("members", "most", "groups", "each"),
    [
        (0, 0, 0, []),
        (9, 0, 1, [9]),
        (0, 20, 0, []),
        (20, 20, 1, [20]),
        (21, 20, 2, [11, 10]),
        (8, 3, 3, [3, 3, 2]),
        (3, 1, 3, [1, 1, 1]),
    ],
)
def test_members_are_spread_evenly(members, most, groups, each):
    assert group_count(members, most) == groups
    assert [group_members(members, groups, g) for g in range(groups)] == each


@pytest.mark.parametrize(
    ("members", "groups", "others"), [(0, 0, 0.0), (5, 5, 0.0), (1, 1, 0.0), (11, 1, 10.0), (21, 2, 9.5)]
)
def test_whom_a_member_meets(members, groups, others):
    assert company(members, groups) == others


@pytest.mark.parametrize(("others", "trust"), [(0.0, 0.0), (10.0, 0.2), (30.0, 0.3)])
def test_trust_saturates(others, trust):
    assert shown_trust(0.4, 10.0, others) == pytest.approx(trust, rel=1e-15)


@pytest.mark.parametrize(("members", "hours"), [(0, 80.0), (10, 76.0), (40, 64.0)])
def test_members_help_each_other(members, hours):
    assert helped_hours(80.0, 0.2, members, 40) == pytest.approx(hours, rel=1e-15)


def of(*levels: int) -> tuple[int, int, int]:
    return len(levels), sum(levels), sum(x * x for x in levels)


@pytest.mark.parametrize(
    ("levels", "spread"),
    [
        ((), 0.0),
        ((700,), 0.0),
        ((870,) * 77, 0.0),  # equal prices, whichever they are
        ((800, 1000), 1.0 / 9.0),  # mean 900, deviation 100
        ((1000, 1000, 1000, 600), math.sqrt(3.0) * 100.0 / 900.0),  # variance 30,000
    ],
)
def test_spread_of_prices(levels, spread):
    assert price_spread(*of(*levels)) == pytest.approx(spread, rel=1e-12)


@pytest.mark.parametrize(
    ("spread", "members", "chance"),
    [
        (0.3, 0, 0.0),
        (0.3, 1, 0.0),
        (0.0, 200, 0.0),
        (0.3, 50, -math.expm1(-0.03675)),  # 1,225 pairs: 3.6 %
        (0.3, 200, -math.expm1(-0.597)),  # 19,900 pairs: 45 %
    ],
)
def test_the_chance_that_prices_leak(spread, members, chance):
    assert leak_chance(1e-4, spread, members) == pytest.approx(chance, rel=1e-12)


@pytest.mark.parametrize(("rank", "level"), [(0, 2), (1, 2), (2, 4), (3, 5), (5, 5)])
def test_the_cheapest_first(rank, level):
    assert lowest_level((0, 0, 2, 0, 1, 3), rank) == level


def test_who_knows():
    assert informed_share(0.0, 0.25) == 0.25
    assert informed_share(0.5, 0.5) == 0.75
    assert informed_share(0.3, 1.0) == 1.0


@pytest.mark.parametrize(("level", "low", "gap"), [(1000.0, 800.0, 0.2), (800.0, 800.0, 0.0), (700.0, 800.0, 0.0)])
def test_a_gap_is_a_share_of_ones_own_price(level, low, gap):
    assert price_gap(level, low) == pytest.approx(gap, rel=1e-15)


def test_what_a_gap_does():
    assert heard_price(0.1, 0.2, 1.0) == pytest.approx(0.1 + math.log(1.0 / 0.8), rel=1e-14)
    assert heard_price(0.1, 0.2, 0.0) == 0.1
    assert angered(0.5, 4.0, 0.2) == pytest.approx(1.3, rel=1e-15)
