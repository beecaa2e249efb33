"""Quotas and commissions by hand."""

import pytest

from gtmsim.mechanisms.quota.rules import Quota, commission_on, learnt_until, quota_within, ramped_share
from gtmsim.rules.calendar import DAY


@pytest.mark.parametrize(
    ("ramp", "start", "since", "until", "s_curve", "expected"),
    [
        (0.0, 0.2, 0.0, 90.0, False, 1.0),
        (90.0, 0.0, 0.0, 90.0, False, 0.5),  # a line from nothing
        (90.0, 0.0, 0.0, 90.0, True, 0.5),  # the S-curve is as much below it as above
        (90.0, 0.2, 0.0, 90.0, False, 0.6),
        (90.0, 0.2, 90.0, 180.0, False, 1.0),
        (90.0, 0.2, 90.0, 180.0, True, 1.0),
        (90.0, 0.2, 45.0, 135.0, False, 0.9),  # 0.8 on average for half of the time, then 1
        (180.0, 0.0, 90.0, 180.0, False, 0.75),
        (180.0, 0.0, 90.0, 180.0, True, 0.8125),  # 2 x (1 / 2 - 3 / 32)
        (180.0, 0.0, 0.0, 90.0, True, 0.1875),  # 2 x 3 / 32
        (90.0, 0.2, 45.0, 135.0, True, 0.925),  # 0.2 + 0.8 x 0.8125 for half of the time, then 1
        (90.0, 0.2, 10.0, 10.0, False, 1.0),  # no time at all
    ],
)
def test_ramped_share(ramp, start, since, until, s_curve, expected):
    assert ramped_share(ramp, start, since, until, s_curve) == pytest.approx(expected, rel=1e-12)


def test_learnt_until():
    assert [learnt_until(x) for x in (0.0, 0.5, 1.0)] == [0.0, 0.09375, 0.5]


@pytest.mark.parametrize(
    ("begin", "end", "share", "expected"),
    [
        (0, 90, 1.0, 18_000_000),
        (45, 90, 1.0, 9_000_000),
        (0, 90, 0.6, 10_800_000),
        (30, 30, 1.0, 0),
        (50, 40, 1.0, 0),
    ],
)
def test_quota_within(begin, end, share, expected):
    assert quota_within(72_000_000.0, 3, begin * DAY, end * DAY, 0, 90 * DAY, share) == expected


PLAIN = Quota(1.0, 3, True, 0.0, 1.0, 1.0)
CURVE = PLAIN._replace(threshold=0.5, accelerates_at=1.2, accelerator=2.0)


@pytest.mark.parametrize(
    ("said", "amount", "before", "quota", "expected"),
    [
        (PLAIN, 10_000, 0, 100_000, 1_000),
        (PLAIN, 10_000, 500_000, 100_000, 1_000),
        (CURVE, 10_000, 0, 100_000, 0),  # up to the threshold of 50,000
        (CURVE, 10_000, 45_000, 100_000, 500),
        (CURVE, 10_000, 60_000, 100_000, 1_000),
        (CURVE, 10_000, 115_000, 100_000, 500 + 1_000),  # half of it beyond 120,000
        (CURVE, 10_000, 120_000, 100_000, 2_000),
        (CURVE, 200_000, 0, 100_000, 7_000 + 16_000),  # all three parts
        (CURVE, 10_000, 0, 0, 1_000),  # no quota: as without any
    ],
)
def test_commission_on(said, amount, before, quota, expected):
    assert commission_on(amount, before, quota, 0.1, said) == expected
