"""Rows of the firm's money beside its channels and staff."""

from gtmsim.journal.catalogue import row

PROGRAMME = row(
    58,
    "a month of the programmes: proof, content and website",
    of="firm",
    money="programme",
    detail="month",
    amount="cost",
)
OVERHEAD = row(
    59, "a month's overhead of sales and marketing", of="firm", money="overhead", detail="month", amount="cost"
)
RESEARCH = row(
    64,
    "a month of research and development",
    of="firm",
    money="research",
    detail="month",
    amount="cost",
    int_value="people of all teams, managers included, when the month ends, where a cost goes by heads",
)
ADMINISTRATION = row(
    65,
    "a month of administration",
    of="firm",
    money="administration",
    detail="month",
    amount="cost",
    int_value="people of all teams, managers included, when the month ends, where a cost goes by heads",
)
OTHER_OPEX = row(
    60, "a month of the rest of the firm", of="firm", money="other", detail="month", amount="cost", formerly="OTHER"
)
TOOLS = row(
    122,
    "a month of the tools of a team's people",
    of="firm",
    money="pay",
    detail="month",
    amount="cost",
    int_value="people of the team when the month ends",
)
