"""Statements on the page and in files."""

import csv
import io
from itertools import pairwise

import pytest

import gtmsim
from gtmsim.report.statements import RUIN, UNKNOWN, beside_metrics, in_short, money, shown, statements_csv
from gtmsim.scenario.load import load
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results

FIRM = """
name: Firm
market:
  currency: EUR
  segments: {firms: {contract_value: 12k, churn: 0%, committee: one}}
  committees: {one: {roles: {boss: {}}}}
  qualification: {in_market: {sql_rate: 100%}}
plan:
  other_opex: 5k per month
run: {start: 2026-01-01, months: 6, initial: {customers: {firms: 12}, cash: CASH}, run_off: false, replications: 3}
"""


def told(cash: str) -> Results:
    from gtmsim.scenario.load import load_text

    return gtmsim.run(load_text(FIRM.replace("CASH", cash)), engine="reference", jobs=1)


@pytest.fixture(scope="module")
def poor() -> Results:
    """Twelve customers pay 12,000 a year each, and the rest of the firm costs 5,000 a month."""
    return told("1")


def test_the_page_has_four_tables_with_what_is_on_them(poor: Results) -> None:
    (found,) = shown([("Firm", poor)])
    assert [table.name for table in found.tables] == ["profit and loss", "cash flow", "balance", "from booking to cash"]
    profit, _, balance, _ = found.tables
    assert profit.periods == ("2026 Q1", "2026 Q2") and balance.periods[0] == "day 0"
    lines = {line.label: line for table in found.tables for line in table.lines}
    assert "Research" not in lines and "Receivables" in lines
    assert lines["EBITDA"].total and not lines["Revenue"].total
    assert lines["Revenue"].cells[0].text == "36,000"  # 12 x 1,000 x 3
    assert [cell.text for cell in lines["Other"].cells] == ["15,000", "15,000"]
    months = {line.label: line for table in found.months for line in table.lines}
    assert [cell.text for cell in months["Other"].cells] == ["5,000"] * 6
    assert [table.name for table in found.months] == [table.name for table in found.tables]
    assert len(lines["Cash below 0 so far"].cells) == 3
    assert found.note == ""


def test_printed_lines_add_up(poor: Results) -> None:
    (found,) = shown([("Firm", poor)])
    for tables in (found.tables, found.months):
        lines = {
            line.label: [int(cell.text.replace(",", "").replace("−", "-")) for cell in line.cells]
            for table in tables
            for line in table.lines
            if line.label != RUIN
        }
        costs = [sum(each) for each in zip(lines["Cost of revenue"], lines["Operating costs"], strict=True)]
        assert [r - c for r, c in zip(lines["Revenue"], costs, strict=True)] == lines["EBITDA"]
        assert [b - a for a, b in pairwise(lines["Cash"])] == lines["Net cash flow"]
        assert lines["Assets"] == lines["Liabilities and equity"]
    assert found.months[0].lines[0].cells[0].give == ""  # revenue of day 0's customers does not vary


def test_files_have_every_line(poor: Results) -> None:
    for every, first in (("month", "2026-01"), ("quarter", "2026 Q1")):
        rows = list(csv.DictReader(io.StringIO(statements_csv([("Firm", poor)], every).decode("utf-8-sig"))))  # type: ignore[arg-type]
        costs = [row for row in rows if row["line"] == "other"]
        assert costs[0]["period"] == first
        assert float(costs[0]["mean"]) == (5_000 if every == "month" else 15_000)
        assert sum(float(row["mean"]) for row in costs) == 30_000
        assert {row["scenario"] for row in rows} == {"Firm"}
        balances = [row for row in rows if row["line"] in ("assets", "liabilities_and_equity")]
        by_period = {(row["line"], row["period"]): row["mean"] for row in balances}
        assert by_period["assets", "day 0"] == by_period["liabilities_and_equity", "day 0"]


def test_a_line_on_the_terminal(poor: Results) -> None:
    text = in_short(poor)
    assert text.startswith("Money: EBITDA of ")
    assert " EUR in 6 months, cash below 0 at some month's end in " in text


def test_each_plan_has_its_line_where_they_are_few(poor: Results) -> None:
    assert money(poor) == [in_short(poor)]
    two = Comparison((poor, poor), ("Now", "Then"), "arr_end")
    first, second = money(two)
    assert first == in_short(poor).replace("Money:", "Money of Now:")
    assert second.startswith("Money of Then: EBITDA of ")
    assert money(Comparison((poor,) * 5, tuple("abcde"), "arr_end")) == []


def test_where_no_cash_is_said_nobody_knows_when_it_ends() -> None:
    unknown = told("null")
    (found,) = shown([("Firm", unknown)])
    assert found.note == UNKNOWN
    assert "Cash below 0 so far" not in {line.label for line in found.tables[2].lines}
    assert "cash below" not in in_short(unknown)
    assert unknown.estimate("runway_months").why == "the scenario states no cash at the start"


def test_fees_tell_the_statements_from_the_metrics() -> None:
    """What customers pay once is revenue of the statements and none of the metrics: both are said."""
    plain = load("tests/scenario/firm/baseline.yaml", ["run.months=3", "run.run_off=false", "run.engine=reference"])
    fees = gtmsim.variant(plain, {"plan.offers": {name: {"setup_fee": 9000} for name in plain.market.segments}}, "Fees")
    found = gtmsim.run(fees, 2)
    said = beside_metrics(found)
    assert (
        said.startswith("Revenue of the statements is what is served of bills, and fees: ") and "without fees" in said
    )
    assert said.removesuffix(".") in in_short(found)
    assert said in next(iter(shown([("Fees", found)]))).note
    assert "without fees" not in in_short(gtmsim.run(plain, 2)), "of less than 2 % nothing is said in a line"
