"""New customers who buy training: when, for how much, on which line it lands, and whom it must not touch."""

import math
from typing import Any

import numpy as np
from engine.test_contract_timetables import firm
from engine.timetable import lead, told_journal, written

from gtmsim.engine.reference import simulate
from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.mechanisms.training.steps import TRAINING
from gtmsim.metrics import measure
from gtmsim.scenario.load import load_text
from gtmsim.scenario.resolve import resolve

OFFERED = "training: {firms: {fee: {start: 200, 2026-03-01: 300.50}, cost: 120}}"
HALF = "training: {attach_rate: 60%}"


def test_who_buys_training_pays_when_it_signs(monkeypatch):
    """The luck of one is below 60 % and that of the other above: 300.50 on 2 March, and 120.00 to give it."""
    text = firm(OFFERED, 4, market=HALF)
    arrivals = ["2026-02-01 00:00", "2026-02-02 00:00", "2026-03-02 00:00"]
    journal = told_journal(monkeypatch, text, arrivals, {(TRAINING, lead(1), 0): 0.6})
    assert [row for row in written(journal) if "TRAINING" in row] == [
        "2026-02-01 00:00 TRAINING_FEE a amount=20000",
        "2026-02-01 00:00 TRAINING_COST a amount=12000",
        "2026-03-02 00:00 TRAINING_FEE c amount=30050",
        "2026-03-02 00:00 TRAINING_COST c amount=12000",
    ]
    lines = {name: cents.tolist() for name, cents in measure(journal).statements.items()}
    assert lines["success"] == [0, 12_000, 12_000, 0]
    assert lines["billings"] == lines["receipts"] == [0, 240_000 + 20_000, 120_000 + 30_050, 0]
    assert sum(lines["revenue"]) + lines["deferred_revenue"][-1] == 360_000 + 50_050
    assert measure(journal).values["mrr_end", "", ""].x == 300.0


BOOK = """
    name: some are trained
    market:
      channels: {calls: {max_leads: 8 per day, half_saturation_spend: 1k, organic: 100%, segments: {firms: 100%}}}
      segments: {firms: {contract_value: 12k, value_sigma: 0.5, committee: one, churn: 20%}}
      committees: {one: {min_meetings: 0, roles: {boss: {base: 1}}}}
      qualification: {in_market: {sql_rate: 60%}}
      training: {attach_rate: RATE}
    plan: {spend: {calls: 1k}PLAN}
    run: {start: 2026-01-01, months: 12, initial: {customers: {firms: 20}}, run_off: false}
"""


def book(rate: str, plan: str) -> Journal:
    """A firm that trains so."""
    return simulate(resolve(load_text(BOOK.replace("RATE", rate).replace("PLAN", plan))), 0)


def rest(journal: Journal) -> list[tuple[Any, ...]]:
    """All rows that are not of training."""
    return [row for row in journal.rows() if row[1] not in (Kind.TRAINING_FEE, Kind.TRAINING_COST)]


def test_it_touches_nobody():
    """Nobody buys, stays or pays otherwise for it; more who buy it are the same and others."""
    some, more = (book(rate, ", training: {firms: {fee: 500, cost: 200}}") for rate in ("30%", "60%"))
    assert rest(some) == rest(more) == book("30%", "").rows()
    one, other = ({*each.entity[each.kind == Kind.TRAINING_FEE].tolist()} for each in (some, more))
    assert one < other


def test_as_many_buy_it_as_is_said():
    journal = book("30%", ", training: {firms: {fee: 500}}")
    signed, trained = (np.count_nonzero(journal.kind == kind) for kind in (Kind.NEW_CUSTOMER, Kind.TRAINING_FEE))
    assert abs(trained - 0.3 * signed) < 4 * math.sqrt(0.21 * signed)
    assert not (journal.kind == Kind.TRAINING_COST).any()
