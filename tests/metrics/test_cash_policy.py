"""Months without hiring, and the month in which a firm ends, by hand."""

import math

from metrics.by_hand import Story

from gtmsim.journal.kinds import Kind
from gtmsim.rules.calendar import DAY


def reviewed(story: Story, *frozen: int) -> Story:
    """A story whose cash is reviewed in each month from the second on."""
    for month, flag in enumerate(frozen, 1):
        story.at(story.header.months[month] / DAY, Kind.CASH_REVIEWED, detail=month, int_value=flag, value=1.0)
    return story


def test_months_without_hiring_and_the_end() -> None:
    story = reviewed(Story(months=4, reviews_cash=True, cash=100), 1, 1, 0)
    story.at(story.header.months[3] / DAY, Kind.FIRM_ENDED, detail=3)
    measured = story.measured()
    assert measured.count("hiring_freeze_months") == 2.0
    assert measured.count("firm_end_probability") == 1.0
    assert measured.count("firm_end_month") == 4.0


def test_a_firm_that_goes_on() -> None:
    measured = reviewed(Story(months=3, reviews_cash=True), 0, 0).measured()
    assert measured.count("hiring_freeze_months") == measured.count("firm_end_probability") == 0.0
    assert measured.count("firm_end_month") == math.inf


def test_where_nobody_looks_at_cash() -> None:
    measured = Story(months=2).measured()
    why = "no policy looks at the cash of this firm as months begin: see plan.policies.cash_policy"
    for name in ("hiring_freeze_months", "firm_end_probability", "firm_end_month"):
        assert measured.why(name) == why


def test_cash_runs_out_at_the_floor() -> None:
    """50 of 100 are left after a month and 0 after two: at a floor of 60 cash is out after the first."""
    story = Story(months=3, cash=10_000, cash_floor=6_000)
    for month in range(3):
        story.post(month, Kind.OTHER_OPEX, amount=5_000)
    measured = story.measured()
    assert measured.count("cash_out_month") == 1.0 and measured.count("ruin_probability") == 1.0
    assert measured.why("runway_months") == "no cash is left at the end"
