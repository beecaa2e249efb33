"""Rows of no mechanism: the calendar's and the decision tables'."""

from gtmsim.journal.catalogue import ANY, row

MONTH_CLOSED = row(
    74, "the books of a month and segment", of="firm", detail="month", amount="MRR", int_value="customers"
)
RULE_ALSO_FIRED = row(
    80,
    "another row of a table that adds up held for the row above",
    of="both",  # tables about the firm add up too
    may_follow=(ANY,),
    tells="and another row of the table",
    formerly="ALSO",
)
