"""The audit passes what an engine may write, and notices a fault in any kind of row."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from metrics.by_hand import DAY, Story

from gtmsim.engine.journal import COLUMNS, MOVEMENTS, Journal, Kind
from gtmsim.metrics import BooksError, audit

SDR, AE, CSM = 0, 1, 2
TIME, KIND, ENTITY, SUB, CHANNEL, SEGMENT, TEAM, AMOUNT, LEVEL, NUMBER, TABLE, ROW = range(len(COLUMNS))
MONTHLY = (Kind.PROGRAMME, Kind.OVERHEAD, Kind.OTHER, Kind.HOSTED)
Row = list[Any]
Rows = list[Row]


def whole_story() -> Story:
    """Every kind of row, in 4 months and a run-off."""
    tables: dict[str, Any] = {"tables": ("score", "discount"), "rows": (("a", "b", "c"), ("all",))}
    story = Story(months=4, spend={"ads": 1_000}, success_hours=(1.25, 3.0), save_hours=2.5, **tables)
    for month in range(4):
        story.at(story.header.months[month] / DAY, Kind.COVERAGE, sub=month, level=2, number=0.9)
        for kind, team in ((Kind.SALARY, SDR), *((kind, -1) for kind in MONTHLY)):
            story.post(month, kind, team=team, amount=7_000)
    story.at(3, Kind.CLIPPED, channel=0, number=12.5)
    story.at(3, Kind.BANNED, channel=0, number=60.0)
    story.at(4, Kind.JOINED, team=SDR, level=1)
    story.at(9, Kind.LEFT, team=CSM, level=0)
    story.at(31, Kind.STAFFED, team=SDR, sub=1, level=1)
    story.at(31, Kind.CAPACITY, team=SDR, sub=1, number=100.0)
    story.at(31, Kind.BUDGETED, channel=0, sub=1, number=0.5)
    story.at(31, Kind.GROUPED, sub=1, level=2, number=0.1)
    story.at(31, Kind.LEAKED, sub=1, level=2, number=0.05)
    for month in range(4):
        story.post(month, Kind.BRANDING, amount=5_000)
        if month == 2:
            story.post(month, Kind.SCANDAL, number=0.25)
        story.post(month, Kind.BRAND, number=1.5 - 0.25 * month)
    story.opening(1, 10_000, age=100.0)
    story.at(5, Kind.LIVE, 1, number=5.0)
    story.due(50, 1, condition=0.4)
    story.move(50, Kind.UPLIFTED, 1, 500)
    story.move(50, Kind.EXPANDED, 1, 1_500)
    story.at(50, Kind.INVOICED, 1, sub=12, amount=144_000)
    story.at(50, Kind.SERVED, 1, amount=28_800)
    story.fail(60, 1)
    story.at(60, Kind.CREDITED, 1, amount=-100_000)
    story.at(60, Kind.SERVED, 1, amount=-20_000)
    story.opening(2, 20_000, age=10.0, segment=1)
    story.at(20, Kind.REFERRED, 2)
    story.at(20, Kind.LEAD, 7, of="referral", segment=1, table=0, row=0)
    story.at(20, Kind.ALSO, 7, table=0, row=2)
    story.at(20, Kind.MQL, 7)
    story.at(30, Kind.GAVE_UP, 7, number=10.0)
    story.at(70, Kind.RENEWAL_DUE, 2, sub=1)
    story.at(70, Kind.CONDITION, 2, sub=1, number=-0.7)
    story.at(70, Kind.HEARD, 2, sub=1, level=1000, number=0.1)
    story.saved(70, 2, discount=0.1)
    story.at(70, Kind.RENEWED, 2, sub=1)
    story.entitled(70, 2, 1.5)
    story.move(70, Kind.CONTRACTED, 2, -5_000)
    story.due(100, 2, 2, renewed=False, condition=-1.3)
    story.move(110, Kind.REACTIVATED, 2, 8_000)
    story.at(10, Kind.LEAD, 3, of="ads")
    story.at(10, Kind.TOUCHED, 3, number=2.5)
    story.at(10, Kind.NAMED, 3, level=12, number=4.0)
    story.at(10, Kind.CONTACT, 3, number=30.0)
    story.at(10, Kind.SEEN, 3, number=0.4)
    story.at(10, Kind.DATA, 3, amount=1_500)
    story.at(10, Kind.FEE, 3, amount=900)
    story.at(10, Kind.MQL, 3)
    end = story.task(11, 2, 3, SDR)
    story.at(end, Kind.SQL, 3)
    story.at(end, Kind.OPPORTUNITY, 3, amount=250_008)
    story.at(12, Kind.TASK_STARTED, 3, team=AE)
    story.at(12, Kind.EXPENSE, 3, team=AE, amount=30_000)
    story.at(12.125, Kind.TASK_ENDED, 3, team=AE, number=3.0)
    story.at(12.125, Kind.ADVANCED, 3)
    story.at(12.125, Kind.QUOTED, 3, amount=240_000, number=0.04, table=1, row=0)
    story.at(20, Kind.CONDITION, 3, number=1.2)
    story.at(20, Kind.MEETING, 3, sub=1)
    story.at(21, Kind.VOTE, 3, level=1, number=0.4)
    story.at(21, Kind.WON, 3, amount=240_000)
    story.at(21, Kind.COMMISSION, 3, amount=24_000)
    story.at(21, Kind.REWARD, 3, amount=500)
    story.move(21, Kind.NEW, 3, 20_000)
    story.found(4)
    story.at(31, Kind.LOST, 4, sub=1)
    story.found(5)
    story.at(30, Kind.TASK_STARTED, 5, team=AE, sub=1)
    story.at(30.25, Kind.NO_DECISION, 5)
    story.at(30.5, Kind.TASK_ENDED, 5, team=AE, sub=1, number=4.0)
    story.lead(40, 6, mql=False)
    story.lead(40, 8)
    story.at(story.task(41, 1, 8, SDR), Kind.DISQUALIFIED, 8, sub=1)
    story.at(60, Kind.RECYCLED, 8, sub=1)
    story.under_way(9, 0)
    story.at(2, Kind.GAVE_UP, 9, number=5.0)
    story.under_way(10, 1)
    story.at(0, Kind.TASK_STARTED, 10, team=SDR, sub=-1)
    story.at(0.125, Kind.TASK_ENDED, 10, team=SDR, sub=-1, number=3.0)
    story.at(0.125, Kind.DISQUALIFIED, 10, sub=1)
    story.under_way(11, 2, age=80.0)
    story.at(6, Kind.RECYCLED, 11, sub=1)
    story.due(386, 3, condition=0.0)  # in the run-off
    return story


def rows_of(story: Story) -> tuple[Journal, Rows]:
    journal = story.journal()
    return journal, [list(row) for row in journal.rows()]


def audited(journal: Journal, rows: Rows) -> None:
    audit(Journal.of_rows(journal.header, [tuple(row) for row in rows]))


def first(rows: Rows, kind: Kind, who: int | None = None) -> Row:
    return next(row for row in rows if row[KIND] == kind and who in (None, row[ENTITY]))


def test_a_sound_journal_passes() -> None:
    journal, rows = rows_of(whole_story())
    assert {Kind(row[KIND]) for row in rows} == set(Kind)
    audited(journal, rows)
    audited(*rows_of(Story(run_off=False)))


def put(kind: Kind, column: int, value: Any) -> Callable[[Rows], None]:
    """Change a column of the first row of a kind."""

    def change(rows: Rows) -> None:
        first(rows, kind)[column] = value

    return change


def drop(kind: Kind) -> Callable[[Rows], None]:
    """Lose the first row of a kind."""
    return lambda rows: rows.remove(first(rows, kind))


def twice(kind: Kind) -> Callable[[Rows], None]:
    """Write the first row of a kind twice."""
    return lambda rows: rows.insert(rows.index(first(rows, kind)), list(first(rows, kind)))


def late(kind: Kind, after: Kind) -> Callable[[Rows], None]:
    """Move the first row of a kind behind the account's row of another kind."""

    def change(rows: Rows) -> None:
        row = first(rows, kind)
        end = first(rows, after, row[ENTITY])
        rows.remove(row)
        row[TIME] = end[TIME]
        rows.insert(rows.index(end) + 1, row)

    return change


def early(kind: Kind, before: Kind) -> Callable[[Rows], None]:
    """Move the first row of a kind before that of another."""

    def change(rows: Rows) -> None:
        row, other = first(rows, kind), first(rows, before)
        rows.remove(row)
        row[TIME] = other[TIME]
        rows.insert(rows.index(other), row)

    return change


def moves_mrr(kind: Kind) -> Callable[[Rows], None]:
    """Let the first row of a kind take a cent away, which the account's next movement gives back."""

    def change(rows: Rows) -> None:
        row = first(rows, kind)
        row[AMOUNT], row[LEVEL] = -1, row[LEVEL] - 1
        for other in rows[rows.index(row) + 1 :]:
            if other[ENTITY] == row[ENTITY] and other[KIND] in MOVEMENTS:
                if other[KIND] != Kind.ENTITLED:
                    other[AMOUNT] += 1
                    return
                other[LEVEL] = row[LEVEL]

    return change


def at_last(kind: Kind) -> Callable[[Rows], None]:
    """Move the last row of a kind to the end of all."""

    def change(rows: Rows) -> None:
        row = next(row for row in reversed(rows) if row[KIND] == kind)
        rows.remove(row)
        row[TIME] = rows[-1][TIME]
        rows.append(row)

    return change


def put_found(column: int, value: Any) -> Callable[[Rows], None]:
    """Change a column of the last deal that day 0 finds."""

    def change(rows: Rows) -> None:
        place = max(i for i, row in enumerate(rows) if row[KIND] == Kind.OPPORTUNITY and row[SUB] == 1)
        rows[place][column] = value
        for row in rows[place + 1 :]:  # time does not run backwards
            row[TIME] = max(row[TIME], rows[place][TIME])

    return change


def at_day(kind: Kind, day: int) -> Callable[[Rows], None]:
    """Move the first row of a kind to another instant, and with it what stands before that."""

    def change(rows: Rows) -> None:
        row = first(rows, kind)
        rows.remove(row)
        row[TIME] = day
        rows.insert(next(i for i, other in enumerate(rows) if other[TIME] >= day), row)

    return change


ONE_LIFE = "an account lives one life"
MRR = r"MRR before \+ movement = MRR after"
CLOSE = "add up to the month's close"

FAULTS: list[tuple[Kind, Callable[[Rows], None], str]] = [
    (Kind.LEAD, drop(Kind.LEAD), "TOUCHED after nothing"),
    (Kind.LEAD, twice(Kind.LEAD), "LEAD after LEAD"),
    (Kind.TOUCHED, put(Kind.TOUCHED, NUMBER, 0.0), "a touch lies before its lead"),
    (Kind.TOUCHED, late(Kind.TOUCHED, Kind.SQL), "TOUCHED after SQL"),
    (Kind.FOUND, drop(Kind.FOUND), "GAVE_UP after nothing"),
    (Kind.FOUND, put(Kind.FOUND, LEVEL, 3), "found waiting, in work or nurtured"),
    (Kind.FOUND, put(Kind.FOUND, NUMBER, -0.5), "was there before"),
    (Kind.FOUND, at_day(Kind.FOUND, 1), "found on day 0"),
    (Kind.OPPORTUNITY, put_found(NUMBER, -0.5), "was there before"),
    (Kind.OPPORTUNITY, put_found(TIME, 1), "found on day 0"),
    (Kind.MQL, drop(Kind.MQL), "TASK_STARTED after LEAD"),
    (Kind.DISQUALIFIED, twice(Kind.DISQUALIFIED), "DISQUALIFIED after DISQUALIFIED"),
    (Kind.GAVE_UP, twice(Kind.GAVE_UP), "GAVE_UP after GAVE_UP"),
    (Kind.SQL, drop(Kind.SQL), "OPPORTUNITY after MQL"),
    (Kind.NAMED, put(Kind.NAMED, KIND, Kind.SQL), "SQL after LEAD"),
    (Kind.CONTACT, put(Kind.CONTACT, KIND, Kind.WON), "WON after LEAD"),
    (Kind.TASK_STARTED, drop(Kind.TASK_STARTED), "a person does one task at a time"),
    (Kind.TASK_STARTED, put(Kind.TASK_STARTED, ENTITY, 8), ONE_LIFE),
    (Kind.TASK_ENDED, drop(Kind.TASK_ENDED), "a person does one task at a time"),
    (Kind.TASK_ENDED, put(Kind.TASK_ENDED, NUMBER, 3.5), "no more than hours passed"),
    (Kind.TASK_ENDED, put(Kind.TASK_ENDED, NUMBER, -1.0), "no more than hours passed"),
    (Kind.OPPORTUNITY, put(Kind.OPPORTUNITY, SUB, 0), "an opportunity without a lead"),
    (Kind.OPPORTUNITY, twice(Kind.OPPORTUNITY), "OPPORTUNITY after OPPORTUNITY"),
    (Kind.ADVANCED, late(Kind.ADVANCED, Kind.NEW), "ADVANCED after NEW"),
    (Kind.MEETING, late(Kind.MEETING, Kind.WON), "MEETING after WON"),
    (Kind.VOTE, late(Kind.VOTE, Kind.NEW), "VOTE after NEW"),
    (Kind.WON, drop(Kind.WON), "COMMISSION after QUOTED"),
    (Kind.WON, put(Kind.WON, AMOUNT, 240_012), r"annual value won = 12 x new MRR .*240012, found 240000"),
    (Kind.LOST, twice(Kind.LOST), "LOST after LOST"),
    (Kind.NO_DECISION, twice(Kind.NO_DECISION), "NO_DECISION after NO_DECISION"),
    (Kind.OPENING, put(Kind.OPENING, AMOUNT, 9_999), MRR),
    (Kind.OPENING, put(Kind.OPENING, CHANNEL, 0), "an account keeps its channel"),
    (Kind.NEW, drop(Kind.NEW), "RENEWAL_DUE after WON"),
    (Kind.NEW, put(Kind.NEW, LEVEL, 19_999), MRR),
    (Kind.LIVE, late(Kind.LIVE, Kind.FAILED), "LIVE after FAILED"),
    (Kind.RENEWAL_DUE, drop(Kind.RENEWAL_DUE), "CONDITION after OPENING"),
    (Kind.RENEWED, drop(Kind.RENEWED), "UPLIFTED after RENEWAL_DUE"),
    (Kind.UPLIFTED, put(Kind.UPLIFTED, AMOUNT, 501), r"month 1, expected 10501, found 10500"),
    (Kind.EXPANDED, drop(Kind.EXPANDED), MRR),
    (Kind.CONTRACTED, put(Kind.CONTRACTED, KIND, Kind.EXPANDED), "gains of MRR are above 0"),
    (Kind.CHURNED, drop(Kind.CHURNED), "REACTIVATED after RENEWAL_DUE"),
    (Kind.FAILED, put(Kind.FAILED, LEVEL, 5), MRR),
    (Kind.REACTIVATED, put(Kind.REACTIVATED, SEGMENT, 0), "an account keeps its segment"),
    (Kind.REFERRED, drop(Kind.REFERRED), "every referral is a lead"),
    (Kind.INVOICED, put(Kind.INVOICED, AMOUNT, 143_999), "invoice = MRR x months"),
    (Kind.CREDITED, put(Kind.CREDITED, AMOUNT, -144_001), "a credit is a part of the last invoice"),
    (Kind.CREDITED, put(Kind.CREDITED, AMOUNT, 1), "a credit is a part of the last invoice"),
    (Kind.SERVED, put(Kind.SERVED, AMOUNT, 68_000), "serving costs its share"),
    (Kind.SPENT, put(Kind.SPENT, AMOUNT, 30_999), r"spend planned in ads \(month 0, expected 31000, found 30999\)"),
    (Kind.SPENT, drop(Kind.SPENT), "spend posted = spend planned"),
    (Kind.FEE, put(Kind.FEE, AMOUNT, -900), "money posted is above 0"),
    (Kind.SEEN, put(Kind.SEEN, KIND, Kind.WON), "WON after LEAD"),
    (Kind.DATA, put(Kind.DATA, AMOUNT, 0), "money posted is above 0"),
    (Kind.SALARY, put(Kind.SALARY, AMOUNT, -1), "money posted is above 0"),
    (Kind.COMMISSION, put(Kind.COMMISSION, AMOUNT, 0), "money posted is above 0"),
    (Kind.REWARD, put(Kind.REWARD, AMOUNT, -1), "money posted is above 0"),
    (Kind.PROGRAMME, put(Kind.PROGRAMME, AMOUNT, -1), "money posted is above 0"),
    (Kind.OVERHEAD, put(Kind.OVERHEAD, AMOUNT, -1), "money posted is above 0"),
    (Kind.OTHER, put(Kind.OTHER, AMOUNT, -1), "money posted is above 0"),
    (Kind.BRANDING, put(Kind.BRANDING, AMOUNT, -1), "money posted is above 0"),
    (Kind.BRAND, put(Kind.BRAND, NUMBER, -0.1), "goodwill is at least 0"),
    (Kind.BRAND, put(Kind.BRAND, NUMBER, np.inf), "numbers are finite"),
    (Kind.BRAND, put(Kind.BRAND, SUB, 1), "goodwill is told at the end of each month"),
    (Kind.BRAND, early(Kind.BRAND, Kind.JOINED), "goodwill is told when its month ends"),
    (Kind.BRAND, drop(Kind.BRAND), "goodwill is told at the end of each month"),
    (Kind.BRAND, lambda rows: rows.append(first(rows, Kind.BRAND)[:]), "time does not run backwards"),
    (Kind.BRAND, at_last(Kind.BRAND), "goodwill is told before its month is closed"),
    (Kind.SCANDAL, put(Kind.SCANDAL, NUMBER, -0.1), "a scandal takes no less than nothing"),
    (Kind.SCANDAL, late(Kind.SCANDAL, Kind.MONTH_CLOSED), "goodwill is told after a scandal"),
    (Kind.COVERAGE, put(Kind.COVERAGE, NUMBER, 1.1), "coverage is a share"),
    (Kind.CLIPPED, put(Kind.CLIPPED, NUMBER, np.nan), "numbers are finite"),
    (Kind.JOINED, put(Kind.JOINED, TIME, -1), "time does not run backwards"),
    (Kind.LEFT, put(Kind.LEFT, TIME, 400 * DAY), "time does not run backwards"),
    (Kind.MONTH_CLOSED, put(Kind.MONTH_CLOSED, AMOUNT, 1), CLOSE),
    (Kind.MONTH_CLOSED, put(Kind.MONTH_CLOSED, LEVEL, 9), CLOSE),
    (Kind.MONTH_CLOSED, put(Kind.MONTH_CLOSED, SEGMENT, 1), "every month is closed once"),
    (Kind.MONTH_CLOSED, put(Kind.MONTH_CLOSED, TIME, 30 * DAY), "months are closed at their end"),
    (Kind.MONTH_CLOSED, drop(Kind.MONTH_CLOSED), "every month is closed once"),
    (Kind.DISQUALIFIED, put(Kind.DISQUALIFIED, ENTITY, 0), "what happens to an account names it"),
    (Kind.OTHER, put(Kind.OTHER, KIND, Kind.EXPANDED), "what happens to an account names it"),
    (Kind.SALARY, put(Kind.SALARY, TEAM, -1), "a salary is a team's"),
    (Kind.SPENT, put(Kind.SPENT, CHANNEL, -1), "spend is a channel's"),
    (Kind.SPENT, put(Kind.SPENT, CHANNEL, 3), "a channel has a name"),
    (Kind.COVERAGE, put(Kind.COVERAGE, SEGMENT, 2), "a segment has a name"),
    (Kind.JOINED, put(Kind.JOINED, TEAM, -2), "a team has a name"),
    (Kind.STAFFED, put(Kind.STAFFED, TEAM, -2), "a team has a name"),
    (Kind.CAPACITY, put(Kind.CAPACITY, NUMBER, 99.0), "hours are those of the header"),
    (Kind.CAPACITY, put(Kind.CAPACITY, SUB, 4), "hours are a team's in a month"),
    (Kind.BUDGETED, put(Kind.BUDGETED, NUMBER, -0.1), "a multiple of spend is at least 0"),
    (Kind.RECYCLED, twice(Kind.RECYCLED), "RECYCLED after RECYCLED"),
    (Kind.RECYCLED, lambda rows: first(rows, Kind.DISQUALIFIED, 8).__setitem__(KIND, Kind.SQL), "RECYCLED after SQL"),
    (Kind.QUOTED, twice(Kind.QUOTED), "QUOTED after QUOTED"),
    (Kind.QUOTED, drop(Kind.QUOTED), r"won at the price quoted .*expected 250008, found 240000"),
    (Kind.QUOTED, put(Kind.QUOTED, AMOUNT, 240_012), r"won at the price quoted .*expected 240012, found 240000"),
    (Kind.QUOTED, put(Kind.QUOTED, AMOUNT, 250_020), "takes off the price asked"),
    (Kind.QUOTED, put(Kind.QUOTED, NUMBER, 1.0), "a discount is a share"),
    (Kind.SAVED, twice(Kind.SAVED), "SAVED after SAVED"),
    (Kind.SAVED, lambda rows: rows.remove(renewal_of_the_saved(rows)), "ENTITLED after SAVED"),
    (Kind.SAVED, put(Kind.SAVED, NUMBER, -0.1), "a discount is a share"),
    (Kind.SAVED, put(Kind.SAVED, LEVEL, 19_999), MRR),
    (Kind.ENTITLED, put(Kind.ENTITLED, NUMBER, -0.5), "attention is at least 0"),
    (Kind.ENTITLED, put(Kind.ENTITLED, LEVEL, 0), MRR),
    (Kind.ENTITLED, moves_mrr(Kind.ENTITLED), "attention and attempts move no MRR"),
    (Kind.SAVED, moves_mrr(Kind.SAVED), "attention and attempts move no MRR"),
    (Kind.ENTITLED, late(Kind.ENTITLED, Kind.CHURNED), "ENTITLED after CHURNED"),
    (Kind.EXPENSE, put(Kind.EXPENSE, AMOUNT, -1), "money posted is above 0"),
    (Kind.EXPENSE, late(Kind.EXPENSE, Kind.NEW), "EXPENSE after NEW"),
    (Kind.HOSTED, put(Kind.HOSTED, AMOUNT, -1), "money posted is above 0"),
    (Kind.HEARD, late(Kind.HEARD, Kind.CONTRACTED), "HEARD after RENEWED"),
    (Kind.HEARD, put(Kind.HEARD, NUMBER, 1.0), "a discount is a share"),
    (Kind.CONDITION, put(Kind.CONDITION, SUB, -1), "a condition is a buyer's or of a renewal"),
    (Kind.CONDITION, put(Kind.CONDITION, NUMBER, np.nan), "numbers are finite"),
    (Kind.CONDITION, late(Kind.CONDITION, Kind.NEW), "CONDITION after NEW"),
    (
        *(Kind.CONDITION, lambda rows: rows.remove(first(rows, Kind.CONDITION, 2))),
        r"every renewal tells the condition that it looks at \(expected 4, found 3\)",
    ),
    (Kind.GROUPED, put(Kind.GROUPED, NUMBER, -0.1), "members are counted"),
    (Kind.GROUPED, put(Kind.GROUPED, NUMBER, 0.0), "prices leak where they differ"),
    (Kind.GROUPED, put(Kind.GROUPED, LEVEL, 1), "a leak reaches some of the members"),
    (Kind.BANNED, put(Kind.BANNED, NUMBER, 0.0), "a ban takes days from a channel"),
    (Kind.GROUPED, drop(Kind.GROUPED), "a leak follows the month's count"),
    (Kind.LEAKED, put(Kind.LEAKED, LEVEL, 0), "a leak reaches some of the members"),
    (Kind.LEAKED, put(Kind.LEAKED, NUMBER, 1.0), "prices leak where they differ"),
    (Kind.ALSO, late(Kind.ALSO, Kind.MQL), "a further row follows one of its table"),
    (Kind.ALSO, put(Kind.ALSO, TABLE, 1), "a decision names a row of its table"),
    (Kind.ALSO, put(Kind.ALSO, ROW, 3), "a decision names a row of its table"),
    (Kind.ALSO, put(Kind.ALSO, ROW, 0), "rows of a table are told in their order"),
    (Kind.ALSO, lambda rows: first(rows, Kind.LEAD, 7).__setitem__(TABLE, 1), "a further row follows one of its table"),
    (Kind.LEAD, put(Kind.LEAD, TABLE, 2), "a decision has a name"),
    (Kind.LEAD, put(Kind.LEAD, TABLE, -2), "a decision has a name"),
    (Kind.LEAD, put(Kind.LEAD, ROW, -2), "a decision names a row of its table"),
    (Kind.GAVE_UP, put(Kind.GAVE_UP, ROW, 0), "a decision names a row of its table"),
]


def renewal_of_the_saved(rows: Rows) -> Row:
    """The renewal of the customer that was kept."""
    return first(rows, Kind.RENEWED, first(rows, Kind.SAVED)[ENTITY])


@pytest.mark.parametrize(("kind", "fault", "says"), FAULTS, ids=[f"{k.name}-{i}" for i, (k, *_) in enumerate(FAULTS)])
def test_a_fault_is_noticed(kind: Kind, fault: Callable[[Rows], None], says: str) -> None:
    journal, rows = rows_of(whole_story())
    fault(rows)
    with pytest.raises(BooksError, match=f"the books do not close: .*{says}"):
        audited(journal, rows)


def test_every_kind_of_row_has_a_fault() -> None:
    assert {kind for kind, *_ in FAULTS} == set(Kind)


def test_the_fault_is_named_with_its_place() -> None:
    journal, rows = rows_of(whole_story())
    first(rows, Kind.CONTRACTED)[LEVEL] = 14_000
    with pytest.raises(BooksError) as said:
        audited(journal, rows)
    assert str(said.value) == (
        "the books do not close: MRR before + movement = MRR after (account 2, month 2, expected 15000, found 14000)"
    )


@pytest.mark.parametrize("kind", [Kind.NEW, Kind.WON])
def test_a_win_without_a_customer(kind: Kind) -> None:
    story = Story()
    story.opportunity(3, 1)
    story.at(4, Kind.WON, 1, amount=120_000)
    if kind == Kind.NEW:
        story.move(5, Kind.NEW, 1, 10_000)
    with pytest.raises(BooksError, match=r"every win is a new customer|a customer is new when it is won"):
        audited(*rows_of(story))


def test_an_account_without_a_segment() -> None:
    story = Story()
    story.opening(1, 10_000, segment=-1)
    with pytest.raises(BooksError, match="an account has a segment"):
        audited(*rows_of(story))


def test_an_annual_value_that_is_no_twelvefold() -> None:
    story = Story()
    story.opportunity(3, 1)
    story.at(4, Kind.WON, 1, amount=120_005)
    story.move(4, Kind.NEW, 1, 10_000)
    with pytest.raises(BooksError, match="annual value"):
        audited(*rows_of(story))


def test_a_contraction_to_nothing_is_churn() -> None:
    story = Story()
    story.opening(1, 10_000)
    story.move(4, Kind.CONTRACTED, 1, -10_000)
    with pytest.raises(BooksError, match="a contraction leaves some MRR"):
        audited(*rows_of(story))


def test_a_lost_customer_that_goes_on_paying() -> None:
    story = Story()
    story.opening(1, 10_000)
    story.move(4, Kind.FAILED, 1, -9_000)
    with pytest.raises(BooksError, match="a lost customer has no MRR"):
        audited(*rows_of(story))


def test_spend_after_the_horizon() -> None:
    story = Story()
    story.at(400, Kind.SPENT, channel=0, amount=1)
    with pytest.raises(BooksError, match="no spend after the horizon"):
        audited(*rows_of(story))


def test_one_person_for_two_accounts() -> None:
    story = Story()
    story.lead(1, 1)
    story.lead(1, 2)
    story.at(2, Kind.TASK_STARTED, 1, team=SDR, sub=-1)
    story.at(3, Kind.TASK_ENDED, 2, team=SDR, sub=-1, number=1.0)
    with pytest.raises(BooksError, match="who starts a task ends it"):
        audited(*rows_of(story))


def test_more_hours_than_the_team_has() -> None:
    story = Story(months=1, working_hours=np.full((3, 1), 5.0))
    story.lead(1, 1)
    story.task(1, 6, 1, SDR)
    with pytest.raises(BooksError, match=r"hours worked by sdr are no more than it has \(expected 5.0, found 6.0\)"):
        audited(*rows_of(story))
    story.at(1, Kind.LEFT, team=SDR, level=0)  # who leaves finishes the task in hand
    audited(*rows_of(story))
