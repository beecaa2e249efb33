"""The question of the plan: a hire helps the chance most where leads wait, and not before it has learnt and sold."""

from functools import cache
from pathlib import Path
from typing import Any

from gtmsim.study.compare import compare
from gtmsim.study.comparison import Comparison

FOLDER = Path(__file__).parents[2] / "scenarios" / "make_plan"
JUNE, YEAR, END = ("new_arr", "2026-06-30"), ("new_arr", "2026-12-31"), ("arr_end", "2027-12-31")


@cache
def found() -> Comparison:
    plans = (FOLDER / f"{name}.yaml" for name in ("as_planned", "two_more_sellers", "two_more_callers"))
    return compare(*plans, replications=100)


def difference(target: tuple[str, str], plan: str) -> dict[str, Any]:
    points = found().summary()["targets"]["points"]
    (point,) = (each for each in points if (each["metric"], each["by"]) == target)
    said: dict[str, Any] = point["chance"]["differences"][plan]
    return said


def test_callers_raise_the_chance_by_more_than_sellers_do() -> None:
    for target in (YEAR, END):
        callers, sellers = difference(target, "Two more callers"), difference(target, "Two more sellers")
        assert callers["verdict"] == "better" and callers["mean"] > 1.5 * sellers["mean"] >= 0.0
    points = compare(*found().results[1:]).summary()["targets"]["points"]
    assert all(point["chance"]["differences"]["Two more callers"]["verdict"] == "better" for point in points[2:])


def test_what_is_hired_for_in_march_is_not_there_in_june() -> None:
    assert difference(JUNE, "Two more callers")["mean"] < 0.5 * difference(YEAR, "Two more callers")["mean"]


def test_the_plan_itself_is_more_likely_missed_than_made() -> None:
    targets = found().summary()["targets"]
    assert all(point["chance"]["values"]["As planned"]["ci95"][1] < 0.6 for point in targets["points"])
    assert targets["together"]["values"]["As planned"]["mean"] < min(
        point["chance"]["values"]["As planned"]["mean"] for point in targets["points"]
    )
