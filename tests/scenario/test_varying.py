"""One value where the base varies: an amount keeps its spread, a law loses it with a word, and nothing goes unsaid."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.mechanisms.subscription.section import Segment
from gtmsim.report.starter import STARTER
from gtmsim.scenario.explain import explain
from gtmsim.scenario.language.problems import Problem
from gtmsim.scenario.load import load, load_text, variant, warnings_of
from gtmsim.scenario.sections.schema import Scenario

VALUE = "market.segments.small.contract_value"
TEXT = Path(STARTER).read_text()
SAID = "contract_value: 9k per year, value_sigma: 0.5"
SPREAD = 0.6314872286573718  # the sigma of a cv of 0.7


def base(amount: str) -> Scenario:
    """The starter with another contract value of small customers."""
    return load_text(TEXT.replace(SAID, f"contract_value: {amount}"))


def small(scenario: Scenario) -> Segment:
    """The segment that is changed."""
    return scenario.market.segments["small"]


def words(scenario: Scenario, code: str) -> list[Problem]:
    """The warnings of one kind."""
    return [problem for problem in warnings_of(scenario) if problem.code == code]


@pytest.mark.parametrize(
    "amount", ["{mean: 22k, cv: 0.7}", "{median: 18k, cv: 0.7}", "{mean: 22k, cv: 0.7, source: CRM}"]
)
@pytest.mark.parametrize(
    "said", ["24k", "{value: 24k}", "{value: 24k, source: CRM}", "{value: 24k, low: 20k, high: 30k}"]
)
def test_a_bare_amount_is_the_median_and_the_spread_stays(amount: str, said: str) -> None:
    found = small(variant(base(amount), {VALUE: said}))
    assert (found.contract_value, found.value_sigma) == (24_000.0, SPREAD)


@given(st.floats(0.01, 2.5), st.integers(2, 500))
def test_whatever_the_spread_is_it_stays(cv: float, thousands: int) -> None:
    was = base(f"{{mean: 50k, cv: {cv!r}}}")
    found = small(variant(was, {VALUE: f"{thousands}k"}))
    assert (found.contract_value, found.value_sigma) == (1000.0 * thousands, small(was).value_sigma)


def test_who_says_a_number_where_the_base_says_a_mean_is_asked() -> None:
    (word,) = words(variant(base("{mean: 22k, cv: 0.3}"), {VALUE: "24k"}), "W_MEDIAN")
    assert "the base says the mean, `22k`" in word.message
    assert word.hint == "write `{mean: 24k}` if the mean was meant, or `{median: 24k}`"
    for said, median in (("{median: 24k}", 24_000.0), ("{mean: 24k}", 24_000.0 / (1 + 0.3**2) ** 0.5)):
        found = variant(base("{mean: 22k, cv: 0.3}"), {VALUE: said})
        assert small(found).contract_value == pytest.approx(median) and not words(found, "W_MEDIAN")


def test_a_median_that_is_close_to_the_mean_needs_no_word() -> None:
    assert not words(variant(base("{median: 22k, cv: 0.3}"), {VALUE: "24k"}), "W_MEDIAN")
    (word,) = words(variant(base("{median: 22k, sigma: 0.9}"), {VALUE: "24k"}), "W_MEDIAN")
    assert "1.5 times that" in word.message
    assert not words(variant(base("{mean: 22k, cv: 0}"), {VALUE: "24k"}), "W_MEDIAN")


def test_the_spread_goes_where_that_is_said() -> None:
    was = base("{mean: 22k, cv: 0.7}")
    assert small(variant(was, {VALUE: "{median: 24k, cv: 0}"})).value_sigma == 0.0
    assert small(variant(was, {VALUE: "24k", "market.segments.small.value_sigma": 0.2})).value_sigma == 0.2
    assert small(variant(was, {f"{VALUE}:": "24k"})).value_sigma == 0.0  # replaced as a whole


def test_a_spread_that_came_later_stays_whoever_says_the_amount(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(TEXT.replace(SAID, "contract_value: {mean: 22k, cv: 0.7}"))
    line = "version: 1\nextends: {}\nname: {}\nchanges: {{{}}}\n"
    (tmp_path / "one.yaml").write_text(line.format("base.yaml", "one", "market.segments.small.value_sigma: 0.3"))
    (tmp_path / "two.yaml").write_text(line.format("one.yaml", "two", f"{VALUE}: 24k"))
    for found in (load(tmp_path / "one.yaml", [f"{VALUE}=24k"]), load(tmp_path / "two.yaml")):
        assert (small(found).contract_value, small(found).value_sigma) == (24_000.0, 0.3)
    line_of = {each.path: each for each in explain(load(tmp_path / "two.yaml"))}
    assert line_of[VALUE].set_by.startswith("two.yaml") and "assumption of this file" in line_of[VALUE].source


def test_an_amount_has_a_range_beside_its_mean() -> None:
    line = next(each for each in explain(base("{mean: 22k, low: 18k, high: 30k, cv: 0.7}")) if each.path == VALUE)
    assert (line.low, line.high) == ("18k", "30k")


@pytest.mark.parametrize(
    "said", ["20 days", "{value: 20 days}", "{value: 20 days, source: CRM}", "{value: 20 days, low: 9 days}"]
)
@pytest.mark.parametrize(
    ("law", "kept"),
    [
        ("{mean: 9 days, cv: 0.4}", "cv: 0.4"),
        ("{mean: 9 days, distribution: exponential}", "distribution: exponential"),
    ],
)
def test_a_law_that_would_lose_its_spread_says_so_in_every_spelling(said: str, law: str, kept: str) -> None:
    was = load(STARTER, [f"market.selling.buying_window={law}"])
    (word,) = words(variant(was, {"market.selling.buying_window": said}), "W_SPREAD")
    assert (
        word.hint == f"write `{{mean: 20 days, {kept}}}` to keep that, `{{mean: 20 days, distribution: fixed}}` if not"
    )
    for hint in (part for part in word.hint.split("`") if part.startswith("{")):
        assert not words(variant(was, {"market.selling.buying_window": hint}), "W_SPREAD")


@pytest.mark.parametrize("said", ["0", "0 days", "{value: 0 days}"])
def test_nothing_varies_about_no_time(said: str) -> None:
    was = load(STARTER, ["market.committees.board.time_between_meetings={mean: 9 days, cv: 0.4}"])
    assert not words(variant(was, {"market.committees.board.time_between_meetings": said}), "W_SPREAD")


def test_a_spread_of_0_is_none() -> None:
    was = load(STARTER, ["market.selling.buying_window={median: 9 days, sigma: 0}"])
    assert not words(variant(was, {"market.selling.buying_window": "20 days"}), "W_SPREAD")
