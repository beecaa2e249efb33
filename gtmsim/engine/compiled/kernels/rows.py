"""How the journal is written."""

import numpy as np

from gtmsim.engine.compiled.jit import kernel
from gtmsim.journal.kinds import cash_signs, funding_signs

NO_ENTITY = np.uint64(0)
FINANCED = np.array(funding_signs(), np.int64)
AT_ONCE, COLLECTED = np.array(cash_signs(False), np.int64), np.array(cash_signs(True), np.int64)


@kernel
def row(w, kind, entity, detail, channel, segment, team, amount, int_value, value, table, rule_row):
    """Write a row; one for which there is no room is counted and not written, and nobody sees one before day 0."""
    if w.now < 0:
        return
    if w.inputs.hires or w.inputs.shifts:
        w.financed += FINANCED[kind] * amount
        w.cash += (COLLECTED[kind] if len(w.inputs.collection) > 0 else AT_ONCE[kind]) * amount
    at = w.rows
    w.rows += 1
    if at >= w.most_rows:
        return
    w.row_time[at] = w.now
    w.row_kind[at] = kind
    w.row_entity[at] = entity
    w.row_detail[at] = detail
    w.row_channel[at] = channel
    w.row_segment[at] = segment
    w.row_team[at] = team
    w.row_amount[at] = amount
    w.row_int_value[at] = int_value
    w.row_value[at] = value
    w.row_table[at] = table
    w.row_rule_row[at] = rule_row


@kernel
def note(w, kind, a, detail, team, amount, int_value, value):
    """Write a row about an account."""
    row(w, kind, a.key, detail, a.channel, a.segment, team, amount, int_value, value, -1, -1)


@kernel
def post(w, kind, detail, channel, segment, team, amount, int_value, value):
    """Write a row about the firm."""
    row(w, kind, NO_ENTITY, detail, channel, segment, team, amount, int_value, value, -1, -1)
