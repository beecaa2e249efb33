"""A scenario written out as one file says the same again, also after another program has rewritten that file."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from scenario.small import TEXT, Firm, firm, firm_in

import gtmsim.scenario.load as real
from gtmsim.scenario.files.written import written
from gtmsim.scenario.language.param import LawSaid, Schedule
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.writing import fingerprint, resolved_yaml


def reversed_order(value: Any) -> Any:
    """Every mapping with its names in reverse."""
    if isinstance(value, dict):
        return {key: reversed_order(value[key]) for key in reversed(value)}
    return [reversed_order(one) for one in value] if isinstance(value, list) else value


def rewritten(text: str) -> str:
    """The text as PyYAML reads, reverses and writes it."""
    return yaml.safe_dump(reversed_order(yaml.safe_load(text)), sort_keys=False, allow_unicode=True)


@pytest.mark.parametrize("name", ["baseline", "hire_csm", "shift_budget", "same_again"])
def test_a_shipped_scenario_survives_writing(name: str, project: Path) -> None:
    scenario = real.load(project / "scenarios" / f"{name}.yaml")
    text = resolved_yaml(scenario)
    assert "extends" not in text
    assert real.load_text(text) == scenario
    assert real.load_text(rewritten(text)) == scenario
    assert resolved_yaml(real.load_text(text)) == text


@pytest.mark.parametrize(
    "line",
    [
        "factor: 1e-05",
        "factor: 1e1",
        "factor: 0.1",
        "factor: 1.5e-10",
        "rate: 123456789012345",
        'question: "1e3"',
        'question: "2026-01-31"',
        'question: "2026-02-31"',
        'question: "null"',
        'question: "~"',
        'question: ""',
        'question: "yes"',
        'question: "="',
        'question: "a: b # c"',
        'question: "- a"',
        'question: "!x &y *z"',
        'question: "1:30"',
        'question: "line\\nline\\n\\n  line "',
        'question: "tab\\tquote\\" \\\\"',
        f"question: {'long ' * 60}",
        "question: é 东京 🚀",
        "day: 2027-05-01",
        "segments: {'2026-01-01': 0.5, 'null': 0.5}",
        "channels: {a: {budget: {2026-01-01: 10k, start: 3}}}",
        "channels: {a: {budget: [1k, 2k], think: {mean: 3 days, cv: 0.3}}, b: {budget: 0.30000000000000004}}",
    ],
)
def test_what_was_said_is_written_so_that_it_is_read_back(line: str) -> None:
    scenario = firm(f"name: x\n{line}\n")
    text = resolved_yaml(scenario)
    assert firm(text) == scenario
    if not line.endswith('1e3"'):  # PyYAML writes this text without quotes, and nobody can tell it from a number
        assert firm(rewritten(text)) == scenario


def test_numbers_are_written_as_other_programs_read_numbers() -> None:
    assert isinstance(yaml.safe_load(resolved_yaml(firm("name: x\nfactor: 1e-05\n")))["factor"], float)


def test_dates_stand_without_quotes() -> None:
    assert "    budget:\n      2026-01-01: 3\n" in resolved_yaml(
        firm("name: x\nchannels: {a: {budget: {2026-01-01: 3}}}\n")
    )


def test_a_variant_is_written_as_one_file(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(TEXT)
    (tmp_path / "v.yaml").write_text(
        "extends: base.yaml\nquestion: why\nchanges: {staff.heads: 9, segments.small: 60%}\n"
    )
    scenario = firm_in(tmp_path / "v.yaml", "segments.large=40%")
    assert firm(resolved_yaml(scenario)) == scenario


def test_a_scenario_changed_in_python_is_written_by_its_values() -> None:
    changed = firm().model_copy(update={"rate": 0.25})
    assert firm(resolved_yaml(changed)) == changed
    fresh = Firm.model_validate({"name": "x", "stages": [{"name": "a", "work": "90 minutes"}]})
    assert firm(resolved_yaml(fresh)) == fresh


schedules = st.one_of(
    st.floats(0, 1e9).map(lambda value: Schedule((None,), (value,), False)),
    st.lists(st.floats(0, 1e9), min_size=1, max_size=4).map(lambda some: Schedule((None,), tuple(some), True)),
    st.dictionaries(st.dates(min_value=Firm(name="x").day), st.floats(0, 1e9), min_size=1, max_size=4)
    .map(lambda steps: dict(sorted(steps.items())))
    .filter(lambda steps: max(steps).year <= 2200)
    .map(lambda steps: Schedule(tuple(steps), tuple(steps.values()), False)),
)
laws = st.one_of(
    st.floats(0, 1e4).map(lambda value: LawSaid("fixed", value, 0.0)),
    st.floats(1e-6, 1e4).map(lambda value: LawSaid("exponential", value, 0.0)),
    st.builds(LawSaid, st.just("lognormal"), st.floats(1e-6, 1e4), st.floats(0, 10)),
)


@given(schedules, laws, st.floats(0, 1), st.floats(0, 365), st.booleans(), st.text(max_size=20))
def test_any_values_are_written_so_that_they_are_read_back(
    budget: Schedule, think: LawSaid, p: float, delay: float, growing: bool, question: str
) -> None:
    channel = firm().channels["seo"].model_copy(update={"budget": budget, "think": think, "p": p, "delay": delay})
    scenario = firm().model_copy(update={"channels": {"a": channel}, "growing": growing, "question": question})
    try:
        assert firm(resolved_yaml(scenario)).channels == scenario.channels
    except ScenarioError as error:
        assert {problem.path for problem in error.problems} <= {("question",), ()}  # a control character is no text


def test_the_fingerprint_is_of_the_meaning() -> None:
    other = rewritten(resolved_yaml(firm())).replace("90 minutes", "1.5h").replace("30%", "0.3")
    assert fingerprint(firm(other)) == fingerprint(firm())
    assert fingerprint(firm(TEXT + "factor: 1\n")) == fingerprint(firm())
    assert fingerprint(firm(TEXT + "factor: 1.1\n")) != fingerprint(firm())


def test_only_what_differs_from_the_defaults_is_written() -> None:
    assert written(firm("name: x\nfactor: 1\nrate: 2\n")) == {"name": "x", "rate": 2}
    assert written(firm("name: x\n"), defaults=True)["staff"] == {"heads": 2, "days": ["mon"]}


def test_other_settings_of_a_run_leave_what_a_file_says_of_the_rest() -> None:
    known = real.load("scenarios/baseline.yaml")
    other = known.model_copy(update={"run": known.run.model_copy(update={"replications": 7, "seed": 3})})
    text = resolved_yaml(other)
    assert "Flywheel 2025" in text and "low:" in text  # sources and ranges
    again = real.load_text(text)
    assert again == other and resolved_yaml(again) == text
    longer = known.model_copy(update={"run": known.run.model_copy(update={"months": 6})})
    assert real.load_text(resolved_yaml(longer)) == longer
