"""What a file may say of what payments cost."""

from pathlib import Path

import pytest

from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.resolved.day_zero import same_day_zero

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
SAID = "plan.payment_fees={small: {%s}}"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (SAID % "share: 60%", r"E_RANGE plan\.payment_fees\.small\.share"),
        (SAID % "fixed: -1", r"E_RANGE plan\.payment_fees\.small\.fixed"),
        (SAID % "fixd: 0.3", r"E_UNKNOWN plan\.payment_fees\.small\.fixd: .*did you mean `fixed`"),
        ("plan.payment_fees={smal: {share: 3%}}", r"E_UNKNOWN plan\.payment_fees\.smal: .*did you mean `small`"),
        ("plan.payment_fees={share: 3%}", r"E_TYPE plan\.payment_fees\.share"),
        ("plan.payment_fees=3%", r"E_TYPE plan\.payment_fees"),
        ("plan.payment_fee=3%", r"E_UNKNOWN plan\.payment_fee: .*did you mean `payment_fees`"),
    ],
)
def test_what_is_refused(change: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load(BASELINE, [change])


def test_a_fee_of_nothing_is_told() -> None:
    def told(change: str) -> list[str]:
        return [dotted(problem.path) for problem in warnings_of(load(BASELINE, [change])) if problem.code == "W_UNUSED"]

    assert "plan.payment_fees.small" in told(SAID % "share: 0%")
    assert "plan.payment_fees.small" not in told(SAID % "fixed: 0.25")


def test_what_engines_read_and_day_0() -> None:
    bare, said = load(BASELINE), load(BASELINE, [SAID % "share: 2.9%, fixed: 0.30"])
    none = load(BASELINE, [SAID % "share: 0%"])
    assert resolve(bare).payment_fees == resolve(none).payment_fees == ()
    assert [tuple(each) for each in resolve(said).payment_fees] == [(0.0, 0), (0.029, 30)]  # mid, small
    assert same_day_zero(bare, said)
