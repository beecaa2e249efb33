"""The value that reaches a target: the search by itself, and on a firm."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.report.studies.how_many import told
from gtmsim.scenario.load import load, variant
from gtmsim.study.how_many.found import HowMany
from gtmsim.study.how_many.how_many import how_many, target_of
from gtmsim.study.how_many.ladder import FAR, ladder_of
from gtmsim.study.how_many.seeking import Place, seek
from gtmsim.study.problems import StudyError

BASELINE = load("tests/scenario/firm/baseline.yaml", ["run.months=6", "run.run_off=false", "run.engine=compiled"])
FIRM = variant(
    BASELINE,
    dict.fromkeys([f"market.channels.{name}" for name in ("content", "social_ads", "partners", "trade_shows")]),
    "One channel",
)
SPEND = "plan.spend.search_ads"


@given(st.integers(-40, 40), st.integers(-40, 0), st.integers(0, 40))
def test_the_smallest_of_a_rising_ladder(threshold: int, lowest: int, highest: int) -> None:
    found = seek(lambda place: place >= threshold, lowest, highest)
    if threshold <= lowest:
        assert found == Place(0, all=True)
    elif threshold > highest:
        assert found == Place(None)
    else:
        assert found == Place(threshold, rising=True)


@given(st.integers(-40, 40), st.integers(-40, 0), st.integers(0, 40))
def test_the_largest_of_a_falling_ladder(threshold: int, lowest: int, highest: int) -> None:
    found = seek(lambda place: place <= threshold, lowest, highest)
    if threshold >= highest:
        assert found == Place(0, all=True)
    elif threshold < lowest:
        assert found == Place(None)
    else:
        assert found == Place(threshold, rising=False)


@given(st.integers(1, 40), st.integers(0, 40))
def test_what_makes_no_plan_bounds_the_ladder(threshold: int, valid: int) -> None:
    found = seek(lambda place: None if place > valid else place >= threshold, 0, 40)
    assert found == (Place(threshold) if threshold <= valid else Place(None))


@given(st.integers(-40, 40), st.integers(-40, 40))
def test_no_place_is_asked_for_twice_in_vain(threshold: int, _: int) -> None:
    asked: list[int] = []
    seek(lambda place: bool(asked.append(place)) or place >= threshold, -40, 40)
    assert len(set(asked)) <= 15


def test_ladders_come_from_the_schema() -> None:
    heads = ladder_of(BASELINE, "plan.teams.ae.headcount")
    assert (heads.change(0), heads.change(3), heads.change(-2), heads.lowest, heads.today) == (
        "+0",
        "+3",
        "-2",
        -FAR,
        0,
    )
    spend = ladder_of(BASELINE, SPEND)
    assert (spend.change(0), spend.change(5), spend.change(-10)) == ("x1", "x1.5", "x0")
    said = ladder_of(BASELINE, f"{SPEND}=10k..30k:10k")
    assert (said.lowest, said.highest, said.today, said.change(2)) == (0, 2, 1, "30k per month")


@pytest.mark.parametrize(
    ("said", "by", "target"),
    [
        ("arr_end=8M", None, {"arr_end": "8M"}),
        ("arr_end >= 8M", None, {"arr_end": {"at_least": "8M"}}),
        ("cac_payback_months<=18", None, {"cac_payback_months": {"at_most": 18}}),
        ("customers_end=40", "2026-03-31", {"customers_end": {"2026-03-31": 40}}),
    ],
)
def test_targets_as_they_are_asked_for(said: str, by: str | None, target: dict[str, object]) -> None:
    assert target_of(said, by) == target


@pytest.mark.parametrize(
    ("lever", "said", "words"),
    [
        ("plan.teams.ae.headcount", {"reach": "8M"}, "no target"),
        ("plan.teams.ae.headcount", {"reach": "new_arr=1M", "chance": 1.0}, "chance"),
        ("plan.nothing", {"reach": "new_arr=1M"}, "no parameter"),
        ("market.segments.small.churn", {"reach": "new_arr=1M"}, "no steps of its own"),
        ("plan.terms.small=1 month,12 months", {"reach": "new_arr=1M"}, ""),
        ("plan.teams.ae.headcount=8,4", {"reach": "new_arr=1M"}, "numbers that rise"),
    ],
)
def test_what_cannot_be_sought_is_refused(lever: str, said: dict[str, object], words: str) -> None:
    if not words:
        assert how_many(FIRM, lever, replications=1, **said).ladder.highest == 1  # type: ignore[arg-type]
        return
    with pytest.raises(StudyError, match=words):
        how_many(FIRM, lever, replications=1, **said)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def study() -> HowMany:
    return how_many(FIRM, f"{SPEND}=0..60k:10k", reach="new_arr=400k", chance=0.5, replications=8)


def test_the_answer_reaches_and_its_neighbour_does_not(study: HowMany) -> None:
    assert study.answer is not None and study.answer.reaches(0.5)
    below = [each for each in study.tried if each.place == study.answer.place - 1]
    assert below and not below[0].reaches(0.5)
    assert study.place.rising and not study.falls
    assert [each.place for each in study.tried] == sorted(each.place for each in study.tried)


def test_the_span_holds_the_answer(study: HowMany) -> None:
    assert study.span is not None and study.answer is not None
    first, sure = study.span
    assert first.place <= study.answer.place
    assert sure is None or (sure.place >= study.answer.place and sure.surely(0.5))


def test_what_is_told(study: HowMany) -> None:
    said, answer = told(study), study.answer
    assert answer is not None
    assert said.answers[0].startswith(
        f"{answer.stands} is the smallest `plan.spend.search_ads` that reaches new ARR of"
    )
    assert len(said.tables[0].rows) == len(study.tried)
    assert said.files["how_many.csv"].count(b"\n") == 1 + len(study.rows())
    summary = study.summary()
    assert summary["answer"]["value"] == answer.stands and summary["target"]["by"] == "2026-06-30"


def test_a_folder_is_written_whole(study: HowMany, tmp_path: Path) -> None:
    folder = study.write(tmp_path / "how-many")
    names = {"README.txt", "summary.json", "how_many.csv", "scenario.yaml", "report.html", "figures", "run.json"}
    assert {path.name for path in folder.iterdir()} == names | {"how_many.yaml"}
    assert study.answer is not None
    assert f"plan.spend.search_ads: {study.answer.stands}" in (folder / "how_many.yaml").read_text("utf-8")


def test_the_latest_month_of_more_spend() -> None:
    found = how_many(FIRM, f"{SPEND}=20k,60k", reach="new_arr=520k", chance=0.5, replications=8)
    assert found.answer is not None and found.answer.stands == "60k per month"
    assert [each.month for each in found.later] == sorted(each.month or 0 for each in found.later)
    reached = [each.reaches(0.5) for each in found.later]
    assert reached == sorted(reached, reverse=True), "the later, the less"
    if found.last is not None:
        assert found.summary()["latest"] == found.last.day


def test_more_people_from_a_later_month_on() -> None:
    few = variant(FIRM, {"plan.teams.ae.headcount": 1}, "One seller")
    found = how_many(few, "plan.teams.ae.headcount=1..6", reach="new_arr=350k", chance=0.5, replications=6)
    assert found.answer is not None and found.answer.place > 0, "one seller is too few"
    assert found.later, "a plain number is one in a schedule too"


def test_nothing_has_to_come_where_today_reaches() -> None:
    found = how_many(FIRM, "plan.teams.ae.headcount", reach="new_arr=100k", chance=0.5, replications=4)
    assert found.answer is not None and found.answer.place < 0 and found.later == (), "fewer do, on any day"


def test_the_value_is_that_of_the_day_of_the_target() -> None:
    found = how_many(FIRM, f"{SPEND}=0,60k", reach="new_arr=150k", chance=0.5, by="2026-03-31", replications=4)
    last = found.rows()[-1]["new_arr"]["mean"]
    whole = found.tried[-1].results.estimate("new_arr").mean
    assert last is not None and whole is not None and last < whole


def test_what_nothing_reaches_is_said() -> None:
    found = how_many(FIRM, "plan.teams.ae.headcount=5,6", reach="new_arr=90M", replications=2)
    assert found.answer is None and found.span is None
    assert told(found).answers[0].startswith("No value of `plan.teams.ae.headcount` that was tried reaches")


def test_a_schedule_is_answered_in_values_and_not_in_a_factor() -> None:
    dated = variant(FIRM, {SPEND: {"2026-01-01": "10k", "2026-04-01": "14k"}}, "Dated")
    found = how_many(dated, SPEND, reach="new_arr=360k", chance=0.5, replications=4)
    assert found.answer is not None and found.answer.change.startswith("x")
    factor = float(found.answer.change[1:])
    low, high = (f"{10 * factor:g}k per month", f"{14 * factor:g}k per month")
    assert found.answer.stands == f"{low} from 2026-01-01, {high} from 2026-04-01"
    said = told(found)
    assert said.answers[0].startswith(f"{found.answer.stands} (today's {found.answer.change}) is the smallest")
    assert said.answers[1] == (
        f"To write it below `changes`: `{SPEND}: {{2026-01-01: {low}, 2026-04-01: {high}}}`, as in how_many.yaml."
    )
    written = found.answer.said.written
    assert variant(FIRM, {SPEND: written}, "").plan.spend == found.answer.results.scenario.plan.spend


def test_from_where_on_a_lever_does_nothing_is_said() -> None:
    """Sellers beyond those who have anything to do win no more."""
    found = how_many(FIRM, "plan.teams.ae.headcount=5..14:3", reach="new_arr=90M", replications=6)
    assert found.idle is not None and found.summary()["idle_from"] == found.idle.stands
    (said,) = [each for each in told(found).answers if each.startswith("Beyond")]
    assert f"Beyond {found.idle.stands} more of it brings nothing that can be told" in said
    assert " of its hours" in said


def test_places_of_warnings_are_those_of_the_file(tmp_path: Path) -> None:
    text = Path("tests/scenario/firm/baseline.yaml").read_text("utf-8")
    (tmp_path / "firm.yaml").write_text(text.replace("salary: 130k per year", "salary: 130 per year"), "utf-8")
    said = load(tmp_path / "firm.yaml", ["run.months=3", "run.run_off=false", "run.engine=compiled"])
    found = how_many(said, "plan.teams.ae.headcount=5,6", reach="new_arr=1k", replications=2)
    (line,) = [place for place, row in enumerate(text.splitlines(), 1) if "salary: 130k" in row]
    assert any(each.startswith(f"firm.yaml:{line}:") and "salary" in each for each in found.warnings), found.warnings


def test_what_still_brings_something_is_not_called_idle() -> None:
    """Nothing reaches, and more spend comes nearer with each step, though less of it does not."""
    found = how_many(FIRM, f"{SPEND}=10k..60k:10k", reach="new_arr=9M", chance=0.5, replications=6)
    assert found.answer is None and found.nearest.stands == "60k per month"
    assert found.idle is None or found.idle.place > found.ladder.today
