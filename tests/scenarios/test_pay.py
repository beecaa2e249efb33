"""How people are paid: its orderings in paired runs, by more than two standard errors."""

import pytest
from scenarios.test_demand_questions import sure
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


YEARLY = "plan.offers={small: {term: 12 months, billing: %s}, mid: {term: 12 months, billing: %s}}"
FEES = "plan.payment_fees={small: {fixed: 5}, mid: {fixed: 5}}"


def test_bills_by_the_month_cost_more_payment_fees_than_those_by_the_year() -> None:
    """More payments are made, each of which costs something; a share would follow the money, which comes later."""
    by_year = (YEARLY % ("yearly", "yearly"), YEARLY.replace("offers", "renewal_offers") % ("yearly", "yearly"), FEES)
    by_month = tuple(each.replace("yearly", "monthly") for each in by_year)
    pairs = list(zip(run(FIRM, *by_year), run(FIRM, *by_month), strict=True))
    assert sure([of(after, "payment_fees") - of(before, "payment_fees") for before, after in pairs]) > 2.0
    assert moves_no_deal(FEES)


OTE = ("plan.commission=0%", "plan.teams.ae.variable_pay={at_quota: 60k}")
CALLS = "plan.teams.sdr.variable_pay={at_quota: 20k, quota: 8 per month%s}"


@pytest.mark.parametrize(
    ("base", "steeper"),
    [(OTE, (*OTE, "plan.quota.accelerator=3")), ((CALLS % "",), (CALLS % ", accelerator: 3",))],
    ids=["ae", "sdr"],
)
def test_an_accelerator_raises_pay_at_the_same_wins(base: tuple[str, ...], steeper: tuple[str, ...]) -> None:
    """Nobody sells more for it: that would have to be said."""
    pairs = list(zip(run(FIRM, *base), run(FIRM, *steeper), strict=True))
    assert sure([of(after, "variable_pay") - of(before, "variable_pay") for before, after in pairs]) > 2.0
    assert all(of(after, "new_arr") == of(before, "new_arr") for before, after in pairs)
    assert moves_no_deal(*base)


def test_a_higher_quota_of_callers_pays_them_less_and_moves_nobody() -> None:
    more = (CALLS % "").replace("8 per month", "12 per month")
    pairs = list(zip(run(FIRM, CALLS % ""), run(FIRM, more), strict=True))
    assert sure([of(after, "variable_pay") - of(before, "variable_pay") for before, after in pairs]) < -2.0
    assert moves_no_deal(more)
