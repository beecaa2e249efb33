"""What a comparison asks, found by comparing what the scenarios say."""

import pytest
from study.fakes import scenario

from gtmsim.study.changes import Asked, Change, asked, asked_together, changes, settings

PLAN = "plan.spend.search={2026-01-01: 10k, 2026-03-01: 20k}"
MARKET = "market.segments.small.churn=30%"


def test_a_change_is_told_as_a_file_would_say_it() -> None:
    assert changes(scenario(), scenario("Other", PLAN)) == (
        Change("plan.spend.search", "10000", "{2026-01-01: 10000, 2026-03-01: 20000}"),
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
