"""Every lever of a plan moved by one step: what is tried, what it does, and when it has paid back."""

import math
from pathlib import Path

import numpy as np
import pytest

from gtmsim.report.studies.levers import told
from gtmsim.scenario.language.walk import parameters
from gtmsim.scenario.load import load, variant
from gtmsim.scenario.sections.plan import Plan
from gtmsim.study.judged import BETTER, WORSE
from gtmsim.study.levers.effects import Effect
from gtmsim.study.levers.found import Levers
from gtmsim.study.levers.levers import levers
from gtmsim.study.levers.steps import OFF, steps_of
from gtmsim.study.payback import Held, Payback, ahead, crossing, payback
from gtmsim.study.problems import StudyError

BASELINE = load("tests/scenario/firm/baseline.yaml", ["run.months=9", "run.run_off=false"])
# What may follow dates in a plan and is no step by itself: a cost whose effect is said elsewhere, or a part of a whole.
WITHOUT_STEP = {
    "agencies.*.retainer",
    "offers.*.introductory.discount",
    "offers.*.notice_period",
    "renewal_offers.*.notice_period",
    "teams.ae.managers.salary",
    "teams.csm.managers.salary",
    "teams.sdr.managers.salary",
    "teams.ae.variable_pay.at_quota",
    "teams.csm.variable_pay.at_quota",
    "teams.sdr.variable_pay.at_quota",
    "tools_per_head.ae",
    "tools_per_head.csm",
    "tools_per_head.sdr",
    "contact_capture_rate.*",
    "lead_magnets.*.strength",
    "teams.sdr.salary",
    "teams.ae.salary",
    "teams.csm.salary",
    "evidence.cost",
    "content.*.team_cost",
    "website.quality",
    "website.case_studies",
    "website.cost",
    "enrichment.completeness",
    "enrichment.cost",
    "overhead",
    "research",
    "research_per_head",
    "research_share",
    "administration",
    "administration_per_head",
    "administration_share",
    "other_opex",
    "community.cost",
    "offers.*.terms.*",
    "renewal_offers.*.terms.*",
}

FIRM = variant(
    BASELINE,
    {
        "run.months": "6",
        "run.engine": "compiled",
        "plan.teams.sdr.headcount": "12",
        "plan.teams.ae.headcount": "2",
        **dict.fromkeys([f"market.channels.{name}" for name in ("content", "social_ads", "partners", "trade_shows")]),
    },
    "Two sellers for twelve callers",
)


def test_steps_come_from_the_schema() -> None:
    steps, refused = steps_of(BASELINE)
    names = {step.name: (step.base, step.here) for step in steps}
    assert names["plan.teams.ae.headcount +1"] == ("5", "6")
    assert names["plan.spend.search_ads -20%"] == ("20k per month", "16k per month")
    assert names["plan.price x1.05"] == ("100%", "105%")
    assert names["plan.events.trade_shows off"] == ("", OFF)
    assert "plan.terms.small 12 months" not in names, "which is what stands there"
    assert not refused


def test_a_step_moves_what_goes_along() -> None:
    (step,) = [s for s in steps_of(BASELINE)[0] if s.name == "plan.evidence.level x1.2"]
    assert step.changes == {"plan.evidence.level": "x1.2", "plan.evidence.cost": "x1.2"}
    assert step.scenario.plan.evidence.cost.values == (3600.0,)


def test_more_of_what_has_no_cost_is_not_tried() -> None:
    free = variant(BASELINE, {"plan.evidence.cost": "0 per month"})
    steps, refused = steps_of(free)
    assert not [s for s in steps if s.path == "plan.evidence.level"]
    assert [(r.path, r.step) for r in refused] == [("plan.evidence.level", "x1.2"), ("plan.evidence.level", "x0.8")]
    assert all("no cost" in r.why for r in refused)


def test_rows_of_tables_are_steps() -> None:
    ladder = load("scenarios/discount_discipline/ladder.yaml")
    steps = [s for s in steps_of(ladder)[0] if s.step == OFF and "policies" in s.path]
    assert [s.path.rpartition(".")[2] for s in steps] == ["seller decides", "head of sales approves"]
    rows = steps[0].scenario.plan.policies.discount.rows
    assert [row.then["discount"] for row in rows if row.name == "seller decides"] == ["0%"], "as the point by itself"


def test_a_row_that_others_stand_in_for_goes_whole() -> None:
    flood = load("scenarios/bait_flood/flood.yaml")
    (step,) = [s for s in steps_of(flood)[0] if s.path.endswith("lead_score.rows.seems to fit")]
    assert "seems to fit" not in [row.name for row in step.scenario.plan.policies.lead_score.rows]


def test_every_lever_has_steps_or_is_no_decision_by_itself() -> None:
    levers_without = {
        p.pattern
        for p in parameters(Plan)
        if type(p.declaration).__name__ == "LeverDeclaration" and not p.declaration.steps
    }
    assert levers_without == WITHOUT_STEP, "a new lever says its steps, or why it has none"


def test_crossing_by_hand() -> None:
    assert crossing(np.array([-5, -2, 1, 4])) == 3.0
    assert crossing(np.array([-5, 2, -1, 4])) == 4.0, "for good"
    assert crossing(np.array([1, 2, 3])) == 0.0
    assert crossing(np.array([-1, -1, -1])) == math.inf
    assert crossing(np.array([-1, 0, 0])) == 2.0


def test_payback_pools_all_replications() -> None:
    base = np.zeros((10, 4), np.int64)
    pays = np.tile(np.array([-100, 40, 40, 40]), (7, 1))
    never = np.tile(np.array([-100, 0, 0, 0]), (3, 1))
    paid = payback(ahead(base, np.vstack([pays, never])))
    assert isinstance(paid, Payback)
    assert (paid.months.mean, paid.chance.mean, paid.n) == (4.0, 0.7, 10)
    assert paid.months.ci95[1] is None, "three of ten do not pay back: the upper end is beyond the run"


def test_what_saves_is_told_apart() -> None:
    base = np.zeros((10, 3), np.int64)
    kept = payback(ahead(base, np.tile(np.array([10, 10, 10]), (10, 1))))
    assert isinstance(kept, Held) and kept.chance.mean == 1.0 and kept.months.mean is None
    lost = payback(ahead(base, np.tile(np.array([10, -30, 0]), (10, 1))))
    assert isinstance(lost, Held) and lost.chance.mean == 0.0 and lost.months.mean == 2.0
    assert payback(ahead(base, base)) is None


@pytest.fixture(scope="module")
def study() -> Levers:
    return levers(FIRM, metric="new_arr", replications=10)


def by_name(effects: tuple[Effect, ...]) -> dict[str, Effect]:
    return {effect.step.name: effect for effect in effects}


def test_the_planted_bottleneck_comes_first(study: Levers) -> None:
    effects = by_name(study.effects)
    assert study.effects[0].step.name == "plan.teams.ae.headcount +1", "two sellers for twelve callers"
    assert effects["plan.teams.ae.headcount +1"].verdict == BETTER
    assert effects["plan.teams.ae.headcount -1"].verdict == WORSE
    assert effects["plan.teams.sdr.headcount +1"].verdict != BETTER, "one more drowns sellers who are late already"


def test_cost_and_cash_are_those_of_the_step(study: Levers) -> None:
    hire = by_name(study.effects)["plan.teams.ae.headcount +1"]
    assert hire.cost.mean is not None and hire.cost.mean >= 65_000.0, "half a year of 130k, and commissions"
    assert isinstance(hire.payback, Payback)
    summary = study.summary()
    assert [row["rank"] for row in summary["steps"]] == list(range(1, len(summary["steps"]) + 1))
    assert repr(study).startswith("Levers('Two sellers")


def test_what_is_warned_of_is_not_advised(study: Levers) -> None:
    longer = by_name(study.effects)["plan.terms.small 24 months"]
    assert [problem.code for problem in longer.warned] == ["W_TERM"] and not longer.advised
    assert any("plan.terms.small 24 months" in text and "W_TERM" in text for text in study.warnings)
    assert any(row[0] == "terms.small 24 months *" for row in told(study).tables[0].rows)
    assert not by_name(study.effects)["plan.teams.ae.headcount +1"].warned, "a plan's start is no fault of its step"


def test_what_does_not_vary_is_shown_to_the_unit(study: Levers) -> None:
    cells = [cell for row in told(study).tables[0].rows for cell in row[2:8]]
    assert max(map(len, cells)) < 20, "no digits of rounding"
    one = by_name(study.effects)["plan.teams.csm.headcount +1"].cost
    assert one.mean == pytest.approx(46_000.0, rel=0.02) and one.ci95[0] == one.ci95[1] == one.mean


def test_cash_is_that_of_the_statements(study: Levers) -> None:
    hire = by_name(study.effects)["plan.teams.ae.headcount +1"]
    place = study.compared.names.index(hire.step.name)
    flows = [study.compared.results[i].lines["net_cash_flow"].sum(axis=1) / 100 for i in (0, place)]
    assert hire.cash.mean == pytest.approx(float((flows[1] - flows[0]).mean()))
    found, costs = hire.per_cost.mean, hire.cost.mean
    assert found is not None and costs is not None
    assert found == pytest.approx(hire.difference["mean"] / costs)


def test_the_answer_names_the_bottleneck(study: Levers) -> None:
    said = told(study)
    assert any(text.startswith("AEs are busy") and "the bottleneck" in text for text in said.answers)
    assert said.answers[1].startswith("First: `plan.teams.ae.headcount +1` (2 to 3) raises new ARR by")
    assert len(said.tables[0].rows) == len(study.effects)
    assert said.files["levers.csv"].count(b"\n") == len(study.effects) + 1


def test_a_folder_is_written_whole(study: Levers, tmp_path: Path) -> None:
    folder = study.write(tmp_path / "levers")
    assert {path.name for path in folder.iterdir()} == {
        *("README.txt", "summary.json", "levers.csv", "scenario.yaml", "report.html", "figures", "run.json")
    }
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "What each step does" in page and "<script" not in page


def test_a_budget_leaves_out_what_is_dearer_and_tries_the_best_together() -> None:
    found = levers(FIRM, metric="new_arr", replications=6, budget=50_000.0)
    assert all((effect.cost.mean or 0.0) <= 50_000.0 for effect in found.within)
    assert "plan.teams.ae.headcount +1" not in by_name(found.within)
    assert found.bundle is not None


def test_the_number_of_workers_is_no_input() -> None:
    one, two = (levers(FIRM, metric="new_arr", replications=2, jobs=jobs).summary() for jobs in (1, 2))
    assert one == two


def test_a_budget_below_nothing_is_refused() -> None:
    with pytest.raises(StudyError, match="budget"):
        levers(FIRM, budget=-1.0)
