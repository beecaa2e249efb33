"""Targets on the terminal and on the page: the chance, the difference between plans, what is left by quarter."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from gtmsim.report.aims import aims
from gtmsim.report.assumptions import assumptions
from gtmsim.report.gather import parts
from gtmsim.report.page import page
from gtmsim.report.pipeline import by_quarter
from gtmsim.report.targets import rows
from gtmsim.report.terminal import show
from gtmsim.scenario.language.targets import TargetDeclaration
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results

READ = TargetDeclaration("", "").read


def with_targets(found: Results) -> Results:
    """The same replications, asked what they reach."""
    said = {"arr_end": READ("250k"), "new_arr": READ({"2026-06-30": "40k", "2027-01-31": "90k"})}
    said["nrr_12m"] = READ({"at_most": "90%"})
    run = found.scenario.run.model_copy(update={"target": said})
    return replace(found, scenario=found.scenario.model_copy(update={"run": run}))


@pytest.fixture(scope="session")
def aimed(comparison: Comparison) -> Comparison:
    return replace(comparison, results=tuple(map(with_targets, comparison.results)))


def html(what: Results | Comparison) -> str:
    told = {name: assumptions(found.scenario) for name, found in parts(what)}
    return page(what, what.summary(), {}, told, "")


def test_the_terminal_says_the_chance_of_each(aimed: Comparison, capsys: pytest.CaptureFixture[str]) -> None:
    alone = aimed.results[0]
    show(alone, alone.summary(), Path("report.html"))
    text = capsys.readouterr().out
    assert re.search(r"ARR at the end: at least 250k USD/year +2027-01-31 +\d+%", text)
    assert re.search(r"NRR over 12 months: at most 90% +2027-01-31 +\d+%", text)
    assert "All targets together" in text and "New ARR, from" in text
    assert "Chance that all targets are reached:" in text
    show(aimed, aimed.summary(), Path("report.html"))
    text = capsys.readouterr().out
    assert "two more CSMs" in text and "the base" in text and "Chance that new ARR is at least 90k USD/year" in text


def test_a_narrow_window_keeps_the_chance(
    aimed: Comparison, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gtmsim.report.terminal.PIPE_WIDTH", 90)
    show(aimed, aimed.summary(), Path("report.html"))
    assert "chance" in capsys.readouterr().out


def test_the_page_has_a_section_of_them(aimed: Comparison, results: Results) -> None:
    text = html(aimed)
    assert text.count('<h2 id="targets">') == 1 and '<a href="#targets">' in text
    assert "What is left, quarter by quarter" in text and "<details><summary>What is left" in text
    assert "<details open><summary>What is left" in html(aimed.results[0])
    assert 'id="targets"' not in html(results)


def test_figures_know_what_every_replication_brought(aimed: Comparison) -> None:
    found = aims(aimed, parts(aimed), aimed.summary())
    assert [(aim.label, aim.unit, len(aim.points)) for aim in found] == [
        ("ARR at the end", "USD/year", 1),
        ("New ARR", "USD/year", 2),
        ("NRR over 12 months", "%", 1),
    ]
    assert found[2].amount == 90.0 and not found[2].paths and found[1].paths[0].shape == (3, 13)
    assert len(rows(aimed.summary())) == 2 * (4 + 1)


def a_pipeline() -> dict[str, object]:
    """Two quarters: the first finds nobody in the second stage, the second loses what the first had there."""

    def row(day: str, stage: str, value: float, won: float, category: str | None) -> dict[str, object]:
        known = {name: {"mean": x, "ci95": [x, x]} for name, x in (("deals", 1.0), ("value", value), ("won", won))}
        return {"from": day, "stage": stage, **known, "won_share": known["won"], "category": category}

    march = [
        row("2026-01-01", name, *said)
        for name, said in (
            ("demo", (100e3, 10e3, "pipeline")),
            ("committee", (50e3, 40e3, "commit")),
            ("all stages", (150e3, 50e3, None)),
            ("opened in the quarter", (80e3, 8e3, None)),
        )
    ]
    june = [
        row("2026-04-01", name, *said)
        for name, said in (
            ("demo", (90e3, 45e3, "best case")),
            ("offer", (60e3, 20e3, "best case")),
            ("committee", (30e3, 3e3, "pipeline")),
            ("all stages", (180e3, 68e3, None)),
            ("opened in the quarter", (70e3, 7e3, None)),
        )
    ]
    return {"targets": {"pipeline": march + june}}


def test_the_pipeline_stage_by_quarter_and_in_categories() -> None:
    found = by_quarter(a_pipeline(), 8)
    assert found is not None and found.begins == ("2026-01-01", "2026-04-01")
    stages, categories, new = (dict(group) for group in found.groups)
    assert list(stages) == ["demo", "offer", "committee", "all stages"]
    assert stages["offer"] == ("", "60k") and stages["all stages"] == ("150k", "180k")
    assert categories["of it commit"] == ("50.0k", "0") and categories["won of commit"] == ("40.0k", "0")
    assert categories["of it best case"] == ("0", "150k") and categories["won of best case"] == ("0", "65.0k")
    assert categories["of it pipeline"] == ("100k", "30.0k")
    assert new["won of what is opened in the quarter"] == ("8000", "7000")
    last = by_quarter(a_pipeline(), 1)
    assert last is not None and last.begins == ("2026-04-01",)
    assert by_quarter({"scenarios": ["a", "b"], **a_pipeline()}, 8) is None and by_quarter({}, 8) is None


def test_quotas_are_beside_the_pipeline_where_there_are_any(
    aimed: Comparison, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = aimed.results[0]
    assert ">of quotas</th>" not in html(alone)
    summary = alone.summary()
    said = {"mean": 1.5, "ci95": [1.4, 1.6]}
    for row in summary["targets"]["quarters"]:
        row |= {"quota": {"mean": 20e3, "ci95": [20e3, 20e3]}, "of_quota": said}
    summary["metrics"]["quota_attainment"] |= {"mean": 0.6, "ci95": [0.5, 0.7]}
    show(alone, summary, Path("report.html"))
    text = capsys.readouterr().out
    assert "of quotas" in text and "150%" in text and "what sellers win of theirs is 60% here" in text
    told = {name: assumptions(found.scenario) for name, found in parts(alone)}
    assert ">of quotas</th>" in page(alone, summary, {}, told, "")
