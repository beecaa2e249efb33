"""Two plans month by month: whose difference is told of which month, and who is ahead from when on."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from gtmsim.report.over_time import _said, _when, difference_files
from gtmsim.scenario.load import variant
from gtmsim.study.compare import compare
from gtmsim.study.over_time import apart, at_end, leads, months, paths
from gtmsim.study.payback import Held, Payback


def results(flow: list[list[int]], arr: list[list[float]]) -> Any:
    """What is looked at of results: cents that come in each month, and recurring revenue."""
    lines = {"net_cash_flow": np.array(flow), "operating_cash_flow": np.array(flow)}
    return SimpleNamespace(monthly={"arr_end": np.array(arr)}, lines=lines)


BASE = results([[0, 0, 0], [0, 0, 0], [0, 0, 0]], [[1.0, 1.0, 1.0]] * 3)
OTHER = results([[-100, 60, 90], [-100, 20, 100], [-100, 10, 10]], [[1.0, 2.0, 3.0]] * 3)


def test_differences_are_of_each_replication_and_month() -> None:
    found = apart(BASE, OTHER)
    assert found["cash"].tolist() == [[-1.0, -0.4, 0.5], [-1.0, -0.8, 0.2], [-1.0, -0.9, -0.8]]
    assert found["arr_end"].tolist() == [[0.0, 1.0, 2.0]] * 3
    assert paths(BASE)["cash"].tolist() == [[0.0, 0.0, 0.0]] * 3


def test_a_month_that_a_replication_does_not_know_is_not_told() -> None:
    (first, last) = months(np.array([[1.0, np.nan, 3.0], [3.0, 2.0, 5.0]]))
    assert (first.month, first.mean, last.month, last.mean) == (0, 2.0, 2, 4.0)
    assert first.low is not None and first.low < 2.0 < first.high


def test_who_is_ahead_from_when_on() -> None:
    """In cash two of three are ahead from the third month on and one is never; in ARR the plan is never behind."""
    found = leads(BASE, OTHER)
    cash, arr = found["cash"], found["arr_end"]
    assert isinstance(cash, Payback) and isinstance(arr, Held)
    assert cash.months.mean == 3.0 and cash.chance.mean == 2 / 3 and cash.behind == 3
    assert arr.months.mean is None and arr.chance.mean == 1.0


def test_months_are_named() -> None:
    named = ("2026-01", "2026-02", "2026-03")
    known = SimpleNamespace(mean=3.0, ci95=(2.0, None))
    assert _when(known, named) == "2026-03 (median; 95 %: 2026-02 to after the run)"
    assert _when(SimpleNamespace(mean=2.0, ci95=(0.0, 3.0)), named) == "2026-02 (median; 95 %: the start to 2026-03)"


def test_files_hold_every_replication_and_month() -> None:
    base = variant("scenarios/baseline.yaml", {"run.months": 2, "run.run_off": False})
    found = compare(base, variant(base, {"plan.price": "+20%"}, "dearer"), replications=3, engine="compiled")
    files = {name: make() for name, make in difference_files(found).items()}
    rows = files["differences_by_replication.csv"].decode("utf-8-sig").splitlines()
    assert rows[0] == "scenario,replication,series,team,unit,month,value"
    assert [row.split(",")[:6] for row in rows[1:]] == [
        ["dearer", str(n), series, "", unit, month]
        for series, unit in (("cash", "USD"), ("arr_end", "USD/year"))
        for n in range(3)
        for month in ("2026-01", "2026-02")
    ]
    means = files["differences_monthly.csv"].decode("utf-8-sig").splitlines()
    assert any(row.startswith("dearer,2026-02,cash,,USD,") for row in means)
    assert set(found.summary()["over_time"]["dearer"]) == {"cash", "arr_end"}


NAMED = tuple(f"2026-{month:02d}" for month in range(1, 7))


def told_of(*flows: list[int]) -> str:
    """What is said of a plan whose cash differs from the base's by so many cents in each month, plan by plan."""
    base = results([[0] * 6 for _ in flows], [[0.0] * 6 for _ in flows])
    other = results(list(flows), [[0.0] * 6 for _ in flows])
    return _said("in cash", leads(base, other)["cash"], at_end(base, other)["cash"], NAMED)


def test_who_pays_back_is_ahead_from_a_month_on() -> None:
    pays = [-900, 100, 300, 300, 400, 500]
    late = [-900, 100, 100, 100, 100, 1000]
    said = told_of(*([pays] * 6), late, late)
    assert said.startswith("behind in cash at first, and ahead for good from 2026-05 (median")
    assert "never" not in said
    assert "never within the run in 12 % of replications" in told_of(*([pays] * 7), [-900, 0, 0, 0, 0, 100])


def test_who_only_loses_is_never_called_ahead() -> None:
    """Also where most replications do not differ: nothing is no lead."""
    loses, same = [-100, -50, 0, 0, 0, -25], [0] * 6
    assert told_of(*([loses] * 8), same, loses) == "behind in cash when the run ends, in 90 % of replications"
    assert told_of(*([same] * 7), loses, same, same) == "not told from the base in cash when the run ends"


def test_what_saves_at_first_may_cost_in_the_end() -> None:
    said = told_of(*([[500, -100, -200, -300, -100, -90]] * 9), [500, -100, -200, -300, -100, -80])
    assert said.startswith("ahead in cash at first, and behind for good from 2026-04")
    gains = told_of(*([[500, 100, 0, 0, 10, 10]] * 5), [500, 100, 0, 0, 10, 20])
    assert gains == "ahead in cash when the run ends, in 100 % of replications"
