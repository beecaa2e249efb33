"""What must hold of deals that are offered something for signing before a period ends."""

from typing import Any

from properties.identities import half_up, same
from properties.members import came_before_committee
from properties.told import DAY, Row, Told

from gtmsim.journal.kinds import Kind

MONTHS = {"month": 1, "quarter": 3, "year": 12}
ENDS = (Kind.WON, Kind.LOST, Kind.NO_DECISION)
PRICES = (Kind.OPPORTUNITY, Kind.QUOTED, Kind.CLOSING_OFFER)


def period_of(told: Told, said: Any) -> int:
    """Months of the periods before whose ends deals are pressed."""
    return MONTHS[said.period or (told.plan.quota.period if told.plan.quota else "quarter")]


def deals_are_pressed(told: Told) -> None:
    """Each deal before a committee is pressed once in each last span of a period, at its beginning or when it comes."""
    said = told.plan.quarter_end
    if said is None:
        assert not told.of(Kind.CLOSING_OFFER)
        return
    months, last, times = period_of(told, said), round(said.last_days * DAY), told.header.months
    ends = [told.midnight(month) * DAY for month in range(months, told.run.months + months, months)]
    for life in told.lives.values():
        offers = [row for row in life if row.kind == Kind.CLOSING_OFFER]
        expected = list(due(told, life, ends, last))
        missing = [time for time in expected if time not in {row.time for row in offers}]
        assert said.only_below_quota or not missing, (missing, life)
        for row in offers:
            ended = next((one for one in life if one.kind in ENDS), None)
            at_once = ended is not None and row.time == ended.time  # it is decided as soon as it is offered
            assert row.time in expected or at_once, row
            end = next(end for end in ends if row.time < end)
            over = times[-1] if ended is None else ended.time
            assert row.sub == 0 or over < end or (ended is None and times[-1] <= end), row
            price = next(one.amount for one in reversed(life[: life.index(row)]) if one.kind in PRICES)
            taken = 12 * max(1, half_up(price * (1.0 - said.discount) / 12)) if row.sub and said.discount else price
            same((row.amount, row.level), (taken, price - taken), row)
            assert (row.number > 0.0) == (row.sub == 2), row
            assert row.sub != 2 or told.market.quarter_end.pull_forward > 0.0, row


def due(told: Told, life: list[Row], ends: list[int], last: int) -> Any:
    """When a deal should be pressed, if nobody is left alone."""
    opened = next((row for row in life if row.kind == Kind.OPPORTUNITY), None)
    if opened is None:
        return
    quoted = next((row for row in life if row.kind == Kind.QUOTED), None)
    at_table = opened.sub == 1 and opened.level == len(told.header.stages)
    if quoted is None and not at_table:
        return
    came = came_before_committee(told, life)
    voted = next((row.time for row in life if row.kind in (Kind.VOTE, *ENDS)), told.header.months[-1])
    for end in ends:
        time = max(came, end - last)
        if time < min(voted, end, told.header.horizon):
            yield time


ABOUT_CLOSINGS = (deals_are_pressed,)
