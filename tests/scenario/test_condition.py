"""Conditions that make no sense are refused, odd ones are worth a word, and absent ones are off."""

import pytest

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load_text, warnings_of
from gtmsim.scenario.resolve import resolve

FIRM = """
    name: firm
    market:
      segments: {firms: {contract_value: 12k, committee: one, churn: 10%}}
      committees: {one: {roles: {boss: {}}}}
      qualification: {in_market: {sql_rate: 50%}}
      SECTION
    run: {start: 2026-01-01, months: 3, initial: {customers: {firms: 30}}}
"""


def firm(said):
    """A firm whose customers are in some condition."""
    return load_text(FIRM.replace("SECTION", f"condition: {said}" if said else ""))


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("{persistence: 1}", r"E_RANGE market\.condition\.persistence: .*got `1`, need at least 0, at most 0\.999"),
        ("{persistence: -1%}", r"E_RANGE market\.condition\.persistence: .*got `-1%`, need at least 0, at most 0\.999"),
        ("{outlook: -6}", r"E_RANGE market\.condition\.outlook: .*got `-6`, need at least -5, at most 5"),
        ("{outlook: [0, -1]}", r"E_LENGTH market\.condition\.outlook: .*2 values for 3 months"),
        (
            "{outlook: {2026-02-01: -1}}",
            r"E_RANGE market\.condition\.outlook: .*the first date is 2026-02-01, the run starts on 2026-01-01",
        ),
        ("{churn: -0.1}", r"E_RANGE market\.condition\.churn: .*got `-0\.1`, need at least 0, at most 10"),
        ("{decision: 11}", r"E_RANGE market\.condition\.decision: .*got `11`, need at least 0, at most 10"),
        ("{mood: 1}", r"E_UNKNOWN market\.condition\.mood"),
    ],
)
def test_what_is_refused(said, says):
    with pytest.raises(ScenarioError, match=says):
        firm(said)


def test_a_condition_that_decides_nothing_is_worth_a_word():
    (found,) = warnings_of(firm("{outlook: -1, decision: 0, churn: 0, expansion: 0, contraction: 0}"))
    assert "W_UNUSED market.condition: how business goes decides nothing" in str(found)
    assert not list(warnings_of(firm("{decision: 0, churn: 0, expansion: 0}")))


def test_what_it_is_by_default_and_by_dates():
    found = resolve(firm("{}")).condition
    assert found is not None
    assert found.condition[0] == 0.9 and found.condition[2:] == (0.2, 0.3, 0.2, 0.2)
    assert found.condition.news == pytest.approx(0.19**0.5, rel=1e-15)
    assert found.outlook == (0.0,) * 90
    dated = resolve(firm("{outlook: {start: 1, 2026-02-03: -1.5}}")).condition
    assert dated is not None and dated.outlook == (1.0,) * 33 + (-1.5,) * 57
    assert resolve(firm("")).condition is None
