"""How people are paid: its orderings in paired runs, by more than two standard errors."""

from scenarios.test_quota_questions import of, rises, run

FIRM = "nobody_leaves"


def moves_no_deal(*changes: str) -> bool:
    """Is new business the same with some changes, replication by replication?"""
    return all(
        of(one, "new_arr") == of(other, "new_arr") for one, other in zip(run(FIRM), run(FIRM, *changes), strict=True)
    )


def test_employers_costs_raise_payroll_by_their_share_and_move_no_deal() -> None:
    burden = "plan.payroll_burden=20%"
    assert rises(FIRM, FIRM, "payroll", burden) > 2.0
    for one, other in zip(run(FIRM), run(FIRM, burden), strict=True):
        assert abs(of(other, "payroll") - 1.2 * of(one, "payroll")) <= 0.005 * 3 * 36  # half a cent a team and month
    assert rises(FIRM, FIRM, "cac_loaded", burden) > 2.0
    assert moves_no_deal(burden)
