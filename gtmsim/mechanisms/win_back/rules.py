"""Customers who come back."""

from typing import NamedTuple

from gtmsim.rules.chance import Law


class ReturnInputs(NamedTuple):
    """Customers that come back."""

    chance: float
    delay: Law  # day
    value: float


INPUTS = {
    "returns": ReturnInputs | None,
}
