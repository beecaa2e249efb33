"""What agencies are paid."""

from typing import NamedTuple


class Agency(NamedTuple):
    """People outside who manage channels."""

    name: str
    retainer: tuple[int, ...]  # cents, per month
    shares: tuple[float, ...]  # of the spend of each channel


INPUTS = {
    "agencies": tuple[Agency, ...],  # in the order of their names
}
