"""What research and administration cost, by hand."""

from gtmsim.mechanisms.money.rules import function_cost


def test_a_budget_heads_and_a_share_add_up() -> None:
    assert function_cost(100_000, 0, 11, 0.0, 500_000) == 100_000
    assert function_cost(0, 2_500, 11, 0.0, 500_000) == 27_500
    assert function_cost(0, 0, 11, 0.125, 500_004) == 62_501  # 62,500.5, halves upwards
    assert function_cost(100_000, 2_500, 11, 0.125, 500_004) == 190_001
    assert function_cost(0, 2_500, 0, 0.2, 0) == 0
