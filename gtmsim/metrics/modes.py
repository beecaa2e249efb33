"""What became of leads in need and of baited ones, by channel and segment. Knows no metric."""

import numpy as np

from gtmsim.journal.header import Ints
from gtmsim.mechanisms.channels.rows import LEAD
from gtmsim.mechanisms.qualification.rows import OPENING_LEAD
from gtmsim.mechanisms.selling.rows import LOST, WON
from gtmsim.metrics.accounts import Accounts

ACTIVE = 1  # detail of a lead
# Lines of the table; whoever day 0 finds in a deal came without a lead and is in none of them.
IN_NEED, PASSIVE_WON, PASSIVE_LOST, ACTIVE_WON, ACTIVE_LOST, LINES = range(6)


def modes_of(accounts: Accounts) -> Ints:
    """Active leads, and wins and losses by the mode in which their lead came, as cells with none first of each."""
    rows, header = accounts.rows, accounts.rows.journal.header
    cells = np.zeros((LINES, len(header.channels) + 1, len(header.segments) + 1), np.int64)
    came, ended = accounts.where(LEAD), accounts.where(WON, LOST)
    leads, closed, begun = rows.at(came), rows.at(ended), accounts.beginning(ended)
    inside = np.flatnonzero(leads.within & (leads.detail == ACTIVE))
    np.add.at(cells[IN_NEED], (leads.channel[inside] + 1, leads.segment[inside] + 1), 1)
    came_as_lead = (begun.kind == LEAD.number) | (begun.kind == OPENING_LEAD.number)
    mine = np.flatnonzero(closed.within & came_as_lead)
    line = PASSIVE_WON + 2 * (begun.detail[mine] == ACTIVE) + (closed.kind[mine] == LOST.number)
    np.add.at(cells, (line, closed.channel[mine] + 1, closed.segment[mine] + 1), 1)
    return cells
