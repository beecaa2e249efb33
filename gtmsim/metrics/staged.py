"""Where open deals stand when a quarter begins, and what it wins. Knows no metric."""

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.journal.journal import Journal
from gtmsim.mechanisms.selling.rows import LOST, NO_DECISION, OPPORTUNITY, STAGE_PASSED, WON
from gtmsim.metrics.deals import Deals
from gtmsim.metrics.ledger import ledger_of
from gtmsim.metrics.rows import Rows, found_in
from gtmsim.metrics.selling import QUARTER
from gtmsim.metrics.signs import PRICES

DEALS, VALUE, WINS, WON_VALUE = range(4)  # how many, worth what a year [cents], and what the quarter wins


def staged(journal: Journal) -> Ints:
    """Open deals by quarter and stage, shape (quarters, stages + 2, 4); last the committee and new deals.

    New deals are those that the quarter itself opens; its wins of these were in no pipeline when it began.
    """
    ledger, n = ledger_of(journal), journal.header.n_months
    created, closed = ledger.rows_ever(OPPORTUNITY), ledger.rows_ever(WON, LOST, NO_DECISION)
    passed = ledger.rows_ever(STAGE_PASSED)
    deals = Deals(created, closed, ledger.rows_ever(*PRICES))
    stages, firsts = len(journal.header.stages), range(0, n, QUARTER)
    found = np.zeros((len(firsts), stages + 2, 4), np.int64)
    stage = _first_stage(created, closed, passed, stages)
    whose = found_in(passed.entity, created.entity)
    for quarter, first in enumerate(firsts):
        end = min(first + QUARTER, n)
        lately = np.flatnonzero((whose >= 0) & (passed.month < first))
        np.maximum.at(stage, whose[lately], passed.detail[lately] + 1)
        wins = (deals.outcome == WON.number) & (deals.closed_month >= first) & (deals.closed_month < end)
        new = ~deals.initial & (deals.month >= first) & (deals.month < end)
        for which, place in ((deals.open_at(first), stage), (new, np.full(len(created), stages + 1))):
            here, won = np.flatnonzero(which), np.flatnonzero(which & wins)
            value = deals.value_at(first) if place is stage else deals.value
            np.add.at(found[quarter, :, DEALS], place[here], 1)
            np.add.at(found[quarter, :, VALUE], place[here], value[here])
            np.add.at(found[quarter, :, WINS], place[won], 1)
            np.add.at(found[quarter, :, WON_VALUE], place[won], deals.won_value[won])
    return found


def _first_stage(created: Rows, closed: Rows, passed: Rows, stages: int) -> Ints:
    """The stage at which each deal begins; a channel's deals may skip some, which their first row after it tells."""
    known = created.detail == 1
    stage = np.where(known, created.int_value, 0)
    for rows in (passed, closed):
        whose = found_in(rows.entity, created.entity)
        mine = np.flatnonzero(whose >= 0)
        deal, first = np.unique(whose[mine], return_index=True)
        row = mine[first]
        voted = (rows.kind[row] == WON.number) | (rows.detail[row] < 0)
        new = ~known[deal]
        stage[deal[new]] = np.where(voted, stages, rows.detail[row])[new]
        known[deal] = True
    return np.minimum(stage, stages)
