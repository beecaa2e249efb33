"""What it does to who buys and who stays, alike in both engines, and whom it must not touch."""

import pytest

from gtmsim.engine import reference
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.measure import measure
from gtmsim.metrics.metric import Ratio
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.inputs import Inputs

FIRM = """
version: 2
name: a firm
market:
  channels: {calls: {max_leads: 2 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
  segments: {firms: {contract_value: 1.2k, committee: one, churn: 30%}}
  committees: {one: {min_meetings: 0, roles: {boss: {base: 0}}}}
  qualification: {in_market: {sql_rate: 100%}}
plan: {terms: {firms: monthly}}
run: {start: 2026-01-01, months: 12, initial: {customers: {firms: 20}}, run_off: false}
"""


def inputs_of(said: str = "") -> Inputs:
    """The firm with what is said of it."""
    return resolve(load_text(FIRM.replace("market:\n", f"market:\n  template: {said}\n") if said else FIRM))


def count(journal: Journal, kind: Kind) -> int:
    """How many rows of a kind there are."""
    return int(journal.of(kind).sum())


def told(said: str = "") -> Journal:
    """What happens to it."""
    return reference.simulate(inputs_of(said), 0)


def test_both_engines_write_the_same() -> None:
    pytest.importorskip("numba")
    from gtmsim.engine import compiled

    inputs = resolve(
        load_text(FIRM.replace("market:\n", "market:\n  template: {share: {start: 20%, 2026-06-01: 80%}}\n"))
    )
    assert compiled.simulate(inputs, 0).rows() == reference.simulate(inputs, 0).rows()


def test_absent_it_leaves_no_trace() -> None:
    assert count(told(), Kind.TEMPLATE) == 0


def test_it_makes_firms_buy_and_stay() -> None:
    """The same luck with and without it, so that each count can only move in one direction."""
    nobody, all_buy, all_stay = told("{share: 0}"), told("{share: 1, loyalty: 0}"), told("{share: 1, decision: 0}")
    assert count(all_buy, Kind.WON) > count(nobody, Kind.WON)
    assert count(all_stay, Kind.RENEWED) > count(nobody, Kind.RENEWED)


def test_everybody_is_looked_at_once() -> None:
    found = told("{share: 40%}")
    seen = found.of(Kind.TEMPLATE)
    assert len(set(found.entity[seen].tolist())) == seen.sum() > 50
    share = float(found.int_value[seen].mean())
    assert abs(share - 0.4) < 4 * (0.24 / seen.sum()) ** 0.5
    measured = measure(found).values["template_share", "", ""]
    assert isinstance(measured, Ratio) and measured.num / measured.den == pytest.approx(share)
