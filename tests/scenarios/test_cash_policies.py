"""What must come out of a policy that looks at cash: a brake saves firms and costs growth, a standby line saves."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import gtmsim
from gtmsim.study.results import Results

FOLDER = Path(__file__).parents[2] / "scenarios" / "runway"
REPLICATIONS = 60
ENOUGH = {"name": "enough", "then": {"spend": "100%"}}
LATE = {  # two callers and two sellers more, one after another, and less cash to pay them from than the firm has
    "run.initial.cash": "680k",
    "plan.teams.sdr.headcount": {"2026-06-01": "+1", "2027-01-01": "+1 more"},
    "plan.teams.ae.headcount": {"2026-06-01": "+1", "2027-01-01": "+1 more"},
}


def brake(**then: str) -> dict[str, Any]:
    """What is done while the cash would not last for nine months."""
    short = {"name": "short", "when": {"runway": "< 9 months"}, "then": then}
    return {"plan.policies.cash_policy": {"hit": "first", "rows": [short, ENOUGH]}}


READY = {"plan.funding": {"line": {"on_call": "45 days", "amount": "250k", "repaid_after": "36 months"}}}
FLOOR = {"plan.cash_floor": "100k"}
PLANS: dict[str, dict[str, Any]] = {
    "free": LATE,
    "cut": {**LATE, **brake(spend="40%")},
    "cut and freeze": {**LATE, **brake(spend="40%", hiring="freeze")},
    "standby": {**LATE, **READY, **brake(**{"raise": "line"})},
    "all": {**LATE, **READY, **brake(**{"spend": "40%", "hiring": "freeze", "raise": "line"})},
    "gives up": {
        **LATE,
        "plan.policies.cash_policy": {
            "hit": "first",
            "rows": [{"name": "over", "when": {"cash": "< 0"}, "then": {"firm": "ends"}}, ENOUGH],
        },
    },
}


@cache
def results(plan: str, floor: bool = False) -> Results:
    """A study of the firm that holds, with one of the plans."""
    sets = {**PLANS[plan], **(FLOOR if floor else {})}
    return gtmsim.run(gtmsim.variant(FOLDER / "hold.yaml", sets, name=f"{plan} {floor}"), REPLICATIONS)


def errors(metric: str, one: str, other: str) -> float:
    """How many standard errors a plan is above another, in the same luck."""
    ours, theirs = (results(plan).measures[metric, "", ""].values() for plan in (one, other))
    moved = ours - theirs
    return float(moved.mean() / (moved.std(ddof=1) / np.sqrt(len(moved))))


def test_a_brake_lowers_the_chance_to_run_out_and_costs_revenue() -> None:
    assert errors("ruin_probability", "cut and freeze", "free") < -2
    assert errors("cash_lowest", "cut and freeze", "free") > 2
    assert errors("arr_end", "cut and freeze", "free") < -2


def test_a_freeze_beside_a_cut_saves_pay_and_costs_revenue() -> None:
    assert errors("payroll", "cut and freeze", "cut") < -2
    assert errors("cash_lowest", "cut and freeze", "cut") > 2
    assert errors("hiring_freeze_months", "cut and freeze", "cut") > 2


def test_a_standby_line_keeps_more_firms_solvent_and_moves_nothing_else() -> None:
    assert errors("ruin_probability", "standby", "free") < -2
    for metric in ("arr_end", "ebitda", "plan_cost", "new_arr"):
        same = (results(plan).measures[metric, "", ""].values() for plan in ("standby", "free"))
        np.testing.assert_array_equal(*same, metric)


def test_a_line_beside_the_brake_keeps_more_firms_solvent_than_the_brake() -> None:
    assert errors("ruin_probability", "all", "cut and freeze") < -2


def test_a_firm_ends_after_it_is_out_of_cash_and_never_else() -> None:
    found = results("gives up").measures
    out, end = (found[name, "", ""].values() for name in ("cash_out_month", "firm_end_month"))
    last = np.isfinite(out) & (out < 24)
    assert last.any() and not last.all()
    np.testing.assert_array_equal(end[last], out[last] + 1)  # the review follows the month's end
    assert np.isinf(end[~last]).all()
    assert found["firm_end_probability", "", ""].values().mean() == last.mean()
    assert (found["arr_end", "", ""].values()[last] == 0.0).all()


def test_a_floor_is_reached_before_the_money_is_gone() -> None:
    free, floored = (results("free", floor) for floor in (False, True))
    out, reached = (each.measures["cash_out_month", "", ""].values() for each in (free, floored))
    assert (reached <= out).all() and (reached < out).any()
    assert floored.estimate("ruin_probability").mean > free.estimate("ruin_probability").mean
    month = [each.statements("month").cash_out()[-1].mean for each in (free, floored)]
    assert month == [each.estimate("ruin_probability").mean for each in (free, floored)]
