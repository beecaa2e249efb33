"""What becomes of each bill, replayed in plain Python: due, paid late or never, credited, and who is cut off for it."""

import calendar
import datetime
import math
from collections import Counter, defaultdict
from typing import Any

from properties.told import DAY, Row, Told

from gtmsim.journal.kinds import Kind
from gtmsim.mechanisms.collection.section import PaymentTerms
from gtmsim.metrics.ledger import ledger_of

WRITTEN = (Kind.INVOICED, Kind.COTERMED)
OPENS = (*WRITTEN, Kind.OPENING_BILL)
SETTLES = (Kind.PAID, Kind.WRITTEN_OFF)
BILLS = (*OPENS, *SETTLES, Kind.CREDITED, Kind.PAID_BACK)
OURS = (Kind.OPENING_BILL, Kind.PAID, Kind.PAID_BACK, Kind.WRITTEN_OFF, Kind.REMINDED, Kind.CUT_OFF)
AGES = (0, 30, 60, 90)


def micro(days: float) -> int:
    """Days as microseconds."""
    return round(days * DAY)


def asked_of(told: Told, row: Row, found: bool) -> Any:
    """What is asked of the customer of a bill: until day 0, or by the plan."""
    name = told.header.segments[row.segment]
    if found and name in told.initial.plan.collection:
        return told.initial.plan.collection[name]
    return told.plan.collection.get(name, PaymentTerms())


def bills_become_what_they_may(told: Told) -> None:
    """Each bill is paid when it is due or later, or written off on its day, once, for what is left of it."""
    if not told.header.collects:
        assert not told.of(*OURS)
        return
    for life in told.lives.values():
        written, numbers, left, settled, reminded = {}, {}, {}, {}, Counter[int]()
        for row in life:
            if row.kind in WRITTEN:
                assert row.time not in written, row
                number = 1 + max(0, max(numbers.values(), default=0))
                written[row.time], numbers[row.time], left[row.time] = row, number, row.amount
            elif row.kind == Kind.OPENING_BILL:
                assert row.time == 0 and row.sub <= 0 < row.amount and row.level >= 0, row
                assert -row.level not in written and row.sub not in numbers.values(), row
                written[-row.level], numbers[-row.level], left[-row.level] = row, row.sub, row.amount
            elif row.kind in BILLS:
                one_bill(told, row, written, numbers, left, settled)
            elif row.kind == Kind.REMINDED:
                billed = next(time for time, number in numbers.items() if number == row.sub)
                asked = asked_of(told, row, row.sub <= 0)
                assert row.time == billed + micro(asked.payment_terms) + micro(asked.remind_after), row
                reminded[billed] += 1
                assert left[billed] > 0 and billed not in settled and row.amount == round(asked.reminder_cost * 100), (
                    row
                )
            elif row.kind == Kind.CUT_OFF:
                due = [
                    time + micro(asked.payment_terms) + micro(asked.cut_off_after)
                    for time, number in numbers.items()
                    if (asked := asked_of(told, row, number <= 0)).cut_off_after is not None and time not in settled
                ]
                assert row.time in due, (row, due)
        for billed, row in written.items():
            asked = asked_of(told, row, numbers[billed] <= 0)
            last = billed + micro(asked.payment_terms) + micro(asked.write_off_after)
            assert billed in settled or left[billed] == 0 or last >= told.rows[-1].time, (row, life)
            assert left[billed] >= 0, (row, life)
            if asked.remind_after is not None:
                when = billed + micro(asked.payment_terms) + micro(asked.remind_after)
                paid = next((one for one in life if one.kind in SETTLES and one.time - one.level == billed), None)
                ends = told.rows[-1].time if paid is None else paid.time
                told_of = 0 <= when < ends and (paid is not None or left[billed] > 0)
                open_end = paid is None and (when == ends or left[billed] == 0)  # what comes after is not seen
                assert open_end or reminded[billed] == told_of, (row, life)


def one_bill(told: Told, row: Row, written: Any, numbers: Any, left: Any, settled: Any) -> None:
    """A row that takes something off a bill."""
    billed = row.time - row.level
    asked = asked_of(told, row, numbers[billed] <= 0)
    due = billed + micro(asked.payment_terms)
    if row.kind == Kind.CREDITED:
        last = [time for time, bill in written.items() if row.sub or bill.kind != Kind.COTERMED]
        assert billed == max(last), row
        assert not row.sub or written[billed].kind == Kind.COTERMED, row
        left[billed] += row.amount
        return
    assert row.sub == numbers[billed], row
    if row.kind == Kind.PAID_BACK:
        assert settled[billed] == Kind.PAID and left[billed] == row.amount < 0, row
        left[billed] = 0
        return
    assert billed not in settled and row.amount == left[billed] > 0, (row, left[billed])
    assert abs(row.number - (row.time - due) / DAY) < 1e-9, row
    ends = due + micro(asked.write_off_after)
    assert due <= row.time <= ends if row.kind == Kind.PAID else row.time == ends, row
    settled[billed], left[billed] = row.kind, 0


def receivables_are_told_by_age(told: Told) -> None:
    """At each month's end, what is owed is what was billed and not settled, by the age of the bills."""
    n, lines = told.run.months, ledger_of(told.journal).statements.lines
    owed: dict[int, int] = defaultdict(int)  # by the instant at which it was billed
    for month, rows in enumerate(told.months[:n]):
        for row in rows if told.header.collects else ():
            if row.kind in BILLS:
                sign = 1 if row.kind in (*OPENS, Kind.CREDITED) else -1
                billed = row.time if row.kind in WRITTEN else row.time - row.level
                owed[billed] += sign * row.amount
        end = told.midnight(month + 1) * DAY
        older = [sum(cents for billed, cents in owed.items() if end - billed > age * DAY or not age) for age in AGES]
        by_age = [young - old for young, old in zip(older, [*older[1:], 0], strict=True)]
        names = ("to_30_days", "to_60_days", "to_90_days", "older")
        assert [int(lines[f"receivables_{name}"][month + 1]) for name in names] == by_age, (month, by_age)
        assert int(lines["receivables"][month + 1]) == sum(owed.values())


def near_days(one: float, other: float) -> bool:
    """Are two spans of days the same but for rounding?"""
    return math.isclose(one, other, abs_tol=1e-9)


def months_on(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later; the last one of a month that has no such day."""
    month = 12 * day.year + day.month - 1 + months
    last = calendar.monthrange(month // 12, month % 12 + 1)[1]
    return datetime.date(month // 12, month % 12 + 1, min(day.day, last))


def funding_is_what_was_planned(told: Told) -> None:
    """Rounds and loans come and go on their days; a month of a loan bears a twelfth of a year's interest."""
    last, expected, owed = told.midnight(told.run.months), [], defaultdict(float)
    for number, name in enumerate(sorted(told.plan.funding)):
        said = told.plan.funding[name]
        amount, loan = round(said.amount * 100), said.repaid is not None or said.repaid_after is not None
        if said.date is None:
            called = [row for row in told.of(Kind.FUNDING_CALLED) if row.sub == number]
            assert len(called) <= 1 and all(near_days(row.number, said.on_call) for row in called), called
            came = called[0].time // DAY + int(said.on_call) if called else -1
        else:
            came = (said.date - told.start).days
        if not 0 <= came < last:
            continue
        back = last if said.repaid is None else min(last, (said.repaid - told.start).days)
        if said.repaid_after is not None:
            back = min(last, (months_on(told.start + datetime.timedelta(came), said.repaid_after) - told.start).days)
        expected.append((came * DAY, int(Kind.BORROWED if loan else Kind.RAISED), number, amount))
        if loan and back < last:
            expected.append((back * DAY, int(Kind.REPAID), number, amount))
        for month in range(told.run.months if loan else 0):
            first, end = told.midnight(month), told.midnight(month + 1)
            days = max(0, min(end, back) - max(first, came))
            owed[month, number] = amount * said.interest / 12 * days / (end - first)
    rows = told.of(Kind.RAISED, Kind.BORROWED, Kind.REPAID)
    assert sorted((row.time, row.kind, row.sub, row.amount) for row in rows) == sorted(expected)
    paid = {(row.sub, row.level): row.amount for row in told.of(Kind.INTEREST)}
    assert len(paid) == len(told.of(Kind.INTEREST)) and paid.keys() <= owed.keys()
    assert all(row.time == told.midnight(row.sub + 1) * DAY for row in told.of(Kind.INTEREST))
    assert all(abs(paid.get(key, 0) - cents) <= 0.5001 for key, cents in owed.items()), (paid, owed)


ABOUT_BILLS = (bills_become_what_they_may, receivables_are_told_by_age, funding_is_what_was_planned)
