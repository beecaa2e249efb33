"""The chart of accounts, written once: on which line of the firm's statements each posting lands. Knows no metric."""

from collections import Counter
from functools import cache
from typing import NamedTuple, get_args

from gtmsim.journal.catalogue import EventKind, Money
from gtmsim.journal.kinds import CATALOGUE, those


class Line(NamedTuple):
    """One line of the profit and loss, and what is booked on it."""

    name: str
    heading: str
    meaning: str
    money: tuple[Money, ...] = ()  # as kinds of row declare it
    pay_of: tuple[str, ...] = ()  # functions of the teams whose pay it is


REVENUE, COST_OF_REVENUE, OPERATING, FINANCING = "revenue", "cost of revenue", "operating costs", "financing"
CHART = (
    Line("revenue", REVENUE, "what is served of what is billed", ("receipt",)),
    Line("hosting", COST_OF_REVENUE, "serving customers: hosting and all that follows revenue", ("cogs",)),
    Line("payment_fees", COST_OF_REVENUE, "what providers keep of payments, when they come in", ("payment_fee",)),
    Line(
        *("success", COST_OF_REVENUE, "pay and tools of the CSM teams and their managers, training of customers"),
        ("training",),
        ("csm",),
    ),
    Line(
        "sales",
        OPERATING,
        "pay and tools of SDR and AE teams and their managers, commissions, SPIFs, expenses of the sale",
        ("sales",),
        ("sdr", "ae"),
    ),
    Line(
        *("marketing", OPERATING, "channels, fees, agencies, data about leads, rewards, programmes, brand, community"),
        ("media", "referral", "marketing", "programme"),
    ),
    Line("overhead", OPERATING, "tools and overhead of sales and marketing", ("overhead",)),
    Line("bad_debt", OPERATING, "bills that nobody pays, when they are written off", ("bad_debt",)),
    Line("research", OPERATING, "research and development", ("research",)),
    Line("administration", OPERATING, "administration", ("administration",)),
    Line("other", OPERATING, "the rest of the firm", ("other",)),
    Line("interest", FINANCING, "interest on loans", ("interest",)),
)
BY_NAME = {line.name: line for line in CHART}
OF_MONEY: dict[Money, str] = {money: line.name for line in CHART for money in line.money}
OF_FUNCTION: dict[str, str] = {function: line.name for line in CHART for function in line.pay_of}
PAY: Money = "pay"  # lands on a line by the function of its team


def wrong_with(chart: tuple[Line, ...]) -> str:
    """What of a chart would leave a posting without a line, or with two; empty if nothing does."""
    found = Counter([money for line in chart for money in line.money] + [PAY])
    wrong = sorted(name for name in {*found, *get_args(Money)} if found[name] != 1)
    return ", ".join(wrong)


if wrong_with(CHART):
    raise ValueError(f"not on one line of the chart of accounts: {wrong_with(CHART)}")


def line_of(kind: EventKind, function: str = "") -> str:
    """The line on which the amount of a row lands; "" where it is no money. `function` is that of the row's team."""
    if kind.money is None:
        return ""
    return OF_FUNCTION[function] if kind.money == PAY else OF_MONEY[kind.money]


@cache
def booked_on(name: str) -> tuple[EventKind, ...]:
    """Kinds of row that land on a line, pay apart."""
    return those(lambda kind: kind.money in BY_NAME[name].money)


MONEY = tuple(kind for kind in CATALOGUE if kind.money is not None)  # all kinds that are postings
