"""A contract value by its mean or its median, converted as laws are; files that say one thing in two ways."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.mechanisms.subscription.section import Segment
from gtmsim.scenario.explain import explain
from gtmsim.scenario.files.written import written
from gtmsim.scenario.json_schema import json_schema
from gtmsim.scenario.language.param import law
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, load_mapping, load_text
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.writing import fingerprint, resolved_yaml

BASE = Path(__file__).parent / "firm" / "baseline.yaml"
AT = "market.segments.mid.contract_value"
TEXT = """
name: Firm
market:
  segments: {small: {contract_value: 12k, committee: owner, churn: 20%}}
  committees: {owner: {roles: {owner: {}}}}
  qualification: {in_market: {sql_rate: 50%}}
run: {start: 2026-01-01, months: 6, initial: empty}
"""


def segment(said: str) -> Segment:
    """A segment whose contract value is said so."""
    return load_text(TEXT.replace("contract_value: 12k", said), "f").market.segments["small"]


@pytest.mark.parametrize(
    ("said", "median", "sigma"),
    [
        ("contract_value: 12k", 12_000.0, 0.0),
        ("contract_value: {value: 12k, source: CRM}", 12_000.0, 0.0),
        ("contract_value: {median: 12k}", 12_000.0, 0.0),
        ("contract_value: {mean: 12k}", 12_000.0, 0.0),
        ("contract_value: {median: 12k, sigma: 0.6}", 12_000.0, 0.6),
        ("contract_value: {mean: 12k, sigma: 0.6}", 12_000.0 * math.exp(-0.18), 0.6),
        ("contract_value: {mean: 1k per month, sigma: 0.6}", 12_000.0 * math.exp(-0.18), 0.6),
        ("contract_value: {mean: 12k, cv: 0.75}", 9_600.0, math.sqrt(math.log(1.5625))),
        ("contract_value: {mean: 12k}, value_sigma: 0.6", 12_000.0 * math.exp(-0.18), 0.6),
        ("contract_value: {median: 12k}, value_sigma: 0.6", 12_000.0, 0.6),
        ("contract_value: 12k, value_sigma: 0.6", 12_000.0, 0.6),
    ],
)
def test_each_way_to_say_it(said: str, median: float, sigma: float) -> None:
    found = segment(said)
    assert found.contract_value == pytest.approx(median, rel=1e-15)
    assert found.value_sigma == pytest.approx(sigma, rel=1e-15)
    assert found.mean_value == pytest.approx(median * math.exp(sigma**2 / 2), rel=1e-14)


@given(
    st.sampled_from(["mean", "median"]), st.floats(1.0, 1e5), st.sampled_from(["sigma", "cv"]), st.floats(0.001, 2.0)
)
def test_it_is_converted_as_laws_are(of: str, amount: float, spread: str, much: float) -> None:
    found = segment(f"contract_value: {{{of}: {amount!r}, {spread}: {much!r}}}")
    said = law("day", "x").read({of: f"{amount!r} days", spread: much})
    assert (found.contract_value, found.value_sigma) == (said.location, said.sigma)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("{mean: 12k, median: 12k}", "E_DIST market.segments.small.contract_value: need one of `mean` and `median`"),
        ("{sigma: 1}", "write `{mean: 100k per year, cv: 0.6}`"),
        ("{mean: 12k, sigma: 1, cv: 1}", "`sigma` and `cv` both say the spread"),
        ("{mean: 12k, sigma: 4}", "sigma `4` is a sigma above 3"),
        ("{mean: 12k, cv: 10, sd: 1}", "unknown name `sd`; say `cv`, the standard deviation over the mean"),
        ("{mean: -12k}", "E_RANGE market.segments.small.contract_value.mean: got `-12k`, need above 0"),
        ("{mean: 5%}", "E_TYPE market.segments.small.contract_value.mean: `5%` is a share"),
        ("{mean: 12k, source: 3}", "E_TYPE market.segments.small.contract_value: need a source as text"),
        ("{mean: 12k EUR}", "is not in the scenario's currency, USD"),
        ("{mean: 12k, sigma: 0.5}, value_sigma: 0.4", "E_CONFLICT market.segments.small.value_sigma"),
    ],
)
def test_what_is_refused(said: str, wrong: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        segment(f"contract_value: {said}")
    assert wrong in str(caught.value), caught.value
    assert all(problem.mark for problem in caught.value.problems)


def test_one_meaning_has_one_fingerprint_and_one_resolved_form() -> None:
    base = load(BASE).model_copy(update={"question": "", "note": "", "teaching": ""})
    same = load(BASE, [f"{AT}={{median: 34k, sigma: 0.5}}", "name=Baseline"])
    assert same == base and fingerprint(same) == fingerprint(base) and resolve(same) == resolve(base)
    mean = load(BASE, [f"{AT}={{mean: 34k, cv: 0.7}}"])
    assert load_text(resolved_yaml(mean)) == mean == load_mapping(written(mean))
    said = written(mean)["market"]["segments"]["mid"]
    assert said["contract_value"] == pytest.approx(34_000 / math.sqrt(1.49))
    assert said["value_sigma"] == pytest.approx(math.sqrt(math.log(1.49)))


def test_a_variant_may_say_the_spread_in_the_other_way(tmp_path: Path) -> None:
    """The later file wins; two ways in one file are a conflict."""
    (tmp_path / "base.yaml").write_text(TEXT.replace("contract_value: 12k", "contract_value: 12k, value_sigma: 0.5"))
    (tmp_path / "law.yaml").write_text(TEXT.replace("contract_value: 12k", "contract_value: {mean: 12k, cv: 0.5}"))

    def changed(base: str, *changes: str) -> Segment:
        lines = "\n".join(f"  market.segments.small.{change}" for change in changes)
        (tmp_path / "v.yaml").write_text(f"extends: {base}\nname: v\nchanges:\n{lines}\n")
        return load(tmp_path / "v.yaml").market.segments["small"]

    assert changed("base.yaml", "contract_value: {median: 9k, sigma: 0.7}").value_sigma == 0.7
    assert changed("base.yaml", "contract_value: {mean: 9k}").value_sigma == 0.5
    found = changed("law.yaml", "value_sigma: 0.7")
    assert (found.value_sigma, found.contract_value) == (0.7, pytest.approx(12_000 * math.exp(-0.245)))
    with pytest.raises(ScenarioError, match="E_CONFLICT"):
        changed("base.yaml", "contract_value: {median: 9k, sigma: 0.7}", "value_sigma: 0.3")
    shown = load(tmp_path / "base.yaml", ["market.segments.small.contract_value={mean: 9k, sigma: 0.7}"])
    assert load_text(resolved_yaml(shown)) == shown


def test_explaining_says_median_and_mean_and_who_says_the_spread() -> None:
    lines = {line.path: line for line in explain(load(BASE, [f"{AT}={{mean: 38k, sigma: 0.6, source: CRM}}"]))}
    value, sigma = lines[AT], lines["market.segments.mid.value_sigma"]
    assert value.value == "{mean: 38k, sigma: 0.6}" and value.meaning.endswith("median 31.7k, mean 38k")
    assert (sigma.value, sigma.source, sigma.set_by) == ("0.6", "CRM", "--set 1") and value.source == "CRM"
    small = lines["market.segments.small.contract_value"]
    assert small.value == "9.5k" and small.meaning.endswith("median 9.5k, mean 10.8k")
    assert lines["market.segments.small.value_sigma"].set_by.startswith("baseline.yaml:")


def test_editors_know_both_ways() -> None:
    known = json_schema()["$defs"]["Segment"]["properties"]["contract_value"]
    assert {"mean", "median", "low", "high", "sigma", "cv", "source"} in [
        set(way.get("properties", {})) for way in known["anyOf"]
    ]
