"""Rows of attrition: how many people there were."""

from gtmsim.journal.catalogue import row

OWN_ACCORD, BACKFILL = 1, 1  # what `detail` of EMPLOYEE_LEFT and of EMPLOYEE_JOINED says
HEADCOUNT = row(
    96,
    "how many people of a team there were in a month, where people leave or begin on days that are drawn",
    of="firm",
    rare=True,
    detail="month that ends",
    int_value="days of employment, of all people together",
    value="days for which positions waited for a replacement, or for who begins in them",
)
