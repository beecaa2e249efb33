"""Profit and loss, cash flow and balance of one journal, month by month, in whole cents. Knows no metric.

Every posting lands on one line of the chart of accounts. Money moves when a bill or a cost is paid; revenue and the
cost of serving are what is served of it. Day 0 opens with what customers had paid before for months yet to come.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from gtmsim.journal.chart import CHART, COST_OF_REVENUE, FINANCING, MONEY, OPERATING, booked_on
from gtmsim.journal.header import Ints
from gtmsim.mechanisms.funding.rows import BORROWED, RAISED, REPAID
from gtmsim.mechanisms.subscription.rows import COTERMED, CREDITED, EXPANDED, INVOICED, NEW_CUSTOMER, UPLIFTED
from gtmsim.mechanisms.upgrades.rows import UPGRADED
from gtmsim.mechanisms.win_back.rows import REACTIVATED
from gtmsim.metrics.cash import Cash
from gtmsim.metrics.earning import PAID_ONCE, Earned
from gtmsim.metrics.given import Given
from gtmsim.metrics.tally import Tally

PROFIT, FLOW, BALANCE, SALES = "profit and loss", "cash flow", "balance", "from booking to cash"
SIGNED = (NEW_CUSTOMER, REACTIVATED, EXPANDED, UPLIFTED, UPGRADED)
SERVING = "hosting"
BY_AGE = {
    "receivables_to_30_days": "at most 30 days",
    "receivables_to_60_days": "31 to 60 days",
    "receivables_to_90_days": "61 to 90 days",
    "receivables_older": "more than 90 days",
}


class Row(NamedTuple):
    """One line of a statement."""

    name: str
    statement: str
    meaning: str
    total: bool = False  # does it add up lines above it?
    stock: bool = False  # a balance at the end of a period, where others are what happens in it


def _costs(heading: str) -> tuple[Row, ...]:
    return tuple(Row(line.name, PROFIT, line.meaning) for line in CHART if line.heading == heading)


ROWS = (
    Row("revenue", PROFIT, "what is served of what is billed, and fees; the metric `revenue` is without fees"),
    *_costs(COST_OF_REVENUE),
    Row("cost_of_revenue", PROFIT, "hosting, payment fees and success", total=True),
    Row("gross_profit", PROFIT, "revenue, fees included, less its cost; `gross_margin` is without fees", total=True),
    *_costs(OPERATING),
    Row("operating_costs", PROFIT, "all from sales to the rest of the firm", total=True),
    Row("ebitda", PROFIT, "gross profit less operating costs", total=True),
    *_costs(FINANCING),
    Row("profit", PROFIT, "EBITDA less interest, before taxes and depreciation", total=True),
    Row("receipts", FLOW, "bills paid, less what was paid back"),
    Row("payments", FLOW, "all costs when they are paid; serving is paid with its bill"),
    Row("operating_cash_flow", FLOW, "receipts less payments", total=True),
    Row("raised", FLOW, "rounds of funding that came in"),
    Row("borrowed", FLOW, "loans that came in"),
    Row("repaid", FLOW, "loans that were paid back"),
    Row("net_cash_flow", FLOW, "operating cash flow, and what came from investors and banks", total=True),
    Row("cash", BALANCE, "at the end of the period; where no cash of day 0 is said, its change since", stock=True),
    Row("receivables", BALANCE, "billed and not yet paid; none where bills are paid at once", stock=True),
    *(Row(name, BALANCE, f"of the receivables, billed {ago} ago", stock=True) for name, ago in BY_AGE.items()),
    Row("prepaid", BALANCE, "paid for serving that is yet to come", stock=True),
    Row("assets", BALANCE, "cash, receivables and prepaid", total=True, stock=True),
    Row("deferred_revenue", BALANCE, "billed and not yet served", stock=True),
    Row("debt", BALANCE, "loans that are not repaid", stock=True),
    Row("opening_equity", BALANCE, "assets of day 0 less its deferred revenue", stock=True),
    Row("paid_in_equity", BALANCE, "rounds of funding since day 0", stock=True),
    Row("retained_earnings", BALANCE, "profit since day 0", stock=True),
    Row("liabilities_and_equity", BALANCE, "deferred revenue, debt and all equity", total=True, stock=True),
    Row("bookings", SALES, "a year of what is signed: new, come back and expanded; no renewals"),
    Row("billings", SALES, "bills and fees that are paid once, less credits"),
    Row("recognised", SALES, "revenue of the profit and loss"),
    Row("collections", SALES, "money that came in for bills"),
)
STOCKS = frozenset(row.name for row in ROWS if row.stock)


class Statements:
    """The lines of `ROWS` of one journal."""

    def __init__(self, given: Given, tally: Tally, salaries: Ints, earned: Earned, cash: Cash, owed: Ints) -> None:
        """`owed` are receivables by age, on day 0 and at each end."""
        self.given, self.tally, self.salaries, self.earned = given, tally, salaries, earned
        self.cash, self.owed = cash, owed
        self.start = given.header.cash or 0

    @cached_property
    def posted(self) -> dict[str, Ints]:
        """What was posted to each line of the chart in each month [cents], as it was paid or received."""
        return {line.name: self._money(line.name) + self._pay(line.name) for line in CHART}

    @cached_property
    def lines(self) -> dict[str, Ints]:
        """Cents by name: what happens has a number for each month, a balance one more, for day 0."""
        earned, posted = self.earned, self.posted
        found = {**posted, "revenue": earned.revenue, SERVING: earned.serving}
        found["receipts"], found["payments"] = self.cash.received, self.cash.paid
        for name, kind in (("raised", RAISED), ("borrowed", BORROWED), ("repaid", REPAID)):
            found[name] = self.tally.monthly_amount(kind)
        found |= zip(BY_AGE, self.owed, strict=True)
        found["prepaid"], found["deferred_revenue"] = earned.prepaid, earned.deferred
        found["bookings"] = 12 * self.tally.monthly_amount(*SIGNED)
        found["billings"] = self.tally.monthly_amount(INVOICED, COTERMED, *PAID_ONCE, CREDITED)
        return completed(found, self.start)

    def posted_once(self) -> tuple[int, int]:
        """All postings, and what lands on lines of the chart [cents]: the same, unless one lands on none or on two."""
        every = self.tally.monthly_amount(*MONEY).sum()
        return int(every), int(sum(amounts.sum() for amounts in self.posted.values()))

    def _money(self, name: str) -> Ints:
        kinds = booked_on(name)
        return self.tally.monthly_amount(*kinds) if kinds else np.zeros(self.given.header.n_months, np.int64)

    def _pay(self, name: str) -> Ints:
        mine = [line == name for line in self.given.pay_lines]
        return np.asarray(self.salaries[np.array(mine, np.bool_)].sum(axis=0))


def completed(found: dict[str, Ints], start: int) -> dict[str, Ints]:
    """All lines, once those that nothing adds up are there; `start` is the cash of day 0."""
    none = np.zeros_like(found["revenue"])
    for total, heading in (("cost_of_revenue", COST_OF_REVENUE), ("operating_costs", OPERATING)):
        found[total] = sum((found[line.name] for line in CHART if line.heading == heading), start=none)
    found["gross_profit"] = found["revenue"] - found["cost_of_revenue"]
    found["ebitda"] = found["gross_profit"] - found["operating_costs"]
    found["profit"] = found["ebitda"] - found["interest"]
    found["operating_cash_flow"] = found["receipts"] - found["payments"]
    financing = found["raised"] + found["borrowed"] - found["repaid"]
    found["net_cash_flow"] = found["operating_cash_flow"] + financing
    found["cash"] = start + since_day_0(found["net_cash_flow"])
    found["receivables"] = sum((found[name] for name in BY_AGE), start=np.zeros_like(found["cash"]))
    found["assets"] = found["cash"] + found["receivables"] + found["prepaid"]
    found["opening_equity"] = np.full_like(found["cash"], found["assets"][0] - found["deferred_revenue"][0])
    found["retained_earnings"] = since_day_0(found["profit"])
    found["debt"] = since_day_0(found["borrowed"] - found["repaid"])
    found["paid_in_equity"] = since_day_0(found["raised"])
    owed = found["deferred_revenue"] + found["debt"] + found["opening_equity"] + found["paid_in_equity"]
    found["liabilities_and_equity"] = owed + found["retained_earnings"]
    found["recognised"], found["collections"] = found["revenue"], found["receipts"]
    return {row.name: np.asarray(found[row.name], np.int64) for row in ROWS}


def since_day_0(flow: Ints) -> Ints:
    """Running sums of months, nothing on day 0."""
    return np.append(0, np.cumsum(flow))
