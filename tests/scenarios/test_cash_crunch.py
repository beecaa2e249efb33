"""The shipped question of payment terms: they move cash and no revenue, and a round moves nothing but cash."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import gtmsim
from gtmsim.study.results import Results

FOLDER = Path(__file__).parents[2] / "scenarios" / "cash_crunch"
REPLICATIONS = 24
SLOW = (("market.collection.small.days_late", "60 days"), ("market.collection.mid.days_late", "60 days"))
# The same firm that hires nobody and spends as before.
STILL = (
    ("plan.teams.sdr.headcount", 3),
    ("plan.teams.ae.headcount", 4),
    ("plan.spend.search_ads", "20k per month"),
)
Sets = tuple[tuple[str, Any], ...]


@cache
def results(name: str, sets: Sets = ()) -> Results:
    """A study of one of the plans, with some changes."""
    scenario = gtmsim.variant(FOLDER / f"{name}.yaml", dict(sets), name=f"{name} {len(sets)}") if sets else None
    return gtmsim.run(scenario or FOLDER / f"{name}.yaml", REPLICATIONS)


def errors(one: np.ndarray, base: np.ndarray) -> float:
    """How many standard errors the one is above the other, in the same luck."""
    moved = one - base
    return float(moved.mean() / (moved.std(ddof=1) / np.sqrt(len(moved))))


def cash(found: Results) -> np.ndarray:
    """Cash at each month's end, shape (replications, months)."""
    return found.statements("month").values("cash")


@pytest.mark.parametrize(("name", "sets"), [("net_60", ()), ("net_30", SLOW)], ids=["longer terms", "later payers"])
def test_money_comes_later_and_nothing_else_does(name: str, sets: Sets) -> None:
    base, other = results("net_30"), results(name, sets)
    for metric in ("arr_end", "new_arr", "customers_end", "plan_cost"):
        same = (each.measures[metric, "", ""].values() for each in (base, other))
        np.testing.assert_array_equal(*same, metric)
    # Who always paid later owes more on day 0 too: cash falls behind by what the firm grows, and not at once.
    for month in range(2, 24):
        assert errors(cash(other)[:, month], cash(base)[:, month]) < -2, month
    for metric, way in (("cash_lowest", -1), ("days_to_pay", 1), ("days_sales_outstanding", 1), ("collections", -1)):
        moved = (each.measures[metric, "", ""].values() for each in (other, base))
        assert way * errors(*moved) > 2, metric


def test_what_is_missing_is_owed() -> None:
    """Cash that a firm with net 60 has not is what its customers owe more, but for what they never pay."""
    lines = [results(name).statements("month").lines for name in ("net_30", "net_60")]
    # Whose firm closes between the two days on which its bill is written off is credited in one of them alone.
    same = (lines[0]["billings"] == lines[1]["billings"]).all(axis=1)
    assert same.sum() > 0.8 * REPLICATIONS
    cash, owed, lost = ((lines[0][name] - lines[1][name])[same] for name in ("cash", "receivables", "bad_debt"))
    np.testing.assert_array_equal(
        cash, -owed - np.cumsum(lost, axis=1) + (cash + owed + np.cumsum(lost, axis=1))[:, :1]
    )


def test_collections_lag_bookings_by_the_terms() -> None:
    """What is collected by a day is what was billed some sixty days before, with half of the bills three weeks late."""
    found = results("net_60").statements("month")
    billed, came = (found.values(line).cumsum(axis=1).mean(axis=0) for line in ("billings", "collections"))
    owed = found.day_0["receivables"].mean() / 100
    lags = [month - np.interp(came[month] - owed, billed, np.arange(24)) for month in range(6, 24)]
    assert 1.9 < np.mean(lags) < 2.7  # months


def test_growth_burns_cash_before_it_brings_it() -> None:
    """Who hires has less cash for more than a year, and more ARR; with net 60 the hole is deeper than with net 30."""
    grows, still = results("net_60"), results("net_60", STILL)
    arr = (each.measures["arr_end", "", ""].values() for each in (grows, still))
    assert errors(*arr) > 2
    quarters = [errors(cash(grows)[:, month], cash(still)[:, month]) for month in (5, 8, 11, 14)]
    assert max(quarters) < -2
    holes = [
        (cash(results(name)) - cash(results(name, STILL)))[:, 14] for name in ("net_60", "net_30")
    ]  # after five quarters
    assert errors(*holes) < -2


def test_a_round_moves_cash_and_nothing_else() -> None:
    asked, raised = results("net_60"), results("raise_in_june")
    for metric in ("arr_end", "ebitda", "burn", "collections", "plan_cost"):
        same = (each.measures[metric, "", ""].values() for each in (asked, raised))
        np.testing.assert_array_equal(*same, metric)
    more = cash(raised) - cash(asked)
    assert more[:, :5] == pytest.approx(0.0, abs=0.01) and more[:, 5:] == pytest.approx(500_000.0, abs=0.01)
    shares = [results(name).estimate("ruin_probability").mean for name in ("net_30", "raise_in_june", "net_60")]
    assert shares == sorted(shares) and shares[0] < 0.3 < 0.5 < shares[2]
