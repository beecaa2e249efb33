"""What became of leads in need and of baited ones, by channel and segment. Knows no metric."""

import numpy as np

from gtmsim.engine.journal import Ints, Kind
from gtmsim.metrics.accounts import Accounts

ACTIVE = 1  # sub of a lead
# Lines of the table; whoever day 0 finds in a deal came without a lead and is in none of them.
IN_NEED, PASSIVE_WON, PASSIVE_LOST, ACTIVE_WON, ACTIVE_LOST, LINES = range(6)


def modes_of(accounts: Accounts) -> Ints:
    """Active leads, and wins and losses by the mode in which their lead came, as cells with none first of each."""
    rows, header = accounts.rows, accounts.rows.journal.header
    cells = np.zeros((LINES, len(header.channels) + 1, len(header.segments) + 1), np.int64)
    came, ended = accounts.where(Kind.LEAD), accounts.where(Kind.WON, Kind.LOST)
    leads, closed, begun = rows.at(came), rows.at(ended), accounts.beginning(ended)
    inside = np.flatnonzero(leads.within & (leads.sub == ACTIVE))
    np.add.at(cells[IN_NEED], (leads.channel[inside] + 1, leads.segment[inside] + 1), 1)
    came_as_lead = (begun.kind == Kind.LEAD.value) | (begun.kind == Kind.FOUND.value)
    mine = np.flatnonzero(closed.within & came_as_lead)
    line = PASSIVE_WON + 2 * (begun.sub[mine] == ACTIVE) + (closed.kind[mine] == Kind.LOST.value)
    np.add.at(cells, (line, closed.channel[mine] + 1, closed.segment[mine] + 1), 1)
    return cells
