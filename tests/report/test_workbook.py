"""The workbook says the summary's numbers, as numbers; nothing in it is a formula or a time, and the books close."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from study.fakes import scenario

import gtmsim
from gtmsim.report.workbook import workbook
from gtmsim.study.comparison import Comparison

NAMES = ("+1 seller", "-2 heads", "客户成功", "A" * 60, "A" * 59 + "B")


@pytest.fixture(scope="module")
def compared() -> Comparison:
    plans = {name: {"plan.spend.search": f"{i + 1}k"} for i, name in enumerate(NAMES)}
    return gtmsim.compare(
        scenario("Firm", "run.months=5", "question==1+1"), plans=plans, replications=4, engine="reference"
    )


def opened(packed: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(packed))


def rows(page: Any) -> list[dict[str, Any]]:
    head, *found = page.iter_rows(min_row=3, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in found]


def same(shown: float | None, said: float | None) -> bool:
    """To the digits that a workbook keeps."""
    return shown == said if said is None or shown is None else shown == pytest.approx(said, rel=1e-14, abs=0.0)


def test_sheets_have_names_that_a_workbook_allows(compared: Comparison) -> None:
    book = opened(workbook(compared, compared.summary()))
    names = book.sheetnames
    assert names[:4] == ["Summary", "Comparison", "Metrics", "Channels"] and names[-3:] == [
        "Cohorts",
        "Assumptions",
        "Checks",
    ]
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert (
        sum(name.startswith("Monthly") for name in names) == 6 == sum(name.startswith("Statements") for name in names)
    )


def test_no_text_is_a_formula(compared: Comparison) -> None:
    book = opened(workbook(compared, compared.summary()))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert {"=1+1", "+1 seller", "-2 heads"} <= {cell.value for cell in cells}


def test_numbers_are_those_of_the_summary(compared: Comparison) -> None:
    summary = compared.summary()
    book = opened(workbook(compared, summary))
    for row in rows(book["Metrics"]):
        entry = summary["metrics"][row["metric"]]["values"][row["scenario"]]
        assert (row["n"], row["unit"]) == (entry["n"], entry["unit"])
        assert same(row["mean"], entry["mean"]) and same(row["low 95 %"], entry["ci95"][0])
        assert same(row["P90"], entry["p90"])
        assert entry["mean"] is not None or row["why or note"] == entry["why"]
    for row in rows(book["Comparison"]):
        entry = summary["metrics"][row["metric"]]["differences"][row["scenario"]]
        assert same(row["difference"], entry["mean"]) and same(row["high 95 %"], entry["ci95"][1])
        assert row["verdict"] == entry["verdict"]
    run = compared.results[0]
    for row in rows(opened(workbook(run, run.summary()))["Metrics"]):
        assert same(row["mean"], run.summary()["metrics"][row["metric"]]["mean"])


def test_the_books_close_and_add_up(compared: Comparison) -> None:
    book = opened(workbook(compared, compared.summary()))
    found = rows(book["Checks"])
    assert len(found) == 6 * 10 and all(row["largest difference"] == 0 for row in found)
    assert all(row["months compared"] >= 4 * 5 for row in found)
    (page,) = (book[name] for name in book.sheetnames if name.startswith("Statements 1"))
    lines = {row["line"]: row for row in rows(page)}
    quarters = [name for name in lines["revenue"] if str(name)[:2] == "20"]
    assert len(quarters) == 2
    for quarter in quarters:
        assert lines["gross profit"][quarter] == lines["revenue"][quarter] - lines["cost of revenue"][quarter]


def test_an_identity_that_fails_is_seen(compared: Comparison) -> None:
    run = compared.results[0]
    run = gtmsim.run(run.scenario, 2, engine="reference")
    run.lines["profit"][1, 3] += 7
    found = {row["identity"]: row["largest difference"] for row in rows(opened(workbook(run, run.summary()))["Checks"])}
    assert found["profit = revenue - every cost"] == 0.07 == found["retained earnings = before + profit"]


def test_shares_are_percentages_and_money_is_grouped(compared: Comparison) -> None:
    page = opened(workbook(compared, compared.summary()))["Metrics"]
    head = [cell.value for cell in page[3]]
    formats = {
        row[head.index("metric")].value: row[head.index("mean")].number_format
        for row in page.iter_rows(min_row=4)
        if row[head.index("mean")].value is not None
    }
    assert formats["arr_end"] == "#,##0;[Red]-#,##0" and formats["win_rate"] == "0.0%"


def test_recurring_revenue_and_cash_are_drawn(compared: Comparison) -> None:
    run = compared.results[0]
    book = opened(workbook(run, run.summary()))
    assert len(book["Monthly"]._charts) == 2
    assert next(iter(rows(book["Monthly"])))["month"] == "2026-01"


def test_the_same_results_are_the_same_bytes(compared: Comparison) -> None:
    assert workbook(compared, compared.summary()) == workbook(compared, compared.summary())


def test_of_many_plans_headlines_are_told() -> None:
    base = scenario("Firm", "run.months=1", "run.run_off=false")
    plans = {f"Plan {i}": {"plan.spend.search": f"{i + 1}k"} for i in range(24)}
    found = gtmsim.compare(base, plans=plans, replications=2, engine="reference")
    book = opened(workbook(found, found.summary()))
    assert sum(name.startswith("Statements") for name in book.sheetnames) == 20
    assert {row["scenario"] for row in rows(book["Metrics"])} == set(found.names)


def test_the_folder_has_it(tmp_path: Path, compared: Comparison) -> None:
    run = compared.results[0]
    folder = run.write(tmp_path / "out")
    assert opened((folder / "report.xlsx").read_bytes()).sheetnames[0] == "Summary"
