"""Customers about to leave who are kept."""

from typing import NamedTuple


class SavingInputs(NamedTuple):
    """Customers about to leave that are kept."""

    chance: float
    discount: float
    hours: float


INPUTS = {
    "saving": SavingInputs | None,
}
