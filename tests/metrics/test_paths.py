"""Metrics month by month: the last month is the metric itself, and open pipeline at the start of each."""

from pathlib import Path

import numpy as np
import pytest
from metrics.by_hand import Story

from gtmsim.engine.reference import simulate
from gtmsim.journal.kinds import Kind
from gtmsim.metrics.deals import Deals
from gtmsim.metrics.ledger import Ledger
from gtmsim.metrics.measure import measure
from gtmsim.metrics.metric import Count
from gtmsim.metrics.paths import PATHS, path_of
from gtmsim.scenario.load import load
from gtmsim.scenario.resolve import resolve

SCENARIOS = Path(__file__).parents[1] / "scenarios"


@pytest.mark.parametrize("name", ["everything", "accounts"])
def test_the_last_month_is_the_metric_to_the_cent(name: str) -> None:
    measured = measure(simulate(resolve(load(SCENARIOS / f"{name}.yaml")), 0))
    for metric in PATHS:
        value, path = measured.values[metric, "", ""], path_of(metric, measured.monthly)
        assert path is not None
        assert np.isnan(path[-1]) if not isinstance(value, Count) else path[-1] == value.x, metric


@pytest.mark.parametrize("name", ["everything", "accounts"])
def test_open_pipeline_is_that_of_the_deals_one_by_one(name: str) -> None:
    pytest.importorskip("numba")
    ledger = Ledger(simulate(resolve(load(SCENARIOS / f"{name}.yaml")), 1), compiled=True)
    outcomes = ledger.rows_ever(Kind.WON, Kind.LOST, Kind.NO_DECISION)
    deals = Deals(ledger.rows_ever(Kind.OPPORTUNITY), outcomes, ledger.rows_ever(Kind.QUOTED))
    months = range(ledger.header.n_months + 1)
    assert ledger.selling.asked.tolist() == [int(deals.value_at(m)[deals.open_at(m)].sum()) for m in months]


def test_open_pipeline_by_hand() -> None:
    story = Story(months=3)
    story.found(1, 120_000)  # open on day 0
    story.at(40, Kind.LOST, 1)  # in the second month
    story.opportunity(10, 2, 240_000)  # in the first month
    story.win(70, 2, 240_000)  # in the third
    story.opportunity(33, 3, 12_000)
    story.win(50, 3, 12_000)  # gone before the month ends
    assert story.measured().measures.monthly["pipeline_start"].tolist() == [1200.0, 3600.0, 2400.0]
