"""What a manager reads on the terminal."""

from pathlib import Path

import pytest

from gtmsim.report.lines import Cell, Line, headlines, lines
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
