"""What compiled loops read in a journal is what numpy finds in it, bit for bit, and nothing wrong escapes them."""

import os
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from metrics.by_hand import DAY, HOUR, Story
from metrics.test_books import FAULTS, rows_of, whole_story
from properties.generated import scenarios

from gtmsim.engine import compiled
from gtmsim.journal.header import Header
from gtmsim.journal.journal import COLUMNS, Journal
from gtmsim.journal.kinds import Kind
from gtmsim.machine import cache as machine_code
from gtmsim.metrics import BooksError, audit, measure
from gtmsim.metrics.ledger import Ledger, ledger_of
from gtmsim.metrics.retention import Retention
from gtmsim.scenario.load import load, load_mapping
from gtmsim.scenario.resolve import resolve

pytest.importorskip("numba")
PROJECT = Path(__file__).parents[2]
SHIPPED = [*sorted((PROJECT / "scenarios").rglob("*.yaml")), PROJECT / "tests" / "scenarios" / "everything.yaml"]
INTERPRETED = os.environ.get("NUMBA_DISABLE_JIT") == "1"
KIND, AMOUNT = 1, 7
Row = tuple[Any, ...]


def copy(journal: Journal) -> Journal:
    """The same journal, of which nothing is known yet."""
    return Journal(journal.header, {name: getattr(journal, name) for name, _ in COLUMNS})


def tables(ledger: Ledger) -> dict[str, Any]:
    """All that metrics are made of, by name."""
    kinds = tuple((kind,) for kind in Kind)
    every = ledger.given.every
    found = {
        "counts": np.array([ledger.tally.count(every, *kind) for kind in kinds]),
        "amounts": np.array([ledger.tally.amount(every, *kind) for kind in kinds]),
        "monthly counts": np.array([ledger.tally.monthly_count(*kind) for kind in kinds]),
        "monthly amounts": np.array([ledger.tally.monthly_amount(*kind) for kind in kinds]),
        "waits": ledger.waits.by(every),
        "modes": ledger.modes.by(every),
        "spend": ledger.spend,
        "pay": ledger.pay,
        "staged": ledger.staged,
        "touched": ledger.touched,
        "months": ledger.given.cut("channel").width,
        "firings": np.array(sum(ledger.firings, ()), np.int64),
        "closings": ledger.journal.closings,
    }
    found |= {f"statements.{name}": cents for name, cents in ledger.statements.lines.items()}
    found |= {f"rows of {kind.name}": ledger.journal.where(kind) for kind in Kind}
    for part in (ledger.hours, ledger.selling, ledger.selling.ended, ledger.service):
        found |= {f"{type(part).__name__}.{name}": table for name, table in part._asdict().items()}
    return found


def read(journal: Journal) -> Journal:
    """A sound journal, of which both ledgers must tell the same."""
    fast, slow = Ledger(copy(journal), compiled=True), Ledger(copy(journal))
    assert fast.reading is not None
    expected = tables(slow)
    for name, table in tables(fast).items():
        np.testing.assert_array_equal(table, expected[name], name)
    return journal


@pytest.fixture
def loops(monkeypatch: pytest.MonkeyPatch) -> None:
    """Journals are read by loops, as after a replication of the compiled engine."""
    monkeypatch.setattr(machine_code, "_loaded", True)
    monkeypatch.setattr(machine_code, "compiling", lambda: True)


def said(journal: Journal) -> str:
    """What the audit says, or any other error."""
    try:
        audit(journal)
    except BooksError as error:
        return str(error)
    except Exception as error:  # of a journal that makes no sense at all
        return type(error).__name__
    return ""


def agree(header: Header, rows: list[Row], monkeypatch: pytest.MonkeyPatch) -> str:
    """What both audits say of the rows."""
    monkeypatch.setattr(machine_code, "_loaded", False)
    plain = said(Journal.of_rows(header, rows))
    monkeypatch.setattr(machine_code, "_loaded", True)
    monkeypatch.setattr(machine_code, "compiling", lambda: True)
    journal = Journal.of_rows(header, rows)
    assert said(journal) == plain
    assert plain or ledger_of(journal).reading is not None
    return plain


@pytest.mark.skipif(INTERPRETED, reason="a large journal takes minutes without compilation")
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios(path: Path) -> None:
    inputs = resolve(load(path))
    for replication in range(3):
        read(compiled.simulate(inputs, replication))


@settings(max_examples=3 if INTERPRETED else 60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_generated_scenarios(said: dict[str, object]) -> None:
    journal = compiled.simulate(resolve(load_mapping(said)), 0)
    fast = Ledger(copy(journal), compiled=True)
    if fast.reading is not None:
        read(journal)
    else:  # not because something is wrong
        assert len(journal) == 0 or journal.time[-1] > journal.header.months[-1]


def test_journals_by_hand() -> None:
    read(whole_story().journal())
    read(Story().journal())
    read(Story(run_off=False, months=2).journal())
    older = Story()
    older.opening(1, 10_000, age=1000.0)
    older.due(40, 1)
    read(older.journal())


@pytest.mark.usefixtures("loops")
def test_measures_are_the_same() -> None:
    journal = whole_story().journal()
    fast = measure(journal)
    assert ledger_of(journal).reading is not None
    machine_code._loaded = False
    slow = measure(copy(journal))
    assert fast.values == slow.values
    assert {name: series.tolist() for name, series in fast.monthly.items() if not np.isnan(series).any()} == {
        name: series.tolist() for name, series in slow.monthly.items() if not np.isnan(series).any()
    }
    for name in Retention._fields:
        assert getattr(fast.retention, name).tolist() == getattr(slow.retention, name).tolist()


@pytest.mark.parametrize(("kind", "fault", "says"), FAULTS, ids=[f"{k.name}-{i}" for i, (k, *_) in enumerate(FAULTS)])
def test_faults_are_said_alike(
    kind: Kind, fault: Callable[[list[Any]], None], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, rows = rows_of(whole_story())
    fault(rows)
    assert agree(journal.header, [tuple(row) for row in rows], monkeypatch)


@cache
def truth() -> tuple[Header, list[Row]]:
    """Many rows of almost all kinds."""
    from gtmsim.engine.reference import simulate

    journal = simulate(resolve(load(SHIPPED[-1], ["run.months=6", "run.run_off=true"])), 0)
    return journal.header, journal.rows()


def changed(rows: list[Row], luck: random.Random) -> list[Row]:
    """The rows with something wrong, or perhaps not: one is lost, doubled, moved or says something else."""
    rows, place = list(rows), luck.randrange(len(rows))
    how = luck.randrange(4 + len(COLUMNS))
    row = rows[place]
    if how == 0:
        del rows[place]
    elif how == 1:
        rows.insert(place, row)
    elif how == 2:
        rows.insert(luck.randrange(len(rows)), rows.pop(place))
    elif how == 3:
        other = luck.randrange(len(rows))
        rows[place], rows[other] = rows[other], rows[place]
    else:
        column, other = how - 4, rows[luck.randrange(len(rows))]
        steps = [other[column], row[column] + 1, -1, 0]
        if column == KIND:
            steps = [int(luck.choice(list(Kind))), other[column]]
        elif column == 2:
            steps = [0, 1, other[column]]
        elif COLUMNS[column][1] == "f8":
            steps += [np.nan, -0.5]
        value = luck.choice(steps)
        rows[place] = (*row[:column], value, *row[column + 1 :])
    return rows


def test_both_audits_say_the_same_of_wrong_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    header, rows = truth()
    luck = random.Random(7)
    heard = {agree(header, changed(rows, luck), monkeypatch)[:60] for _ in range(30 if INTERPRETED else 400)}
    assert "" in heard
    assert INTERPRETED or len(heard) > 15


@settings(max_examples=5 if INTERPRETED else 100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_both_audits_say_the_same_of_a_wrong_story(seed: int) -> None:
    journal = whole_story().journal()
    luck = random.Random(seed)
    rows = journal.rows()
    for _ in range(luck.randrange(1, 4)):
        rows = changed(rows, luck)
    with pytest.MonkeyPatch.context() as patch:
        agree(journal.header, rows, patch)


def test_a_team_may_be_large() -> None:
    story = Story()
    story.lead(1, 1)
    story.at(2, Kind.TASK_STARTED, 1, team=0, detail=-1, int_value=900)
    story.at(2.5, Kind.TASK_ENDED, 1, team=0, detail=-1, int_value=900, value=1.0)
    read(story.journal())


def test_who_ends_what_another_account_began_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story()
    story.lead(1, 1)
    story.lead(1, 2)
    story.at(2, Kind.TASK_STARTED, 1, team=0, detail=-1)
    story.at(2.5, Kind.TASK_ENDED, 2, team=0, detail=-1, value=1.0)
    journal = story.journal()
    assert "who starts a task ends it" in agree(journal.header, journal.rows(), monkeypatch)


def test_a_task_over_the_end_of_a_month_is_split_alike() -> None:
    """There is no other task, of which the sum of hours would be a whole number."""
    story = Story()
    story.lead(1, 1)
    story.at(30.5, Kind.TASK_STARTED, 1, team=0, detail=-1)
    story.at(61.25, Kind.TASK_ENDED, 1, team=0, detail=-1, value=30.75 * 24)
    story.header = story.header._replace(working_hours=np.full((3, 12), 800.0))
    worked = Ledger(read(story.journal())).hours.by_team
    assert worked[0, :3].tolist() == [12.0, 28 * 24.0, 54.0]


@pytest.mark.parametrize(
    ("left", "overtime"),
    [(58.0, [5, 11]), (59.25, [0, 11]), (60.0, [0, 11]), (61.25, [0, 3]), (70.0, [0, 0]), (366.0, [0, 0])],
)
def test_what_a_leaver_finishes_is_overtime_alike(left: float, overtime: list[float]) -> None:
    """The team works from 9 to 17 on every second day; the task goes from day 58 into March."""
    before = np.cumsum([0, *(8 * HOUR * (day % 2 == 0) for day in range(365))])
    clock = {"opens": (9 * HOUR,) * 3, "closes": (17 * HOUR,) * 3, "worked": np.array([before] * 3)}
    story = Story(**clock)
    story.lead(1, 1)
    story.lead(1, 2)
    for who, person in ((1, 2), (2, 0)):
        story.at(58.5, Kind.TASK_STARTED, who, team=1, detail=-1, int_value=person)
        story.at(62.5, Kind.TASK_ENDED, who, team=1, detail=-1, int_value=person, value=16.0)
    story.at(left, Kind.EMPLOYEE_LEFT, team=1, int_value=2)
    hours = Ledger(read(story.journal())).hours
    assert hours.by_team[1, :4].tolist() == [0.0, 10.0, 22.0, 0.0]
    assert hours.overtime[1, 1:3].tolist() == overtime
    assert hours.overtime.sum() == sum(overtime)


def test_customers_older_than_the_calendar_are_told_by_numpy() -> None:
    story = Story()
    story.opening(1, 10_000, age=40.0 * 365)
    assert Ledger(story.journal(), compiled=True).reading is None
    audit(story.journal())
    assert measure(story.journal()).values["mrr_end", "", ""] == (100.0,)


def test_loops_wait_for_the_compiled_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_code, "_loaded", False)
    assert ledger_of(Story().journal()).reading is None
    monkeypatch.setattr(machine_code, "_loaded", True)
    assert (ledger_of(Story().journal()).reading is None) == INTERPRETED


def test_one_version_of_each_loop() -> None:
    """Whatever the journal, numba compiles each loop for one set of types."""
    from gtmsim.metrics.compiled import passes, reading

    read(whole_story().journal())
    read(Story(months=1, channels=("ads",), run_off=False).journal())
    first = (reading.read, reading.spread)
    for loop in (*first, passes.worked, passes.sold, passes.medians, passes.arrange, passes.serve):
        assert INTERPRETED or len(loop.signatures) == 1


def test_constants_of_both_are_the_same() -> None:
    from gtmsim.metrics import modes, months
    from gtmsim.metrics import service as plain
    from gtmsim.metrics.compiled import calendar, cycles, lines, read, selling, service, work

    assert lines.CAP == months.CAP
    assert (lines.DEALS - lines.MODES, lines.PASSIVE_WON - lines.MODES) == (modes.LINES, modes.PASSIVE_WON)
    assert read.ACTIVE == modes.ACTIVE
    assert (service.SPLIT, service.YEAR) == (plain.SPLIT, plain.YEAR)
    assert {part.DAY for part in (calendar, cycles, read, selling, service)} == {DAY}
    assert DAY == work.HOUR * 24
