"""How a target is said, what it is read as, and what is refused."""

import datetime

import pytest

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.language.targets import TargetDeclaration, TargetSaid, plain
from gtmsim.scenario.load import load
from gtmsim.scenario.sections.schema import Scenario

DECLARED = TargetDeclaration("", "what is to be reached")
JUNE, YEAR = datetime.date(2026, 6, 30), datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("8M", TargetSaid("", ((None, "8M"),))),
        (300, TargetSaid("", ((None, 300),))),
        ({"at_most": "3M"}, TargetSaid("at_most", ((None, "3M"),))),
        ({"2026-12-31": "2M", "2026-06-30": "1M"}, TargetSaid("", ((JUNE, "1M"), (YEAR, "2M")))),
        ({"at_least": {"2026-12-31": 5}}, TargetSaid("at_least", ((YEAR, 5),))),
        ("to -100k", TargetSaid("", ((None, "to -100k"),))),
    ],
)
def test_what_it_is_read_as_and_written(said: object, meant: TargetSaid) -> None:
    assert DECLARED.read(said) == meant
    assert DECLARED.read(DECLARED.write(meant)) == meant


def test_a_number_below_nought_says_that_it_is_no_change() -> None:
    assert (plain("to -3"), plain("to -100k"), plain("8M"), plain(3)) == (-3.0, "-100k", "8M", 3)


BASE = """
name: Base
market:
  segments: {small: {contract_value: 12k, committee: owner, churn: 20%}}
  committees: {owner: {roles: {owner: {}}}}
  channels: {search: {max_leads: 4 per day, half_saturation_spend: 10k, segments: {small: 100%}}}
  qualification: {in_market: {sql_rate: 50%}}
run: {start: 2026-01-01, months: 12, initial: empty, target: {arr_end: 8M, new_arr: {2026-06-30: 1M, 2026-12-31: 2M}}}
"""


def variant(tmp_path_factory: pytest.TempPathFactory, changes: str) -> Scenario:
    folder = tmp_path_factory.mktemp("targets")
    (folder / "base.yaml").write_text(BASE)
    (folder / "plan.yaml").write_text(f"extends: base.yaml\nname: Plan\nchanges: {{{changes}}}\n")
    return load(folder / "plan.yaml")


def test_a_variant_changes_one_and_keeps_the_others(tmp_path_factory: pytest.TempPathFactory) -> None:
    target = variant(tmp_path_factory, "run.target: {arr_end: 9M, customers_end: 30}").run.target
    assert {name: DECLARED.write(said) for name, said in target.items()} == {
        "arr_end": "9M",
        "new_arr": {"2026-06-30": "1M", "2026-12-31": "2M"},
        "customers_end": 30,
    }
    target = variant(tmp_path_factory, "run.target.arr_end: null, run.target.new_arr: {2026-12-31: 3M}").run.target
    assert {name: DECLARED.write(said) for name, said in target.items()} == {"new_arr": {"2026-12-31": "3M"}}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{}", "E_TYPE run.target.arr_end: an empty target"),
        ("{at_least: {}}", "E_TYPE run.target.arr_end.at_least: an empty target"),
        ("[1]", "E_TYPE run.target.arr_end: need an amount, got a list"),
        ("+10%", "E_SIGN run.target.arr_end: `+10%` is a change; say the amount itself"),
        ("-3M", "E_SIGN run.target.arr_end: `-3M` may be a change, and a target says an amount; write `to -3M`"),
        ("-3", "write `to -3`"),
        ("{at_leats: 3M}", "`at_leats`; did you mean `at_least`?"),
        ("{2026-Q2: 3M}", "need a date, got `2026-Q2`; write `2026-06-30`"),
        ("{2026-06: 3M}", "need a date, got `2026-06`; write `2026-06-30`"),
        ("{at_least: 3M, at_most: 9M}", "E_CONFLICT run.target.arr_end.at_most: `at_least` and `at_most` at one place"),
        ("{at_least: 3M, 2026-12-31: 9M}", "E_CONFLICT run.target.arr_end"),
        ("true", "E_TYPE run.target.arr_end: need an amount, got true"),
        (".inf", "run.target.arr_end"),
    ],
)
def test_what_is_no_target(tmp_path_factory: pytest.TempPathFactory, said: str, told: str) -> None:
    with pytest.raises(ScenarioError) as found:
        variant(tmp_path_factory, f"run.target.arr_end: {said}")
    assert told in str(found.value)
