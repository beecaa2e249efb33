"""Related scenarios have related journals; and each relation notices an engine that breaks it."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import relations as r
from properties.generated import Said, scenarios

from gtmsim.engine.draws import Draws
from gtmsim.engine.reference import demand, simulate
from gtmsim.mechanisms.channels import inputs as channels
from gtmsim.mechanisms.committee import section as committee
from gtmsim.mechanisms.qualification import steps as qualification
from gtmsim.mechanisms.subscription import renewal as subscription
from gtmsim.scenario.resolved import resolving

EVERYTHING = Path(__file__).parent.parent / "scenarios" / "everything.yaml"
some, few = settings(max_examples=20), settings(max_examples=12)


@some
@given(scenarios(), st.integers(0, 3))
def test_more_spend_adds_leads_and_moves_none(said: Said, place: int) -> None:
    r.more_spend_adds_leads_and_moves_none(said, place)


@some
@given(scenarios(), st.sampled_from(r.BETTER))
def test_who_buys_would_buy_if_more_spoke_for_it(said: Said, what: str) -> None:
    r.who_buys_would_buy_if_more_spoke_for_it(said, what)


@some
@given(scenarios())
def test_less_churn_lets_customers_live_longer(said: Said) -> None:
    r.less_churn_lets_customers_live_longer(said)


@some
@given(scenarios(), st.integers(1, 4))
def test_a_longer_look_sees_the_same_beginning(said: Said, more: int) -> None:
    r.a_longer_look_sees_the_same_beginning(said, more)


@some
@given(scenarios(), st.integers(0, 1_000))
def test_names_may_come_in_any_order(said: Said, seed: int) -> None:
    r.names_may_come_in_any_order(said, seed)


@some
@given(scenarios())
def test_what_is_not_used_changes_nothing(said: Said) -> None:
    r.what_is_not_used_changes_nothing(said)


@few
@given(scenarios())
def test_nothing_comes_from_nothing(said: Said) -> None:
    r.nothing_comes_from_nothing(said)


@few
@given(scenarios())
def test_who_cannot_leave_stays_and_who_must_goes(said: Said) -> None:
    r.who_cannot_leave_stays_and_who_must_goes(said)


@few
@given(scenarios(), st.sampled_from([0, 1]))
def test_certain_steps_are_certain(said: Said, chance: int) -> None:
    r.certain_steps_are_certain(said, chance)


@some
@given(scenarios(), st.integers(0, 3))
def test_more_spend_takes_leads_from_none_but_those_in_a_hand(said: Said, place: int) -> None:
    r.more_spend_takes_leads_from_none_but_those_in_a_hand(said, place)


@some
@given(scenarios())
def test_a_channel_more_moves_nobody_who_meets_it_once(said: Said) -> None:
    r.a_channel_more_moves_nobody_who_meets_it_once(said)


@few
@given(scenarios())
def test_replications_are_their_own(said: Said) -> None:
    r.replications_are_their_own(said)


def in_a_stream(patch: pytest.MonkeyPatch) -> None:
    """Luck in the order of asking, from a generator, instead of by name."""

    def uniform(self: Draws, *_: int) -> float:
        if not hasattr(self, "stream"):
            self.stream = random.Random(1)
        return self.stream.random()

    patch.setattr(Draws, "uniform", uniform)


def by_the_horizon(patch: pytest.MonkeyPatch) -> None:
    """Luck that depends on how long we look."""
    patch.setattr(r, "simulate", lambda inputs, n: simulate(inputs._replace(seed=inputs.seed + inputs.n_months), n))


def by_the_file(patch: pytest.MonkeyPatch) -> None:
    """Names in the order of the file."""
    for place in (resolving, channels, committee):
        patch.setattr(place, "sorted", list, raising=False)


def for_ever_the_first(patch: pytest.MonkeyPatch) -> None:
    """Each replication is the first."""
    patch.setattr(r, "simulate", lambda inputs, _: simulate(inputs, 0))


def for_nothing(patch: pytest.MonkeyPatch) -> None:
    """Leads come without spend."""
    patch.setattr(demand, "wanted_on", lambda w, c, day: w.inputs.channels[c].response.ceiling)


def at_will(patch: pytest.MonkeyPatch) -> None:
    """Customers leave whatever the scenario says."""
    patch.setattr(subscription, "churn_chance", lambda propensity, shift, price, months: 0.3)


def now_and_then(patch: pytest.MonkeyPatch) -> None:
    """Leads qualify whatever the scenario says."""
    patch.setattr(qualification, "qualifies", lambda handling, waited, u: u < 0.9)


@pytest.mark.parametrize(
    ("relation", "more", "broken"),
    [
        (r.more_spend_adds_leads_and_moves_none, (0,), in_a_stream),
        (r.who_buys_would_buy_if_more_spoke_for_it, ("base",), in_a_stream),
        (r.less_churn_lets_customers_live_longer, (), in_a_stream),
        (r.what_is_not_used_changes_nothing, (), in_a_stream),
        (r.a_longer_look_sees_the_same_beginning, (2,), by_the_horizon),
        (r.names_may_come_in_any_order, (3,), by_the_file),
        (r.replications_are_their_own, (), for_ever_the_first),
        (r.nothing_comes_from_nothing, (), for_nothing),
        (r.who_cannot_leave_stays_and_who_must_goes, (), at_will),
        (r.certain_steps_are_certain, (1,), now_and_then),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_broken_engine_is_noticed(
    relation: Callable[..., None],
    more: tuple[int | str, ...],
    broken: Callable[[pytest.MonkeyPatch], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = EVERYTHING.read_text(encoding="utf-8")
    relation(yaml.safe_load(text), *more)
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        relation(yaml.safe_load(text), *more)
