"""What is compared with the plan when a month begins, and what the cash policy may do."""

from typing import NamedTuple

from gtmsim.rules.rule import rule


class PlannedArr(NamedTuple):
    """ARR that the target's path says: an amount, and a share of the ARR of day 0, from which the path sets out."""

    amount: float  # money
    of_day_0: float


INPUTS = {
    "reviews_cash": bool,  # is there a cash policy?
    "cash_floor": int,  # cents
    "arr_path": tuple[PlannedArr, ...],  # after so many months; none where no target says one
}


@rule
def against_plan(arr: float, amount: float, of_day_0: float, arr_0: float) -> float:
    """ARR [money/year] over what the path says [1]; 1 where it says nothing above 0."""
    planned = amount + of_day_0 * arr_0
    return arr / planned if planned > 0.0 else 1.0
