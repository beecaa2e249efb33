"""What a win pays beside its commission, and whether the commission is taken back."""

from typing import NamedTuple

from gtmsim.rules.rule import rule

EVERYBODY = -1  # in place of a segment


class Spif(NamedTuple):
    """A bonus for each win between two instants (sales performance incentive fund)."""

    name: str
    bonus: int  # cents for each win
    first: int  # microseconds: from here on
    last: int  # microseconds: before here
    segment: int  # EVERYBODY: of any
    returns: bool = False  # is it taken back with the commission?


INPUTS = {
    "clawback": int,  # months from a win within which a customer that is lost takes its commission back, 0 never
    "spifs": tuple[Spif, ...],  # in the order of their names
}


@rule
def bonus_of(said: Spif, won: int, segment: int) -> int:
    """What a SPIF pays [cents] for a win at an instant [microseconds] in a segment."""
    if segment != said.segment and said.segment != EVERYBODY:
        return 0
    return said.bonus if said.first <= won < said.last else 0


@rule
def taken_back(commission: int, lost: int, safe: int) -> int:
    """Commission [cents] that is taken back of a customer lost at an instant, if it is safe from another one on."""
    return commission if lost < safe else 0
