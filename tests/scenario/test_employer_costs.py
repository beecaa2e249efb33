"""What a file may say of what an employer pays on top of pay."""

from pathlib import Path

import pytest

from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.day_zero import same_day_zero

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
SAID = "plan.payroll_burden=%s"
UNPAID = [*(f"plan.teams.{name}.salary=0" for name in ("sdr", "ae", "csm")), "plan.teams.ae.managers=null"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (SAID % "250%", r"E_RANGE plan\.payroll_burden"),
        (SAID % "20k per year", r"plan\.payroll_burden"),
        (SAID % "{ae: 20%}", r"plan\.payroll_burden"),
        ("plan.payrol_burden=20%", r"E_UNKNOWN plan\.payrol_burden: .*did you mean `payroll_burden`"),
    ],
)
def test_what_is_refused(change: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load(BASELINE, [change])


def told(changes: list[str]) -> list[tuple[str, str]]:
    return [(problem.code, dotted(problem.path)) for problem in warnings_of(load(BASELINE, changes))]


def test_a_share_of_nothing_is_told() -> None:
    idle = ("W_UNUSED", "plan.payroll_burden")
    assert idle in told([SAID % "20%", "plan.commission=0", *UNPAID])
    assert idle not in told([SAID % "20%", "plan.commission=10%", *UNPAID])
    assert idle not in told([SAID % "20%", "plan.commission=0"])
    assert ("W_UNUSUAL", "plan.payroll_burden") in told([SAID % "120%"])  # a factor of 1.2 is no share of 1.2


def test_what_engines_read_and_day_0() -> None:
    bare, said = load(BASELINE), load(BASELINE, [SAID % "20%"])
    assert (resolve(bare).burden, resolve(said).burden) == (0.0, 0.2)
    assert same_day_zero(bare, said)
