"""Identities of the books, each with what is left of it over all replications and months: 0, or the run had stopped."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from gtmsim.journal.chart import CHART
from gtmsim.report.workbook.pack import Sheet, Value
from gtmsim.study.results import Results

CENTS = 100


def checks(told: Sequence[tuple[str, Results]]) -> Sheet:
    """Each identity of each scenario."""
    rows: list[list[Value]] = []
    for name, results in told:
        if not results.lines:
            continue
        for what, left, right in _identities(results.lines):
            apart = np.abs(left - right)
            mean_left, mean_right = (float(side[:, -1].mean()) / CENTS for side in (left, right))
            rows.append([name, what, mean_left, mean_right, float(apart.max()) / CENTS, int(apart.size)])
    head = ("scenario", "identity", "left side, last month", "right side", "largest difference", "months compared")
    about = "Both sides in each month of each replication, to the cent. The run stops where one does not hold."
    currency = told[0][1].frame.currency
    return Sheet("Checks", about, head, rows, units=("", "", currency, currency, currency, "count"), fixed=2)


def _identities(lines: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Each identity with its two sides; balances have day 0 in front."""

    def after(name: str) -> Any:
        return lines[name][:, 1:]

    def before(name: str) -> Any:
        return lines[name][:, :-1]

    costs = sum(lines[line.name] for line in CHART if line.name != "revenue")
    yield "profit = revenue - every cost", lines["profit"], lines["revenue"] - costs
    left = lines["revenue"] - lines["cost_of_revenue"]
    yield "gross profit = revenue - cost of revenue", lines["gross_profit"], left
    left = lines["gross_profit"] - lines["operating_costs"]
    yield "EBITDA = gross profit - operating costs", lines["ebitda"], left
    left = lines["receipts"] - lines["payments"]
    yield "operating cash flow = receipts - payments", lines["operating_cash_flow"], left
    left = lines["operating_cash_flow"] + lines["raised"] + lines["borrowed"] - lines["repaid"]
    yield "net cash flow = operating cash flow + raised + borrowed - repaid", lines["net_cash_flow"], left
    yield "cash = cash before + net cash flow", after("cash"), before("cash") + lines["net_cash_flow"]
    left = lines["cash"] + lines["receivables"] + lines["prepaid"]
    yield "assets = cash + receivables + prepaid", lines["assets"], left
    yield "assets = liabilities + equity", lines["assets"], lines["liabilities_and_equity"]
    left = before("deferred_revenue") + lines["billings"] - lines["revenue"]
    yield "deferred revenue = before + billings - revenue", after("deferred_revenue"), left
    left = before("retained_earnings") + lines["profit"]
    yield "retained earnings = before + profit", after("retained_earnings"), left
