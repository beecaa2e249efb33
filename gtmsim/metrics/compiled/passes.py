"""The passes after the first: over the tasks, deals and customers that it has noted down."""

from typing import Any

import numpy as np

from gtmsim.journal.header import Floats, Ints
from gtmsim.mechanisms.selling import rows as selling_rows
from gtmsim.metrics.compiled.cycles import medians
from gtmsim.metrics.compiled.earning import earn_all
from gtmsim.metrics.compiled.hours import worked
from gtmsim.metrics.compiled.rooms import Room
from gtmsim.metrics.compiled.selling import sold
from gtmsim.metrics.compiled.service import arrange, serve
from gtmsim.metrics.earning import YEAR, Earned
from gtmsim.metrics.given import Given
from gtmsim.metrics.hours import Hours
from gtmsim.metrics.months import DAY
from gtmsim.metrics.selling import QUARTER
from gtmsim.metrics.values import CLOSED, OPEN, WON, Ended

Columns = dict[str, Any]  # of a journal


def hours_read(given: Given, room: Room, tasks: int) -> Hours | None:
    """Hours by month, unless a team worked more than it has."""
    teams, n = len(given.header.teams), given.header.n_months
    total, by_team, overtime = np.zeros(teams), np.zeros((teams, n)), np.zeros((teams, n))
    by_channel = np.zeros((teams * (len(given.header.channels) + 1), n))
    begins, order = np.zeros(len(room.persons) + 2, np.int64), room.order[:tasks]
    worked(
        room.tasks[:tasks],
        room.persons,
        begins,
        order,
        given.bounds[: n + 1],
        given.worked,
        given.clock,
        total,
        by_team,
        by_channel,
        overtime,
    )
    possible = (total <= given.available + overtime.sum(axis=1) + 1e-6).all()
    return Hours(by_team, by_channel, overtime) if possible else None


def deals_read(
    columns: Columns, given: Given, deals: Any, cells: Ints, asked: Ints
) -> tuple[Floats, Floats, Ints, Ints, Ended]:
    """Days that wins took, their medians, deals by month, what is on the table, and how each ended."""
    n, width = given.header.n_months, given.every.width
    cycle, found, monthly = np.zeros(width), np.empty(width), np.zeros(n, np.int64)
    cohort, elapsed, chosen = np.empty((3, max(1, len(deals))), np.int64)
    kinds, where = columns["kind"], (columns["channel"], columns["segment"])
    members = sold(
        deals,
        kinds,
        columns["time"],
        columns["detail"],
        *where,
        columns["amount"],
        given.firsts,
        n,
        n - QUARTER,
        given.header.horizon,
        cells,
        cycle,
        monthly,
        cohort,
        elapsed,
    )
    order = np.argsort(elapsed[:members])
    steps = np.empty(len(chosen))
    medians(deals, cohort, order, elapsed, kinds, *where, given.firsts, n, chosen, steps, found)
    chosen_deals = deals[cohort[:members]]
    rows, closed = chosen_deals["row"].astype(np.int64), chosen_deals["closed"]
    inside = (closed >= 0) & (chosen_deals["closed_month"] < n)
    outcome = np.where(inside, np.where(kinds[closed] == selling_rows.WON, WON, CLOSED), OPEN).astype(np.int8)
    ended = Ended(*(column.take(rows) for column in where), elapsed[:members] / DAY, outcome)
    return cycle, found, monthly, asked, ended


def customers_read(
    columns: Columns, given: Given, moved: Any, keys: Any, lived: Ints, cells: Ints
) -> tuple[Floats, tuple[Ints, ...]] | None:
    """Worth of new customers by slot, and how they stay; None where the calendar does not reach so far."""
    n, customers = given.header.n_months, len(keys)
    rank = np.empty(customers, np.int64)
    rank[np.argsort(keys)] = np.arange(customers)
    begins, index = np.zeros(customers + 2, np.int64), np.empty(len(moved), np.int64)
    arrange(moved, begins, rank, index)
    lived = lived[np.argsort(rank)]  # in order of the customers' keys
    worth, retained, (low, *days) = np.zeros((9, given.every.width)), np.zeros((7, n + 2), np.int64), given.days
    told = serve(
        moved,
        begins,
        index,
        columns["time"],
        columns["kind"],
        columns["channel"],
        columns["segment"],
        columns["amount"],
        columns["int_value"],
        columns["value"],
        given.firsts,
        given.bounds,
        n,
        *days,
        low,
        given.worths,
        given.success_hours,
        given.save_hours,
        lived,
        cells,
        worth,
        *retained,
    )
    worth[3:6] += worth[6:]
    return (worth[:6], tuple(retained.cumsum(axis=1)[:, :-1])) if told else None


def bills_read(columns: Columns, given: Given, noted: Any, customers: int) -> Earned | None:
    """What bills come to; None where the calendar does not reach so far."""
    n = given.header.n_months
    begins, index = np.zeros(customers + 2, np.int64), np.empty(len(noted), np.int64)
    arrange(noted, begins, np.arange(customers), index)
    low, *days = given.days
    ends, flows, stocks = np.zeros(n + 1, np.int64), np.zeros((2, n), np.int64), np.zeros((2, n + 1), np.int64)
    told = earn_all(
        noted,
        begins,
        index,
        columns["time"],
        columns["kind"],
        columns["detail"],
        columns["segment"],
        columns["amount"],
        columns["int_value"],
        columns["value"],
        given.bounds,
        *days,
        low,
        np.array(given.header.found_terms or (YEAR,) * len(given.header.segments), np.int64),
        np.array(given.header.found_billing or (YEAR,) * len(given.header.segments), np.int64),
        given.header.serve_share,
        ends,
        flows,
        stocks,
    )
    return Earned(*flows, *stocks) if told else None
