"""Public figures on terminal and page: beside the metrics that have one, refused where no firm is like this one."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from gtmsim.report.lines import lines
from gtmsim.report.terminal import show
from gtmsim.report.usual import about, beside_metrics, grouped, outside, refused, rows, stated
from gtmsim.report.write import contents
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results

REPORT = Path("results") / "r" / "report.html"


def in_yuan(found: Results) -> Results:
    """The same firm, which counts in another currency."""
    return replace(found, frame=found.frame._replace(currency="CNY"))


def printed(what: Results | Comparison, capsys: pytest.CaptureFixture[str]) -> str:
    show(what, what.summary(), REPORT)
    return capsys.readouterr().out


def test_a_metric_with_a_figure_has_it_beside(results: Results, capsys: pytest.CaptureFixture[str]) -> None:
    summary = results.summary()
    told = beside_metrics(summary)
    text, out = told["cac_payback_months"]
    assert text.startswith("usual: 6 to 24 months* (Aleph and Benchmarkit 2026)")
    assert text.endswith((")", ": in the highest quarter of firms")) and out == text.endswith("firms")
    found = {line.name: line.usual for line in lines(summary, results.meanings, "arr_end")}
    assert found["cac_payback_months"] == told["cac_payback_months"][0]
    assert found["arr_end"] == "" and found["cost_per_lead"] == ""
    text = printed(results, capsys)
    row = next(line for line in text.splitlines() if line.strip().startswith("CAC payback months"))
    assert told["cac_payback_months"][0] in row
    assert "* The source counts it in another way" in text


def test_the_page_says_figures_sources_and_differences(results: Results, run_files: dict[str, bytes]) -> None:
    page = run_files["report.html"].decode()
    part = page[page.index('<h2 id="usual">') : page.index('<h2 id="statements">')]
    assert 'href="#usual"' in page
    assert "lower quartile 6 months, median 16 months, upper quartile 24 months, n = 342" in part
    assert "Counted in another way: months of gross profit in both; ours counts tools and overhead as well" in part
    assert "none of a firm like this: " in part and "cost per lead" in part
    assert len(re.findall(r'<th scope="row"', part)) == len(rows(results.summary())) > 20
    assert len(re.findall(r'class="usual[ "]', page)) >= 2 * 5  # in the results and among all metrics


def test_what_is_outside_comes_first_and_in_one_sentence(results: Results, capsys: pytest.CaptureFixture[str]) -> None:
    summary = results.summary()
    first, rest = grouped(summary)
    assert all(row.outside for row in first) and not any(row.outside for row in rest)
    said = outside(summary)
    assert said.startswith(
        f"Outside what is usual for firms like {results.name}: {first[0].label} {first[0].value} (usual: "
    )
    assert said in printed(results, capsys)
    assert said.count("(usual: ") == min(4, len(first)) and (len(first) <= 4 or "more in the report" in said)


def test_a_comparison_stands_beside_the_figures_of_its_base(
    comparison: Comparison, comparison_files: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    summary = comparison.summary()
    assert summary["usual"]["firm"]["scenario"] == comparison.names[0]
    assert f"this is the firm of the base, {comparison.names[0]}." in about(summary)
    page = comparison_files["report.html"].decode()
    assert "usual: 6 to 24 months* (Aleph and Benchmarkit 2026)" in page
    assert outside(summary) in printed(comparison, capsys)


def test_a_firm_in_another_currency_is_beside_ratios_alone(results: Results) -> None:
    found = in_yuan(results)
    summary = found.summary()
    told = beside_metrics(summary)
    assert "cac_payback_months" in told and "cac_blended" not in told
    assert "CAC blended" in refused(summary) and "new ARR of an AE" in refused(summary)
    assert "this one counts in CNY" in about(summary) and "CNY" not in about(results.summary())
    page = contents(found, summary)["report.html"].decode()
    assert "etavrian" not in page


def test_a_summary_of_before_has_none() -> None:
    assert rows({}) == [] and refused({}) == "" and outside({}) == "" and beside_metrics({}) == {}


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (25.57, "months", "25.6 months"),
        (0.154, "share", "15.4%"),
        (0.36, "1/year", "36.0% a year"),
        (2.1e6, "USD/year", "2.10M USD/year"),
        (1.5, "1", "1.50"),
        (None, "1", "undefined"),
    ],
)
def test_a_value_is_said_with_its_unit(value: float | None, unit: str, text: str) -> None:
    assert stated(value, unit) == text
