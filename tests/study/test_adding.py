"""Means of statements in whole units add up as they are printed."""

import re
from pathlib import Path

import numpy as np
import pytest

import gtmsim
from gtmsim.journal.chart import CHART, COST_OF_REVENUE, OPERATING
from gtmsim.metrics.statements import BY_AGE
from gtmsim.study.adding import adding
from gtmsim.study.results import Results
from gtmsim.study.statements import Statements

EVERYTHING = "everything.yaml"


@pytest.fixture(scope="module", params=["baseline.yaml", EVERYTHING])
def found(request: pytest.FixtureRequest, project: Path) -> Results:
    """A firm whose bills are paid at once, and one in which everything is on."""
    folder = project / ("tests/scenarios" if request.param == EVERYTHING else "scenarios")
    short = {"run.months": 14, "run.run_off": False}
    firm = gtmsim.variant(str(folder / request.param), short, name="Short")
    return gtmsim.run(firm, replications=3, engine="reference", jobs=1)


def names(heading: str) -> list[str]:
    return [line.name for line in CHART if line.heading == heading]


def test_cents_of_one_replication_follow_from_what_nothing_adds_up(found: Results) -> None:
    for replication in range(found.replications):
        one = {name: cents[replication : replication + 1] for name, cents in found.lines.items()}
        for name, cents in adding(one, unit=1).items():
            np.testing.assert_array_equal(cents, one[name][0], name)


def test_each_mean_is_within_a_few_units(found: Results) -> None:
    for name, whole in adding(found.lines).items():
        assert np.abs(whole - found.lines[name].mean(axis=0) / 100).max() < 8, name


@pytest.mark.parametrize("every", ["month", "quarter"])
def test_lines_add_up(found: Results, every: str) -> None:
    books = found.statements(every)  # type: ignore[arg-type]
    line = books.whole

    def flow(name: str) -> list[int]:
        return np.diff(line[name]).tolist()  # type: ignore[no-any-return]

    assert (line["cost_of_revenue"] == sum(line[name] for name in names(COST_OF_REVENUE))).all()
    assert (line["operating_costs"] == sum(line[name] for name in names(OPERATING))).all()
    assert (line["gross_profit"] == line["revenue"] - line["cost_of_revenue"]).all()
    assert (line["ebitda"] == line["gross_profit"] - line["operating_costs"]).all()
    assert (line["profit"] == line["ebitda"] - line["interest"]).all()
    assert (line["operating_cash_flow"] == line["receipts"] - line["payments"]).all()
    assert flow("cash") == line["net_cash_flow"].tolist()
    assert flow("retained_earnings") == line["profit"].tolist()
    assert flow("deferred_revenue") == (line["billings"] - line["revenue"]).tolist()
    assert flow("receivables") == (line["billings"] - line["receipts"] - line["bad_debt"]).tolist()
    assert (line["receivables"] == sum(line[name] for name in BY_AGE)).all()
    assert (line["assets"] == line["cash"] + line["receivables"] + line["prepaid"]).all()
    assert (line["assets"] == line["liabilities_and_equity"]).all()
    owned = ("deferred_revenue", "debt", "opening_equity", "paid_in_equity", "retained_earnings")
    assert (line["liabilities_and_equity"] == sum(line[name] for name in owned)).all()
    assert line["recognised"].tolist() == line["revenue"].tolist()
    assert line["collections"].tolist() == line["receipts"].tolist()


def test_months_add_up_to_quarters(found: Results) -> None:
    months, quarters = found.statements("month").whole, found.statements("quarter").whole
    for name, whole in quarters.items():
        expected = months[name]
        if len(expected) == 14:  # what happens
            assert whole.tolist() == [expected[first : first + 3].sum() for first in range(0, 14, 3)], name
        else:
            assert whole.tolist() == expected[[0, 3, 6, 9, 12, 14]].tolist(), name


def test_what_python_prints_adds_up(found: Results) -> None:
    books: Statements = found.statements()
    rows = (re.fullmatch(r"(\S.*?\S)  +([-\d, ]+)", row) for row in repr(books).splitlines())
    said = {row[1]: [int(x.replace(",", "")) for x in row[2].split()] for row in rows if row}
    assert said["gross profit"] == (np.array(said["revenue"]) - said["cost of revenue"]).tolist()
    assert said["assets"] == said["liabilities and equity"]
