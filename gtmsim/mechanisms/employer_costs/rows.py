"""Rows of employer's costs."""

from gtmsim.journal.catalogue import row

EMPLOYER_COSTS = row(
    138,
    "what an employer pays on top of a month's pay of a team: social insurance, taxes on pay, benefits",
    of="firm",
    money="pay",
    refunds=True,  # of a month in which more commission is taken back than is paid
    rare=True,
    detail="month",
    amount="cost",
    value="share of the pay",
)
