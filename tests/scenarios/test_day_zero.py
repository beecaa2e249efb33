"""Day 0 belongs to the firm: no lever and no policy of the plan moves what is found there."""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from properties.generated import Said, scenarios
from scenarios.account_moves import ACCOUNT_MOVES
from scenarios.moves import MOVES, Move
from scenarios.opening import moved, opening

from gtmsim.engine.compiled import simulate
from gtmsim.policies.points import POINTS
from gtmsim.scenario.language.param import parameters
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.language.walk import values
from gtmsim.scenario.load import load, load_mapping, load_text
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.sections.schema import Scenario
from gtmsim.study.size.measured import size_of

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "scenarios"
BASES = {"everything": HERE / "everything.yaml", "accounts": HERE / "accounts.yaml"}
LEVERS = [
    *(("everything", move) for move in MOVES if move.path.startswith("plan.")),
    *(("accounts", move) for move in ACCOUNT_MOVES if move.path.startswith("plan.")),
]
# Ways to work that everything.yaml's moves leave alone, and what a baseline's plan could say instead of what it says.
SAID_OTHERWISE = {
    "plan.spend.search_ads": "60k per month",
    "plan.spend.content": "0",
    "plan.price": "1.3",
    "plan.renewal_price_increase": "9%",
    "plan.terms.small": "1 month",
    "plan.terms.mid": "24 months",
    "plan.teams.sdr.headcount": "1",
    "plan.teams.sdr.selling_time_share": "30%",
    "plan.teams.sdr.queue_discipline": "newest_first",
    "plan.teams.ae.headcount": "9",
    "plan.teams.ae.queue_discipline": "large_first",
    "plan.teams.ae.working_hours": "{days: [mon], opens: 8h, closes: 20h}",
    "plan.teams.csm.headcount": "0",
    "plan.working_hours": "{days: [mon, tue, wed, thu, fri, sat, sun], opens: 1h, closes: 24h}",
    "plan.working_hours.holidays": "[2026-01-06]",
    "plan.evidence.level": "3",
    "plan.referral_reward": "5k",
    "plan.hiring_lag": "60 days",
    "plan.policies.discount": "{hit: first, rows: [{name: all, then: {discount: 30%, approval: 5 days}}]}",
    "plan.policies.lead_routing": "{hit: first, rows: [{name: all, then: {team: ae, priority: 2}}]}",
    "plan.policies.disqualification": "{hit: first, rows: [{name: all, then: {verdict: drop}}]}",
    "plan.policies.touch": "{hit: first, rows: [{name: all, then: {medium: message}}]}",
    "plan.policies.entitlement": "{hit: first, rows: [{name: all, then: {csm_effort: 0}}]}",
    "plan.policies.hiring": "{hit: first, rows: [{name: all, then: {change: 2}}]}",
}


@cache
def found(path: Path, *sets: str) -> Any:
    """What day 0 of the first replication of a scenario finds, and how long that is watched."""
    journal = simulate(resolve(load(path, sets)), 0)
    return opening(journal), journal.header.horizon


def same_day(path: Path, beside: tuple[str, ...], change: str) -> None:
    (before, horizon), (after, _) = found(path, *beside), found(path, *beside, change)
    assert before["customers"] and before["deals"]
    assert not moved(before, after, horizon)


@pytest.mark.parametrize(("base", "move"), LEVERS, ids=lambda each: each if isinstance(each, str) else each.path)
def test_no_lever_moves_day_zero(base: str, move: Move) -> None:
    same_day(BASES[base], move.beside, f"{move.path}={move.value}")


@pytest.mark.parametrize(("path", "value"), SAID_OTHERWISE.items())
def test_no_lever_moves_day_zero_of_the_baseline(path: str, value: str) -> None:
    same_day(SHIPPED / "baseline.yaml", (), f"{path}={value}")


NAMES = ("hit", "rows.*.name", "default.*", "cases.*.given.*", "cases.*.expect", "cases.*.day")


def test_every_lever_is_tried() -> None:
    """Each parameter of the plan, but for the names of rows, cases, and what says which and how many rows answer."""
    tried = {pattern(move.about or move.path) for _, move in LEVERS}
    named = {f"plan.policies.{point.name}.{part}" for point in POINTS for part in NAMES}
    assert {each.pattern for each in parameters(Scenario) if each.path[0] == "plan"} - tried == named


def pattern(path: str) -> str:
    """The declared parameter that a path of names means."""
    parts = path.split(".")
    known = [each.path for each in parameters(Scenario) if len(each.path) == len(parts)]
    return next(".".join(p) for p in known if all(k in ("*", part) for k, part in zip(p, parts, strict=True)))


def plans(folder: str) -> list[tuple[Path, Path]]:
    """Shipped plans beside the file of the firm that they change."""
    pairs = []
    for path in sorted((SHIPPED / folder).glob("*.yaml")):
        first = path.read_text(encoding="utf-8")
        base = next((line.split()[1] for line in first.splitlines() if line.startswith("extends: ")), None)
        if base:
            pairs.append(((path.parent / base).resolve(), path))
    return pairs


@pytest.mark.parametrize(("base", "plan"), plans("."), ids=lambda path: path.stem)
def test_no_shipped_plan_moves_day_zero(base: Path, plan: Path) -> None:
    one, other = load(base), load(plan)
    if one.market != other.market or one.run.initial.customers != other.run.initial.customers:
        pytest.skip("another market or another firm, and not another plan")
    (before, horizon), (after, _) = found(base), found(plan)
    assert not moved(before, after, horizon)


@st.composite
def two_plans(draw: Any) -> tuple[str, list[str]]:
    """A scenario as a text, and changes of some levers that it has."""
    said: Said = draw(scenarios())
    scenario = load_mapping(copy.deepcopy(said))
    assume(scenario.run.initial != "empty")
    changes = {
        ".".join(map(str, ("plan", *path))): other
        for path, declaration, value in values(scenario.plan)
        if (other := draw(st.sampled_from(unlike(value, declaration.unit)))) is not None
    }
    assume(changes)
    some = draw(st.lists(st.sampled_from(sorted(changes)), min_size=1, max_size=5, unique=True))
    return json.dumps(said), [f"{path}={changes[path]}" for path in some]


def unlike(value: Any, unit: str) -> list[str | None]:
    """Other values than this one that may be meant; None where it is left alone."""
    if unit == "share":
        return ["0%", "30%", "100%"]
    if unit == "count":
        return ["0", "1", "4"]
    if unit == "month":
        return ["3", "12", "24"]
    if unit in ("1", "hour", "day") or unit.startswith("money"):
        return ["0", "1", "7"] if unit != "hour" else ["0h", "5h"]
    return [None]


def day_zero_is_the_same(both: tuple[str, list[str]]) -> None:
    text, sets = both
    base = load_text(text)
    try:
        other = load_text(text, sets=sets)
        assume(size_of(other).events < 50_000)
    except ScenarioError:
        assume(False)
    one, two = simulate(resolve(base), 0), simulate(resolve(other), 0)
    assert not moved(opening(one), opening(two), one.header.horizon), sets


@settings(max_examples=40, deadline=None)
@given(two_plans())
def test_no_generated_plan_moves_day_zero(both: tuple[str, list[str]]) -> None:
    day_zero_is_the_same(both)


@pytest.mark.prove
@settings(max_examples=1_000, deadline=None)
@given(two_plans())
def test_no_generated_plan_of_many_moves_day_zero(both: tuple[str, list[str]]) -> None:
    day_zero_is_the_same(both)
