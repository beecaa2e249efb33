"""The catalogue of rows: what a declaration gives, and what is refused."""

import pickle
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import gtmsim
import gtmsim.mechanisms
from gtmsim.journal.catalogue import ANY, BEGINNING, EventKind, row
from gtmsim.journal.event import Event
from gtmsim.journal.journal import COLUMNS, FORMER, MEANINGS, Journal
from gtmsim.journal.kinds import CATALOGUE, KINDS, Kind, flags, gather
from gtmsim.mechanisms import MECHANISMS
from gtmsim.metrics.state_machine import LEGAL, transitions
from gtmsim.policies.points import POINTS


def declared(**rows: EventKind) -> tuple[EventKind, ...]:
    """A catalogue of these rows."""
    return gather([("trials", SimpleNamespace(**rows))])  # type: ignore[list-item]


def small(**more: EventKind) -> tuple[EventKind, ...]:
    """A catalogue of a life of two states, and further rows."""
    begun = row(1, "it begins", state="lead", may_follow=(BEGINNING,))
    tried = row(2, "it tries the product", state="trial", may_follow=("lead", "trial"))
    return declared(BEGUN=begun, TRIED=tried, **more)


def test_a_kind_is_its_number_and_knows_its_name_and_folder() -> None:
    won = next(kind for kind in CATALOGUE if kind.name == "WON")
    assert (won, won.mechanism, Kind(won).name) == (24, "selling", "WON")
    assert [kind.number for kind in CATALOGUE] == sorted({int(kind) for kind in Kind})
    assert {kind.mechanism for kind in CATALOGUE} <= {"", *MECHANISMS}
    assert pickle.loads(pickle.dumps(won)) == 24
    assert flags(won).sum() == 1 and len(flags()) == KINDS


def test_every_folder_with_rows_is_a_mechanism() -> None:
    folders = Path(gtmsim.mechanisms.__file__).parent
    assert {file.parent.name for file in folders.glob("*/rows.py")} - {"template"} <= set(MECHANISMS)


def test_states_are_kinds_phases_the_beginning_or_any() -> None:
    legal = transitions(small(SEEN=row(3, "it is seen", may_follow=("trial",)), ALSO=row(4, "more", may_follow=(ANY,))))
    assert {(int(a), int(b)) for a, b in np.argwhere(legal)} == {(0, 1), (1, 2), (2, 2), (2, 3), (1, 4), (2, 4)}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"LATE": row(3, "late", may_follow=("TRIAL",))}, "LATE may follow `TRIAL`, which is no state"),
        ({"LATE": row(3, "late", may_follow=("SEEN",)), "SEEN": row(4, "seen", may_follow=("lead",))}, "`SEEN`, which"),
        ({"LATE": row(3, "late")}, "LATE: what happens to an account says what it may follow"),
        ({"LATE": row(3, "late", of="firm", may_follow=("lead",))}, "LATE: what happens to an account"),
        ({"LATE": row(2, "late", of="firm")}, "LATE and TRIED both have the number 2"),
        ({"LATE": row(3, "late", of="firm", formerly="TRIED")}, "LATE: another kind of event has that name"),
    ],
)
def test_what_contradicts_is_refused(more: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        transitions(small(**more))


def test_a_kind_that_two_modules_know_is_one() -> None:
    kind = row(1, "it begins", state="lead", may_follow=(BEGINNING,))
    one, other = SimpleNamespace(BEGUN=kind), SimpleNamespace(BEGUN=kind)
    assert gather([("a", one), ("b", other)]) == (kind,) and kind.mechanism == "a"  # type: ignore[list-item]


def test_every_kind_of_an_account_can_happen() -> None:
    reached = LEGAL.any(axis=0)
    assert [kind.name for kind in CATALOGUE if (kind.of != "firm") != reached[kind]] == []


def test_a_sentence_is_a_template_or_made() -> None:
    event = Event(gtmsim_header(), 2, 0, 0, -12_50, 3, 1.5)
    assert (
        row(1, "", tells="{money} for {task}, {days}, {value:.2f}").sentence(event)
        == "12.50 EUR for c, 36.0 hours, 1.50"
    )
    assert row(1, "", tells=lambda event: event.person).sentence(event) == "sdr 4"


def gtmsim_header() -> Any:
    return SimpleNamespace(currency="EUR", stages=("a", "b", "c"), teams=("sdr",), channels=("ads",))


def test_names_of_before_are_understood() -> None:
    with pytest.warns(FutureWarning, match="kind `NAMED` of the journal is called `ACCOUNT_MATCHED` now"):
        assert gtmsim.Kind["NAMED"] is gtmsim.Kind.ACCOUNT_MATCHED
    with pytest.warns(FutureWarning, match="`GAVE_UP`"):
        assert gtmsim.Kind.GAVE_UP is gtmsim.Kind.ABANDONED
    with pytest.raises(AttributeError, match="there is no kind of event `WONN`"):
        _ = gtmsim.Kind.WONN
    with pytest.raises(KeyError):
        _ = gtmsim.Kind["WONN"]


def test_columns_of_before_are_understood() -> None:
    assert set(MEANINGS) == {name for name, _ in COLUMNS}
    journal = Journal.of_rows(gtmsim_header(), [(0, 1, 1, 7, 0, 0, 0, 0, 8, 9.0, -1, 5)])
    for old, value in zip(FORMER, (7, 8, 9.0, 5), strict=True):
        with pytest.warns(FutureWarning, match=f"column `{old}` of the journal is called `{FORMER[old]}` now"):
            assert getattr(journal, old).tolist() == [value]
    with pytest.raises(AttributeError, match="a journal has no `amuont`"):
        _ = journal.amuont


def test_decisions_are_told_on_kinds_that_exist() -> None:
    assert {event for point in POINTS for event in point.events} <= set(Kind.__members__)
