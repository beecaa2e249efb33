"""A lead is screened, waits for an answer while its interest decays, and is qualified or not."""

from typing import NamedTuple

from gtmsim.rules.chance import Law
from gtmsim.rules.maths import LN2, exp
from gtmsim.rules.rule import rule


class Handling(NamedTuple):
    """How leads of one mode (active or passive) fare."""

    screened: float  # share that passes marketing's screen
    qualified: float  # share of these that qualifies when answered at once
    half_life: float  # day; inf: waiting does no harm
    floor: float  # share of the interest that no wait takes away


class HandlingInputs(NamedTuple):
    """How leads of one mode are qualified."""

    handling: Handling
    patience: Law | None  # day
    work: Law  # hour


INPUTS = {
    "active": HandlingInputs,
    "passive": HandlingInputs,
}


@rule
def passes_screen(handling: Handling, u: float) -> bool:
    """Does marketing pass the lead on?"""
    return u < handling.screened


@rule
def interest(handling: Handling, waited: float) -> float:
    """Share of the interest left after a wait [day]: halves above its floor every half-life."""
    return handling.floor + (1.0 - handling.floor) * exp(-LN2 * waited / handling.half_life)


@rule
def qualifies(handling: Handling, waited: float, u: float) -> bool:
    """Does the conversation, after this wait [day], end in a sales-qualified lead?"""
    return u < handling.qualified * interest(handling, waited)
