"""What an employer pays on top of pay, by hand."""

from gtmsim.mechanisms.employer_costs.rules import burden_on


def test_burden_on() -> None:
    assert burden_on(100_000, 0.21) == 21_000
    assert burden_on(50, 0.21) == 11  # 10.5: halves upwards
    assert burden_on(-50, 0.21) == -11  # as much comes back as was due
    assert burden_on(-12_000, 0.21) == -2_520
    assert burden_on(0, 0.5) == burden_on(100, 0.0) == 0
