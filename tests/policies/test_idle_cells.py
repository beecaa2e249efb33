"""Cells that every case passes, or none, are told: a share without %, bounds parted by a comma, what never comes."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.policies.cells import parse
from gtmsim.policies.points import POINTS
from gtmsim.policies.spans import holds
from gtmsim.report.starter import STARTER
from gtmsim.scenario.language.cells import read_literal
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.load import load, warnings_of

ANSWERS = {
    "hiring": "{change: 1}",
    "renewal_offer": "{discount: 5%}",
    "save_play": "{play: let_go}",
    "discount": "{discount: 5%}",
    "lead_routing": "{team: sdr}",
    "lead_score": "{score: 1}",
    "escalation": "{effort: 1.2}",
    "nurture": "{then: drop}",
    "budget": "{spend: 90%}",
}


def found(point: str, fact: str, cell: str, *sets: str) -> list[Problem]:
    """What is said of one cell of a table with a default: errors, or else warnings."""
    answer = ANSWERS[point]
    rows = f'[{{name: a, when: {{{fact}: "{cell}"}}, then: {answer}}}]'
    try:
        scenario = load(STARTER, [*sets, f"plan.policies.{point}={{hit: first, rows: {rows}, default: {answer}}}"])
    except ScenarioError as error:
        problems = error.problems
    else:
        problems = warnings_of(scenario)
    return [problem for problem in problems if "when" in problem.path]


SHARES = [("renewal_offer", "coverage"), ("save_play", "coverage"), ("hiring", "busy"), ("hiring", "coverage")]
WAYS = ["< {}", "<= {}", "> {}", ">= {}", "{}", "[0.1..{}]", "not(< {})", "{}, 0.2", "[{}..{}]"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("point", "fact"), SHARES)
def test_a_bare_number_for_a_share_is_refused_with_its_readings_by_every_operator(
    point: str, fact: str, way: str
) -> None:
    (problem,) = found(point, fact, way.replace("{}", "85"))
    assert problem.code == "E_UNIT" and "`85` is 8500%" in problem.message
    assert problem.hint == ("write `85%` or `8500%`" if fact == "busy" else "write `85%`")


@given(st.sampled_from(WAYS[:5]), st.floats(1.51, 1e6), st.sampled_from(SHARES))
def test_no_large_bare_share_is_read(way: str, value: float, at: tuple[str, str]) -> None:
    assert [each.code for each in found(*at, way.replace("{}", f"{value:.4f}"))] == ["E_UNIT"]


@pytest.mark.parametrize("cell", ["> 1.2", "> 120%", "> 8500%", "<= 1", "< 0.85", "0"])
def test_shares_as_people_mean_them_are_read(cell: str) -> None:
    assert found("hiring", "busy", cell) == []


def test_a_hint_that_is_offered_loads() -> None:
    for cell in ("> 85%", "> 8500%"):
        assert not [each for each in found("hiring", "busy", cell) if each.code.startswith("E_")]


@pytest.mark.parametrize(
    ("point", "fact", "cell", "both"),
    [
        ("discount", "fit", ">= -0.5, < 0.5", "[-0.5..0.5)"),
        ("discount", "fit", "< 0.5, > -0.5", "(-0.5..0.5)"),
        ("discount", "contract_value", ">= 20k, < 50k", "[20k..50k)"),
        ("discount", "age", "> 10 days, <= 30 days", "(10 days..30 days]"),
        ("hiring", "people", ">= 3, <= 8", "[3..8]"),
        ("renewal_offer", "coverage", ">= 60%, < 90%", "[60%..90%)"),
        ("renewal_offer", "annual_value", ">= 0, < 50k", "< 50k"),
    ],
)
def test_bounds_parted_by_a_comma_are_refused_with_the_interval(point: str, fact: str, cell: str, both: str) -> None:
    (problem,) = found(point, fact, cell)
    assert problem.code == "E_CELL" and "a comma means `or`" in problem.message
    assert problem.hint == f"write `{both}` for both, or leave it out"
    assert found(point, fact, both) == []


@given(st.integers(-50, 50), st.integers(1, 60), st.sampled_from(list(product((">", ">="), ("<", "<=")))))
def test_the_interval_that_is_offered_is_what_both_bounds_say(low: int, more: int, signs: tuple[str, str]) -> None:
    above, below = f"{signs[0]} {low}", f"{signs[1]} {low + more}"
    (problem,) = found("discount", "fit", f"{above}, {below}")
    fact = next(fact for point in POINTS if point.name == "discount" for fact in point.facts if fact.name == "fit")
    both = parse(problem.hint.split("`")[1], fact, read_literal)
    for value in (low - 1, low, low + 0.5, low + more, low + more + 1):
        expected = all(holds(parse(part, fact, read_literal), float(value)) for part in (above, below))
        assert holds(both, float(value)) == expected


@pytest.mark.parametrize("hit", ["first", "unique"])
def test_a_row_that_is_dead_for_a_comma_says_why(hit: str) -> None:
    mid = "{name: mid, when: {contract_value: '>= 20k, < 50k'}, then: {discount: 5%}}"
    rows = f"[{mid}, {{name: rest, then: {{discount: 0%}}}}]"
    with pytest.raises(ScenarioError) as error:
        load(STARTER, [f"plan.policies.discount={{hit: {hit}, rows: {rows}}}"])
    assert any("[20k..50k)" in each.hint for each in error.value.problems)
    dead = [each for each in error.value.problems if each.code == "E_DEAD"]
    assert all("a comma means `or`" in each.message for each in dead) and (hit == "unique" or dead)


@pytest.mark.parametrize(
    ("point", "fact", "cell", "says"),
    [
        ("renewal_offer", "coverage", "< 150%", "every coverage passes `< 150%`: it lies in 0 to 100%"),
        ("renewal_offer", "coverage", "[0%..100%]", "every coverage passes"),
        ("renewal_offer", "annual_value", ">= 0", "every annual_value passes"),
        ("hiring", "busy", ">= 0%", "every busy passes"),
        ("hiring", "month", ">= 2", "every month passes"),
        ("hiring", "month", "<= 24", "`<= 24` always holds here: it is the month of the run, 2 to 24"),
        ("hiring", "month", "< 2030", "always holds here"),
        ("discount", "fit", "< 0, >= 0", "every fit passes"),
        ("discount", "fit", "> 0, > 1", "`> 1` adds nothing to the rest"),
        ("discount", "segment", "small, large", "every segment passes"),
        ("discount", "segment", "small, small", "adds nothing"),
        ("lead_routing", "score", ">= 0", "always holds here: without a `lead_score` table"),
    ],
)
def test_a_cell_that_tests_nothing_is_worth_a_word(point: str, fact: str, cell: str, says: str) -> None:
    (problem,) = found(point, fact, cell)
    assert problem.code == "W_UNUSED" and says in problem.message


@pytest.mark.parametrize(
    ("point", "fact", "cell", "says"),
    [
        ("hiring", "month", "25", "it is the month of the run, 2 to 24"),
        ("hiring", "month", "2026", "write `starts` beside `when` for a date"),
        ("budget", "month", "> 24", "it is the month of the run"),
        ("hiring", "team", "csm", "there is no such team"),
        ("hiring", "waiting", "-", ""),
        ("budget", "channel", "none", "no channel that has a budget"),
        ("lead_routing", "score", ">= 50", "without a `lead_score` table every lead has the score 0"),
        ("lead_routing", "round", "> 0", "no row of `nurture` answers `nurture`"),
        ("lead_routing", "channel", "none", "only deals found open on day 0"),
        ("lead_score", "seniority", ">= 2", "without `market.people`"),
        ("lead_score", "role_class", "decider", "without `market.people`"),
        ("lead_score", "followed", ">= 0 days", "nobody follows us"),
        ("escalation", "stage", "demo", "this is the first"),
        ("renewal_offer", "renewals", "0", "1 at least"),
        ("nurture", "outcome", "gave_up", "without `patience`"),
    ],
)
def test_a_row_that_never_fires_here_is_worth_a_word(point: str, fact: str, cell: str, says: str) -> None:
    problems = found(point, fact, cell, *(["plan.teams.csm=null", "market.success=null"] if cell == "csm" else []))
    if not says:
        assert problems == []
        return
    (problem,) = problems
    assert (
        problem.code == "W_UNUSED" and "never fires" in problem.message and says in f"{problem.message} {problem.hint}"
    )


SCORED = (
    "plan.policies.lead_score={hit: %s, rows: [{name: a, when: {fit: '> 0'}, then: {score: 20}}, "
    "{name: b, when: {mode: active}, then: {score: 25}}%s]}"
)
ZERO = ", {name: rest, then: {score: 0}}"


@pytest.mark.parametrize(
    ("hit", "rest", "cell", "fires"),
    [
        ("first", ZERO, ">= 25", True),
        ("first", ZERO, "> 25", False),
        ("first", ZERO, "(0..20)", False),
        ("collect sum", "", "> 40", True),
        ("collect sum", "", "> 45", False),
        ("collect sum", "", "< 0", False),
    ],
)
def test_the_points_that_a_table_gives_are_those_that_come(hit: str, rest: str, cell: str, fires: bool) -> None:
    problems = found("lead_routing", "score", cell, SCORED % (hit, rest))
    assert bool(problems) is not fires
    assert all("no row of `lead_score` gives such a score" in problem.message for problem in problems)


def test_a_row_about_people_is_met_once_a_run_is_long_enough() -> None:
    assert found("hiring", "month", "25", "run.months=25") == []
    assert found("lead_routing", "mode", "passive", "market.channels.content.active=100%") != []
    assert found("lead_routing", "mode", "passive") == []
