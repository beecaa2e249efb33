"""What a file may say of pay by how much of a quota is reached."""

from pathlib import Path

import pytest

from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.day_zero import same_day_zero

BASELINE = Path(__file__).parent / "firm" / "baseline.yaml"
AE, SDR, CSM = (f"plan.teams.{name}.variable_pay=%s" for name in ("ae", "sdr", "csm"))
QUOTA, PLAIN = "plan.quota={per_year: 700k%s}", "plan.commission=0%"
CALLS = SDR % "{at_quota: 24k, quota: 12 per month%s}"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([AE % "{at_quota: 60k}", PLAIN], r"E_MISSING plan\.teams\.ae\.variable_pay: .*say `plan\.quota: {per_year"),
        ([AE % "{at_quota: 60k}", QUOTA % ""], r"E_CONFLICT plan\.teams\.ae\.variable_pay: .*twice .*commission: 0%"),
        ([AE % "{at_quota: 60k}", QUOTA % ", threshold: 100%", PLAIN], r"E_RANGE plan\.quota\.threshold"),
        ([AE % "{at_quota: 60k, quota: 700k}", QUOTA % "", PLAIN], r"E_UNKNOWN plan\.teams\.ae\.variable_pay\.quota"),
        ([SDR % "{at_quota: 24k}"], r"E_MISSING plan\.teams\.sdr\.variable_pay\.quota"),
        ([CALLS % ", threshold: 100%"], r"E_RANGE plan\.teams\.sdr\.variable_pay\.threshold"),
        ([CALLS % ", threshold: 90%, accelerates_at: 80%, accelerator: 2"], r"E_RANGE .*variable_pay\.accelerates_at"),
        ([SDR % "24k"], r"E_TYPE plan\.teams\.sdr\.variable_pay"),
        ([CSM % "{at_quota: 9k, quota: 120%}"], r"E_RANGE plan\.teams\.csm\.variable_pay\.quota"),
        ([CSM % "{at_quota: 9k, quota: 12 per month}"], r"E_UNIT plan\.teams\.csm\.variable_pay\.quota"),
    ],
)
def test_what_is_refused(changes: list[str], says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load(BASELINE, changes)


def told(*changes: str) -> list[str]:
    found = warnings_of(load(BASELINE, list(changes)))
    return [dotted(problem.path) for problem in found if problem.code == "W_UNUSED"]


def test_what_has_no_effect_is_told() -> None:
    period, beyond = (f"plan.teams.sdr.variable_pay.{name}" for name in ("period", "accelerates_at"))
    short = "run.months=9"
    assert period in told(CALLS % ", period: year", short)
    assert period not in told(CALLS % ", period: quarter", short)
    assert beyond in told(CALLS % ", accelerates_at: 90%")
    assert beyond not in told(CALLS % ", accelerates_at: 90%, accelerator: 2")
    # Of the curve of sellers it is enough that one of both is paid by it.
    curve = (QUOTA % ", threshold: 30%", PLAIN)
    assert "plan.quota.threshold" in told(*curve)
    assert "plan.quota.threshold" not in told(*curve, AE % "{at_quota: 60k}")


def test_what_engines_read_and_day_0() -> None:
    pays = [
        CALLS % ", period: quarter",
        CSM % "{at_quota: 12k, quota: 95%, accelerator: 2}",
        "plan.teams.csm.fte_per_head=50%",
    ]
    bare, said = load(BASELINE, pays[2:]), load(BASELINE, pays)
    sdr, ae, csm = resolve(said).variable_pay
    assert (sdr.months, sdr.quota, sdr.ramped, sdr.yearly[0]) == (3, 14_400.0, True, 2_400_000)
    assert ae.months == 0
    assert (csm.months, csm.quota, csm.accelerator, csm.yearly[-1]) == (3, 0.95, 2.0, 600_000)
    assert resolve(bare).variable_pay == ()
    assert same_day_zero(bare, said)
