"""Rows of recruiting: offers that are declined, and positions in which nobody has begun."""

from gtmsim.journal.catalogue import row

OFFER_DECLINED = row(
    110,
    "an offer for an open position is declined, and the search begins again",
    of="firm",
    rare=True,
    detail="which offer for this position, from 1",
    int_value="person who is looked for",
    value="days since the position was opened",
)
POSITION_CLOSED = row(
    111,
    "a position is closed before anybody has begun in it, by the plan or by the policy that the row names",
    of="firm",
    rare=True,
    int_value="person who was looked for",
    value="days since the position was opened",
)
