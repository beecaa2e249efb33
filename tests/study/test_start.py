"""A start that the plan does not sustain is warned of, with the number that it does."""

from pathlib import Path

import pytest

from gtmsim.engine.compiled import simulate
from gtmsim.journal.journal import Journal
from gtmsim.report.checked import checked
from gtmsim.scenario.load import load, load_text
from gtmsim.scenario.resolved.inputs import Inputs
from gtmsim.study import start
from gtmsim.study.replicate import run
from gtmsim.study.start import start_warnings, sustained

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
MORE = "run.initial.pipeline={small: 100, mid: 40}"
# Three leads a day, each a deal for twenty days: sixty are open, by Little's law.
SIXTY = """
    name: sixty deals
    market:
      channels: {calls: {max_leads: 3 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 12k, committee: one, churn: 10%}}
      committees: {one: {min_meetings: 0, review: 0 days, roles: {boss: {}}}}
      qualification: {in_market: {mql_rate: 100%, sql_rate: 100%}}
      selling: {stages: [{name: talk, buyer_delay: 20 days}]}
    run: {start: 2026-01-01, months: 2, run_off: false, initial: {pipeline: {firms: NUMBER}}}
"""


def warned(number: int) -> list[str]:
    problems = start_warnings(load_text(SIXTY.replace("NUMBER", str(number))), simulate)
    return [f"{each.code} {'.'.join(map(str, each.path))}: {each.message}" for each in problems]


def test_what_is_sustained_is_what_theory_says() -> None:
    mean, low, high = sustained(load_text(SIXTY.replace("NUMBER", "9")), simulate)
    assert mean == pytest.approx(60.0, abs=4 * (60.0 / (2 * 24 * 30 / 40)) ** 0.5)  # a lookback of forty days each
    assert 40 < low < 50 and 70 < high < 80


@pytest.mark.parametrize(("number", "wins"), [(140, "more"), (20, "fewer")])
def test_too_many_and_too_few_are_said(number: int, wins: str) -> None:
    (said,) = warned(number)
    assert said.startswith(f"W_START run.initial.pipeline: {number} open deals on day 0") and f"win {wins} " in said


@pytest.mark.parametrize("number", [0, 52, 60, 70])
def test_nothing_is_said_of_as_many_as_there_would_be(number: int) -> None:
    assert not warned(number)


def test_check_says_it_too_where_it_stands(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BASELINE.parent)
    text, valid = checked([Path("baseline.yaml")], [MORE], in_json=False, quiet=False)
    assert valid
    assert "W_START run.initial.pipeline: 140 open deals on day 0, where" in text
    silent, _ = checked([Path("baseline.yaml")], [], False, False)
    assert "W_START" not in silent


def test_plans_of_one_base_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def looking(inputs: Inputs, life: int) -> Journal:
        looked.append(life)
        return simulate(inputs, life)

    monkeypatch.setattr(start, "_sustained", {})
    for sets in ([], ["plan.price=+8%"], ["plan.teams.ae.headcount=+2"]):
        assert len(list(start_warnings(load(BASELINE, [MORE, *sets]), looking))) == 1
    assert looked == [0, 1]


def test_the_baseline_says_what_it_sustains() -> None:
    mean, _, _ = sustained(load(BASELINE), simulate)
    assert 48 < mean < 66
    found, more = (run(load(BASELINE, sets), 10, engine="compiled", jobs=1) for sets in ([], [MORE]))
    assert not [text for text in found.warnings if "W_START" in text]
    (text,) = [text for text in more.warnings if "W_START" in text]
    assert "W_START run.initial.pipeline: 140 open deals on day 0, where" in text
