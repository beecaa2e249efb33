"""Many plans in one table: ranks, chances, costs and the team that is short, the same on terminal and page."""

import re
from html import escape
from pathlib import Path

import pytest

from gtmsim.report.answers import probability
from gtmsim.report.matrix import FROM, Matrix, matrix
from gtmsim.report.starter import STARTER
from gtmsim.report.terminal import show
from gtmsim.report.write import contents
from gtmsim.scenario.load import load
from gtmsim.study.compare import compare
from gtmsim.study.comparison import Comparison
from gtmsim.study.replicate import run

FEW = (
    *("run.months=3", "run.run_off=false", "run.replications=4"),
    *("run.initial.customers={small: 12, large: 6}", "plan.spend.content=3k per month"),
)
PLANS = ("spend 1", "spend 2", "spend 2 again", "twelve CSMs", "no spend")


@pytest.fixture(scope="module")
def several() -> Comparison:
    """The base and five plans, of which two are the same."""
    spend = "plan.spend.search_ads={}k per month"
    changes = [(spend.format(k),) for k in (9, 12, 12, 0)]
    changes.insert(3, (spend.format(6), "plan.teams.csm.headcount=12"))
    others = [load(STARTER, [*FEW, f"name={name}", *change]) for name, change in zip(PLANS, changes, strict=True)]
    return compare(run(load(STARTER, [*FEW, spend.format(6)]), jobs=1), *others, jobs=1)


def made(what: Comparison) -> Matrix:
    found = matrix(what, what.summary())
    assert found is not None
    return found


def test_plans_stand_in_the_order_of_what_decides(several: Comparison) -> None:
    found = made(several)
    means = {name: r.estimate("arr_end").mean or 0.0 for name, r in zip(several.names, several.results, strict=True)}
    assert [plan.name for plan in found.plans] == sorted(means, key=means.__getitem__, reverse=True)
    ranks = {plan.name: plan.rank for plan in found.plans}
    assert ranks["spend 2"] == ranks["spend 2 again"]
    assert sorted(map(int, ranks.values())) == [
        1 + sum(m > mean for m in means.values()) for mean in sorted(means.values(), reverse=True)
    ]
    (base,) = [plan for plan in found.plans if plan.base]
    assert base.name == several.names[0] and base.change is None
    assert all(plan.change is not None for plan in found.plans if not plan.base)
    assert found.decides.label == "ARR at the end"


def test_a_cost_ranks_the_lowest_first(several: Comparison) -> None:
    costs = Comparison(several.results, several.names, "cac_loaded")
    means = [r.estimate("cac_loaded").mean or 0.0 for r in several.results]
    ranked = sorted(costs.ranking, key=lambda entry: entry["rank"])
    assert ranked[0]["scenario"] == several.names[means.index(min(means))]


def test_what_has_no_better_side_has_no_rank(several: Comparison) -> None:
    taste = Comparison(several.results, several.names, "opportunities")
    assert all(entry["rank"] is None and entry["p_best"] is None for entry in taste.ranking)
    assert [plan.name for plan in made(taste).plans] == list(several.names)
    assert {plan.rank for plan in made(taste).plans} == {""}


def test_each_plan_has_its_cost_and_its_busiest_team(several: Comparison) -> None:
    found = made(several)
    assert found.columns[-1].name == "plan_cost"
    cost = {entry["scenario"]: entry["plan_cost"] for entry in several.ranking}
    assert cost["no spend"] < cost["spend 1"] < cost["spend 2"] == cost["spend 2 again"]
    assert cost["twelve CSMs"] > cost[several.names[0]]
    assert all(re.fullmatch(r"(SDR|AE) [\d.]+ %", plan.busiest) for plan in found.plans)
    assert len({line.name for line in found.columns}) == len(found.columns)
    assert not any(all(cell.undefined for cell in line.values) for line in found.columns)


def test_two_scenarios_need_no_matrix(comparison: Comparison) -> None:
    assert FROM == 3 and matrix(comparison, comparison.summary()) is None


@pytest.mark.parametrize(
    ("p", "said"),
    [(0.0, "< 1 %"), (0.004, "< 1 %"), (0.5, "50 %"), (0.921, "92 %"), (0.996, "> 99 %"), (1.0, "> 99 %")],
)
def test_no_world_proves_a_chance(p: float, said: str) -> None:
    assert probability(p) == said


def test_terminal_and_page_show_it(several: Comparison, capsys: pytest.CaptureFixture[str]) -> None:
    show(several, several.summary(), Path("report.html"))
    text = capsys.readouterr().out
    head = next(line for line in text.splitlines() if line.strip().startswith("rank"))
    assert all(word in head for word in ("plan", "P10 to P90", "difference", "P(best)", "Plan cost", "busiest team"))
    lines = [line for line in text.splitlines() if re.match(r" +\d+ +\S", line)]
    told = [re.split(r"  +", line.strip())[1] for line in lines]  # a long name goes on below
    assert all(plan.name.startswith(name) for plan, name in zip(made(several).plans, told, strict=True))
    assert "First of 6 plans: " in text
    assert re.search(r"Against .*, ARR at the end: ", text)
    page = contents(several, several.summary())["report.html"].decode()
    head, _, rest = page.partition('id="plans"')
    table = rest.partition("</table>")[0]
    assert f"<h1>5 plans against {several.names[0]}</h1>" in head
    question = several.results[0].scenario.question
    assert head.count(f"<p>{escape(question)}</p>") == (1 if question else 0)  # as all have the same one
    rows = re.findall(r"<tr[^>]*><td class=\"number\">(\d*)</td><th scope=\"row\">([^<]*)</th>", table)
    assert rows == [(plan.rank, plan.name) for plan in made(several).plans]
    assert "P(best)" in table and "Plan cost" in table


def test_a_plan_that_costs_more_says_what_it_brings_for_its_money(several: Comparison) -> None:
    found = made(several)
    assert found.per_cost == "per USD more"
    for plan in found.plans:
        cost = 0.0 if plan.base else several.differences_of(("plan_cost", "", ""))[plan.name].ci95[0] or 0.0
        assert plan.per_cost.undefined == (cost <= 0.0)
    priced = [plan for plan in found.plans if not plan.per_cost.undefined]
    assert priced
    for plan in priced:
        moved = several.differences_of((several.primary, "", ""))[plan.name].mean
        cost = several.differences_of(("plan_cost", "", ""))[plan.name].mean
        assert moved is not None and cost
        assert float(plan.per_cost.text.replace("\u2212", "-")) == pytest.approx(moved / cost, rel=0.1, abs=0.01)
