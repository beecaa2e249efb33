"""Why two plans differ: what each change adds sums to the whole, and so do the lines, whatever the metric."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, variant
from gtmsim.study.problems import StudyError
from gtmsim.study.sample import Sample
from gtmsim.study.why.parts import Part, every_choice, parts_of, said_changes
from gtmsim.study.why.shapley import EXACT, choices, exact, split
from gtmsim.study.why.why import asked_of, plan_with, why

BASELINE = "scenarios/baseline.yaml"
SHORT = {"run.months": 4, "run.run_off": False}
LUCK = np.random.default_rng(3).normal(size=(12, 30))


def sample(values: np.ndarray) -> Sample:
    return Sample(values, np.ones_like(values), "count")


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=2**4, max_size=2**4))
def test_exact_shares_are_the_means_over_all_orders(worth: list[float]) -> None:
    """By the definition of Shapley (1953), order by order."""
    worths = dict(zip(every_choice(4), worth, strict=True))
    for part in range(4):
        steps = []
        for order in permutations(range(4)):
            before = frozenset(order[: order.index(part)])
            steps.append(worths[before | {part}] - worths[before])
        told = sum(weight * worths[chosen] for chosen, weight in exact(4, part).items())
        assert told == pytest.approx(np.mean(steps), abs=1e-6)


@pytest.mark.parametrize("n", [1, 3, EXACT, EXACT + 1, 9])
def test_parts_sum_to_the_whole(n: int) -> None:
    """Whatever the changes do to one another, and whether all orders were looked at or some that were drawn."""
    names = [f"part {i}" for i in range(n)]
    values = {
        chosen: sample(sum((i * LUCK[i] for i in chosen), start=100.0 + 7.0 * len(chosen) ** 2 * LUCK[n - 1]))
        for chosen in choices(names)
    }
    found = split(names, values)
    assert sum(part.mean for part in found.parts) == pytest.approx(found.whole.mean, abs=1e-9)
    assert (found.orders == 0) == (n <= EXACT)


def test_what_only_adds_is_told_exactly_even_of_many() -> None:
    """Where no change works on another one, each adds the same in every order: nothing is left to the drawing."""
    names = [f"part {i}" for i in range(EXACT + 2)]
    values = {
        chosen: sample(sum((i + 1.0 + LUCK[i] for i in chosen), start=np.full(30, 50.0))) for chosen in choices(names)
    }
    found = split(names, values)
    for i, (part, alone, last) in enumerate(zip(found.parts, found.alone, found.last, strict=True)):
        assert part.mean == pytest.approx(i + 1.0 + LUCK[i].mean())
        assert part.mean == pytest.approx(alone.mean) == pytest.approx(last.mean)
        assert part.ci95 == pytest.approx(alone.ci95, rel=1e-6)


def test_a_split_of_what_is_undefined_says_so() -> None:
    values = {chosen: sample(np.full(5, np.nan if chosen else 1.0)) for chosen in choices(["a"])}
    found = split(["a"], values)
    assert (not found.parts and "undefined" in found.why) or "no replication" in found.why


def test_a_ratio_is_split_by_its_estimate_not_by_means_of_ratios() -> None:
    num, den = np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 2.0])
    values = {frozenset[int](): Sample(num, den, "ratio"), frozenset({0}): Sample(num * 2, den, "ratio")}
    assert split(["double"], values).whole.mean == pytest.approx(6.0 / 4.0)


def test_changes_are_parts_of_their_own() -> None:
    base = load(BASELINE)
    other = variant(base, {"plan.teams.ae.headcount": "+2", "plan.price": "+5%", "plan.spend.content": "x2"})
    assert [part.name for part in parts_of(base, other)] == ["price", "spend.content", "teams.ae.headcount"]
    assert parts_of(base, base) == ()


def test_what_needs_another_change_is_taken_with_it() -> None:
    """A table over a new channel, and the spend on it, mean nothing without the channel."""
    base = load(BASELINE)
    channel = {"max_leads": "5 per day", "half_saturation_spend": "10k", "segments": {"small": "100%"}}
    other = variant(
        base, {"market.channels.radio": channel, "plan.spend.radio": "5k", "plan.teams.ae.headcount": "+1"}, "radio"
    )
    found = parts_of(base, other)
    together = next(part for part in found if len(part.paths) > 1)
    assert together.paths == (("market", "channels", "radio"), ("plan", "spend", "radio"))
    assert Part((("plan", "teams", "ae", "headcount"),)) in found


def test_a_plan_with_all_or_none_of_the_changes_is_one_of_the_two() -> None:
    base = load(BASELINE)
    other = variant(base, {"plan.teams.ae.headcount": "+2", "plan.spend.content": "x2"})
    asked = asked_of(base, other)
    assert plan_with(asked, frozenset()) is base and plan_with(asked, frozenset({0, 1})) is other
    made = plan_with(asked, frozenset({1}))
    assert made.plan.teams.ae.headcount == other.plan.teams.ae.headcount
    assert made.plan.spend == base.plan.spend
    assert plan_with(asked_of(other, base), frozenset({0})).plan.spend == base.plan.spend


def test_the_books_of_a_difference_close() -> None:
    base = variant(BASELINE, SHORT)
    other = variant(base, {"plan.teams.sdr.headcount": "+1", "plan.spend.search_ads": "x1.5"}, "more")
    for metric in ("arr_end", "cash_end"):
        found = why(base, other, metric=metric, replications=3, engine="compiled")
        whole = found.split.whole.mean
        assert sum(part.mean for part in found.split.parts) == pytest.approx(whole, abs=1e-6)
        assert found.bridges
        for bridge in found.bridges:
            assert sum(line.difference.mean for line in bridge.lines) == pytest.approx(whole, abs=0.011), bridge.of
        assert found.funnel is not None
        assert sum(part.mean for part in found.funnel.split.parts) == pytest.approx(found.funnel.split.whole.mean)
        told = found.lives
        assert told.differ > 0 and len(told.told) == 3
        for each in told.told:
            here, there = each.base[: each.first], each.other[: each.first]
            assert np.array_equal(told.base.kind[here], told.other.kind[there])
            assert np.array_equal(told.base.time[here], told.other.time[there])
        assert found.summary()["split"]["plans"] == 4


def test_a_ratio_has_two_sides() -> None:
    base = variant(BASELINE, SHORT)
    other = variant(base, {"plan.spend.search_ads": "x1.5"}, "more")
    found = why(base, other, metric="cac_loaded", replications=3, engine="compiled")
    assert found.sides is not None
    names, sides = found.sides
    assert names[1] != names[0]
    assert sum(part.mean for part in sides.parts) == pytest.approx(found.split.whole.mean)


def test_what_cannot_be_explained_is_refused_with_the_reason() -> None:
    base = variant(BASELINE, SHORT)
    with pytest.raises(StudyError, match="changes nothing in"):
        why(base, base, replications=2)
    with pytest.raises(StudyError, match="the experiment itself differs: run"):
        why(base, variant(base, {"run.months": 7}), replications=2)
    with pytest.raises(StudyError, match="two different firms"):
        why(base, variant(base, {"run.initial.customers.small": 100}), replications=2)
    with pytest.raises((StudyError, ScenarioError)):
        why(base, variant(base, {"plan.price": "+5%"}), metric="nonsense", replications=2)


TABLE = "plan.policies.discount"
SIZES = {
    "small": {"name": "small", "when": {"contract_value": "< 15k"}, "then": {"discount": "0%"}},
    "large": {"name": "large", "when": {"contract_value": ">= 15k"}, "then": {"discount": "8%"}},
}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([SIZES["small"], {**SIZES["large"], "then": {"discount": "12%"}}], "row `large`: discount 8% -> 12%"),
        (
            [
                {**SIZES["small"], "when": {"contract_value": "< 20k"}},
                {**SIZES["large"], "when": {"contract_value": ">= 20k"}},
            ],
            "row `large`: where contract_value >= 15k -> >= 20k; row `small`: where contract_value < 15k -> < 20k",
        ),
        (
            [{"name": "all. of them", "then": {"discount": "5%"}}],
            "row `all. of them` is new: every case -> discount 5%; "
            "row `large` is gone: contract_value >= 15k -> discount 8%; "
            "row `small` is gone: contract_value < 15k -> discount 0%",
        ),
        ([SIZES["large"], SIZES["small"]], "order of the rows: [small, large] -> [large, small]"),
    ],
)
def test_a_changed_table_is_told_by_the_names_of_its_rows(rows: list[dict[str, object]], words: str) -> None:
    """A row goes by its name, wherever it stands."""
    base = variant(BASELINE, {f"{TABLE}:": {"rows": list(SIZES.values())}})
    other = variant(base, {f"{TABLE}:": {"rows": rows}}, "other")
    (part,) = parts_of(base, other)
    assert part.name == "policies.discount" and part.told(said_changes(base, other)) == words
