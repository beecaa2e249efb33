"""What a file may say of a push before a period ends: what is refused, what is idle, what is read."""

from pathlib import Path

import pytest

from gtmsim.rules.calendar import DAY, NEVER
from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.day_zero import same_day_zero
from gtmsim.study.changes import asked, changes

BASELINE = Path(__file__).parent / "firm" / "baseline.yaml"
PUSH = "plan.quarter_end={discount: 10%%%s}"
BELOW = PUSH % ", only_below_quota: true"
QUOTA = "plan.quota={per_year: 700k per year, period: %s}"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("plan.quarter_end={last_days: 5 days}", r"E_MISSING plan\.quarter_end\.discount"),
        ("plan.quarter_end={discount: 100%}", r"E_RANGE plan\.quarter_end\.discount"),
        (PUSH % ", period: week", r"plan\.quarter_end\.period"),
        (PUSH % ", last_days: 14", r"E_UNIT plan\.quarter_end\.last_days"),
        (PUSH % ", last_days: 0 days", r"E_RANGE plan\.quarter_end\.last_days"),
        (PUSH % ", last_days: 89 days", r"E_RANGE plan\.quarter_end\.last_days: a quarter may have 89 days"),
        (PUSH % ", period: month, last_days: 28 days", r"E_RANGE plan\.quarter_end\.last_days: a month may have 28"),
        ("market.quarter_end.pull_forward=120%", r"E_RANGE market\.quarter_end\.pull_forward"),
    ],
)
def test_what_is_refused(change: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load(BASELINE, [change])


@pytest.mark.parametrize(
    ("idle", "where", "remedy"),
    [
        (
            [PUSH % ", only_below_quota: true"],
            "plan.quarter_end.only_below_quota",
            [PUSH % ", only_below_quota: true", QUOTA % "quarter"],
        ),
        ([PUSH % "", "run.months=2"], "plan.quarter_end", [PUSH % "", "run.months=3"]),
        ([PUSH % ", period: year", "run.months=11"], "plan.quarter_end", [PUSH % ", period: year", "run.months=12"]),
    ],
)
def test_what_has_no_effect_is_told(idle: list[str], where: str, remedy: list[str]) -> None:
    def told(sets: list[str]) -> list[str]:
        found = warnings_of(load(BASELINE, sets))
        return [dotted(problem.path) for problem in found if problem.code == "W_UNUSED"]

    assert where in told(idle)
    assert where not in told(remedy)


def test_what_is_said_is_what_engines_read() -> None:
    said = resolve(load(BASELINE, [PUSH % "", "market.quarter_end.reach=null"])).quarter_end
    assert said is not None
    assert said[:4] == (3, 14 * DAY, 0.1, False) and said.reach == NEVER
    assert said.chance == pytest.approx(1 / (1 + 9 / 2.718281828459045))
    monthly = resolve(load(BASELINE, [PUSH % "", QUOTA % "month"])).quarter_end
    assert monthly is not None and monthly.months == 1  # that of the quota
    assert resolve(load(BASELINE)).quarter_end is None


def test_it_is_a_decision_and_moves_nothing_of_day_0() -> None:
    base, adds = load(BASELINE), load(BASELINE, [PUSH % ""])
    assert same_day_zero(base, adds) and asked(changes(base, adds)) == "decision"
