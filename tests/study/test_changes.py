"""What a comparison asks, found by comparing what the scenarios say."""

import pytest
from study.fakes import scenario

from gtmsim.scenario.load import load, variant
from gtmsim.study.changes import Asked, Change, asked, asked_together, changes, settings

PLAN = "plan.spend.search={2026-01-01: 10k, 2026-03-01: 20k}"
MARKET = "market.segments.small.churn=30%"


def test_a_change_is_told_as_a_file_would_say_it() -> None:
    assert changes(scenario(), scenario("Other", PLAN)) == (
        Change("plan.spend.search", "10k per month", "{2026-01-01: 10k per month, 2026-03-01: 20k per month}"),
    )
    (gone,) = changes(scenario("With", "market.channels.search.dispersion=2"), scenario())
    assert gone == Change("market.channels.search.dispersion", "2", None)


@pytest.mark.parametrize(
    ("sets", "kind"),
    [
        ((), "identical"),
        ((PLAN,), "decision"),
        ((MARKET,), "stress"),
        ((PLAN, MARKET), "both changed"),
        (("run.months=9",), "settings"),
        (("run.primary_metric=mrr_end",), "identical"),
        (("run.seed=9", "run.replications=50"), "identical"),
        ((PLAN, "run.months=9"), "decision"),
    ],
)
def test_kind(sets: tuple[str, ...], kind: Asked) -> None:
    assert asked(changes(scenario(), scenario("Other", *sets))) == kind


def test_settings_that_differ_are_named() -> None:
    assert settings(changes(scenario(), scenario("Other", "run.months=9", "run.primary_metric=mrr_end", PLAN))) == [
        "run.months"
    ]


@pytest.mark.parametrize(
    ("kinds", "together"),
    [
        (["identical", "decision"], "decision"),
        (["stress", "stress"], "stress"),
        (["stress", "decision"], "both changed"),
        (["identical"], "identical"),
    ],
)
def test_several(kinds: list[Asked], together: Asked) -> None:
    assert asked_together(kinds) == together


STAGES = "market.selling.stages"


def test_a_row_of_a_list_goes_by_its_name_wherever_it_stands() -> None:
    """One that comes in between moves the others and changes none of them."""
    base = load("tests/scenario/firm/baseline.yaml")
    names = [stage.name for stage in base.market.selling.stages]
    said = {"name": "trial", "selling_time": "1h", "buyer_delay": "3 days", "conversion": "90%"}
    other = variant(base, {STAGES: [said, {"name": names[-1], "conversion": "+5 points"}]}, "With a trial")
    found = {change.path for change in changes(base, other)}
    assert {path for path in found if not path.startswith(f"{STAGES}.trial.")} == {f"{STAGES}.{names[-1]}.conversion"}
    assert f"{STAGES}.trial.conversion" in found


def test_rows_in_another_order_are_a_change() -> None:
    base = load("tests/scenario/firm/baseline.yaml")
    other = base.model_copy(deep=True)
    other.market.selling.stages.reverse()
    names = [stage.name for stage in base.market.selling.stages]
    assert changes(base, other) == (Change(STAGES, f"[{', '.join(names)}]", f"[{', '.join(names[::-1])}]"),)
    assert asked(changes(base, other)) == "stress"
