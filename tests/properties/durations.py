"""What must hold of time where a scenario fixes it: windows, thinking, meetings, reviews, onboarding, patience."""

from itertools import pairwise
from typing import Any

from properties.identities import same
from properties.told import DAY, Row, Told

from gtmsim.journal.kinds import Kind
from gtmsim.scenario.language.param import LawSaid

ENDS = (Kind.WON, Kind.LOST, Kind.NO_DECISION)


def fixed(law: LawSaid | None, times: float = 1.0) -> int | None:
    """A duration that is always the same [microseconds]."""
    return round(law.location * times * DAY) if law is not None and law.shape == "fixed" else None


def windows_close(told: Told) -> None:
    """No deal outlives its window, and one that ends undecided ends with it."""
    window = fixed(told.market.selling.buying_window)
    for life in told.lives.values():
        opened = next((row for row in life if row.kind == Kind.OPPORTUNITY), None)
        ended = next((row for row in life if row.kind in ENDS), None)
        if opened is None or ended is None or opened.sub == 1:
            continue
        if window is not None:
            assert ended.time <= opened.time + window, life
            same(ended.time, opened.time + window if ended.kind == Kind.NO_DECISION else ended.time, life)
        closes = told.market.selling.buying_window is not None or told.market.buying_cycle is not None
        closes = closes or (told.market.accounts is not None and told.segment(opened).closure_rate > 0.0)
        assert ended.kind != Kind.NO_DECISION or closes, life


def buyers_take_their_time(told: Told) -> None:
    """Thinking, the gaps between meetings and the reviews are as long as they are said to be."""
    for life in told.lives.values():
        times: float | None = 1.0
        for before, row in pairwise(life):
            if row.kind == Kind.TASK_STARTED and row.sub >= 0:
                times = told.touch(row).buyer_delay_factor if id(row) not in told.under_way else None
            if row.kind in (Kind.STAGE_PASSED, Kind.LOST) and before.kind == Kind.TASK_ENDED:
                takes(
                    before,
                    row,
                    fixed(told.market.selling.stages[row.sub].buyer_delay, times) if times is not None else None,
                )
        committee(told, life)


def committee(told: Told, life: list[Row]) -> None:
    """From the last stage to the vote."""
    said: Any = told.committee(life[0])
    since = next((row for row in life if row.kind == Kind.OPPORTUNITY), None)
    found = since is not None and since.sub == 1  # met in the middle of a wait
    approved = 0
    for row in life:
        if row.kind == Kind.QUOTED:
            since, found, approved = row, False, round(told.answers(row)["approval"] * DAY)
        elif row.kind == Kind.COMMITTEE_MET and since is not None:
            takes(since, row, None if found else fixed(said.time_between_meetings), approved)
            since, found, approved = row, False, 0
        elif row.kind == Kind.CLOSING_OFFER and row.sub == 2:
            return  # from here on it takes a part of the usual time
        elif row.kind == Kind.VOTE and since is not None and not found:
            takes(since, row, fixed(said.review), approved)


def takes(before: Row, after: Row, duration: int | None, more: int = 0) -> None:
    """The wait was as long as said, where that is known."""
    assert duration is None or after.time - before.time == duration + more, (before, after, duration)


# After these a customer has no value for a while, or never.
STOPS = (Kind.CHURNED, Kind.PAUSED, Kind.CLOSED_DOWN, Kind.CUT_OFF)


def customers_reach_value(told: Told) -> None:
    """With enough help a customer has value when onboarding is done, if it still is one."""
    slow = told.market.coverage_effects is not None and told.market.coverage_effects.onboarding > 0.0
    for life in told.lives.values():
        won = next((row for row in life if row.kind == Kind.WON), None)
        takes_days = None if won is None or slow else fixed(told.segment(won).onboarding)
        if won is None or takes_days is None:
            continue
        live = [row for row in life if row.kind == Kind.GO_LIVE]
        at = won.time + takes_days
        lost = next((row for row in life if row.kind in STOPS), None)
        if lost is None or lost.time > at:
            seen = at <= (told.header.months[-1] if told.run.run_off else told.header.horizon)
            # At the horizon's own instant its books may be closed before.
            same([row.time for row in live], [at] if seen and (at < told.header.horizon or live) else [], life)


def leads_wait_as_long_as_they_can(told: Told) -> None:
    """A lead gives up when its patience ends, and is served before that."""
    for life in told.lives.values():
        if life[0].kind != Kind.LEAD:
            continue
        said = told.market.qualification
        handling = said.out_of_market if life[0].sub == 0 and said.out_of_market is not None else said.in_market
        patience = fixed(handling.abandon_after)
        queued, after = life[0], 0
        for row in life:
            if row.kind == Kind.RECYCLED and told.market.buying_cycle is None:
                takes(queued, row, after)
            elif row.kind == Kind.RECYCLED:
                assert row.time >= queued.time + after, (queued, row)  # when its window is open
            if row.kind in (Kind.MQL, Kind.RECYCLED):
                queued = row
            elif row.kind == Kind.ABANDONED:
                assert handling.abandon_after is not None, row
                takes(queued, row, patience)
            elif row.kind == Kind.TASK_STARTED and row.sub == -1 and row.team >= 0:
                assert patience is None or row.time < queued.time + patience, row
            if row.kind == Kind.ABANDONED or (row.kind == Kind.DISQUALIFIED and row.sub == 1):
                queued, after = row, round(told.answers(row)["after"] * DAY)


ABOUT_TIME = (windows_close, buyers_take_their_time, customers_reach_value, leads_wait_as_long_as_they_can)
