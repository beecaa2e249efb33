"""What must hold for the whole set of metrics, and for any journal."""

from pathlib import Path

import numpy as np
import pytest

from gtmsim.journal.journal import Journal
from gtmsim.metrics import METRICS, Count, Ratio, Undefined, audit, measure
from gtmsim.metrics.metric import Cycle, Nothing, Sums, metric

HERE = Path(__file__).parent
BEYOND = ("nrr_12m", "net_mrr_churn", "ebitda_margin")  # shares that may be above 1 or below 0
# Shares of whole numbers that are no parts of what is counted below: leads of another day, days of positions.
NO_PARTS = ("lead_to_mql_rate", "mql_to_sql_rate", "vacancy")
OF_TIME = ("managers",)  # over the days of the run, which are the same for every team
UNITS_OF_THINGS = ("leads", "deals", "customers", "months", "1")
# What a firm lives by, or what there is at the end: where there is none, none could be, such as leads without spend.
USUAL = ("leads", "mqls", "sqls", "disqualified", "opportunities", "wins", "losses", "no_decisions")
USUAL += ("customers_end", "pipeline_deals")
DIMENSIONS = ("channel", "segment", "team", "stage")


@pytest.fixture(scope="module")
def journal(project: Path) -> Journal:
    """One replication of the shipped baseline."""
    from gtmsim.engine.reference import simulate
    from gtmsim.scenario.load import load
    from gtmsim.scenario.resolve import resolve

    return simulate(resolve(load(project / "scenarios" / "baseline.yaml")), 0)


@pytest.mark.parametrize("name", METRICS)
def test_it_is_tested_by_hand_and_documented(name: str, project: Path) -> None:
    tests = "".join(path.read_text("utf-8") for path in HERE.glob("test_*.py") if path.name != Path(__file__).name)
    assert f'"{name}"' in tests
    assert f"| `{name}` |" in (project / "docs" / "metrics.md").read_text("utf-8")


@pytest.mark.parametrize("name", METRICS)
def test_it_says_what_it_is(name: str) -> None:
    said = METRICS[name]
    assert said.definition.endswith(".")
    assert "\n" not in said.definition
    assert set(said.by) <= set(DIMENSIONS)
    assert "channel" in said.by or not said.initial


def test_the_manual_documents_nothing_else(project: Path) -> None:
    lines = (project / "docs" / "metrics.md").read_text("utf-8").splitlines()
    assert {line.split("`")[1] for line in lines if line.startswith("| `")} == set(METRICS)


def test_no_two_of_a_name() -> None:
    with pytest.raises(ValueError, match="two metrics are called wins"):

        @metric("deals", "funnel")
        def wins(ledger, cut):  # type: ignore[no-untyped-def]
            """Another."""


def test_an_engine_closes_its_books(journal: Journal) -> None:
    audit(journal)


def test_parts_add_up_to_the_total(journal: Journal) -> None:
    values = measure(journal).values
    for name, said in METRICS.items():
        for dim in said.by:
            if not said.initial and dim == "channel":
                continue
            total = values[name, "", ""]
            parts = [value for (metric, by, _), value in values.items() if (metric, by) == (name, dim)]
            assert parts
            if isinstance(total, Count):
                assert sum(p.x for p in parts if isinstance(p, Count)) == pytest.approx(total.x), name
            elif isinstance(total, Ratio) and all(isinstance(p, Ratio) for p in parts):
                for side in range(1 if name in OF_TIME else 2):
                    assert sum(p[side] for p in parts) == pytest.approx(total[side]), (name, dim)


def test_what_is_counted_one_by_one_says_so(project: Path) -> None:
    """Where everything is on, a share of whole numbers is a proportion, and whole numbers of mishaps are events."""
    from gtmsim.engine.reference import simulate
    from gtmsim.scenario.load import load
    from gtmsim.scenario.resolve import resolve

    found = measure(simulate(resolve(load(project / "tests" / "scenarios" / "everything.yaml")), 0)).values
    for name, said in METRICS.items():
        values = [value for (metric, _, _), value in found.items() if metric == name]
        numbers = [part for value in values if isinstance(value, Ratio | Count) for part in value]
        if not numbers or not all(float(part).is_integer() for part in numbers):
            continue
        if said.unit == "share":
            assert (said.nature == "proportion") == (name not in NO_PARTS), name
        elif isinstance(values[0], Count) and said.unit in UNITS_OF_THINGS:
            assert (said.nature == "events") == (name not in USUAL), name
    assert {name for name in METRICS if name in (*NO_PARTS, *USUAL)} == {*NO_PARTS, *USUAL}


def test_natures_belong_to_their_units() -> None:
    """A proportion is a share, and what is reckoned in money is an amount, or a size that is never below 0."""
    for name, said in METRICS.items():
        assert said.nature != "proportion" or (said.unit == "share" and said.form is None), name
        assert "money" not in said.unit or said.nature in ("amount", "size"), name
        assert said.nature != "part" or said.unit == "share", name
        assert (said.unit == "probability") == (said.nature == "probability"), name


def test_bounds(journal: Journal) -> None:
    measures = measure(journal)
    values = measures.values
    for (name, dim, key), value in values.items():
        if isinstance(value, Undefined | Nothing | Cycle):
            continue
        if name == "cash_out_month":
            assert value == Count(np.inf)  # the firm has money
            continue
        assert np.isfinite(value.parts if isinstance(value, Sums) else value).all(), (name, dim, key)
        assert "-0.0" not in str(value), "a negative zero would make a ratio minus infinity"
        if METRICS[name].unit in ("share", "probability") and isinstance(value, Ratio) and name not in BEYOND:
            assert 0.0 <= value.num <= value.den * (1 + 1e-9), (name, dim, key)
    kept, grown = values["grr_12m", "", ""], values["nrr_12m", "", ""]
    assert kept[0] <= grown[0]
    series = measures.monthly
    steps = sum(series[name] for name in ("new", "expansion", "reactivation"))
    losses = series["contraction"] + series["churn"]
    assert np.round(100 * (series["mrr_start"] + steps - losses - series["mrr_end"])).tolist() == [0.0] * 24
    assert series["mrr_start"][1:].tolist() == series["mrr_end"][:-1].tolist()
    for name in (
        "leads",
        "mqls",
        "wins",
        "revenue",
        "spend_marketing",
        "spend_sales",
        "spend_overhead",
        "spend_success",
    ):
        assert series[name].sum() == pytest.approx(values[name, "", ""][0])
    assert series["mrr_end"][-1] == pytest.approx(values["mrr_end", "", ""][0])


def test_keys_are_the_scenario_s(journal: Journal) -> None:
    for (name, dim, key), _ in measure(journal).values.items():
        names = {
            "": ("",),
            "channel": (*journal.header.channels, "(initial)"),
            "segment": journal.header.segments,
            "team": journal.header.teams,
            "stage": (*journal.header.stages, "(committee)"),
        }
        assert key in names[dim]
        assert dim in ("", *METRICS[name].by)


def test_two_measurements_agree(journal: Journal) -> None:
    again = Journal(journal.header, {name: getattr(journal, name).copy() for name in journal_columns()})
    first, second = measure(journal), measure(again)
    assert first.values == second.values
    for name, values in first.monthly.items():
        np.testing.assert_array_equal(values, second.monthly[name])


def journal_columns() -> list[str]:
    from gtmsim.journal.journal import COLUMNS

    return [name for name, _ in COLUMNS]
