"""Every journal of every scenario keeps its books, its promises and its people in order."""

import pytest
from hypothesis import given, settings
from properties.agreement import metrics_agree
from properties.decided import ABOUT_DECISIONS
from properties.durations import ABOUT_TIME
from properties.generated import Said, scenarios
from properties.identities import ABOUT_ACCOUNTS
from properties.people import ABOUT_PEOPLE
from properties.told import Told

from gtmsim.engine.reference import simulate
from gtmsim.scenario.estimate import estimate
from gtmsim.scenario.load import load_mapping
from gtmsim.scenario.resolve import resolve


def holds(said: Said) -> None:
    """All that must hold, in one replication."""
    scenario = load_mapping(said)
    told = Told(scenario, simulate(resolve(scenario), 0))
    assert len(told.rows) < 3.0 * estimate(scenario).events + 300.0, "the estimate of its size was far too small"
    for check in (*ABOUT_ACCOUNTS, *ABOUT_PEOPLE, *ABOUT_TIME, *ABOUT_DECISIONS):
        check(told)
    metrics_agree(told)


@settings(max_examples=80)
@given(scenarios())
def test_all_invariants_hold(said: Said) -> None:
    holds(said)


@pytest.mark.prove
@settings(max_examples=2_000)
@given(scenarios())
def test_all_invariants_hold_in_many(said: Said) -> None:
    holds(said)
