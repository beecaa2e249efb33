"""What a manager reads on the terminal."""

import re
from pathlib import Path

import pytest

from gtmsim.report.lines import Cell, Changed, Line, headlines, lines
from gtmsim.report.terminal import show
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results

REPORT = Path("results") / "r" / "report.html"


def shown(what: Results | Comparison, capsys: pytest.CaptureFixture[str]) -> list[str]:
    show(what, what.summary(), REPORT)
    return capsys.readouterr().out.splitlines()


def test_a_pipe_gets_plain_text_whose_last_line_is_the_report(
    comparison: Comparison, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(comparison, capsys)
    assert text[-1] == str(REPORT)
    assert "\x1b" not in "\n".join(text)
    assert comparison.answer() in text
    assert any(line.startswith("A decision: the same market, another plan.") for line in text)
    assert any(line.startswith("Beware: ") for line in text)


def test_the_metric_that_decides_comes_first(comparison: Comparison, capsys: pytest.CaptureFixture[str]) -> None:
    first = next(line for line in shown(comparison, capsys) if " USD/year " in line)
    assert first.split("  ")[0].strip() == "ARR at the end"
    assert first.rstrip().endswith(("better", "worse", "not distinguishable", "the same"))


def test_a_run_shows_values_with_intervals(results: Results, capsys: pytest.CaptureFixture[str]) -> None:
    text = "\n".join(shown(results, capsys))
    assert "95 % interval" in text
    assert "difference" not in text


def entry(
    mean: float | None, low: float | None, high: float | None, unit: str = "USD", **more: object
) -> dict[str, object]:
    return {"unit": unit, "mean": mean, "ci95": [low, high], **more}


def line_of(stats: dict[str, object], results: Results) -> Line:
    (line,) = lines({"metrics": {"arr_end": stats}}, results.meanings, "arr_end")
    return line


def test_no_more_digits_than_the_interval_supports(results: Results) -> None:
    assert line_of(entry(6_123_456.0, 5_900_000.0, 6_346_912.0), results).values == (Cell("6.12M", "5.90M to 6.35M"),)
    assert line_of(entry(0.31234, 0.29, 0.335, "share"), results).values == (Cell("31.2%", "29.0 to 33.5%"),)


def changed(mean: float, low: float, high: float, results: Results, unit: str = "USD", **more: object) -> Changed:
    """How a difference is shown."""
    found = {**entry(mean, low, high, unit), "verdict": "better", **more}
    stats = {**entry(1e6, 9e5, 1.1e6, unit), "values": {}, "differences": {"b": found}}
    (line,) = lines({"scenarios": ["a", "b"], "metrics": {"arr_end": stats}}, results.meanings, "arr_end")
    return line.changes[0]


@pytest.mark.parametrize(
    ("ends", "text"),
    [
        ((211e3, 195e3, 227e3), "+211k"),
        ((-134e3, -150e3, -118e3), "−134k"),
        ((0.0, -3.0, 3.0), "0"),
        ((0.1, -300.0, 300.2), "0"),
    ],
)
def test_a_gain_has_its_plus_on_terminal_and_page(
    ends: tuple[float, float, float], text: str, results: Results
) -> None:
    assert changed(*ends, results).cell.text == text
    assert changed(0.029, 0.0266, 0.0314, results, "share").cell.text == "+2.90\u00a0pp"


def test_the_shown_table_and_the_page_have_the_plus(
    comparison: Comparison, comparison_files: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    gains = [line.changes[0].cell.text for line in lines(comparison.summary(), comparison.results[0].meanings, "wins")]
    gains = [text for text in gains if text.startswith("+")]
    assert gains
    page = comparison_files["report.html"].decode()
    assert all(f">{text}" in page for text in gains)
    assert any(text in "\n".join(shown(comparison, capsys)) for text in gains)


def test_a_range_of_outcomes_stands_beside_the_interval_of_the_mean(
    results: Results, comparison: Comparison, capsys: pytest.CaptureFixture[str]
) -> None:
    stats = entry(100.0, 99.0, 101.0, p10=80.0, p50=100.0, p90=120.0)
    assert line_of(stats, results).values == (Cell("100.0", "99.0 to 101.0", outcomes="80 to 120"),)
    assert line_of(entry(5.0, 5.0, 5.0, p10=5.0, p90=5.0), results).values[0].outcomes == "5"
    assert line_of(entry(5.0, 5.0, 5.0, p10=None, p90=None, why="x"), results).values[0].outcomes == ""
    for what, columns in ((results, 1), (comparison, 2)):
        text = shown(what, capsys)
        head = next(line for line in text if line.strip().startswith("metric"))
        assert head.count("P10 to P90") == columns and "95 % interval" in head
        assert any(line.startswith("95 % interval: ") and "P10 to P90: the forecast" in line for line in text)
        assert any(
            re.match(r"Forecast of ARR at the end, what 8 of 10 replications brought: .+ to .+ USD/year", line)
            for line in text
        )
    p10, p90 = results.outcomes("arr_end")["p10"], results.outcomes("arr_end")["p90"]
    assert p10 is not None and p90 is not None and p10 < p90


def test_teams_have_lines_of_their_own_and_no_sum(results: Results, capsys: pytest.CaptureFixture[str]) -> None:
    found = {line.name: line.label for line in lines(results.summary(), results.meanings, "arr_end")}
    assert "utilisation" not in found and found["utilisation:sdr"] == "Utilisation of SDR"
    assert "utilisation:csm" not in found  # it has coverage
    assert any(line.startswith("Busiest team: ") for line in shown(results, capsys))


def test_what_is_undefined_says_why(results: Results) -> None:
    (cell,) = line_of(entry(None, None, None, why="no wins"), results).values
    assert cell == Cell("undefined (no wins)", undefined=True)


def test_a_difference_says_how_many_replications_it_needs(results: Results) -> None:
    found = {**entry(3.0, -5.0, 11.0), "verdict": "not distinguishable", "needed": 1234}
    stats = {**entry(1.0, 0.5, 1.5), "values": {"a": entry(1.0, 0.5, 1.5)}, "differences": {"b": found}}
    (line,) = lines({"scenarios": ["a", "b"], "metrics": {"arr_end": stats}}, results.meanings, "arr_end")
    assert line.changes[0].said == "not distinguishable"
    assert line.changes[0].needed == "needs about 1,200 replications"
    assert line.values[1] == Cell("undefined (not measured)", undefined=True)


@pytest.mark.parametrize("moved, said", [(0.0, "the same"), (-1.1e-16, "the same"), (-1.1e-6, "worse")])
def test_rounding_is_no_difference(results: Results, moved: float, said: str) -> None:
    found = {**entry(moved, moved, moved, "share"), "verdict": "worse"}
    stats = {**entry(0.76, 0.76, 0.76, "share"), "values": {}, "differences": {"b": found}}
    (line,) = lines({"scenarios": ["a", "b"], "metrics": {"arr_end": stats}}, results.meanings, "arr_end")
    assert line.changes[0].said == said


def test_headlines_are_few(comparison: Comparison) -> None:
    found = lines(comparison.summary(), comparison.results[0].meanings, "wins")
    few = headlines(found)
    assert few[0].name == "wins"
    assert few[0].primary
    assert 10 <= len(few) <= 25 < len(found)
