"""The invariants of listed accounts can fail: a row that is wrong is caught, and so is an engine that errs."""

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from properties.durations import windows_close
from properties.listed import ABOUT_LISTS
from properties.told import Row, Told

from gtmsim.engine.reference import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.mechanisms.accounts import steps
from gtmsim.mechanisms.buying_windows import steps as windows
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve

ACCOUNTS = Path(__file__).parent.parent / "scenarios" / "accounts.yaml"
# Windows of one length, so that it is known when they close; few accounts, who are met again.
SETS = (
    "market.accounts.number={small: 60, large: 20}",
    "market.buying_cycle.buying_window=50 days",
    "market.buying_cycle.time_between=100 days",
    "market.buying_cycle.category_share=100%",
    "market.segments.small.closure_rate=80% per year",
    "market.segments.large.closure_rate=0",
)


def told(change: Callable[[list[Row]], list[Row]] = list) -> Told:
    """A journal, as it is or changed."""
    scenario = load(ACCOUNTS, SETS)
    journal = simulate(resolve(scenario), 0)
    return Told(scenario, Journal.of_rows(journal.header, change([Row(*values) for values in journal.rows()])))


def holds(found: Told) -> bool:
    """Do all invariants of lists hold?"""
    try:
        for check in (*ABOUT_LISTS, windows_close):
            check(found)
    except (AssertionError, StopIteration, IndexError):
        return False
    return True


@cache
def truth() -> Told:
    """The journal as it is."""
    return told()


def test_the_truth_holds() -> None:
    assert holds(truth())
    assert {Kind(row.kind) for row in truth().rows} >= {
        Kind.ACCOUNT_MATCHED,
        Kind.CLOSED_DOWN,
        Kind.NO_DECISION,
        Kind.RECYCLED,
    }


def place(rows: list[Row], kind: Kind) -> int:
    """Where a row in the middle of a kind is."""
    places = [i for i, row in enumerate(rows) if row.kind == kind]
    return places[len(places) // 2]


def dropped(rows: list[Row], i: int) -> list[Row]:
    """It is missing."""
    return rows[:i] + rows[i + 1 :]


def doubled(rows: list[Row], i: int) -> list[Row]:
    """It is there twice."""
    return rows[: i + 1] + rows[i:]


def of_a_busy_one(rows: list[Row], i: int) -> list[Row]:
    """It says an account that somebody else is."""
    segment = rows[i].segment
    other = next(row.level for row in rows if row.kind == Kind.ACCOUNT_MATCHED and row.segment == segment)
    return [*rows[:i], rows[i]._replace(level=other), *rows[i + 1 :]]


def of_nobody(rows: list[Row], i: int) -> list[Row]:
    """It says an account beyond the list."""
    return [*rows[:i], rows[i]._replace(level=80), *rows[i + 1 :]]


def of_long_ago(rows: list[Row], i: int) -> list[Row]:
    """It says a window that has been open for too long."""
    return [*rows[:i], rows[i]._replace(number=51.0), *rows[i + 1 :]]


@pytest.mark.parametrize("mutate", [dropped, doubled, of_a_busy_one, of_nobody, of_long_ago])
def test_a_wrong_name_is_caught(mutate: Callable[[list[Row], int], list[Row]]) -> None:
    rows = list(truth().rows)
    assert not holds(
        Told(truth().scenario, Journal.of_rows(truth().header, mutate(rows, place(rows, Kind.ACCOUNT_MATCHED))))
    )


def everywhere(patch: pytest.MonkeyPatch, function: Callable[..., object], other: Callable[..., object]) -> None:
    """Put another function in the place of one, wherever it is known by its name."""
    for name, module in list(sys.modules.items()):
        if name.startswith("gtmsim.") and vars(module).get(function.__name__) is function:
            patch.setattr(module, function.__name__, other)


def in_any_hand(patch: pytest.MonkeyPatch) -> None:
    """Who is in a hand comes again."""
    everywhere(patch, steps.is_free, lambda w, number: w.now < w.companies[number].dies)


def without_rest(patch: pytest.MonkeyPatch) -> None:
    """Nobody cools down."""
    let_go = steps.let_go
    everywhere(patch, let_go, lambda w, who, cool: let_go(w, who, 0))


def after_the_end(patch: pytest.MonkeyPatch) -> None:
    """Firms that have closed down come again."""
    everywhere(patch, steps.is_free, lambda w, number: w.companies[number].free <= w.now)


def at_any_time(patch: pytest.MonkeyPatch) -> None:
    """Deals are opened whoever is in need."""
    everywhere(patch, steps.in_need, lambda w, who: True)


def by_another_clock(patch: pytest.MonkeyPatch) -> None:
    """Windows depend on when they are asked for."""
    later = windows.later
    patch.setattr(windows, "later", lambda time, days: later(time, days * 1.1))


@pytest.mark.parametrize("broken", [in_any_hand, without_rest, after_the_end, at_any_time, by_another_clock])
def test_a_broken_engine_is_noticed(
    broken: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch)
    assert not holds(told())
