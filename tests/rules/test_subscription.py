"""Renewal, churn, growth and the age of customers found alive, by hand."""

import pytest

from gtmsim.mechanisms.subscription.rules import (
    CONTRACT,
    EXPAND,
    STAY,
    Retention,
    churn_chance,
    churn_shift,
    day_within,
    equilibrium_terms,
    expected_terms,
    growth,
    idle_share,
    last_bill,
    months_billed,
    net_rise,
    onboarding_days,
    over_term,
    repriced,
    resized,
    shifted,
    step_of,
    taken_off,
    uplift_kept,
    yearly_rise,
    years_ended,
)
from gtmsim.rules.calendar import DAY

SMALL = Retention(
    idle=2.0, price=1.5, expansion=0.2, expansion_size=0.3, contraction=0.1, contraction_size=0.25, any_time=False
)


@pytest.mark.parametrize(
    ("yearly", "months", "expected"),
    [
        (0.19, 12, 0.19),
        (0.19, 6, 0.1),  # 0.9 twice is 0.81
        (0.19, 24, 0.3439),  # 1 - 0.81^2
        (0.0, 1, 0.0),
        (1.0, 1, 1.0),
        (0.306156, 1, 0.03),  # 1 - 0.97^12
    ],
)
def test_over_term(yearly, months, expected):
    assert over_term(yearly, months) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("chance", "shift", "expected"),
    [
        (0.5, 1.0986122886681098, 0.75),
        (0.25, -1.0986122886681098, 0.1),  # odds of 1/3 to 1/9
        (0.3, 0.0, 0.3),
        (0.0, 5.0, 0.0),  # certainty stays certain
        (1.0, -5.0, 1.0),
    ],
)
def test_shifted(chance, shift, expected):
    assert shifted(chance, shift) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("idle", "uncovered", "expected"), [(0.0, 0.0, 0.0), (0.5, 0.0, 1.0), (0.0, 0.06, 0.06), (0.25, 0.3, 0.8)]
)
def test_churn_shift(idle, uncovered, expected):
    assert churn_shift(SMALL, idle, uncovered) == pytest.approx(expected, rel=1e-15)


LN3 = 1.0986122886681098


@pytest.mark.parametrize(
    ("propensity", "shift", "price", "months", "expected"),
    [
        (0.19, 0.0, 0.0, 12, 0.19),
        (0.19, 0.0, 0.0, 6, 0.1),
        (0.5, LN3, 0.0, 12, 0.75),
        (0.25, 0.0, LN3, 12, 0.5),  # of 3/4 who would have stayed 1/2 do
        (0.4375, 0.0, 0.0, 6, 0.25),  # 3/4 twice is 9/16
        # A rise is met once, so a third of those who would stay leave, whatever the term: odds of 1/3 to 1.
        (0.25, 0.0, LN3, 24, 1.0 - 9.0 / 16.0 * 2.0 / 3.0),
        (0.25, 0.0, LN3, 1, 1.0 - 0.75 ** (1.0 / 12.0) * 2.0 / 3.0),
        (0.1, LN3, LN3, 6, 1.0 - 0.75**0.5 * (0.5 / 0.75)),  # odds of 1/9 to 1/3 to 1
        (0.5, 0.0, -LN3, 1, 0.0),  # a lower price cannot keep more than all
        (0.0, 9.0, 9.0, 1, 0.0),
        (1.0, -9.0, -9.0, 1, 1.0),
    ],
)
def test_churn_chance(propensity, shift, price, months, expected):
    assert churn_chance(propensity, shift, price, months) == pytest.approx(expected, rel=1e-12)


def test_a_price_rise_a_year_drives_away_as_many_whatever_the_term():
    """In a year of monthly contracts with one rise among them as many stay as in one contract of a year."""
    steady, raised = (1.0 - churn_chance(0.2, 0.3, price, 1) for price in (0.0, 0.09))
    assert steady**11 * raised == pytest.approx(1.0 - churn_chance(0.2, 0.3, 0.09, 12), rel=1e-12)


@pytest.mark.parametrize(
    ("before", "months", "expected"),
    [
        (0, 12, 1),
        (0, 1, 0),
        (11, 1, 1),
        (12, 1, 0),
        (0, 24, 2),
        (6, 6, 1),
        (0, 9, 0),
        (9, 9, 1),
        (18, 9, 1),
        (27, 9, 1),
    ],
)
def test_years_ended(before, months, expected):
    assert years_ended(before, months) == expected


@pytest.mark.parametrize(
    ("uplift", "years", "expected"), [(0.03, 1, 0.03), (0.1, 2, 0.21), (0.5, 0, 0.0), (0.0, 3, 0.0)]
)
def test_yearly_rise(uplift, years, expected):
    assert yearly_rise(uplift, years) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("term", "billed", "most", "expected"),
    [
        (1, 0, 12, 1),
        (12, 0, 12, 12),
        (36, 0, 12, 12),
        (36, 24, 12, 12),
        (18, 12, 12, 6),
        (12, 9, 3, 3),
        (36, 0, 36, 36),
    ],
)
def test_months_billed(term, billed, most, expected):
    assert months_billed(term, billed, most) == expected


@pytest.mark.parametrize(
    ("bill", "credit", "expected"), [(100, 0, 0), (100, 40, 40), (100, 99, 99), (100, 100, 99), (1, 50, 0), (0, 50, 0)]
)
def test_taken_off_a_bill_of_which_a_cent_is_left(bill, credit, expected):
    assert taken_off(bill, credit) == expected


@pytest.mark.parametrize(
    ("u", "expected"), [(0.05, CONTRACT), (0.1, STAY), (0.5, STAY), (0.79, STAY), (0.81, EXPAND), (0.999, EXPAND)]
)
def test_growth_at_the_two_ends_of_one_uniform(u, expected):
    assert growth(0.1, 0.2, u) == expected


@pytest.mark.parametrize(
    ("mrr", "share", "expected"), [(10_000, 0.25, 2_500), (150, 0.01, 2), (149, 0.01, 1), (3, 0.01, 1)]
)
def test_step_of_is_a_cent_at_least(mrr, share, expected):
    assert step_of(mrr, share) == expected


@pytest.mark.parametrize(
    ("mrr", "rise", "expected"),
    [
        *((10_000, 0.05, 10_500), (10_000, 0.0, 10_000), (10_000, -0.2, 8_000), (3, 0.01, 4), (3, -0.01, 2)),
        *((1, -0.5, 1), (2, -0.99, 1)),  # something is still paid
    ],
)
def test_repriced(mrr, rise, expected):
    assert repriced(mrr, rise) == expected


@pytest.mark.parametrize(
    ("mrr", "what", "expected"),
    [(10_000, STAY, 10_000), (10_000, EXPAND, 13_000), (10_000, CONTRACT, 7_500), (1, CONTRACT, 1), (1, EXPAND, 2)],
)
def test_resized(mrr, what, expected):
    assert resized(mrr, what, 0.3, 0.25) == expected


@pytest.mark.parametrize(
    ("before", "priced", "after", "expected"),
    [
        (100, 105, 105, 5),  # a rise alone
        (100, 105, 130, 5),  # and more volume: the rest is expansion
        (100, 105, 103, 3),  # less volume takes a part of it back
        (100, 105, 90, 0),  # or more than all of it
        (100, 90, 120, 0),  # a cut and more volume: expansion alone
        (100, 100, 100, 0),
    ],
)
def test_uplift_kept(before, priced, after, expected):
    assert uplift_kept(before, priced, after) == expected


@pytest.mark.parametrize(
    ("start", "live", "due", "expected"),
    [
        (0, 0, 100 * DAY, 0.0),
        (0, 25 * DAY, 100 * DAY, 0.25),
        (100 * DAY, 25 * DAY, 200 * DAY, 0.0),  # a later term
        (0, 300 * DAY, 100 * DAY, 1.0),  # the whole term
        (100 * DAY, 300 * DAY, 200 * DAY, 1.0),
        (5, 9, 5, 0.0),  # a term of no length
    ],
)
def test_idle_share(start, live, due, expected):
    assert idle_share(start, live, due) == expected


@pytest.mark.parametrize(
    ("drawn", "slowdown", "coverage", "expected"),
    [(30.0, 0.5, 1.0, 30.0), (30.0, 0.5, 0.4, 39.0), (30.0, 0.0, 0.0, 30.0)],
)
def test_onboarding_days(drawn, slowdown, coverage, expected):
    assert onboarding_days(drawn, slowdown, coverage) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("survival", "most", "u", "expected"),
    [
        # of 1 + 1/2 + 1/4 customers found, 4/7 are in their first term and 2/7 in their second
        (0.5, 3, 0.57, 0),
        (0.5, 3, 0.572, 1),
        (0.5, 3, 0.857, 1),
        (0.5, 3, 0.858, 2),
        (0.5, 3, 1.0 - 1e-16, 2),
        (1.0, 20, 0.5, 10),  # nobody ever leaves: any age alike
        (1.0, 20, 0.999, 19),
        (0.0, 20, 0.999, 0),
    ],
)
def test_equilibrium_terms(survival, most, u, expected):
    assert equilibrium_terms(survival, most, u) == expected


@pytest.mark.parametrize(
    ("survival", "most", "expected"), [(0.5, 3, 1.75), (1.0, 20, 20.0), (0.0, 20, 1.0), (0.9, 1000, 10.0)]
)
def test_expected_terms(survival, most, expected):
    assert expected_terms(survival, most) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("uplift", "discount", "expected"),
    [(0.05, 0.0, 0.05), (0.0, 0.1, -0.1), (0.25, 0.2, 0.0), (0.1, 0.2, -0.12), (-0.5, 0.5, -0.75)],
)
def test_net_rise_is_the_rise_and_then_the_discount(uplift, discount, expected):
    assert net_rise(uplift, discount) == pytest.approx(expected, abs=1e-15)


def test_a_day_within_a_contract_year() -> None:
    """From the second day of the year to the last; each is as likely."""
    assert (day_within(365, 1e-12), day_within(365, 0.5), day_within(365, 1 - 1e-12)) == (1, 183, 364)
    assert [day_within(5, u) for u in (0.1, 0.3, 0.6, 0.9)] == [1, 2, 3, 4]


def test_months_of_the_latest_bill() -> None:
    """A term of 18 months by the year: twelve, then six; by the quarter each has three."""
    assert (last_bill(12, 12), last_bill(18, 12)) == (12, 6)
    assert [last_bill(billed, 3) for billed in (3, 6, 18)] == [3, 3, 3]
    assert (last_bill(36, 60), last_bill(1, 1)) == (36, 1)
