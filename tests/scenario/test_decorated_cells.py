"""What a hint offers for a cell, a day or a part of a law is what a plain reader would say that the writing means."""

import datetime
from pathlib import Path

import pytest
from scenario.test_decorated import FIRM, offers

from gtmsim.policies.cells import parse
from gtmsim.policies.facts import Fact
from gtmsim.policies.points import POINTS
from gtmsim.policies.reading import value_of
from gtmsim.scenario.language.cells import read_literal
from gtmsim.scenario.language.param import Schedule
from gtmsim.scenario.language.problems import Problem, ScenarioError
from gtmsim.scenario.load import load
from gtmsim.scenario.resolved.decisions import points_of
from gtmsim.scenario.sections.schema import Scenario

CELLS = {  # a column -> what a cell means, as values that hold and values that do not (both none: nothing may be said)
    ("effort", "segment"): """
        group dso / solo = not solo | != solo | <> solo | !solo
        group dso / solo = ≠ solo | no solo | non-solo | except solo | all but solo
        group dso / solo = anything but solo | other than solo | isn't solo
        group dso / solo = solo excluded | not Solo | not (solo) | not 'solo'
        dso / solo group = not solo or group | not solo, group | neither solo | not(solo; group)
        solo group / dso = solo or group | solo/group | solo and group | solo; group | Solo, Group | solo & group
        solo / group dso = Solo | SOLO | = solo | is solo | sollo
        solo group dso / = any | all | *
        / = ex-solo | solo? | not not solo | solo but not group | prosolo
    """,
    ("effort", "contract_value"): """
        20000 90000 / 19000 = 20k+ | at least 20k | 20k or more | min 20k
        20000 90000 / 19000 = 20K and up | ≥ 20k | => 20k | minimum 20k | from 20k
        20000 90000 / 19000 = no less than 20k | not below 20k | 20k upwards
        20000 90000 / 19000 = 20,000+ | at least 20,000 | not less than 20k
        20001 90000 / 20000 = over 20k | more than 20k | above 20k | greater than 20k | > 20K
        19999 0 / 20000 = under 20k | below 20k | less than 20k | < 20K
        20000 0 / 20001 = at most 20k | up to 20k | max 20k | 20k or less | no more than 20k | not above 20k | =< 20k
        20000 50000 / 19999 50001 = 20k-50k | 20-50k | 20k to 50k
        20000 50000 / 19999 50001 = between 20k and 50k | from 20k to 50k | 20k..50k | 20k – 50k
        20000 49999 / 19999 50000 = >= 20k and < 50k | at least 20k but under 50k | >= 20k < 50k | < 50k and >= 20k
        0 19999 30000 / 20000 = not 20k | != 20k | <> 20k | anything but 20k | other than 20k
        20000 / 19999 20001 = = 20k | == 20k | exactly 20k | 20 K | 20,000
        240000 / 19999 = 20k a month | 20k monthly
        / = ~20k? | 20k per customer | 20% | 20 days | 20k+ or less | min 20k max
    """,
    ("budget", "month"): """
        6 / 5 7 = 2026-06 | June 2026 | 2026/06 | Jun 2026 | 2026-06-01 | in June 2026
        6 24 / 5 = from 2026-06 | >= 2026-06 | since June 2026 | 2026-06+ | 2026-06 or later | at least 2026-06
        7 24 / 6 = after 2026-06 | > 2026-06 | later than June 2026
        5 2 / 6 = before 2026-06 | < 2026-06 | earlier than June 2026
        6 2 / 7 = up to 2026-06 | <= 2026-06
        4 6 / 3 7 = Q2 2026 | 2026-04 to 2026-06 | between April 2026 and June 2026
        3 24 / 6 = not 2026-06 | != 2026-06
        14 / 2 = 2027-02
        / = 2029-06 | 2025-06 | June | every June | 2026-06 per year
    """,
    ("renewal_offer", "coverage"): """
        0.9 1 / 0.89 = 90%+ | at least 90% | 90 % or more | 90 percent or more
        0.89 0 / 0.9 = under 90% | below 90 % | less than 90 pct
        / = 90 days | 90% per month
    """,
}
ANSWERS = {  # a column of answers -> what it may say
    ("budget", "spend"): "/ = 20k | 20k+ | 20 EUR | not 100% | 80% per month",
    ("discount", "approval"): "3 = 3 Days | 3 d. | 3\n14 = 2 wks | two weeks\n/ = 3 days+ | at least 3 days",
    ("renewal_offer", "term"): "24 = 2 yrs | 24 mo\n/ = 24+ | not 24 months",
    ("lead_routing", "team"): "sdr = SDR\n/ = not sdr | sdr or ae | != nobody",
}


def table(text: str) -> list[tuple[str, str]]:
    lines = [line.strip().partition(" = ") for line in text.strip().splitlines()]
    return [(meant, one) for meant, _, said in lines for one in said.split(" | ")]


def problem_of(sets: list[str]) -> Problem | None:
    try:
        load(FIRM, sets)
    except ScenarioError as error:
        cells = [problem for problem in error.problems if problem.code not in ("E_OVERLAP", "E_GAP")]
        assert len(cells) == 1, str(error)
        return cells[0]
    return None


def policy(point: str, fact: str, cell: str, alone: bool = False) -> str:
    """A table whose first row tests one cell."""
    said = next(each for each in POINTS if each.name == point).default[0][2]
    then = ", ".join(f'{name}: "{text}"' for name, text in said.items())
    rows = f"{{name: a, when: {{{fact}: {cell}}}, then: {{{then}}}}}" + (
        "" if alone else f", {{name: b, then: {{{then}}}}}"
    )
    return f"plan.policies.{point}={{hit: first, rows: [{rows}]}}"


@pytest.mark.parametrize("point,fact", CELLS, ids=map(".".join, CELLS))
def test_a_cell_is_offered_as_a_test_that_says_the_same(point: str, fact: str) -> None:
    understood = 0
    for meant, said in table(CELLS[point, fact]):
        yes, no = meant.partition("/")[0].split(), meant.partition("/")[2].split()
        quoted = "'" + said.replace("'", "''") + "'"
        problem = problem_of([policy(point, fact, quoted)])
        if problem is None:
            continue  # which is read as it stands
        offered = offers(problem)
        assert not (offered and not yes and not no), (said, problem.hint)
        understood += bool(offered) == bool(yes or no)
        for each in offered:
            scenario = load_cell(point, fact, each)
            column = next(f for p in points_of(scenario) if p.name == point for f in p.facts if f.name == fact)
            spans = parse(getattr(scenario.plan.policies, point).rows[0].when[fact], column, read_literal)
            for value in yes:
                assert holds(spans, value, column), (said, each, value)
            for value in no:
                assert not holds(spans, value, column), (said, each, value)
    assert understood >= 0.9 * len(table(CELLS[point, fact])) - 4


def load_cell(point: str, fact: str, cell: str) -> Scenario:
    """The firm with the cell; where it holds always, without the row that never answers then."""
    try:
        return load(FIRM, [policy(point, fact, cell)])
    except ScenarioError as error:
        assert {problem.code for problem in error.problems} == {"E_DEAD"}, str(error)
        return load(FIRM, [policy(point, fact, cell, alone=True)])


def holds(spans: tuple[tuple[float, float], ...], value: str, column: Fact) -> bool:
    number = float(column.values.index(value)) if column.kind == "category" else float(value)
    return any(low <= number <= high for low, high in spans)


@pytest.mark.parametrize("point,output", ANSWERS, ids=map(".".join, ANSWERS))
def test_an_answer_is_offered_as_what_was_said(point: str, output: str) -> None:
    default = next(each for each in POINTS if each.name == point).default[0][2]
    for meant, said in table(ANSWERS[point, output]):

        def sets(cell: str) -> list[str]:
            cells = {name: f"'{text}'" for name, text in default.items()} | {output: cell}
            then = ", ".join(f"{name}: {text}" for name, text in cells.items())
            return [f"plan.policies.{point}={{rows: [{{name: a, then: {{{then}}}}}]}}"]

        problem = problem_of(sets(f"'{said}'"))
        assert problem is not None or meant != "/", said
        for each in offers(problem) if problem else ():
            scenario = load(FIRM, sets(each))
            column = next(o for p in points_of(scenario) if p.name == point for o in p.outputs if o.name == output)
            got = value_of((getattr(scenario.plan.policies, point).rows[0].then or {})[output], column, read_literal)
            assert column.values[int(got)] == meant if column.kind == "category" else got == float(meant), (said, each)


MARCH = datetime.date(2026, 3, 1)
DAYS = [
    "01.03.2026",
    "2026-03",
    "March 2026",
    "2026/03/01",
    "1 Mar 2026",
    "1.3.2026",
    "20260301",
    "Mar 1, 2026",
    "01-03-2026",
]


@pytest.mark.parametrize("quote", ["", "'"])
@pytest.mark.parametrize("day", DAYS)
def test_a_day_of_a_schedule_is_offered_and_loads(day: str, quote: str) -> None:
    for value, then in (("+2", 8), ("9", 9)):
        path = "plan.teams.ae.headcount"
        problem = problem_of([f"{path}={{{quote}{day}{quote}: {value}}}"]) if quote or "," not in day else None
        if problem is None:
            assert "," in day
            continue
        assert "empty" not in problem.message and offers(problem), str(problem)
        steps = [load(FIRM, [f"{path}={{{each}: {value}}}"]).plan.teams.ae.headcount for each in offers(problem)]
        assert Schedule((None, MARCH), (6, then), False) in [
            step._replace(dates=(None, *step.dates[1:])) for step in steps
        ]


@pytest.mark.parametrize(
    ("said", "median"),
    [("{mean: +10%}", 1.1), ("{median: +10%}", 1.1), ("{mean: x1.1}", 1.1), ("+10%", 1.1), ("{mean: -20%}", 0.8)],
)
@pytest.mark.parametrize("segment", ["solo", "group", "dso"])
def test_mean_and_median_of_an_amount_are_changed_as_those_of_a_law(said: str, median: float, segment: str) -> None:
    """Whether the base says the mean, the median or a number, a multiple of one is the same multiple of the other."""
    path = f"market.segments.{segment}.contract_value"
    before, after = load(FIRM).market.segments[segment], load(FIRM, [f"{path}={said}"]).market.segments[segment]
    assert after.contract_value == pytest.approx(before.contract_value * median)
    assert after.value_sigma == pytest.approx(before.value_sigma)


def test_what_is_added_to_the_other_location_is_worked_out_by_the_spread() -> None:
    path = "market.segments.group.contract_value"  # mean 22k, cv 0.7
    factor = (1 + 0.7**2) ** 0.5
    after = load(FIRM, [f"{path}={{median: +2k}}"]).market.segments["group"]
    assert after.contract_value == pytest.approx(22_000 / factor + 2_000)
    after = load(FIRM, [f"{path}={{mean: +2k}}"]).market.segments["group"]
    assert after.contract_value == pytest.approx(24_000 / factor)
    problem = problem_of(["market.segments.solo.contract_value={mean: +2k}"])
    assert problem is not None and problem.code == "E_SIGN" and "spread elsewhere" in problem.message


@pytest.mark.parametrize(
    ("said", "share"), [("-50%", 0.07), ("-20%", 0.112), ("-10%", None), ("+900%", None), ("+400%", 0.7)]
)
def test_a_percentage_with_one_possible_reading_is_read(said: str, share: float | None) -> None:
    path = "market.segments.solo.churn"
    if share is not None:
        assert load(FIRM, [f"{path}={said}"]).market.segments["solo"].churn == pytest.approx(share)
    else:
        problem = problem_of([f"{path}={said}"])
        assert problem is not None and problem.code in ("E_SIGN", "E_RANGE")


def test_a_change_of_a_section_names_what_it_can_change() -> None:
    problem = problem_of(["plan.teams.ae=+2"])
    assert problem is not None and "`plan.teams.ae.headcount`" in problem.hint and "*" not in problem.hint
    assert load(FIRM, ["plan.teams.ae.headcount=+2"]).plan.teams.ae.headcount.values == (8,)
    problem = problem_of(["plan.spend=+10%"])
    assert problem is not None and "`plan.spend.*`" in problem.hint
    assert load(FIRM, ["plan.spend.*=+10%"])


def test_what_a_variant_offers_is_tried_in_the_variant(tmp_path: Path) -> None:
    """Several faults in several files: each hint is right where its fault is."""
    (tmp_path / "base.yaml").write_text(
        FIRM.read_text(encoding="utf-8").replace("overhead: 25k per month", "overhead: 25K")
    )
    changes = "  plan.teams.ae.headcount: two more\n  plan.overhead: +5 thousand\n  run.months: 3 years\n"
    plan = tmp_path / "plan.yaml"
    plan.write_text(f"version: 1\nextends: base.yaml\nchanges:\n{changes}", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(plan)
    said = {".".join(map(str, problem.path)): problem.hint for problem in caught.value.problems}
    assert said["plan.teams.ae.headcount"] == "write `+2`" and said["run.months"] == "write `36`"
