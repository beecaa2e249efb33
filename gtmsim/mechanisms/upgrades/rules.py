"""Moves to a higher plan."""

from typing import NamedTuple

LUCK = ("UPGRADE",)


class UpgradeInputs(NamedTuple):
    """How the customers of one segment move to a higher plan."""

    rate: float  # chance in a contract year
    size: float  # share of MRR


INPUTS = {
    "upgrades": tuple[UpgradeInputs, ...],  # one for each segment; none where nobody does
}
