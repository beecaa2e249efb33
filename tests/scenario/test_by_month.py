"""A list of months changes a plan as dates do: what may come on top of the last month or of the base must say which."""

from pathlib import Path

import pytest

from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.load import load, variant

BASE = Path(__file__).parent / "firm" / "baseline.yaml"
AE, SPEND, MONTHS = "plan.teams.ae.headcount", "plan.spend.partners", 24


def months(*first: str, then: str) -> str:
    """A list with the same writing from some month on."""
    return f"[{', '.join([*first, *[then] * (MONTHS - len(first))])}]"


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        (months("8", "+2 more", then="+0 more"), (8, 10, 10), 10),
        (months("8", "+2 on the base", then="as planned"), (8, 7, 5), 5),
        (months("+3", "as planned", then="+1 on the base"), (8, 5, 6), 6),
        (months("as planned", "+1", then="x2 on the base"), (5, 6, 10), 10),
        (months("4", "4", "x2 more", then="3"), (4, 4, 8), 3),
    ],
)
def test_each_month_says_what_it_changes(said: str, first: tuple[int, ...], last: int) -> None:
    team = load(BASE, [f"{AE}={said}"]).plan.teams.ae
    assert team is not None
    found = team.headcount.values
    assert found[:3] == first and found[-1] == last


def test_a_growing_line_grows() -> None:
    values = load(BASE, [f"{SPEND}={months('2k', then='+10% more')}"]).plan.spend["partners"].values
    assert values[:3] == (2000, 2200, pytest.approx(2420)) and values[-1] == pytest.approx(2000 * 1.1**23)


@pytest.mark.parametrize(
    ("said", "where", "readings"),
    [
        (months("8", "8", then="+2"), "headcount.2", ("(10)", "(7)")),
        (months("+1", then="+1"), "headcount.1", ("(7)", "(6)")),
        (months("+20%", then="-20% more"), "headcount.1", ("4.8", "no whole number")),
        (months("2", "x3", then="3"), "headcount.1", ("(6)", "(15)")),
    ],
)
def test_a_month_that_could_mean_two_things_is_asked_about(said: str, where: str, readings: tuple[str, str]) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(BASE, [f"{AE}={said}"])
    (problem,) = caught.value.problems
    assert f"plan.teams.ae.{where}" in str(problem), problem
    assert all(reading in problem.message for reading in readings), problem
    if problem.code == "E_SIGN":
        assert "more` for the first" in problem.hint and "on the base` for the second" in problem.hint, problem


def test_months_of_the_year_do_not_come_one_on_top_of_the_other() -> None:
    said = "market.channels.content.seasonality=[1, +10% more, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"
    base = "market.channels.content.seasonality=[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"
    scenario = load(BASE, [base])
    with pytest.raises(ScenarioError, match="has no steps; write `\\+10%`"):
        variant(scenario, [said])
