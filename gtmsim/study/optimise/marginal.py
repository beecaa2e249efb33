"""What the next step of each lever brings and costs, from the plan that was found, on the same fresh luck."""

from typing import NamedTuple

from gtmsim.study.estimators import Estimate
from gtmsim.study.paired import Difference

PARTS = 12  # a step is so small a part of a range, or one value


class Marginal(NamedTuple):
    """One lever moved by one step."""

    lever: int  # its place
    up: bool  # towards its last value
    before: str
    after: str
    moved: Difference | None  # of what plans are judged by; the intervals of all steps and curves hold together
    cost: Estimate | None  # of the plan over the run [currency]
    per_cost: Estimate | None  # for each unit of money
    broken: tuple[str, ...]  # conditions that it does not keep beyond doubt
    why: str = ""  # it makes no plan


def steps_from(here: int, size: int) -> list[int]:
    """A step up and a step down, as far as the values of a lever go."""
    by = max(1, (size - 1) // PARTS)
    return [place for place in (min(here + by, size - 1), max(here - by, 0)) if place != here]
