"""A journal read by compiled loops: proof that its books are in order, and the tables that metrics are made of."""

import threading
from functools import cached_property
from typing import Any

import numpy as np

from gtmsim.engine.journal import COLUMNS, KINDS, Ints, Journal, Kind
from gtmsim.metrics.compiled import words
from gtmsim.metrics.compiled.cycles import medians
from gtmsim.metrics.compiled.hours import worked
from gtmsim.metrics.compiled.read import read
from gtmsim.metrics.compiled.rooms import ACCOUNT, BOOK, DEAL, MOVEMENT, PERSON, TASK, records
from gtmsim.metrics.compiled.selling import QUANTITIES as SOLD
from gtmsim.metrics.compiled.selling import sold
from gtmsim.metrics.compiled.service import QUANTITIES as SERVED
from gtmsim.metrics.compiled.service import arrange, serve
from gtmsim.metrics.given import Given
from gtmsim.metrics.hours import Hours
from gtmsim.metrics.lives import LEGAL
from gtmsim.metrics.selling import QUARTER, Selling
from gtmsim.metrics.service import CAP, Service

LEGAL_FLAT = LEGAL.ravel()
BEGINNINGS = (Kind.LEAD.value, Kind.OPPORTUNITY.value, Kind.OPENING.value)
MOST_PERSONS = 1 << 20  # of a team


class Room:
    """What a thread's passes over journals use again and again."""

    def __init__(self, rows: int, accounts: int, given: Given) -> None:
        self.given, self.rows, self.accounts = given, rows, accounts
        self.place = np.empty(1 << (2 * accounts).bit_length(), np.int32)
        self.account = records(ACCOUNT, accounts)
        self.movements, self.tasks, self.deals = (records(kind, rows) for kind in (MOVEMENT, TASK, DEAL))
        self.customers = np.empty(accounts, np.uint64)
        self.each = 16  # persons of a team

    def holds(self, rows: int, accounts: int, given: Given) -> bool:
        """Is it large enough, and of this scenario?"""
        return self.given is given and rows <= self.rows and accounts <= self.accounts <= 4 * max(accounts, 256)


_mine = threading.local()


def reading_of(journal: Journal, given: Given) -> "Reading | None":
    """The reading of a journal whose books are in order; None where something is wrong or cannot be told here."""
    header, rows = journal.header, len(journal)
    columns = [getattr(journal, name) for name, _ in COLUMNS]
    closings = closed_after(journal)
    if closings is None or not all(column.flags.carray for column in columns):
        return None
    if not rows or journal.time[-1] > header.months[-1]:
        return None
    accounts = max(1, sum(int(np.count_nonzero(journal.kind == kind)) for kind in BEGINNINGS))
    room: Room | None = getattr(_mine, "room", None)
    if room is None or not room.holds(rows, accounts, given):
        _mine.room = room = Room(rows + rows // 8, accounts + accounts // 4, given)
    reading = Reading(journal, given, closings)
    with np.errstate(
        over="ignore"
    ):  # without compilation the hash of keys is numpy's, which would warn of its wrapping
        while (code := reading.read(columns, room)) == words.MORE_PERSONS:
            room.each = 2 * int(reading.sums[words.PERSONS_NEEDED])
            if room.each > MOST_PERSONS:
                return None
    return reading if code == words.FINE and reading.in_order() else None


def closed_after(journal: Journal) -> Ints | None:
    """How many rows there are up to each month's last MONTH_CLOSED row, if there is one for each segment."""
    segments = len(journal.header.segments)
    closed = np.flatnonzero(journal.kind == Kind.MONTH_CLOSED.value)
    if not segments or not len(closed) == segments * journal.header.n_months > 0:
        return None
    return closed[segments - 1 :: segments] + 1


class Reading:
    """Tables of one journal; rows are told by their numbers."""

    def __init__(self, journal: Journal, given: Given, closings: Ints) -> None:
        self.journal, self.given, self.closings = journal, given, closings
        header = journal.header
        n, channels, segments, teams = (
            header.n_months,
            len(header.channels),
            len(header.segments),
            len(header.teams),
        )
        self.sums = np.zeros(words.SUMS, np.int64)
        self.cells = np.zeros((2, KINDS, channels + 1, segments + 1), np.int64)  # rows; amounts [cents]
        self.monthly = np.zeros((2, KINDS, n), np.int64)
        self.waited = np.zeros((2, channels + 1, segments + 1), np.int64)  # microseconds; leads
        self.spent = np.zeros((2, channels, n), np.int64)  # spend and fees [cents]
        self.pay = np.zeros((teams, n), np.int64)  # cents
        self.touched = np.zeros((channels, max(1, header.daily_spend.shape[1])), np.int64)  # wins by day of their touch
        self.left = np.zeros(teams, np.int64)

    def read(self, columns: list[Any], room: Room) -> int:
        """The pass over all rows."""
        given, teams = self.given, len(self.pay)
        for table in (self.sums, self.cells, self.monthly, self.waited, self.spent, self.pay, self.touched, self.left):
            table.fill(0)
        room.place.fill(-1)
        code = int(
            read(
                *columns,
                self.closings,
                given.bounds,
                given.delay,
                given.referral,
                LEGAL_FLAT,
                words.WHAT,
                room.place,
                room.account,
                records(PERSON, teams * room.each),
                records(BOOK, len(given.header.segments)),
                room.movements,
                room.customers,
                room.deals,
                room.tasks,
                self.sums,
                self.cells[0],
                self.cells[1],
                self.monthly,
                self.waited,
                self.spent[0],
                self.spent[1],
                self.pay,
                self.touched,
                self.left,
            )
        )
        # The room is soon used again; what was noted down stays.
        self.each = room.each
        self.movements = room.movements[: self.sums[words.MOVED]].copy()
        self.customers = room.customers[: self.sums[words.CUSTOMERS]].copy()
        self.tasks = room.tasks[: self.sums[words.TASKS]].copy()
        self.deals = room.deals[: self.sums[words.DEALS]].copy()
        return code

    def in_order(self) -> bool:
        """Do the sums agree that the pass has added up?"""
        sums, header = self.sums.tolist(), self.journal.header
        if sums[words.WON_NOW] != sums[words.NEW_NOW] or not np.array_equal(self.spent[0], self.given.planned):
            return False
        if self.given.referral >= 0 and sums[words.CAME] != sums[words.REFERRED_NOW]:
            return False
        share = header.serve_share * float(sums[words.BILLED_AMOUNT] + sums[words.CREDITED_AMOUNT])
        slack = sums[words.BILLED] + header.serve_share * float(sums[words.OWED])
        if abs(float(sums[words.SERVED_AMOUNT]) - share) > slack:
            return False
        total = self._worked[0]
        return not ((total > self.given.available + 1e-6) & (self.left == 0)).any()

    @cached_property
    def hours(self) -> Hours:
        """Hours by month."""
        return Hours(*self._worked[1:])

    @cached_property
    def _worked(self) -> tuple[Any, Any, Any]:
        journal, teams, n = self.journal, len(self.pay), len(self.closings)
        begins = np.zeros(teams * self.each + 2, np.int64)
        order = np.empty(len(self.tasks), np.int64)
        total = np.zeros(teams)
        by_team, by_channel = np.zeros((teams, n)), np.zeros((teams * (len(self.spent[0]) + 1), n))
        worked(
            self.tasks,
            begins,
            order,
            journal.time,
            journal.channel,
            journal.team,
            journal.number,
            self.given.bounds[: n + 1],
            total,
            by_team,
            by_channel,
        )
        return total, by_team, by_channel

    @cached_property
    def selling(self) -> Selling:
        """Deals by slot."""
        journal, given, n = self.journal, self.given, len(self.closings)
        width, first = given.every.width, given.firsts
        table, cycle, monthly = np.zeros((SOLD, width), np.int64), np.zeros(width), np.zeros(n, np.int64)
        deals = self.deals
        where = (journal.channel, journal.segment)
        sold(
            deals,
            journal.kind,
            journal.time,
            journal.sub,
            *where,
            journal.amount,
            first,
            n,
            n - QUARTER,
            table,
            cycle,
            monthly,
        )
        row, closed, month = deals["row"], deals["closed"], deals["month"]
        cohort = np.flatnonzero((journal.sub.take(row) != 1) & (month < n))
        ended = (closed >= 0) & (deals["closed_month"] < n)
        elapsed = np.where(ended, journal.time.take(closed), journal.header.horizon) - journal.time.take(row)
        order = cohort.take(np.argsort(elapsed.take(cohort)))
        found, chosen = np.empty(width), np.empty(len(order), np.int64)
        medians(deals, order, elapsed, journal.kind, *where, first, n, chosen, found)
        return Selling(*table, cycle, found, monthly)

    @cached_property
    def service(self) -> Service | None:
        """Customers by slot; None where the calendar cannot tell."""
        journal, given, n = self.journal, self.given, len(self.closings)
        width, customers = given.every.width, len(self.customers)
        rank = np.empty(customers, np.int64)
        rank[np.argsort(self.customers)] = np.arange(customers)
        begins, index = np.zeros(customers + 2, np.int64), np.empty(len(self.movements), np.int64)
        arrange(self.movements, begins, rank, index)
        table, worth = np.zeros((SERVED, width), np.int64), np.zeros((2, width))
        steps, retained = np.zeros((2, width, CAP + 1), np.int64), np.zeros((4, n + 2), np.int64)
        moved = np.zeros((3, width, n), np.int64)
        low, *days = given.days
        told = serve(
            self.movements,
            begins,
            index,
            journal.time,
            journal.kind,
            journal.channel,
            journal.segment,
            journal.amount,
            journal.level,
            journal.number,
            given.firsts,
            given.bounds,
            n,
            *days,
            low,
            given.worths,
            table,
            worth,
            steps[0],
            steps[1],
            retained,
            moved,
        )
        if not told:
            return None
        by_age = steps.cumsum(axis=2)
        return Service(*table, *worth, by_age[0, :, :-2], by_age[1, :, 1:-1], *retained.cumsum(axis=1)[:, :-1], *moved)
