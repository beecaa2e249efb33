"""Rows of internal promotion: who takes a position of another team."""

from gtmsim.journal.catalogue import row

RISES = 2  # what `detail` of EMPLOYEE_LEFT says of who leaves for another team
PROMOTED = row(
    125,
    "an open position is taken by somebody of another team, who begins in it at once",
    of="firm",
    rare=True,
    detail="the team that they come from",
    int_value="person, as the new team counts",
    value="days in the old team, before day 0 too",
)
