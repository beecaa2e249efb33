"""Training that new customers may buy."""

from typing import NamedTuple

LUCK = ("TRAINING",)


class TrainingInputs(NamedTuple):
    """Training that the new customers of one segment are offered."""

    attached: float  # chance that one buys it
    fee: tuple[int, ...]  # cents, by day; 0 where none is offered
    cost: int  # cents


INPUTS = {
    "training": tuple[TrainingInputs, ...],  # one for each segment; none where nobody is offered any
}
