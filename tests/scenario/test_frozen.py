"""What a variant leaves of the firm that it goes back to: said in `run.initial`, where it can be read and changed."""

from pathlib import Path

import pytest

from gtmsim.mechanisms.staff.section import found_headcount
from gtmsim.mechanisms.subscription.inputs import found_terms
from gtmsim.scenario.load import load
from gtmsim.scenario.resolved.day_zero import in_force, same_day_zero
from gtmsim.scenario.writing import resolved_yaml
from gtmsim.study.changes import asked, changes, settings

BASELINE = Path(__file__).parent / "firm" / "baseline.yaml"


def test_nothing_is_written_where_the_plan_leaves_day_zero_alone() -> None:
    told = load(
        BASELINE, ["plan.spend.content=1k per month", "plan.renewal_price_increase=9%", "plan.evidence.level=3"]
    )
    assert told.run.initial == load(BASELINE).run.initial


def test_what_the_first_file_said_is_kept() -> None:
    told = load(BASELINE, ["plan.terms.mid=24 months", "plan.price=1.2", "plan.teams.ae.headcount=2"])
    assert told.run.initial.terms == {"mid": 12}
    assert told.run.initial.price == 1.0
    assert told.run.initial.headcount.ae == 5
    assert (found_terms(told)["mid"], found_headcount(told, "ae")) == (12, 5)


@pytest.mark.parametrize(
    "sets",
    [
        ["plan.teams.sdr.queue_discipline=newest_first", "plan.teams.ae.headcount=9"],
        ["plan.teams.csm=null"],
        ["plan.working_hours={opens: 6h}"],
        ["plan.teams.ae.working_hours={opens: 6h}"],
        ["plan.referral_reward=9k", "plan.price=2"],
        ["plan.policies.discount={hit: first, rows: [{name: all, then: {discount: 30%}}]}"],
    ],
)
def test_a_plan_is_a_decision_about_the_same_firm(sets: list[str]) -> None:
    base, told = load(BASELINE), load(BASELINE, sets)
    found = changes(base, told)
    assert same_day_zero(base, told)
    assert (asked(found), settings(found)) == ("decision", [])


def test_another_firm_is_no_decision() -> None:
    base, told = load(BASELINE), load(BASELINE, ["run.initial.headcount.ae=9", "plan.renewal_price_increase=9%"])
    assert not same_day_zero(base, told)
    assert settings(changes(base, told)) == ["run.initial.headcount.ae"]


def test_what_is_said_wins_over_what_would_be_kept() -> None:
    told = load(BASELINE, ["plan.teams.ae.headcount=2", "run.initial.headcount.ae=7"])
    assert told.run.initial.headcount.ae == 7


def test_a_saved_variant_finds_the_same_day(tmp_path: Path) -> None:
    told = load(BASELINE, ["plan.terms.mid=24 months", "plan.working_hours={opens: 6h}", "plan.teams.ae.headcount=2"])
    (tmp_path / "saved.yaml").write_text(resolved_yaml(told), encoding="utf-8")
    again = load(tmp_path / "saved.yaml")
    assert again.run.initial == told.run.initial and same_day_zero(again, told)


def test_a_row_that_begins_later_was_not_in_force() -> None:
    rows = "{name: late, starts: 2026-03-01, then: {discount: 30%}}, {name: all, then: {discount: 0%}}"
    told = load(BASELINE, [f"plan.policies.discount={{hit: first, rows: [{rows}]}}"])
    held = in_force(told.plan.policies.discount, told.run.start, "discount")
    assert [row.name for row in held.rows] == ["all"]


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in BASELINE.parent.glob("*/*.yaml")}), ids=lambda p: p.name
)
def test_shipped_plans_of_one_question_find_one_firm(folder: Path) -> None:
    one, *others = [load(path) for path in sorted(folder.glob("*.yaml"))]
    assert all(same_day_zero(one, other) for other in others)
