"""A journal read by compiled loops: proof that its books are in order, and the tables that metrics are made of."""

import threading
from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Floats, Ints
from gtmsim.journal.journal import COLUMNS, Journal
from gtmsim.journal.kinds import KINDS
from gtmsim.metrics.compiled import kind_flags
from gtmsim.metrics.compiled.lines import (
    AGES,
    AGES_BEFORE,
    AMOUNTS,
    CUSTOMERS,
    DEALS,
    MODES,
    MOVED,
    WAITED,
    lines,
)
from gtmsim.metrics.compiled.passes import Columns, bills_read, customers_read, deals_read, hours_read
from gtmsim.metrics.compiled.read import read
from gtmsim.metrics.compiled.rooms import Room
from gtmsim.metrics.compiled.slots import spread
from gtmsim.metrics.earning import Earned
from gtmsim.metrics.given import Given
from gtmsim.metrics.hours import Hours
from gtmsim.metrics.receivables import BILL_AGES
from gtmsim.metrics.selling import Selling
from gtmsim.metrics.service import Service
from gtmsim.metrics.state_machine import LEGAL

LEGAL_FLAT = LEGAL.ravel()
LOOKED_AT = [(kind, kind.number) for kind in kind_flags.LOOKED_AT]
MOST_PERSONS = 1 << 20  # of a team


class Reading(NamedTuple):
    """Tables of a journal whose books are in order."""

    counts: Ints  # rows of the horizon by kind and slot
    amounts: Ints  # theirs [cents]
    monthly: Ints  # both by kind and month, shape (2, kinds, months)
    waited: Ints  # by leads that were answered [microseconds], and how many these are, by slot
    modes: Ints  # active leads, wins and losses by mode, by slot
    spent: Ints  # spend and fees [cents], shape (2, channels, months)
    pay: Ints  # cents, shape (teams, months)
    touched: (
        Ints  # wins by the day on which their lead was touched, shape (came in the horizon or later, channels, days)
    )
    late_fees: Ints  # of leads that came after the horizon [cents], by channel
    firings: Ints  # rows of the horizon by table and row, where none is the first of each
    hours: Hours
    selling: Selling
    service: Service
    earned: Earned
    owed: Ints  # by age, shape (BILL_AGES, months + 1) [cents]
    queued: Floats  # what work had waited [days], and how much was begun, shape (2, teams)
    staged: Ints  # deals that were through with each stage and the committee, and that went on, shape (2, stages + 1)


_mine = threading.local()


def reading_of(journal: Journal, given: Given) -> Reading | None:
    """The reading of a journal; None where something is wrong with it or cannot be told here."""
    header, columns = journal.header, {name: getattr(journal, name) for name, _ in COLUMNS}
    if not len(journal) or not header.n_months or not header.segments or journal.time[-1] > header.months[-1]:
        return None
    if not all(column.flags.carray for column in columns.values()):
        return None
    room: Room | None = getattr(_mine, "room", None)
    if room is None or not room.holds(len(journal)):
        _mine.room = room = Room(len(journal) * 9 // 8)
    # Without compilation the hash of keys is numpy's, which would warn of its wrapping.
    with np.errstate(over="ignore"):
        return _read(journal, columns, given, room)


def _read(journal: Journal, columns: Columns, given: Given, room: Room) -> Reading | None:
    n, channels, segments, teams = (
        given.header.n_months,
        len(given.header.channels),
        len(given.header.segments),
        len(given.header.teams),
    )
    while True:
        room.begin(teams, segments)
        sums = np.zeros(kind_flags.SUMS, np.int64)
        cells = np.zeros((lines(n), channels + 1, segments + 1), np.int64)
        monthly, spent = np.zeros((2, KINDS, n), np.int64), np.zeros((2, channels, n), np.int64)
        pay = np.zeros((teams, n), np.int64)
        days = max(1, given.header.daily_spend.shape[1]) + given.header.late_days
        touched, late_fees = np.zeros((2, channels, days), np.int64), np.zeros(channels, np.int64)
        closings, asked = np.zeros(n, np.int64), np.zeros(n + 1, np.int64)
        firings = np.zeros(given.firings, np.int64)
        owed = np.zeros((BILL_AGES if given.header.collects else 0, n + 1), np.int64)
        queued, staged = np.zeros((2, teams)), np.zeros((2, len(given.header.stages) + 1), np.int64)
        code = read(
            *columns.values(),
            given.bounds,
            given.referral,
            given.rows_of,
            given.hours,
            LEGAL_FLAT,
            kind_flags.TRAITS,
            room.place,
            room.account,
            room.persons,
            room.books,
            room.movements,
            room.billing,
            room.customers,
            room.lived,
            room.deals,
            room.tasks,
            room.noted,
            closings,
            sums,
            cells,
            monthly,
            spent[0],
            spent[1],
            pay,
            touched,
            late_fees,
            firings,
            asked,
            owed,
            queued,
            staged,
        )
        needed = int(sums[kind_flags.PERSONS_NEEDED])
        if code == kind_flags.MORE_ACCOUNTS:
            room.house(2 * room.accounts)
        elif code == kind_flags.MORE_PERSONS and needed <= MOST_PERSONS:
            room.each = 2 * needed
        else:
            break
    if code != kind_flags.FINE or not agrees(sums.tolist(), spent[0], given):
        return None
    journal.know(closings, places(journal, room.noted[: sums[kind_flags.NOTED_NOW]]))
    hours = hours_read(given, room, int(sums[kind_flags.TASKS]))
    if hours is None:
        return None
    deals = deals_read(columns, given, room.deals[: sums[kind_flags.DEALS]], cells, asked.cumsum())
    moved, customers = room.movements[: sums[kind_flags.MOVED]], room.customers[: sums[kind_flags.CUSTOMERS]]
    served = customers_read(columns, given, moved, customers, room.lived[: len(customers)], cells)
    earned = bills_read(columns, given, room.billing[: sums[kind_flags.BILLING_NOW]], len(customers))
    if served is None or earned is None:
        return None
    by_slot = np.zeros((len(cells), given.every.width), np.int64)
    spread(cells, by_slot, given.firsts)
    steps = by_slot[AGES_BEFORE:MOVED].reshape(3, AGES - AGES_BEFORE, -1).cumsum(axis=1)
    worth, retained = served
    return Reading(
        by_slot[:AMOUNTS],
        by_slot[AMOUNTS:WAITED],
        monthly,
        by_slot[WAITED:MODES],
        by_slot[MODES:DEALS],
        spent,
        pay,
        touched,
        late_fees,
        firings,
        hours,
        Selling(*by_slot[DEALS:CUSTOMERS], *deals),
        Service(
            *by_slot[CUSTOMERS:AGES_BEFORE],
            *worth,
            steps[0, :-2].T,
            *(after.T for after in steps[1:, 1:-1]),
            *retained,
            *by_slot[MOVED:].reshape(3, n, -1).transpose(0, 2, 1),
        ),
        earned,
        by_age(owed),
        queued,
        staged,
    )


def by_age(running: Ints) -> Ints:
    """What is owed by age from what is added at each end to all that is older [cents]."""
    found = np.zeros((BILL_AGES, running.shape[1]), np.int64)
    found[: len(running)] = running.cumsum(axis=1)
    found[:-1] -= found[1:]
    return found


def places(journal: Journal, noted: Ints) -> dict[int, Ints]:
    """The rows that were noted down, by kind."""
    kinds = journal.kind.take(noted)
    return {kind: noted[kinds == number] for kind, number in LOOKED_AT}


def agrees(sums: list[int], spent: Ints, given: Given) -> bool:
    """Do the sums agree that the pass has added up?"""
    if sums[kind_flags.WON_NOW] != sums[kind_flags.NEW_NOW] or not (spent == given.planned).all():
        return False
    if given.referral >= 0 and sums[kind_flags.CAME] != sums[kind_flags.REFERRED_NOW]:
        return False
    told = sums[kind_flags.BUYERS_TOLD] + sums[kind_flags.RENEWALS_TOLD]
    if told and sums[kind_flags.RENEWALS_TOLD] != sums[kind_flags.DUE_NOW]:
        return False
    rate = given.header.serve_share
    share = rate * float(sums[kind_flags.BILLED_AMOUNT] + sums[kind_flags.CREDITED_AMOUNT])
    slack = sums[kind_flags.BILLED] + rate * float(sums[kind_flags.OWED])
    return abs(float(sums[kind_flags.SERVED_AMOUNT]) - share) <= slack
