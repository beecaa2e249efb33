"""What it takes to talk to a buyer in some way, and what it does."""

from typing import NamedTuple


class TouchInputs(NamedTuple):
    """One way to talk to a buyer."""

    work: float
    think: float
    goes_on: float
    trust: float
    expense: int  # cents


INPUTS = {
    "touches": tuple[TouchInputs, ...],  # message, phone, face to face, and what a deal found open has had
}
