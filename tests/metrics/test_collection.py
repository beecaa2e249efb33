"""What customers owe and pay, by hand, and what the audit says of bills that are settled wrongly."""

from collections.abc import Callable

import numpy as np
import pytest
from metrics.by_hand import DAY, Story
from metrics.test_statements import billed

from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.metrics import METRICS, BooksError, audit
from gtmsim.metrics.ledger import Ledger

JANUARY, FEBRUARY, MARCH, APRIL = 0, 31, 59, 90
AGES = ("receivables_to_30_days", "receivables_to_60_days", "receivables_to_90_days", "receivables_older")


def settled(told: Story, kind: Kind, day: float, who: int, amount: int, age: float, number: int = 1) -> None:
    """A bill of some age is paid, credited, paid back or written off."""
    told.at(day, kind, who, detail=number, amount=amount, int_value=round(age * DAY))


def told() -> Story:
    """Four bills: one found and paid, one paid late, one credited before it is paid, and one that is written off."""
    story = Story(4, cash=1_000_000, collects=True)
    story.opening(1, 10_000, age=30.0)
    story.at(0, Kind.OPENING_BILL, 1, amount=120_000, int_value=30 * DAY, value=30.0)
    story.customer(5, 2)
    billed(story, 5, 2, 3)
    story.customer(10, 3)
    billed(story, 10, 3, 12)
    story.customer(15, 4)
    billed(story, 15, 4, 3)
    settled(story, Kind.PAID, 20, 1, 120_000, 50, 0)
    settled(story, Kind.PAID, 65, 2, 30_000, 60)
    story.fail(61, 3)
    settled(story, Kind.CREDITED, 61, 3, -100_000, 51, number=0)
    story.at(61, Kind.COGS, 3, amount=-20_000)
    settled(story, Kind.PAID, 70, 3, 20_000, 60)
    settled(story, Kind.WRITTEN_OFF, 110, 4, 30_000, 95)
    return story


def test_receivables_by_age() -> None:
    journal = told().journal()
    audit(journal)
    found = {name: cents.tolist() for name, cents in Ledger(journal).statements.lines.items()}
    # On day 0 one bill of 30 days; at the ends of January to April bills of the 5th, 10th and 15th January.
    assert found["receivables"] == [120_000, 180_000, 180_000, 30_000, 0]
    assert [found[name] for name in AGES] == [
        [120_000, 180_000, 0, 0, 0],
        [0, 0, 180_000, 0, 0],  # after 54, 49 and 44 days
        [0, 0, 0, 30_000, 0],
        [0, 0, 0, 0, 0],
    ]
    assert found["receipts"] == found["collections"] == [120_000, 0, 50_000, 0]
    assert found["billings"] == [180_000, 0, -100_000, 0]
    assert found["bad_debt"] == [0, 0, 0, 30_000]
    assert found["operating_costs"] == found["bad_debt"]
    assert found["cash"][:2] == [1_000_000, 1_000_000 + 120_000 - found["payments"][0]]
    assert found["assets"] == found["liabilities_and_equity"]


def test_metrics_of_collection() -> None:
    measured = told().measured()
    assert measured.count("collections") == 1_700.0
    assert measured.count("receivables_end") == 0.0
    paid = 120_000 * 50 + 30_000 * 60 + 20_000 * 60
    assert measured.ratio("days_to_pay") == (pytest.approx(paid), 170_000)
    assert measured.ratio("bad_debt") == (300.0, 1_800.0)
    assert METRICS["bad_debt"].better is None  # longer terms put write-offs off, beyond the horizon
    assert measured.count("cut_off_customers") == 0
    short = Story(3, cash=0, collects=True)
    short.customer(5, 2)
    billed(short, 5, 2, 12)
    assert short.measured().ratio("days_sales_outstanding") == (1_200.0 * 90, 1_200.0)


def test_where_bills_are_paid_at_once() -> None:
    measured = Story(3).measured()
    for name in ("collections", "receivables_end", "days_sales_outstanding", "days_to_pay", "bad_debt"):
        assert measured.why(name) == "bills are paid at once in this scenario"
    assert Story(2, collects=True).measured().why("days_sales_outstanding") == "the horizon is shorter than 3 months"


Rows = list[tuple]  # type: ignore[type-arg]
KIND, AMOUNT, LEVEL = 1, 7, 8


def put(kind: Kind, column: int, value: int) -> Callable[[Rows], Rows]:
    """The first row of a kind says something else."""

    def change(rows: Rows) -> Rows:
        place = next(i for i, row in enumerate(rows) if row[KIND] == kind)
        row = list(rows[place])
        row[column] = value
        return [*rows[:place], tuple(row), *rows[place + 1 :]]

    return change


def without(kind: Kind) -> Callable[[Rows], Rows]:
    """No row of a kind."""
    return lambda rows: [row for row in rows if row[KIND] != kind]


def twice(kind: Kind) -> Callable[[Rows], Rows]:
    """The first row of a kind stands there twice."""

    def change(rows: Rows) -> Rows:
        place = next(i for i, row in enumerate(rows) if row[KIND] == kind)
        return [*rows[: place + 1], *rows[place:]]

    return change


def a_credit_of_a_paid_bill(rows: Rows) -> Rows:
    """The third customer has paid before its firm closes, and nobody pays anything back."""
    place = next(i for i, row in enumerate(rows) if row[KIND] == Kind.PAID and row[AMOUNT] == 20_000)
    paid = list(rows[place])
    paid[0], paid[AMOUNT], paid[LEVEL] = 60 * DAY, 120_000, 50 * DAY
    rest = [*rows[:place], *rows[place + 1 :]]
    after = next(i for i, row in enumerate(rest) if row[0] > 60 * DAY)
    return [*rest[:after], tuple(paid), *rest[after:]]


FAULTS = [
    (put(Kind.PAID, AMOUNT, 119_999), "a bill is settled as a whole"),
    (put(Kind.WRITTEN_OFF, AMOUNT, 29_999), "a bill is settled as a whole"),
    (put(Kind.PAID, LEVEL, 50 * DAY + 1), "what settles a bill says when it was written"),
    (put(Kind.CREDITED, LEVEL, 0), "what settles a bill says when it was written"),
    (twice(Kind.PAID), "a bill is settled as a whole"),
    (a_credit_of_a_paid_bill, "of a bill that was paid a credit is paid back"),
    (without(Kind.OPENING_BILL), "what settles a bill says when it was written"),
]


@pytest.mark.parametrize(("change", "what"), FAULTS, ids=[f"{i}" for i in range(len(FAULTS))])
def test_a_bill_settled_wrongly_stops_the_run(change: Callable[[Rows], Rows], what: str) -> None:
    journal = told().journal()
    with pytest.raises(BooksError, match=what):
        audit(Journal.of_rows(journal.header, change(journal.rows())))


def test_loops_read_the_same() -> None:
    """What compiled loops add up in the pass over the rows is what numpy finds."""
    pytest.importorskip("numba")
    journal = told().journal()
    fast, slow = (Ledger(told().journal(), compiled) for compiled in (True, False))
    assert fast.reading is not None
    np.testing.assert_array_equal(fast.owed, slow.owed)
    assert journal.header.collects and fast.owed.any()
